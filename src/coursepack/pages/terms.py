"""Marks the first use of each term of the glossary on a page; its definition opens in place, without a script."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from coursepack.languages import base
from coursepack.model.glossary import Term
from coursepack.pages.markup import escaped

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_PASSED_OVER = frozenset(
    "a button code pre kbd samp dfn dt summary form label math svg script style noscript h1 h2 h3 h4 h5 h6".split()
)
"""Elements in which no term is marked: those that are or hold controls, code, and headings."""

_PLURALS = {"en": "(?:s|es)?", "fr": "s?", "es": "(?:s|es)?", "pt": "s?", "de": "(?:e|n|en|s)?"}
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


class TermMarker:
    """Marks terms in pages of one language."""

    def __init__(self, terms: tuple[Term, ...], language: str) -> None:
        self._by_words = {escaped(term.words).casefold(): term for term in terms}
        plural = _PLURALS.get(base(language), "")
        longest_first = sorted(self._by_words, key=len, reverse=True)
        bounded = "|".join(re.escape(words) for words in longest_first if not _WITHOUT_SPACES.search(words))
        free = "|".join(re.escape(words) for words in longest_first if _WITHOUT_SPACES.search(words))
        patterns = [rf"(?<![\w&])(?P<word>{bounded}){plural}(?!\w)"] if bounded else []
        patterns += [f"(?P<free>{free})"] if free else []
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def marked(self, html: Markup, page: str) -> tuple[Markup, tuple[tuple[str, Term], ...]]:
        """`html` with its terms as buttons, and (id of the definition, term) of each; `page` begins those ids."""
        if self._pattern is None:
            return html, ()
        found: dict[str, str] = {}
        parts = "".join(self._pieces(str(html), page, found))
        return Markup(parts), tuple((found[words], self._by_words[words]) for words in found)

    def _pieces(self, html: str, page: str, found: dict[str, str]) -> Iterator[str]:
        at, outer, depth = 0, "", 0
        for tag in _TAG.finditer(html):
            text = html[at : tag.start()]
            yield text if outer else self._text(text, page, found)
            yield tag[0]
            at = tag.end()
            named = _NAME.match(tag[0])
            name = named[2].lower() if named else ""
            if named and not outer and name in _PASSED_OVER and not named[1]:
                outer, depth = name, 1
            elif named and name == outer:
                depth += -1 if named[1] else 1
                outer = outer if depth else ""
        yield html[at:] if outer else self._text(html[at:], page, found)

    def _text(self, text: str, page: str, found: dict[str, str]) -> str:
        if self._pattern is None or not text or text.isspace():
            return text

        def button(hit: re.Match[str]) -> str:
            words = (hit["word"] if "word" in hit.groupdict() and hit["word"] else hit[0]).casefold()
            if words in found or words not in self._by_words:
                return hit[0]
            found[words] = target = f"{page}-term-{len(found) + 1}"
            return f'<button type="button" class="term" popovertarget="{target}">{hit[0]}</button>'

        return self._pattern.sub(button, text)
