"""Texts of a GIFT file: what is escaped, and which text is HTML."""

import base64
import re

from coursepack.model.content import Block
from coursepack.model.course import Asset, Course
from coursepack.packaging.files import asset_file
from coursepack.pages.markup import escaped
from coursepack.pages.shared import Shared
from coursepack.targets._bank.text import BankText

_RESERVED = re.compile(r"[\\~=#{}:]")
_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_SPACES = re.compile(r"\s*\n\s*")
_LITERAL_START = re.compile(r"[\[%]")


class GiftText(BankText):
    """Texts in which pictures stand as `data:` addresses: a GIFT file has no place for other files."""

    def __init__(self, course: Course, prefix: str, shared: Shared) -> None:
        pictures = {path: asset for path, asset in course.assets.items() if asset.media_type.startswith("image/")}
        super().__init__(course, prefix, shared, assets=pictures)

    def asset(self, asset: Asset) -> str:
        """The picture itself."""
        data = asset_file(asset).whole()
        return f"data:{asset.media_type};base64,{base64.b64encode(data).decode()}"

    def words(self, *groups: tuple[Block, ...]) -> str:
        """Groups of blocks as HTML on one line; only what is preformatted keeps its ends of lines."""
        return one_line(self.field(*groups).html)


def one_line(html: str) -> str:
    """HTML without the ends of lines that mean nothing."""
    parts = _PREFORMATTED.split(html)
    return "".join(part if index % 2 else _SPACES.sub(" ", part) for index, part in enumerate(parts)).strip()


def is_markup(html: str) -> bool:
    """Whether a text needs to be called HTML; any other reads the same without."""
    return "<" in html or "&" in html or _LITERAL_START.match(html) is not None


def escape(text: str) -> str:
    """`text` with a backslash before what means something in GIFT, on one line (no blank line may stand inside)."""
    return _RESERVED.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", r"\n")


def escape_html(html: str) -> str:
    """HTML escaped for GIFT; a bracket or per cent sign at its beginning would be a format's name or a weight."""
    start = _LITERAL_START.match(html)
    return escape(f"&#{ord(start[0])};{html[1:]}" if start else html)


def escape_plain(text: str, *, is_html: bool) -> str:
    """A text that is no HTML, escaped; one that begins with a bracket follows the name of the question's format."""
    form = "html" if is_html else "moodle"
    return (f"[{form}]" if text.startswith("[") else "") + escape(text)


def as_html(text: str) -> str:
    """Plain words as HTML."""
    return escaped(text)
