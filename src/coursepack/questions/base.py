"""What a question type is, and what it is given to read."""

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.assessment import Interaction
from coursepack.model.content import Block, Code, Image, Paragraph, Span, nested_inlines, own_inlines, walk_blocks
from coursepack.model.source import Position

QUESTION_WITHOUT_ANSWER = Rule(
    "question-without-answer",
    Severity.ERROR,
    "A question in a quiz has no answer that is understood.",
    "Learners could not answer it, or would see its answer in the open.",
    "write the choices as - [ ] and - [x] lines, or a blank [[…]] in a paragraph of its own; "
    "type=info in a comment makes it mere information",
    example="### Which is a metal?\n<!-- q points=2 -->\n\nThink of the bakery.",
)
NO_RIGHT_ANSWER = Rule(
    "no-right-answer",
    Severity.ERROR,
    "A question has no right answer.",
    "No learner could ever answer it.",
    "mark each right choice with [x]",
    example="### Which is a metal?\n\n- [ ] Iron\n- [ ] Wood",
)
BAD_ANSWER = Rule(
    "bad-answer",
    Severity.ERROR,
    "An answer is written in a way that cannot be read, or could never be given.",
    "Learners would be marked wrong whatever they answer.",
    "write it as docs/authoring.md shows",
    example="### Which letter?\n\n[[/[a-/]]",
)
TOO_FEW_CHOICES = Rule(
    "too-few-choices",
    Severity.ERROR,
    "A choice question has fewer than two choices.",
    "There is nothing to choose.",
    "write at least two choices, each as a line that begins with - [ ] or - [x]",
    example="### Which is a metal?\n\n- [x] Iron",
)

ALL_OR_NOTHING = ("correct", "incorrect")
"""The outcomes of a question that cannot be partly right."""


class QuestionSource(msgspec.Struct, frozen=True):
    """A question as written: its place, the answer shape, and the attributes of its comment as they were read.

    `language` is that of the course, for words such as True and False. `passage`: the blocks from the first
    that holds a blank to the last. `image`: that of the stem's last figure. `said`: labelled passages by their kind
    ("distractors", "model", "rubric").
    """

    at: Position
    answer: Block
    attributes: dict[str, Any]
    language: str
    report: Report
    passage: tuple[Block, ...] = ()
    image: Image | None = None
    said: dict[str, tuple[Block, ...]] = {}

    def refuse(self, at: Position, message: str, help: str = "") -> None:
        """Report that the answer cannot be read."""
        self.report.add(BAD_ANSWER, at, message, help=help)


class QuestionType(msgspec.Struct, frozen=True):
    """A row of the table of question types.

    `recognise` tells from an answer shape, the attributes and the language whether a question is of this type; `parse`
    makes its interaction, or reports why it cannot and returns None. `scored`: it has right answers, or is marked by a
    person. `takes`: what of the stem belongs to the answer: the whole passage with blanks, or the last image. `told`:
    labelled passages that only this type has. `uses`: the attributes that have an effect on it, besides those for the
    author's own order, and `outcomes` the labels of feedback that can ever be shown.
    """

    name: str
    recognise: Callable[[Block, dict[str, Any], str], bool]
    parse: Callable[[QuestionSource], Interaction | None]
    scored: bool = True
    takes: Literal["answer", "passage", "image"] = "answer"
    told: tuple[str, ...] = ()
    uses: tuple[str, ...] = ("points", "penalty")
    outcomes: tuple[str, ...] = ("correct", "partly", "incorrect")


class Blank(msgspec.Struct, frozen=True):
    """A blank as written: where its brackets open, and what stands in them."""

    at: Position
    text: str


def blank_of(node: object) -> Blank | None:
    """The blank that an inline node is, or None."""
    if not isinstance(node, Span) or node.tag_name != "gap":
        return None
    inner = node.children[0] if node.children else None
    return Blank(node.at, inner.text if isinstance(inner, Code) else "")


def only_blank(block: Block) -> Blank | None:
    """The blank that a paragraph is, where there is nothing else in it."""
    return blank_of(block.children[0]) if isinstance(block, Paragraph) and len(block.children) == 1 else None


def split_alternatives(text: str) -> list[str]:
    """The alternatives of a blank, split at `|`; one in backticks or between slashes may hold the bar, `\\|` is one."""
    parts = [""]
    quote = ""
    index = 0
    while index < len(text):
        character = text[index]
        if text.startswith("\\|", index):
            parts[-1] += "|" if not quote else "\\|"
            index += 2
            continue
        if character == "|" and not quote:
            parts.append("")
        else:
            if character == "`" and quote in ("", "`"):
                quote = "" if quote else "`"
            elif character == "/" and (quote == "/" or (not quote and not parts[-1].strip())):
                escaped = text[index - 1 : index] == "\\"
                quote = quote if escaped else ("" if quote else "/")
            parts[-1] += character
        index += 1
    if quote:  # an unclosed backtick or slash is an ordinary character
        return [part.strip() for part in text.replace("\\|", "\0").replace("|", "\1").replace("\0", "|").split("\1")]
    return [part.strip() for part in parts]


def has_blank(block: Block) -> bool:
    """Whether a blank stands anywhere in `block`."""
    return any(
        blank_of(node) is not None
        for inner in walk_blocks((block,))
        for group in own_inlines(inner)
        for node in nested_inlines(group)
    )
