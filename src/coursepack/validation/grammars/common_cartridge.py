"""IMS Common Cartridge 1.1, 1.2 and 1.3: `imsmanifest.xml` with its metadata profile.

1.2 and 1.3 differ from 1.1 in their namespaces, the words for their resources and what metadata may add.
"""

_GRAMMAR = """
namespace lr http://ltsc.ieee.org/xsd/imsccv1p{n}/LOM/resource
lom: educational=Educational+
Educational: context=Context? intendedEndUserRole=Role+
Context: source=Lom value=Level
Lom: text enum(LOMv1.0)
Level: text enum(higher education|school|training|other)
Role: source=RoleSource value=RoleValue
RoleSource: text enum(IMSGLC_CC_Rolesv1p{n})
RoleValue: text enum(Instructor|Learner|Mentor)

namespace lm http://ltsc.ieee.org/xsd/imsccv1p{n}/LOM/manifest
lom: (general=General|lifeCycle=LifeCycle|technical=Technical|educational=Educational|rights=Rights|relation=Relation
  |classification=Classification)*
General: (identifier=Identifier|title=Words|language=Text|description=Words|keyword=Words|coverage=Words)*
Identifier: (catalog=Text|entry=Text)*
Words: string=LangString*
LangString: text @language string
Text: text
LifeCycle: contribute=Contribute+
Contribute: (role=LifeRole|entity=Text|date=Date)*
LifeRole: value=LifeRoleValue
LifeRoleValue: text enum(author|publisher|unknown|initiator|terminator|validator|editor|graphical designer
  |technical implementor|content provider|technical validator|educational validator|script writer
  |instructional designer|subject matter expert)
Date: (dateTime=Text|description=Words)*
Technical: format=Text+
Educational: learningResourceType=ResourceType context=Context? intendedEndUserRole=Role*
ResourceType: value=ResourceTypeValue
ResourceTypeValue: text enum(IMS Common Cartridge)
Context: source=Lom value=Level
Lom: text enum(LOMv1.0)
Level: text enum(higher education|school|training|other)
Role: source=RoleSource value=RoleValue
RoleSource: text enum(IMSGLC_CC_Rolesv1p{n})
RoleValue: text enum(Instructor|Learner|Mentor)
Rights: (cost=Decision|copyrightAndOtherRestrictions=Decision|description=Words)*
Decision: value=YesNo
YesNo: text enum(yes|no)
Relation: (kind=Kind|resource=Resource)*
Kind: value=KindValue
KindValue: text enum(ispartof|haspart|isversionof|hasversion|isformatof|hasformat|references|isreferencedby|isbasedon
  |isbasisfor|requires|isrequiredby)
Resource: (identifier=Identifier|description=Words)*
Classification: (purpose=Purpose|taxonPath=TaxonPath|description=Words|keyword=Words)*
Purpose: value=PurposeValue
PurposeValue: text enum(discipline|idea|prerequisite|educational objective|accessibility restrictions|educational level
  |skill level|security level|competency)
TaxonPath: taxon=Taxon
Taxon: (id=Text|entry=Words)*

namespace autz http://www.imsglobal.org/xsd/imsccv1p{n}/imsccauth_v1p{n}
authorizations: authorization=Authorization other* @access! enum(cartridge|resource) @import boolean
Authorization: cartridgeId=Text webservice=Text?
Text: text
@autz:protected boolean

namespace cc http://www.imsglobal.org/xsd/imsccv1p{n}/imscp_v1p1
start manifest
manifest: metadata=ManifestMetadata organizations=Organizations resources=Resources autz:authorizations?
  @identifier! ID @xml:base uri
ManifestMetadata: schema=Schema schemaversion=Version lm:lom{more}
Schema: text enum(IMS Common Cartridge)
Version: text enum({versions})
Organizations: organization=Organization?
Organization: title=Text? item=Root metadata=Metadata? @identifier! ID @structure! enum(rooted-hierarchy)
Root: item=Item* metadata=Metadata? @identifier! ID
Item: title=Text item=Item* metadata=Metadata? @identifier! ID @identifierref IDREF
Text: text
Metadata: {any}*
Resources: resource=Resource* @xml:base uri
Resource: metadata=ResourceMetadata? file=File* dependency=Dependency*{more} @identifier! ID
  @type! enum({types}) @href uri @xml:base uri @intendeduse enum({uses}) @autz:protected boolean
ResourceMetadata: lr:lom{more}
File: metadata=Metadata? @href! uri
Dependency: @identifierref! IDREF
"""

_OWN_TYPES = (
    "webcontent|imsqti_xmlv1p2/imscc_xmlv1p{n}/assessment|imsqti_xmlv1p2/imscc_xmlv1p{n}/question-bank"
    "|associatedcontent/imscc_xmlv1p{n}/learning-application-resource|imsdt_xmlv1p{n}|imswl_xmlv1p{n}"
)


def _grammar(n: int, versions: str, types: str, uses: str, *, extensible: bool) -> str:
    return _GRAMMAR.format(
        n=n,
        versions=versions,
        types=f"{_OWN_TYPES.format(n=n)}|{types}",
        uses=uses,
        more=" lax*" if extensible else "",
        any="lax" if extensible else "other",
    )


_USES = "lessonplan|syllabus|unspecified"

CARTRIDGE_11 = _grammar(1, "1.1.0", "imsbasiclti_xmlv1p0", _USES, extensible=False)
CARTRIDGE_12 = _grammar(2, "1.2.0", "imsbasiclti_xmlv1p0", _USES, extensible=True)
CARTRIDGE_13 = _grammar(
    3, "1.3.0", "imsbasiclti_xmlv1p0|imsbasiclti_xmlv1p3|assignment_xmlv1p0", f"{_USES}|assignment", extensible=True
)
