"""Answers as Moodle and its relatives have them, each with a share of the points, as the model's interactions."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation

import msgspec

from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    Choice,
    ChoiceInteraction,
    MatchInteraction,
    MatchItem,
    NumericEntryInteraction,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.model.content import Block, Paragraph, Text, blocks_text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.choices import choice_code, stays_last
from coursepack.questions.numeric import plain, read_number
from coursepack.writing.blanks import holds_literal

Told = Callable[[str], None]

_NOISE = 0.01
"""Per cent by which shares may differ and still be meant to be equal: 33.33333."""

_PATTERN_SIGNS = late(r"[.^$*+?{}\[\]\\|()/`]")
_THREE_DECIMALS = late(r"(?<![\d.])([-+]?[1-9]\d{0,2}\.\d{3})(?!\d)")


class Given(msgspec.Struct, frozen=True):
    """An answer of a bank: what it says, its share of the points in per cent, and what a learner is told who gives it.

    `text` is what is typed, `blocks` what is shown to choose. `tolerance` and `unit` belong to numbers.
    """

    share: float
    blocks: tuple[Block, ...] = ()
    text: str = ""
    feedback: tuple[Block, ...] = ()
    tolerance: str = "0"
    unit: str = ""


def as_number(text: str) -> float | None:
    """A number as other systems write it in their files; None for none, and for one beyond measure."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None


def choices_of(
    at: Position, answers: list[Given], *, single: bool, told: Told
) -> tuple[ChoiceInteraction, bool | None]:
    """The choice that answers make, and the question's rule for partial credit (None is the usual one)."""
    right = [answer.share > 0 for answer in answers]
    partial: bool | None = None
    if single:
        best = max((answer.share for answer in answers), default=0.0)
        right = [answer.share == best and best > 0 for answer in answers]
        if sum(right) > 1:
            told(f"{sum(right)} choices were right, each for itself: only the first is")
            first = right.index(True)
            right = [index == first for index in range(len(answers))]
        if any(0 < answer.share < best for answer in answers):
            told("choices that earned a part of the points are wrong: a single choice is right or wrong")
        if any(answer.share < 0 for answer in answers):
            told("wrong choices that cost points cost none")
    else:
        partial = _partial(answers, told)
    choices = tuple(
        Choice(at, choice_code(index), answer.blocks, is_right, answer.feedback, stays_last(blocks_text(answer.blocks)))
        for index, (answer, is_right) in enumerate(zip(answers, right, strict=True))
    )
    return ChoiceInteraction(at, choices, multiple=not single), partial


def _partial(answers: list[Given], told: Told) -> bool | None:
    """Partial credit of a multiple response; where the bank counts otherwise, that is told."""
    right = [answer.share for answer in answers if answer.share > 0]
    wrong = [answer.share for answer in answers if answer.share <= 0]
    if right and max(right) - min(right) > _NOISE:
        told("right choices that earned different shares of the points all earn the same")
    if not wrong:
        return None
    if all(abs(share + 100) <= _NOISE for share in wrong) and len(wrong) > 1:
        told("every right choice is needed: a wrong one took all points, but a part of the right ones earned a part")
        return False
    if any(abs(share + 100 / len(wrong)) > _NOISE for share in wrong):
        told(f"each wrong choice costs one part in {len(wrong)} of the points, whatever it cost before")
    return None


def true_or_false(
    at: Position, right: bool, told_true: tuple[Block, ...] = (), told_false: tuple[Block, ...] = ()
) -> ChoiceInteraction:
    """True or false."""
    return ChoiceInteraction(
        at,
        (
            Choice(at, "a", (Paragraph(at, (Text(at, "True"),)),), right, told_true),
            Choice(at, "b", (Paragraph(at, (Text(at, "False"),)),), not right, told_false),
        ),
        presentation="true-false",
    )


def pairs_or_groups(
    at: Position, sources: tuple[MatchItem, ...], targets: tuple[MatchItem, ...], pairs: tuple[tuple[str, str], ...]
) -> MatchInteraction:
    """Things to match: groups where a partner serves several of them and none is left over, else pairs."""
    used = {target for _, target in pairs}
    if len(used) < len(pairs) and len(used) == len(targets):
        return MatchInteraction(at, sources, targets, pairs, one_to_one=False, presentation="groups")
    return MatchInteraction(at, sources, targets, pairs, one_to_one=len(used) == len(pairs))


def without_shared(answers: list[Given]) -> tuple[list[Given], tuple[Block, ...]]:
    """Typed answers without what all of them say, and what all right ones say.

    What is said to every other answer (`*`) is said to the wrong ones anyway.
    """
    best = max((answer.share for answer in answers), default=0.0)
    right = [answer.feedback for answer in answers if answer.share >= best > 0]
    otherwise = next((each.feedback for each in answers if each.share < best and each.text.strip() in ("*", "")), ())
    shared = right[0] if right else ()
    for feedback in right[1:]:
        while shared and feedback[-len(shared) :] != shared:
            shared = shared[1:]
    made: list[Given] = []
    for answer in answers:
        end = shared if answer.share >= best > 0 else otherwise
        is_other = answer.share < best and answer.text.strip() in ("*", "")
        if end and not is_other and answer.feedback[-len(end) :] == end:
            answer = msgspec.structs.replace(answer, feedback=answer.feedback[: -len(end)])
        made.append(answer)
    return made, shared


def texts_of(
    at: Position, answers: list[Given], *, sensitive: bool, told: Told
) -> tuple[TextEntryInteraction | None, tuple[Block, ...]]:
    """What is typed, and what is said to all other texts; None where no text is right.

    In a text `*` stands for any characters, and `\\*` for itself.
    """
    accepted: list[AcceptedText] = []
    feedback: list[TextFeedback] = []
    otherwise: tuple[Block, ...] = ()
    best = max((answer.share for answer in answers), default=0.0)
    for answer in answers:
        if answer.share >= best > 0:
            accepted.append(_accepted(at, answer.text, sensitive))
            if answer.feedback:
                feedback.append(TextFeedback(at, _shown(answer.text), answer.feedback))
        elif answer.text.strip() == "*":
            otherwise = answer.feedback
        else:
            if answer.share > 0:
                told(f'the answer "{answer.text}" earned a part of the points: it is wrong')
            if answer.feedback:
                feedback.append(TextFeedback(at, _shown(answer.text), answer.feedback))
    usable = tuple(each for each in feedback if each.text)
    return (TextEntryInteraction(at, tuple(accepted), sensitive, usable) if accepted else None), otherwise


def _accepted(at: Position, text: str, sensitive: bool) -> AcceptedText:
    text = " ".join(text.split())
    return accepted_of(at, [part.replace(r"\*", "*") for part in re.split(r"(?<!\\)\*", text)], sensitive)


def accepted_of(at: Position, parts: list[str], sensitive: bool) -> AcceptedText:
    """The text that has these parts with any characters between them: a pattern where nothing else can say it."""
    if len(parts) == 1 and holds_literal(parts[0]):
        return AcceptedText(at, parts[0], "literal", sensitive)
    # A backslash before an asterisk would take its meaning.
    if len(parts) > 1 and not any("\\" in part for part in parts):
        return AcceptedText(at, "*".join(part.replace("*", r"\*") for part in parts), "wildcard", sensitive)
    return AcceptedText(at, ".*".join(_PATTERN_SIGNS.sub(r"\\\g<0>", part) for part in parts), "regex", sensitive)


def _shown(text: str) -> str:
    return " ".join(text.split())


def numbers_of(
    at: Position, answers: list[Given], told: Told
) -> tuple[NumericEntryInteraction | None, tuple[Block, ...]]:
    """The numbers that are accepted, and what is said to all others; None where none can be read."""
    accepted: list[AcceptedNumber] = []
    feedback: list[TextFeedback] = []
    otherwise: tuple[Block, ...] = ()
    told_alone: set[int] = set()
    best = max((answer.share for answer in answers), default=0.0)
    for answer in answers:
        if answer.text.strip() in ("*", ""):
            otherwise = answer.feedback
            continue
        number = accepted_number(at, answer.text, answer.tolerance, answer.unit)
        if number is None:
            told(f'the answer "{answer.text}" is left out: it is no number that can be read')
        elif answer.share >= best > 0:
            accepted.append(number)
            told_alone |= {len(accepted) - 1} if answer.feedback else set()
        elif answer.share > 0:
            told(f'the answer "{answer.text}" earned a part of the points: it is wrong')
        if number is not None and answer.feedback:
            feedback.append(TextFeedback(at, number.value, answer.feedback))
    if not accepted:
        return None, otherwise
    # What is right for its feedback alone is right as one of a range, too.
    kept = [each for index, each in enumerate(accepted) if index not in told_alone or not _is_in_range(each, accepted)]
    return NumericEntryInteraction(at, tuple(kept), tuple(feedback)), otherwise


def _is_in_range(number: AcceptedNumber, accepted: list[AcceptedNumber]) -> bool:
    """Whether a single number lies in a range that is accepted besides."""
    ranges = [each for each in accepted if each.low != each.high and each.unit == number.unit]
    value = Decimal(number.value)
    return number.low == number.high and any(Decimal(each.low) <= value <= Decimal(each.high) for each in ranges)


def accepted_number(at: Position, value: str, tolerance: str = "0", unit: str = "") -> AcceptedNumber | None:
    """A number with a tolerance and a unit, or a range `low..high`, as an author would write it; None where none is."""
    low, dots, high = value.partition("..")
    written = [_decimal(part) for part in ((low, high) if dots else (value, tolerance))]
    if any(number is None for number in written):
        return None
    first, second = (plain(number) for number in written if number is not None)
    spread = "" if second == "0" and not dots else f"..{second}" if dots else f" +- {second}"
    text = f"{first}{spread}{f' {unit}' if unit else ''}"
    # 1.234 could be a thousand and more where a comma stands before decimals.
    return read_number(_THREE_DECIMALS.sub(r"\g<1>0", text), at)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace("\u2212", "-") or "0")
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 100 else None


def remark_of(name: str, title: str) -> str:
    """The name of a question where it says more than the first line does."""
    said, shown = (" ".join(text.split()).casefold() for text in (name, title))
    start = said.rstrip("….").rstrip()
    return "" if not said or shown.startswith(start) else " ".join(name.split())


def tags_of(texts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The tags of a question, and the difficulty that one of them tells."""
    tags: list[str] = []
    difficulty = ""
    for text in texts:
        words = " ".join(text.split())
        if words.lower().startswith("difficulty: ") and not difficulty:
            difficulty = words.partition(": ")[2]
        elif words:
            tags.append(words)
    return tuple(tags), difficulty
