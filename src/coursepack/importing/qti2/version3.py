"""QTI 3.0 in the names of 2.2: what the two versions share is called in another way, and little else differs."""

from lxml import etree

_PREFIX = "qti-"
_KEPT = ("aria-", "data-", "xml:")
"""Beginnings of attributes that are not QTI's own."""


def is_version3(root: etree._Element) -> bool:
    """Whether a document without namespaces is one of QTI 3.0."""
    return str(root.tag).startswith(_PREFIX)


def rename(root: etree._Element) -> None:
    """Give the elements of a document and their attributes the names that they have in QTI 2.2.

    `<qti-simple-choice show-hide="…">` becomes `<simpleChoice showHide="…">`; HTML stays as it is.
    """
    for element in list(root.iter(etree.Element)):
        tag = str(element.tag)
        if not tag.startswith(_PREFIX):
            continue
        name = _camel(tag.removeprefix(_PREFIX))
        if name == "contentBody":  # a wrapper that is new
            name = "div"
        element.tag = name
        for key, value in element.attrib.items():
            if "-" in str(key) and not str(key).startswith(_KEPT):
                del element.attrib[key]
                element.set(_camel(str(key)), value)


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)
