"""Which words learners can read in what the page targets write: those on the pages, and those kept for the player."""

import base64
import json
import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

from coursepack.packaging.files import OutputFile

_UNSEEN = frozenset({"script", "style", "head", "noscript"})
_INSIDE_WORDS = frozenset("a b code em i kbd mark mi mn mo mrow mtext mspace s semantics span strong sub sup u".split())
"""Elements whose ends do not end a word."""
_WORD = re.compile(r"\w+")


class _Text(HTMLParser):
    """Collects the texts of a page, the alternatives of its images, and the data for its player."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.data: list[str] = []
        self._unseen = 0
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._is_data = tag == "script" and ("type", "application/json") in attrs
        self.parts.append(" " if tag in ("br", "img", "td", "th") else "")
        self.parts.extend(f" {value} " for name, value in attrs if name == "alt" and value)

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        self._is_data = False
        self.parts.append("" if tag in _INSIDE_WORDS else " ")

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data.append(data)
        elif not self._unseen:
            self.parts.append(data)


def page_text(html: str) -> str:
    """All that a learner can come to read on a page: its own text, then hints and feedback of its questions."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    kept: list[str] = []
    for data in reader.data:
        of_page = json.loads(data)
        encoded = of_page.get("questions") or "" if isinstance(of_page, dict) else ""  # else it is the index to search
        kept.extend(_strings(json.loads(base64.b64decode(encoded) or b"{}")))
    return "".join(reader.parts) + " ".join(kept)


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)


def text_of_pages(files: Iterable[OutputFile]) -> str:
    """The text of all HTML files of an output."""
    pages = (file.content for file in files if file.path.endswith(".html"))
    return " ".join(page_text(content.decode("utf-8")) for content in pages if isinstance(content, bytes))


def words(text: str) -> Counter[str]:
    """How often each word stands in a text."""
    return Counter(_WORD.findall(text))


def missing_words(source: str, shown: str) -> Counter[str]:
    """The words of a Markdown source that are shown less often than they are written.

    Markers of numbered lists and of callouts, and what stands in comments and in addresses, are no words.
    """
    plain = re.sub(r"<!--.*?-->", " ", source, flags=re.DOTALL)
    plain = re.sub(r"\A---\n.*?\n---\n", " ", plain, flags=re.DOTALL)
    plain = re.sub(r"(?m)^\s*\d+[.)]\s", " ", plain)
    plain = re.sub(r"\[![A-Za-z-]+\][+-]?|\]\([^)\s]*", " ", plain)
    return words(plain) - words(shown)
