"""Answers to type, as banks have them: what is compared, whether it is right, and what is said about it."""

import re
from decimal import Decimal

import msgspec

from coursepack.model.assessment import (
    AcceptedText,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.model.content import Block
from coursepack.questions.numeric import read_number
from coursepack.targets._bank.numbers import NumberAnswer, Numbers, first_unit, is_accepted, numbers_of, plain
from coursepack.targets._bank.patterns import accepted_texts
from coursepack.targets._ledger import Ledger
from coursepack.xml import clean

_WILD = re.compile(r"(?<!\\)\*")


def expressible_texts(
    question: Question, interaction: TextEntryInteraction, ledger: Ledger
) -> tuple[AcceptedText, ...]:
    """The accepted texts that Moodle can compare with; a pattern that accepts few texts becomes those."""
    kept: list[AcceptedText] = []
    lost: list[AcceptedText] = []
    for accepted in interaction.accepted:
        if accepted.kind == "regex":
            texts = accepted_texts(clean(accepted.text))
            kept.extend(AcceptedText(accepted.at, text, "wildcard", accepted.case_sensitive) for text in texts)
            lost.extend(() if texts else (accepted,))
        elif not clean(accepted.text).strip():
            lost.append(accepted)
        else:
            cased = accepted.case_sensitive or interaction.case_sensitive
            kept.append(msgspec.structs.replace(accepted, case_sensitive=cased))
    if kept and lost:
        patterns = ", ".join(f"/{each.text}/" if each.kind == "regex" else each.text for each in lost)
        how = f"answers that only {patterns} accepts are wrong"
        ledger.degraded_question(question, how, "answers", "regular expression", "wildcard")
    return tuple(kept)


def matters_case(question: Question, accepted: tuple[AcceptedText, ...], ledger: Ledger) -> bool:
    """Whether upper and lower case differ in the answers; Moodle has one word on it for all of them."""
    sensitive = [each.case_sensitive for each in accepted]
    if any(sensitive) and not all(sensitive):
        how = "upper and lower case are the same in all answers, not only in those that the author let be"
        ledger.degraded_question(question, how, "case")
    return all(sensitive)


def answer_rows(
    interaction: TextEntryInteraction, accepted: tuple[AcceptedText, ...], *, sensitive: bool
) -> list[tuple[str, tuple[Block, ...], bool]]:
    """(pattern, feedback to it, whether it is right) in the order in which Moodle is to compare them."""
    fold = str if sensitive else str.casefold
    patterns = {fold(_pattern(each)): _pattern(each) for each in accepted}
    # As in the player, an asterisk in the text of feedback stands for any characters, but not where it is an answer.
    told: dict[str, TextFeedback] = {}
    for each in interaction.answer_feedback:
        said = fold(each.text.strip())
        exactly = _WILD.sub(r"\\*", said)
        if clean(said).strip():
            told.setdefault(exactly if exactly in patterns else said, each)
    right: list[tuple[str, tuple[Block, ...], bool]] = []
    wrong: list[tuple[str, tuple[Block, ...], bool]] = []
    for key, feedback in told.items():
        if key in patterns:
            continue
        if not _WILD.search(key) and any(_fits(pattern, key.replace(r"\*", "*")) for pattern in patterns):
            right.append((clean(feedback.text), feedback.blocks, True))
        else:
            wrong.append((clean(feedback.text).strip(), feedback.blocks, False))
    right.extend((pattern, told[key].blocks if key in told else (), True) for key, pattern in patterns.items())
    return right + wrong


def number_rows(
    question: Question, interaction: NumericEntryInteraction, ledger: Ledger
) -> tuple[Numbers, list[tuple[NumberAnswer, tuple[tuple[Block, ...], ...], bool]]]:
    """The accepted numbers as a bank can have them, and (range, feedback to it, whether it is right) in a bank's order.

    The value `*` is every number.
    """
    numbers = numbers_of(interaction.accepted)
    for number in numbers.lost:
        how = f"{clean(number.text)} is not accepted: its unit cannot stand beside the others"
        ledger.degraded_question(question, how, "answers", "unit")
    if numbers.is_mixed:
        how = "numbers meant without a unit are accepted with one, too"
        ledger.degraded_question(question, how, "unit")
    general = question.feedback
    right: list[tuple[NumberAnswer, tuple[tuple[Block, ...], ...], bool]] = []
    wrong: list[tuple[NumberAnswer, tuple[tuple[Block, ...], ...], bool]] = []
    for value, feedback in told_numbers(question, interaction, ledger).items():
        exactly = NumberAnswer(plain(value), "0")
        if is_accepted(value, interaction.accepted):
            right.append((exactly, (feedback.blocks, general.correct), True))
        else:
            wrong.append((exactly, (feedback.blocks, general.incorrect), False))
    right.extend((accepted, (general.correct,), True) for accepted in numbers.answers)
    if general.incorrect:
        wrong.append((NumberAnswer("*", "0"), (general.incorrect,), False))
    return numbers, right + wrong


def told_numbers(
    question: Question, interaction: NumericEntryInteraction, ledger: Ledger
) -> dict[Decimal, TextFeedback]:
    """The feedback for single numbers, by the number in the first unit."""
    units = ("", first_unit(interaction.accepted))
    told: dict[Decimal, TextFeedback] = {}
    for feedback in interaction.answer_feedback:
        number = read_number(feedback.text.strip(), feedback.at)
        if number is None or number.low != number.high or number.unit not in units:
            how = f'the feedback for the answer "{clean(feedback.text)}" is left out: it is no number in the first unit'
            ledger.dropped_part(question, how, "answer feedback")
        else:
            told.setdefault(Decimal(number.value), feedback)
    return told


def _pattern(accepted: AcceptedText) -> str:
    """What Moodle compares with; in a literal text, no asterisk stands for other characters."""
    text = clean(accepted.text).strip()
    return text.replace("*", r"\*") if accepted.kind == "literal" else text


def _fits(pattern: str, text: str) -> bool:
    """Whether a pattern of Moodle accepts a text."""
    parts = (re.escape(part.replace(r"\*", "*")) for part in re.split(r"(?<!\\)\*+", pattern))
    return re.fullmatch(".*".join(parts), text, re.DOTALL) is not None
