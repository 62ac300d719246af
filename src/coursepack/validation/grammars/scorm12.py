"""SCORM 1.2: `imsmanifest.xml` (Content Aggregation Model 1.2, sections 2.3 and 2.2)."""

GRAMMAR = """
namespace md http://www.imsglobal.org/xsd/imsmd_rootv1p2p1
lom: general? lifecycle? metametadata? technical? educational? rights? relation* annotation* classification*
general: mixed identifier? title? catalogentry* language* description* keyword* coverage* structure? aggregationlevel?
  other*
lifecycle: mixed version? status? contribute* other*
metametadata: mixed identifier? catalogentry* contribute* metadatascheme* language? other*
technical: mixed format* size? location* requirement* installationremarks? otherplatformrequirements? duration? other*
educational: mixed interactivitytype? learningresourcetype* interactivitylevel? semanticdensity? intendedenduserrole*
  context* typicalagerange* difficulty? typicallearningtime? description* language* other*
rights: mixed cost? copyrightandotherrestrictions? description? other*
relation: mixed kind? resource? other*
annotation: mixed person? date? description? other*
classification: mixed purpose? taxonpath* description? keyword* other*
catalogentry: mixed catalog entry other*
contribute: mixed role centity* date? other*
requirement: mixed type? name? minimumversion? maximumversion? other*
resource: mixed identifier? description? catalogentry* other*
taxonpath: source? taxon?
taxon: id? entry? taxon?
centity: vcard
person: vcard
date: datetime? description?
duration: datetime? description?
typicallearningtime: datetime? description?
aggregationlevel: source value
context: source value
copyrightandotherrestrictions: source value
cost: source value
difficulty: source value
intendedenduserrole: source value
interactivitylevel: source value
interactivitytype: source value
kind: source value
learningresourcetype: source value
name: source value
purpose: source value
role: source value
semanticdensity: source value
status: source value
structure: source value
type: source value
source: langstring
value: langstring
coverage: langstring+
description: langstring+
entry: langstring+
installationremarks: langstring+
keyword: langstring+
otherplatformrequirements: langstring+
title: langstring+
typicalagerange: langstring+
version: langstring+
langstring: text string @xml:lang language
catalog: text
datetime: text
format: text
id: text
identifier: text
language: text
location: text @type enum(URI|TEXT)
maximumversion: text
metadatascheme: text
minimumversion: text
size: text integer(-2147483648,2147483647)
vcard: text

namespace adlcp http://www.adlnet.org/xsd/adlcp_rootv1p2
location: text string(2000)
prerequisites: text string(200) @type! enum(aicc_script)
maxtimeallowed: text string(13)
timelimitaction: text enum(exit,no message|exit,message|continue,no message|continue,message)
datafromlms: text string(255)
masteryscore: text string(200)
schema: text enum(ADL SCORM)
schemaversion: text enum(1.2)
@adlcp:scormtype enum(asset|sco)

namespace cp http://www.imsproject.org/xsd/imscp_rootv1p1p2
start manifest
manifest: metadata? organizations resources manifest* other* @identifier! ID @version string(20) @xml:base uri @* strict
metadata: schema? schemaversion? other*
organizations: organization* other* @default IDREF @* strict
organization: title? item* metadata? other* @identifier! ID @structure string(200) @* strict
item: title? item* metadata? other* @identifier! ID @identifierref string(2000) @isvisible boolean
  @parameters string(1000) @* strict
resources: resource* other* @xml:base uri @* strict
resource: metadata? file* dependency* other* @identifier! ID @type! string(1000) @xml:base uri @href uri(2000) @* strict
file: metadata? other* @href! uri(2000) @* strict
dependency: other* @identifierref! string(2000) @* strict
schema: text string(100)
schemaversion: text string(20)
title: text string(200)
"""
