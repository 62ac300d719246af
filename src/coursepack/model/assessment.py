"""Questions: what is asked, how it is answered, what is right, and what a learner is told.

Question *types* are what authors write (`coursepack.questions`); here they are normalised into a small closed
set of *interactions*. Writers match on the interaction exhaustively and never ask for a type's name.
"""

from typing import Literal, TypeAlias

import msgspec

from coursepack.model.content import Block, Inline
from coursepack.model.source import Position


class Part(msgspec.Struct, frozen=True, tag=True, gc=False):
    """What all parts of a quiz share: the place in the sources."""

    at: Position


# --- interactions --------------------------------------------------------------------------------------------


class Choice(Part, frozen=True, tag=True):
    """One choice of a question. `code` is its letter in source order ("a", "b" …), which never changes by shuffling.

    `fixed`: keeps its place when choices are shuffled ("All of the above").
    """

    code: str
    blocks: tuple[Block, ...]
    correct: bool = False
    feedback: tuple[Block, ...] = ()
    fixed: bool = False


ChoicePresentation = Literal["list", "true-false", "dropdown", "likert"]


class ChoiceInteraction(Part, frozen=True, tag=True):
    """Choose one of several, or any number of them (`multiple`)."""

    choices: tuple[Choice, ...]
    multiple: bool = False
    presentation: ChoicePresentation = "list"


class AcceptedText(Part, frozen=True, tag=True):
    r"""A text that is accepted. `kind` "regex": `text` is a pattern.

    `kind` "wildcard": `*` stands for any characters, and `\*` for itself.
    """

    text: str
    kind: Literal["literal", "wildcard", "regex"] = "literal"
    case_sensitive: bool = False


class TextFeedback(Part, frozen=True, tag=True):
    """What a learner is told who gave this text or number."""

    text: str
    blocks: tuple[Block, ...]


class TextEntryInteraction(Part, frozen=True, tag=True):
    """Type a short text."""

    accepted: tuple[AcceptedText, ...]
    case_sensitive: bool = False
    answer_feedback: tuple[TextFeedback, ...] = ()


class AcceptedNumber(Part, frozen=True, tag=True):
    """A range of numbers that is accepted, both ends included.

    Decimal strings, exactly as they were written or worked out (no binary fractions): `low` <= answer <= `high`.
    `value` is the number to show as the answer, `text` what the author wrote, `unit` the unit beside it or "".
    """

    low: str
    high: str
    value: str
    text: str
    unit: str = ""


class NumericEntryInteraction(Part, frozen=True, tag=True):
    """Type a number, with its unit where the accepted numbers have one."""

    accepted: tuple[AcceptedNumber, ...]
    answer_feedback: tuple[TextFeedback, ...] = ()


class MatchItem(Part, frozen=True, tag=True):
    code: str
    blocks: tuple[Block, ...]
    feedback: tuple[Block, ...] = ()


MatchPresentation = Literal["pairs", "groups", "matrix", "likert"]


class MatchInteraction(Part, frozen=True, tag=True):
    """Give each source its target: matching pairs, groups, matrices and Likert statements.

    `pairs`: (source code, target code) of what is right. `one_to_one`: a target serves one source only.
    Targets without a pair are distractors.
    """

    sources: tuple[MatchItem, ...]
    targets: tuple[MatchItem, ...]
    pairs: tuple[tuple[str, str], ...]
    one_to_one: bool = True
    presentation: MatchPresentation = "pairs"


class OrderInteraction(Part, frozen=True, tag=True):
    """Put items in order; `items` stand in the right one."""

    items: tuple[MatchItem, ...]


GapEntry: TypeAlias = TextEntryInteraction | NumericEntryInteraction | ChoiceInteraction
"""How one blank is filled."""


class Gap(Part, frozen=True, tag=True):
    """A blank in a text: answered by typing a text or number, or by choosing."""

    code: str
    interaction: GapEntry


class GapsInteraction(Part, frozen=True, tag=True):
    """Fill blanks in a text. In `text`, a `Span` with the tag name "gap" and the gap's code as id marks each."""

    text: tuple[Block, ...]
    gaps: tuple[Gap, ...]
    distractors: tuple[tuple[Inline, ...], ...] = ()
    presentation: Literal["inline", "drag"] = "inline"


Shape = Literal["rect", "circle", "poly"]


class Area(Part, frozen=True, tag=True):
    """A shape on an image, in pixels of the image: rect x,y x,y; circle x,y r; poly x,y x,y …"""

    code: str
    shape: Shape
    coordinates: tuple[float, ...]
    label: tuple[Block, ...] = ()
    correct: bool = False
    feedback: tuple[Block, ...] = ()


class HotspotInteraction(Part, frozen=True, tag=True):
    """Point at places of an image; `image` is the reference as written."""

    image: str
    alt: str
    areas: tuple[Area, ...]
    multiple: bool = False


class PlacementInteraction(Part, frozen=True, tag=True):
    """Place items on an image; `pairs`: (item code, area code)."""

    image: str
    alt: str
    items: tuple[MatchItem, ...]
    areas: tuple[Area, ...]
    pairs: tuple[tuple[str, str], ...]


class ExtendedTextInteraction(Part, frozen=True, tag=True):
    """Write at length; marked by a person. Word counts of 0 are no limit."""

    minimum_words: int = 0
    maximum_words: int = 0
    model_answer: tuple[Block, ...] = ()
    rubric: tuple[Block, ...] = ()


class UploadInteraction(Part, frozen=True, tag=True):
    """Hand in a file; `extensions` in lower case without their dot, () is any."""

    extensions: tuple[str, ...] = ()
    rubric: tuple[Block, ...] = ()


Interaction: TypeAlias = (
    ChoiceInteraction
    | TextEntryInteraction
    | NumericEntryInteraction
    | MatchInteraction
    | OrderInteraction
    | GapsInteraction
    | HotspotInteraction
    | PlacementInteraction
    | ExtendedTextInteraction
    | UploadInteraction
)


# --- questions and quizzes -----------------------------------------------------------------------------------


class Feedback(msgspec.Struct, frozen=True, gc=False):
    """What a learner is told after answering, besides what belongs to a single choice or answer."""

    explanation: tuple[Block, ...] = ()
    correct: tuple[Block, ...] = ()
    partly_correct: tuple[Block, ...] = ()
    incorrect: tuple[Block, ...] = ()


class Question(Part, frozen=True, tag=True):
    """A question; `interaction` is None for mere information.

    `key` is the serial number that `coursepack.lock` pins beside `id`; a learner's saved state is indexed by it.
    `points` is what a full answer is worth; `penalty` the share lost per wrong try (0 to 1).
    `scored`: False for surveys and information. `title` is the first line of the stem, `stem` all of it.
    `partial` and `shuffle` are None where the question leaves it to the type's or the quiz's rule.
    """

    id: str
    key: int
    title: tuple[Inline, ...]
    stem: tuple[Block, ...]
    interaction: Interaction | None
    feedback: Feedback = Feedback()
    hints: tuple[tuple[Block, ...], ...] = ()
    points: float = 1.0
    scored: bool = True
    partial: bool | None = None
    penalty: float = 0.0
    shuffle: bool | None = None
    objectives: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    difficulty: str = ""


def counts(question: Question) -> bool:
    """Whether `question` is scored automatically: what a person marks, and what nobody does, never counts."""
    by_hand = isinstance(question.interaction, ExtendedTextInteraction | UploadInteraction)
    return question.scored and question.interaction is not None and not by_hand


class Pool(Part, frozen=True, tag=True):
    """Questions of which `draw` are drawn at random for each attempt (0: all)."""

    id: str
    title: tuple[Inline, ...]
    questions: tuple[Question, ...]
    draw: int = 0
