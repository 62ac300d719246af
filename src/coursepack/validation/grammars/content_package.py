"""IMS Content Packaging 1.1.4: `imsmanifest.xml`, as QTI 2.1 packages use it, too."""

GRAMMAR = """
namespace cp http://www.imsglobal.org/xsd/imscp_v1p1
start manifest
manifest: metadata? organizations resources manifest* lax* @identifier! ID @version string @xml:base uri @* lax
metadata: schema? schemaversion? lax* @* lax
organizations: organization* lax* @default IDREF @* lax
organization: title? item+ metadata? lax* @identifier! ID @structure string @* lax
item: title? item* metadata? lax* @identifier! ID @identifierref string @isvisible boolean @parameters string @* lax
resources: resource* lax* @xml:base uri @* lax
resource: metadata? file* dependency* lax* @identifier! ID @type! string @xml:base uri @href uri @* lax
file: metadata? lax* @href! uri @* lax
dependency: lax* @identifierref! string @* strict
schema: text
schemaversion: text
title: text
"""
