"""What a package lists in an LMS, read from its manifest as the LMS reads it."""

from collections.abc import Iterable

import msgspec

from coursepack import xml
from coursepack.packaging.files import OutputFile

_MANIFEST = "imsmanifest.xml"


class Listing(msgspec.Struct, frozen=True):
    """The manifest's identifier, the standard's version, and the identifiers of the entries that open something."""

    identifier: str = ""
    version: str = ""
    entries: tuple[str, ...] = ()


def listing_of(files: Iterable[OutputFile]) -> Listing:
    """What `files` list; an empty listing where they have no manifest."""
    manifest = next((file.content for file in files if file.path == _MANIFEST), None)
    if not isinstance(manifest, bytes):
        return Listing()
    root = xml.parse(manifest)
    entries = tuple(item.get("identifier", "") for item in root.iter("{*}item") if item.get("identifierref"))
    return Listing(root.get("identifier", ""), (root.findtext("{*}metadata/{*}schemaversion") or "").strip(), entries)
