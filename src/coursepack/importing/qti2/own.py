"""What our own items say in other words than they were written in, since QTI has no word for it: turned back."""

from lxml import etree

_RENAMED = frozenset(
    "mark del s u ins time bdi label details figure aside section article main header footer nav summary "
    "figcaption".split()
)
"""Elements of HTML that QTI does not have; `span`, `div` and `p` stand for them, with their name as a class."""

_HEADING = 3
"""The level of an item's highest heading."""


def turn_back(item: etree._Element) -> None:
    """Give elements of an item of ours the names that they had."""
    for element in list(item.iter(etree.Element)):
        tag = str(element.tag)
        first, _, rest = element.get("class", "").partition(" ")
        if tag in ("span", "div", "p") and first in _RENAMED:
            element.tag = first
            element.set("class", rest)
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "3456":
            element.tag = f"h{int(tag[1]) - _HEADING + 1}"
        elif tag == "span" and element.get("class") == "code-language":
            _tell_language(element)


def _tell_language(label: etree._Element) -> None:
    """Make the name of a language that stands above code a part of the code."""
    parent, code = label.getparent(), label.getnext()
    name = (label.text or "").strip().lower()
    if parent is not None and code is not None and code.tag == "pre":
        if name and " " not in name:
            code.set("class", f"language-{name}")
        parent.remove(label)
