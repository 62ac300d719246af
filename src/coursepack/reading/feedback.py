"""Labelled blockquotes of a question: hint, explanation, and feedback for right, partly right and wrong answers."""

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.content import (
    Block,
    Code,
    Inline,
    LineBreak,
    Paragraph,
    Quotation,
    SoftBreak,
    Strong,
    Text,
    plain_text,
)
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.values import did_you_mean

FEEDBACK_LABEL = Rule(
    "feedback-label",
    Severity.ERROR,
    "A quotation behind a question's answer does not say what it is.",
    "It would be shown before the learner has answered, or not at all.",
    "begin it with **Hint:**, **Explanation:**, **Correct:**, **Incorrect:** or **Partly correct:** and a space",
    example="### Is iron a metal?\n\n- [x] Yes\n- [ ] No\n\n> **Explantion:** It conducts.",
)

LABELS = {
    "hint": "hint",
    "explanation": "explanation",
    "rationale": "explanation",
    "correct": "correct",
    "incorrect": "incorrect",
    "wrong": "incorrect",
    "partly correct": "partly",
    "partially correct": "partly",
    "model answer": "model",
    "rubric": "rubric",
    "distractors": "distractors",
}
_GLUED = late(r"\*\*([\w ]+):\*\*\S")


class Labelled(msgspec.Struct, frozen=True):
    """One labelled passage: what it is ("hint", "explanation" …), the answer it is for ("" is any), and its text."""

    kind: str
    answer: str
    at: Position
    blocks: tuple[Block, ...]


def read_labelled(quotation: Quotation, report: Report, *, strict: bool) -> list[Labelled] | None:
    """The labelled passages of a quotation, or None where it is an ordinary quotation.

    Behind the answer (`strict`) every quotation must be labelled; what is not is reported.
    """
    found: list[Labelled] = []
    for block in quotation.blocks:
        if not isinstance(block, Paragraph):
            if not found:
                break
            found[-1] = msgspec.structs.replace(found[-1], blocks=(*found[-1].blocks, block))
            continue
        for end, line in _lines(block.children):
            opened = _label(line)
            if opened is None:
                if _near_miss(line, report):
                    return []
                if not found:
                    break
                found[-1] = _continued(found[-1], block, end, line)
            else:
                kind, answer, rest = opened
                inside: tuple[Block, ...] = (Paragraph(rest[0].at, rest),) if rest else ()
                found.append(Labelled(kind, answer, line[0].at, inside))
    if found:
        return found
    if strict:
        report.add(FEEDBACK_LABEL, quotation.at, "this quotation behind the answer has no label that is known")
        return []
    return None


def _lines(children: tuple[Inline, ...]) -> list[tuple[Inline | None, tuple[Inline, ...]]]:
    """`children` divided at line ends that a label may follow, each with the end of the line before it."""
    ends: list[Inline | None] = [None]
    lines: list[list[Inline]] = [[]]
    for index, node in enumerate(children):
        following = children[index + 1] if index + 1 < len(children) else None
        behind = children[index + 2] if index + 2 < len(children) else None
        starts = isinstance(node, SoftBreak | LineBreak) and (
            (isinstance(following, Strong) and plain_text(following.children).rstrip().endswith(":"))
            or (isinstance(following, Strong) and isinstance(behind, Text) and behind.text.startswith(":"))
            or (isinstance(following, Text) and bool(_GLUED.match(following.text)))
        )
        if starts:
            ends.append(node)
            lines.append([])
        else:
            lines[-1].append(node)
    return [(end, tuple(line)) for end, line in zip(ends, lines, strict=True) if line]


def _label(line: tuple[Inline, ...]) -> tuple[str, str, tuple[Inline, ...]] | None:
    """Kind, answer and text of a line that opens with a known label in bold."""
    if not line or not isinstance(line[0], Strong):
        return None
    inner = line[0].children
    answers = [node.text for node in inner if isinstance(node, Code)]
    words = plain_text(tuple(node for node in inner if not isinstance(node, Code)))
    rest = line[1:]
    if not words.endswith(":"):
        if not (rest and isinstance(rest[0], Text) and rest[0].text.startswith(":")):
            return None
        rest = (Text(rest[0].at, rest[0].text[1:]), *rest[1:])
    kind = LABELS.get(words.rstrip(":").strip().lower())
    if kind is None:
        return None
    while rest and (
        isinstance(rest[0], SoftBreak | LineBreak) or (isinstance(rest[0], Text) and not rest[0].text.strip())
    ):
        rest = rest[1:]
    if rest and isinstance(rest[0], Text):
        rest = (Text(rest[0].at, rest[0].text.lstrip()), *rest[1:])
    return kind, answers[0] if answers else "", rest


def _near_miss(line: tuple[Inline, ...], report: Report) -> bool:
    """Report a label without a space behind it, or one that is misspelt."""
    first = line[0] if line else None
    if isinstance(first, Text):
        bare, colon, _ = first.text.partition(":")
        if colon and bare.strip().lower() in LABELS:
            report.add(FEEDBACK_LABEL, first.at, f'"{bare.strip()}:" is not in bold', help=f"write **{bare.strip()}:**")
            return True
        glued = _GLUED.match(first.text)
        if glued and glued[1].strip().lower() in LABELS:
            report.add(
                FEEDBACK_LABEL, first.at, f"there is no space behind **{glued[1]}:**", help="put a space behind it"
            )
            return True
    if isinstance(first, Strong):
        words = plain_text(first.children).rstrip()
        if words.lower() in LABELS:
            report.add(FEEDBACK_LABEL, first.at, f"**{words}** has no colon", help=f"write **{words}:** and a space")
            return True
        near = did_you_mean(words.rstrip(":"), LABELS) if words.endswith(":") else ""
        if near:
            report.add(FEEDBACK_LABEL, first.at, f"**{words}** is not known{near}")
            return True
    return False


def _continued(labelled: Labelled, block: Paragraph, end: Inline | None, line: tuple[Inline, ...]) -> Labelled:
    """`labelled` with a line that opens nothing: a paragraph, or one more line of the last, behind the `end` of it."""
    last = labelled.blocks[-1] if labelled.blocks else None
    if end is None or not isinstance(last, Paragraph):
        return msgspec.structs.replace(labelled, blocks=(*labelled.blocks, Paragraph(block.at, line)))
    joined = msgspec.structs.replace(last, children=(*last.children, end, *line))
    return msgspec.structs.replace(labelled, blocks=(*labelled.blocks[:-1], joined))
