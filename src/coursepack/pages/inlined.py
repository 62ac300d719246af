"""The whole course in one HTML file: what other outputs keep beside their pages stands in it."""

import base64
import hashlib
import re
from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from coursepack.model.content import Image, Link, Media
from coursepack.model.course import Asset, AssetTarget, Course
from coursepack.model.source import Position
from coursepack.packaging.files import OutputFile
from coursepack.pages.addresses import DocumentAddresses, data_address
from coursepack.pages.document import Build, whole_document
from coursepack.pages.player import noscript_stylesheet, scheme_script, script, stylesheet
from coursepack.pages.shared import Shared

LARGEST = 8_000_000
"""Bytes of a video, a recording or a download that goes in; in the file they take a third more.

Mail systems commonly refuse messages of more than 20 to 25 MB. Pictures go in whatever their size: the text needs them.
"""

_ENDS_ELEMENT = re.compile("<(?=/(?:script|style)|!--)", re.IGNORECASE)


class InlineAddresses(DocumentAddresses):
    """Every page is a section of one document, and every file of the course stands in the links to it."""

    def __init__(self, course: Course) -> None:
        super().__init__(course)
        self._made: dict[str, str] = {}

    def asset(self, asset: Asset) -> str:
        if asset.path not in self._made:
            self._made[asset.path] = data_address(asset)
        return self._made[asset.path]


class Part(msgspec.Struct, frozen=True):
    """A script or stylesheet that stands in a page, and what the page's policy names it by."""

    text: Markup
    hash: str


def inlined_document(course: Course, context: Build, shared: Shared | None = None) -> OutputFile:
    """The course as one file, without the files that are too large for it (see `too_large`)."""
    left_out = {asset.path for asset in too_large(course)}
    kept = {path: asset for path, asset in course.assets.items() if path not in left_out}
    course = msgspec.structs.replace(course, assets=kept)
    parts = {
        "style": inline_part(stylesheet(course.theme)),
        "noscript": inline_part(noscript_stylesheet()),
        "scheme": inline_part(scheme_script()),
        "script": inline_part(script(course, "local")),
    }
    html = whole_document(
        course, context, "local", InlineAddresses(course), shared, template="single.html", inlined=parts
    )
    return OutputFile("index.html", html)


def too_large(course: Course) -> tuple[Asset, ...]:
    """The files of the course that one file leaves out."""
    return tuple(
        asset for asset in course.assets.values() if asset.size > LARGEST and not asset.media_type.startswith("image/")
    )


def uses(course: Course, asset: Asset) -> Iterator[Position]:
    """Where a file of the course is linked or shown."""
    for node in _nodes(course):
        target = course.targets.get(node.at.file, {}).get(node.href if isinstance(node, Link) else node.source)
        if isinstance(target, AssetTarget) and target.path == asset.path:
            yield node.at


def inline_part(content: bytes) -> Part:
    """What would end the element before its time is written with a backslash, which scripts and styles read away."""
    text = _ENDS_ELEMENT.sub(r"<\\", content.decode())
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Part(Markup(text), f"sha256-{digest}")


def _nodes(value: object) -> Iterator[Image | Link | Media]:
    if isinstance(value, Image | Link | Media):
        yield value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _nodes(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _nodes(part)
