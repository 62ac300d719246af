"""Documents of QTI as people can read them: in lines where white space means nothing, and nowhere else."""

from coursepack.targets._qti.node import Node, written

_IN_LINES = frozenset(
    "assessmentItem itemBody responseProcessing responseCondition responseIf responseElse responseDeclaration "
    "correctResponse mapping choiceInteraction orderInteraction matchInteraction simpleMatchSet gapMatchInteraction "
    "hotspotInteraction graphicGapMatchInteraction assessmentTest testPart assessmentSection outcomeProcessing "
    "outcomeCondition outcomeIf".split()
)
"""Elements whose children stand on lines of their own."""


def document(root: Node, namespace: str, in_lines: frozenset[str] = _IN_LINES) -> bytes:
    """A document with declaration, in UTF-8; `in_lines`: see `written`."""
    whole = Node(root.name, {"xmlns": namespace, **root.attributes}, root.children)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written(whole, in_lines)}\n'.encode()
