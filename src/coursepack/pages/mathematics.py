"""TeX mathematics as MathML."""

import re
from functools import cache, lru_cache
from html.entities import html5
from typing import TYPE_CHECKING

from lxml import etree

from coursepack.pages.markup import clean, escaped

if TYPE_CHECKING:
    from math_core import LatexToMathML

_STYLE = re.compile(r' style="([^"]*)"')
_UNWANTED = re.compile(r' (?:id|href)="[^"]*"')
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_COLOUR = re.compile(r"color:(#[0-9A-Fa-f]{6})")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})

_CLASSES = {
    "text-align:left": "m-left",
    "text-align:right": "m-right",
    "padding-left:0": "m-no-left",
    "padding-right:0": "m-no-right",
    "padding-left:1em": "m-apart",
    "width:50%": "m-half",
    "width:100%": "m-full",
    "border-left:0.05em solid currentcolor": "m-line-left",
    "border-right:0.05em solid currentcolor": "m-line-right",
    "border-top:0.05em solid currentcolor": "m-line-top",
    "border-bottom:0.05em solid currentcolor": "m-line-bottom",
}
"""Class names of the stylesheet for the inline styles of math-core 0.9: a page's content security policy bars those."""


@lru_cache(maxsize=20_000)
def mathml(tex: str, display: bool) -> str:
    """`tex` as a `<math>` element, or as code where it cannot be read; `display` is for a line of its own."""
    # Imported late: most courses have no mathematics.
    from math_core import LatexError

    tex = clean(tex)
    try:
        markup = _converter().convert_with_local_state(tex, displaystyle=display)
        markup = _ENTITY.sub(_as_characters, _UNWANTED.sub("", _STYLE.sub(_without_style, markup)))
        etree.fromstring(markup)
    except (LatexError, etree.XMLSyntaxError):
        return tex_code(tex, display)
    return markup


def tex_code(tex: str, display: bool) -> str:
    """`tex` as it was written, set as code."""
    return f'<code class="math{" math-display" if display else ""}">{escaped(tex)}</code>'


@cache
def _converter() -> "LatexToMathML":
    from math_core import LatexToMathML

    return LatexToMathML(fancy_error=False)


def _without_style(found: re.Match[str]) -> str:
    declarations = [re.sub(r"\s*:\s*", ":", part.strip()) for part in found[1].split(";") if part.strip()]
    classes = [_CLASSES[declaration] for declaration in declarations if declaration in _CLASSES]
    colour = _COLOUR.search(found[1])
    attribute = f' mathcolor="{colour[1]}"' if colour else ""
    return f'{attribute} class="{" ".join(classes)}"' if classes else attribute


def _as_characters(found: re.Match[str]) -> str:
    return found[0] if found[1] in _XML_ENTITIES else escaped(html5.get(found[1], found[0]))
