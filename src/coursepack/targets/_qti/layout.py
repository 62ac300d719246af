"""Documents of QTI as people can read them: in lines where white space means nothing, and nowhere else."""

from lxml import etree

from coursepack import xml
from coursepack.targets._qti.dialect import Maker

_IN_LINES = frozenset(
    "assessmentItem itemBody responseProcessing responseCondition responseIf responseElse responseDeclaration "
    "correctResponse mapping choiceInteraction orderInteraction matchInteraction simpleMatchSet gapMatchInteraction "
    "hotspotInteraction graphicGapMatchInteraction assessmentTest testPart assessmentSection outcomeProcessing "
    "outcomeCondition outcomeIf".split()
)
"""Elements whose children stand on lines of their own."""


def document(root: etree._Element, make: Maker) -> bytes:
    """A document with declaration."""
    _indent(root, make, "\n")
    return xml.write(root, indent=None)


def _indent(element: etree._Element, make: Maker, line: str) -> None:
    if make.name_of(element) not in _IN_LINES or not len(element):
        return
    inner = line + "  "
    element.text = inner
    for child in element:
        child.tail = inner
        _indent(child, make, inner)
    element[-1].tail = line
