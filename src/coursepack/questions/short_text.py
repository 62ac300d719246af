"""Short text: a paragraph that is one blank, `[[Paris | Lutetia]]`, `[[/colou?r/i]]`, `[[data*]]`."""

import re
from typing import Any, Literal

from coursepack.diagnostics import Rule, Severity
from coursepack.model.assessment import AcceptedText, Interaction, TextEntryInteraction
from coursepack.model.content import Block
from coursepack.patterns import late
from coursepack.questions.base import (
    ALL_OR_NOTHING,
    BAD_ANSWER,
    Blank,
    QuestionSource,
    QuestionType,
    only_blank,
    split_alternatives,
)
from coursepack.questions.expressions import unlike_browsers
from coursepack.questions.slow_patterns import LONGEST, SLOW_PATTERN, longest_answer, shortest_answer

NUMBER_AS_TEXT = Rule(
    "number-as-text",
    Severity.NOTE,
    "A blank accepts a number as a text.",
    "It is compared letter by letter: 93.0, 93,0 and 93 °C are wrong where 93 is right.",
    "write = before the number: [[= 93]]; or put it in backticks where exactly this text is meant: [[`007`]]",
    example="### How hot is the water, in degrees?\n\n[[93]]",
)

_NUMBER = late(r"[-+\u2212]?\d+(?:[.,]\d+)?")
_LIKE_A_NUMBER = late(r"=\s|=(?:about|around|approx\w*|roughly|circa|ca\.?|etwa|environ|[~≈<>≤≥])\s*\d", re.IGNORECASE)
_NUMERIC = late(r"\s*=\s*[-+\u2212]?\.?\d")
_BLANK = late(r"`\s+`")
_SHOWN = 60
"""Characters of a pattern that a message shows."""

_REGEX = late(r"/(.+)/(i?)", re.DOTALL)


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    blank = only_blank(answer)
    return blank is not None and kind_of_blank(blank.text) == "text" and attributes.get("type") in (None, "text")


def kind_of_blank(blank: str) -> Literal["text", "numeric", "dropdown", "essay", "upload"]:
    """What a blank asks for, by what stands in its brackets."""
    if _NUMERIC.match(blank):
        return "numeric"
    if blank.lstrip().startswith(("...", "…")):
        return "essay"
    if blank.lstrip().startswith("^"):
        return "upload"
    parts = split_alternatives(blank)
    bracketed = any(part.startswith("(") and part.endswith(")") for part in parts)
    return "dropdown" if bracketed and len(parts) > 1 else "text"


def read_accepted(blank: Blank, source: QuestionSource) -> tuple[AcceptedText, ...]:
    """The accepted texts that a blank names; what can never match is reported and left out."""
    sensitive = source.attributes.get("case") == "sensitive"
    accepted: list[AcceptedText] = []
    parts = split_alternatives(blank.text)
    for part in parts:
        if not part or _BLANK.fullmatch(part):
            source.report.add(
                BAD_ANSWER,
                blank.at,
                "a blank names an empty answer",
                help="remove the extra | or write an answer"
                if len(parts) > 1
                else "write the answer between the brackets: [[Paris]]",
            )
            continue
        if _LIKE_A_NUMBER.match(part):
            source.refuse(
                blank.at,
                f'"{part}" begins like a number, but is none',
                "write digits and how far off an answer may be ([[= 10]], [[= 10 +- 2]]), "
                "or put a text that begins with = in backticks",
            )
            continue
        regex = _REGEX.fullmatch(part)
        if part.startswith("`") and part.endswith("`") and len(part) > 2:
            accepted.append(AcceptedText(blank.at, part[1:-1], "literal", sensitive))
        elif regex:
            if _is_usable(regex[1], blank, source):
                accepted.append(AcceptedText(blank.at, regex[1], "regex", not regex[2]))
        elif "*" in part.replace(r"\*", ""):
            accepted.append(AcceptedText(blank.at, part, "wildcard", sensitive))
        else:
            accepted.append(AcceptedText(blank.at, part.replace(r"\*", "*"), "literal", sensitive))
    if all(_NUMBER.fullmatch(part) for part in parts):
        source.report.add(NUMBER_AS_TEXT, blank.at, f'"{parts[0]}" is compared as a text')
    return tuple(accepted)


def _is_usable(pattern: str, blank: Blank, source: QuestionSource) -> bool:
    """Whether a regular expression means something, and the same to every browser; reported where not."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        why = error.msg if isinstance(error, re.error) else "it is too large"
        message = f"/{pattern}/ is no regular expression: {why}"
        source.refuse(blank.at, message, "correct the pattern between the slashes")
        return False
    unlike = unlike_browsers(pattern)
    if unlike:
        source.refuse(blank.at, f"/{pattern}/ has {unlike[0]}, which browsers read otherwise", unlike[1])
        return False
    longest = longest_answer(pattern)
    if not longest:
        message = f"/{_short(pattern)}/ has so many parts that a browser could not compare an answer with it"
        source.refuse(blank.at, message, "list the answers, or write a pattern with fewer parts")
        return False
    if longest < LONGEST and (shortest := shortest_answer(pattern)) > longest:
        message = (
            f"/{_short(pattern)}/ fits answers of {shortest} characters and more, "
            f"and a browser could not compare it with any of more than {longest}"
        )
        source.refuse(blank.at, message, "list the answers, or repeat once: a+ in place of (a+)+")
        return False
    if longest < LONGEST:
        than = f"answers of more than {longest} character{'s' * (longest > 1)} are wrong"
        message = f"/{_short(pattern)}/ fits one answer in too many ways: {than}"
        source.report.add(SLOW_PATTERN, blank.at, message)
    return True


def _short(pattern: str) -> str:
    return pattern if len(pattern) <= _SHOWN else f"{pattern[:_SHOWN]}…"


def read_text_entry(blank: Blank, source: QuestionSource) -> TextEntryInteraction | None:
    """The interaction of a blank that asks for a text, or None, reported, where nothing could be answered."""
    accepted = read_accepted(blank, source)
    if not accepted:
        return None
    return TextEntryInteraction(blank.at, accepted, source.attributes.get("case") == "sensitive")


def _parse(source: QuestionSource) -> Interaction | None:
    blank = only_blank(source.answer)
    return read_text_entry(blank, source) if blank else None


TYPE = QuestionType("text", _recognise, _parse, uses=("points", "penalty", "case"), outcomes=ALL_OR_NOTHING)
