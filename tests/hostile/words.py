"""The words that people see in HTML, to prove that a page says all that its source says."""

import re
from collections import Counter
from html.parser import HTMLParser

_HIDDEN = frozenset({"script", "style", "noscript", "template", "head"})
_WORD = re.compile(r"\w+")


class _Visible(HTMLParser):
    def __init__(self, only: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._only = only
        self._hidden = 0
        self._inside = 0 if only else 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        if tag == self._only:
            self._inside += 1
        if tag == "img":
            self.handle_data(" " + (dict(attrs).get("alt") or "") + " ")
        elif tag in _APART:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        if tag == self._only:
            self._inside -= 1
        if tag in _APART:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden and self._inside > 0:
            self.parts.append(data)


_APART = frozenset(
    "address article aside blockquote br button dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr legend li main nav ol p pre section summary table tbody td th thead tr ul".split()
)


def visible_text(html: str, *, only: str = "") -> str:
    """The text of `html` as people see it, alternative texts included; `only` names the element to look into."""
    reader = _Visible(only)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def words(text: str) -> Counter[str]:
    """The words of a text, each with how often it occurs."""
    return Counter(_WORD.findall(text))


def missing(expected: str, found: str) -> list[str]:
    """The words that `expected` has and `found` has not, or less often."""
    return sorted((words(expected) - words(found)).elements())
