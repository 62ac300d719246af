"""QTI 2.2 and 3.0 packages: `imsmanifest.xml` in their profile of IMS Content Packaging 1.2.

QTI 2.1 names no profile of its own: its packages are judged by `content_package`.
"""

_GRAMMAR = """
namespace lom http://ltsc.ieee.org/xsd/LOM
lom: open

namespace qtim {metadata}
qtiMetadata: open

namespace csm {standards}
curriculumStandardsMetadataSet: open

namespace cpx http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_extensionv1p2
variant: open

namespace q {namespace}
start manifest
manifest: metadata=PackageMetadata organizations=Empty resources=Resources @identifier! ID @xml:base uri
PackageMetadata: schema=Schema schemaversion=Version {own} csm:curriculumStandardsMetadataSet? lom:lom?
Schema: text enum({schemas})
Version: text enum({version})
Empty:
Resources: resource=Resource* @xml:base uri
Resource: metadata=Metadata? file=File{files} dependency=Dependency* {variants} @identifier! ID @type! enum({types})
  @xml:base uri @href uri
Metadata: qtim:qtiMetadata? csm:curriculumStandardsMetadataSet? lom:lom?
File: metadata=FileMetadata? @href! uri
FileMetadata: other*
Dependency: @identifierref! IDREF
"""

QTI_22 = _GRAMMAR.format(
    namespace="http://www.imsglobal.org/xsd/imscp_v1p1",
    metadata="http://www.imsglobal.org/xsd/imsqti_metadata_v2p2",
    standards="http://www.imsglobal.org/xsd/qti/qtiv2p2/imscsmd_v1p0",
    own="qtim:qtiMetadata?",
    schemas="QTIv2.2 Package|QTIv2.2 Item Bank Package|QTIv2.2 Object Bank Package",
    version="1.0.0",
    files="*",
    variants="",
    types="imsqti_test_xmlv2p2|imsqti_section_xmlv2p2|imsqti_item_xmlv2p2|imsqti_outcomes_xmlv2p2"
    "|imsqti_stimulus_xmlv2p2|imsqti_rptemplate_xmlv2p2|imsqti_fragment_xmlv2p2|webcontent",
)

QTI_30 = _GRAMMAR.format(
    namespace="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    metadata="http://www.imsglobal.org/xsd/imsqti_metadata_v3p0",
    standards="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscsmd_v1p1",
    own="",
    schemas="QTI Package|QTI Test Bank|QTI Item Bank|QTI Object Bank|QTI Test|QTI Section|QTI Item",
    version="3.0.0",
    files="+",
    variants="cpx:variant*",
    types="imsqti_test_xmlv3p0|imsqti_section_xmlv3p0|imsqti_item_xmlv3p0|imsqti_resprocessing_xmlv3p0"
    "|imsqti_outcomes_xmlv3p0|imsqti_stimulus_xmlv3p0|imsqti_fragment_xmlv3p0|imsqti_rptemplate_xmlv3p0"
    "|associatedcontent/learning-application-resource|webcontent|imsbasiclti_xmlv1p3|controlfile|resourcemetadata/xml"
    "|resourceextmetadata/xml|qtiusagedata/xml|pls|css2|css3|extension",
)
