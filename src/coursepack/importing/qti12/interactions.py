"""How the items of QTI 1.2 are answered, as interactions of the model."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

import msgspec
from lxml import etree

from coursepack.importing.answers import Given, as_number, choices_of, numbers_of, texts_of, true_or_false
from coursepack.importing.base import UnreadableItemError
from coursepack.importing.qti12.conditions import Between, Conditions
from coursepack.importing.qti12.feedback import Told
from coursepack.importing.qti12.texts import Texts
from coursepack.model.assessment import (
    Choice,
    ChoiceInteraction,
    Gap,
    GapsInteraction,
    MatchInteraction,
    MatchItem,
    MatchPresentation,
    NumericEntryInteraction,
    OrderInteraction,
    TextEntryInteraction,
)
from coursepack.model.content import Block, Paragraph, Text, blocks_text
from coursepack.model.source import Position
from coursepack.questions.choices import choice_code

DROPDOWNS = "multiple_dropdowns_question"
BLANKS = "fill_in_multiple_blanks_question"

_NUMBERS = ("decimal", "integer")
_WHOLE = 100.0


class Parts(msgspec.Struct, frozen=True):
    """What an interaction is read with. `lost` hears in words what could not be kept."""

    at: Position
    texts: Texts
    conditions: Conditions
    told: Told
    lost: Callable[[str], None]


def choice_of(lid: etree._Element, kind: str, parts: Parts) -> tuple[ChoiceInteraction, bool | None]:
    """A choice of one or several, and the question's rule for partial credit."""
    name = lid.get("ident", "")
    several = lid.get("rcardinality", "Single") == "Multiple"
    labels = list(lid.iter("response_label"))
    if not labels:
        raise UnreadableItemError("it has nothing to choose")
    right = {each.value for each in parts.conditions.right(name)}
    shares = [_share(parts, name, label.get("ident", ""), right, several=several) for label in labels]
    answers = [
        Given(share, parts.texts.of(*label), "", parts.told.to_one(name, label.get("ident", "")))
        for share, label in zip(shares, labels, strict=True)
    ]
    if kind in ("true_false_question", "cc.true_false.v0p1") and (truth := _truth(labels, answers)) is not None:
        yes, no = answers[truth], answers[1 - truth]
        return true_or_false(parts.at, yes.share > no.share, yes.feedback, no.feedback), None
    if max(shares) <= 0:
        choices = tuple(
            Choice(parts.at, choice_code(place), each.blocks, feedback=each.feedback)
            for place, each in enumerate(answers)
        )
        return ChoiceInteraction(parts.at, choices, several), None
    whole = several and parts.conditions.is_whole
    lost = (lambda _words: None) if whole else parts.lost
    made, partial = choices_of(parts.at, answers, single=not several, told=lost)
    if whole:  # Canvas gives a part of the points for a part of the right choices, whatever the rules say
        partial = None if kind == "multiple_answers_question" else False
    return _with_fixed(made, labels), partial


def _share(parts: Parts, response: str, value: str, right: set[str], *, several: bool) -> float:
    if several and parts.conditions.is_whole:
        return _WHOLE / len(right) if value in right else 0.0
    return parts.conditions.share(response, value)


def _truth(labels: list[etree._Element], answers: list[Given]) -> int | None:
    """The place of the choice that says true."""
    if len(labels) != 2:
        return None
    for place, (label, answer) in enumerate(zip(labels, answers, strict=True)):
        if "true" in (label.get("ident", "").lower(), blocks_text(answer.blocks).strip().lower()):
            return place
    return None


def _with_fixed(made: ChoiceInteraction, labels: list[etree._Element]) -> ChoiceInteraction:
    choices = (
        msgspec.structs.replace(choice, fixed=choice.fixed or label.get("rshuffle") == "No")
        for choice, label in zip(made.choices, labels, strict=True)
    )
    if all(label.get("rshuffle") == "No" for label in labels):
        return made
    return msgspec.structs.replace(made, choices=tuple(choices))


def order_of(lid: etree._Element, parts: Parts) -> OrderInteraction:
    """An order: the comparisons of the right one stand in it."""
    labels = {label.get("ident", ""): label for label in lid.iter("response_label")}
    right = list(dict.fromkeys(each.value for each in parts.conditions.right(lid.get("ident", ""))))
    if len(labels) < 2 or set(right) != set(labels):
        raise UnreadableItemError("its right order does not name each thing")
    return OrderInteraction(
        parts.at,
        tuple(
            MatchItem(parts.at, choice_code(place), parts.texts.of(*labels[name])) for place, name in enumerate(right)
        ),
    )


def is_number(field: etree._Element, kind: str) -> bool:
    form = next((each.get("fibtype", "").lower() for each in field.iter("render_fib")), "")
    return kind == "numerical_question" or field.tag == "response_num" or form in _NUMBERS


def entry_of(
    field: etree._Element, kind: str, parts: Parts
) -> tuple[TextEntryInteraction | NumericEntryInteraction, tuple[Block, ...]]:
    """What is typed into a field, and what is said to all other answers."""
    name = field.get("ident", "")
    if len(list(field.iter("response_label"))) > 1:
        raise UnreadableItemError("one response of it has several fields")
    if is_number(field, kind):
        numbers, otherwise = numbers_of(parts.at, _numbers(name, parts), parts.lost)
        if numbers is None:
            raise UnreadableItemError("no right number of it can be read")
        return numbers, otherwise
    right = parts.conditions.right(name)
    answers = []
    for each in dict.fromkeys(right):
        text = each.value.replace("*", r"\*")
        share = parts.conditions.share(name, each.value) or _WHOLE
        answers.append(Given(share, (), f"*{text}*" if each.is_part else text, parts.told.to_one(name, each.value)))
    answers += [Given(0.0, (), value, parts.told.to_one(name, value)) for value in parts.told.values(name)]
    sensitive = bool(right) and all(each.sensitive for each in right)
    texts, otherwise = texts_of(parts.at, answers, sensitive=sensitive, told=parts.lost)
    if texts is None:
        raise UnreadableItemError("it has no right answer")
    return texts, otherwise


def _numbers(name: str, parts: Parts) -> list[Given]:
    made: list[Given] = []
    known: set[float | None] = set()
    for each, share in parts.conditions.ranges(name):
        low, high = as_number(each.low), as_number(each.high)
        known.add(as_number(each.value))
        text, spread = _spread(each) if low != high else (each.low, "0")
        made.append(Given(share * 100, (), text, parts.told.to_one(name, each.value), spread))
    for exact in parts.conditions.right(name):
        if as_number(exact.value) not in known:
            share = parts.conditions.share(name, exact.value) or _WHOLE
            made.append(Given(share, (), exact.value, parts.told.to_one(name, exact.value)))
    made += [Given(0.0, (), value, parts.told.to_one(name, value)) for value in parts.told.values(name)]
    return made


def _spread(between: Between) -> tuple[str, str]:
    """A range as the number in its middle and a tolerance, or as it is where none is told."""
    try:
        low, high, value = (Decimal(text) for text in (between.low, between.high, between.value))
    except InvalidOperation:
        return f"{between.low}..{between.high}", "0"
    if value - low == high - value:
        return between.value, str(high - value)
    return f"{between.low}..{between.high}", "0"


def match_of(lids: list[etree._Element], parts: Parts) -> MatchInteraction:
    """Things that each have a list of the same partners."""
    targets: dict[str, MatchItem] = {}
    pairs: dict[str, str] = {}
    sources: list[MatchItem] = []
    by_name = len({tuple(label.get("ident", "") for label in lid.iter("response_label")) for lid in lids}) == 1
    for place, lid in enumerate(lids):
        code, name = choice_code(place), lid.get("ident", "")
        right = {each.value for each in parts.conditions.right(name)}
        sources.append(MatchItem(parts.at, code, parts.texts.of(*lid.iterchildren("material", "flow", "flow_mat"))))
        for label in lid.iter("response_label"):
            key = label.get("ident", "") if by_name else b"".join(etree.tostring(each) for each in label).decode()
            if key not in targets:
                targets[key] = MatchItem(parts.at, str(len(targets) + 1), parts.texts.of(*label))
            if label.get("ident", "") in right:
                if code in pairs:
                    parts.lost("of several right partners of one thing, the first is kept")
                pairs.setdefault(code, targets[key].code)
    if len(pairs) < len(sources):
        raise UnreadableItemError("not each thing on its left has a right partner")
    served = len(set(pairs.values()))
    presentation: MatchPresentation = "matrix" if served < len(targets) else "groups"
    if served == len(pairs):
        presentation = "pairs"
    return MatchInteraction(
        parts.at,
        tuple(sources),
        tuple(targets.values()),
        tuple(pairs.items()),
        one_to_one=presentation == "pairs",
        presentation=presentation,
    )


def named_gaps(presentation: etree._Element, lids: list[etree._Element], kind: str, parts: Parts) -> GapsInteraction:
    """Blanks that Canvas names in brackets in the text; the interaction holds all of it."""
    names: dict[str, str] = {}
    gaps: list[Gap] = []
    for place, lid in enumerate(lids, 1):
        code = f"g{place}"
        said = blocks_text(parts.texts.of(*lid.iterchildren("material"))).strip()
        names[said or lid.get("ident", "").removeprefix("response_")] = code
        gaps.append(Gap(parts.at, code, _blank(lid, kind, parts)))
    text = parts.texts.with_names(presentation, names)
    if parts.texts.unplaced or len(names) < len(gaps):
        raise UnreadableItemError("a blank of it has no place in its text")
    return GapsInteraction(parts.at, text, tuple(gaps))


def _blank(lid: etree._Element, kind: str, parts: Parts) -> ChoiceInteraction | TextEntryInteraction:
    name = lid.get("ident", "")
    right = [each.value for each in parts.conditions.right(name)]
    words = {label.get("ident", ""): _line(parts.texts.of(*label)) for label in lid.iter("response_label")}
    if kind == DROPDOWNS:
        choices = tuple(
            Choice(parts.at, choice_code(place), _paragraph(parts.at, text), ident in right,
                   parts.told.to_one(name, ident))
            for place, (ident, text) in enumerate(words.items())
        )  # fmt: skip
        if sum(each.correct for each in choices) != 1:
            raise UnreadableItemError("a list of it has no right choice, or several")
        return ChoiceInteraction(parts.at, choices, presentation="dropdown")
    texts = [text for text in (*words.values(), *(each for each in right if each not in words)) if text]
    answers = [Given(_WHOLE, (), text.replace("*", r"\*")) for text in dict.fromkeys(texts)]
    entry, _ = texts_of(parts.at, answers, sensitive=False, told=parts.lost)
    if entry is None:
        raise UnreadableItemError("a blank of it has no right answer")
    return entry


def field_gaps(presentation: etree._Element, fields: list[etree._Element], kind: str, parts: Parts) -> GapsInteraction:
    """Fields that stand in the text."""
    codes = {field.get("ident", ""): f"g{place}" for place, field in enumerate(fields, 1)}
    gaps: list[Gap] = []
    for field in fields:
        entry, otherwise = entry_of(field, kind, parts)
        if otherwise:
            parts.lost("feedback for all other texts in a blank is left out")
        gaps.append(Gap(parts.at, codes[field.get("ident", "")], entry))
    text = parts.texts.with_fields(presentation, codes)
    if parts.texts.unplaced or len(codes) < len(fields):
        raise UnreadableItemError("a blank of it has no place in its text")
    return GapsInteraction(parts.at, text, tuple(gaps))


def _line(blocks: tuple[Block, ...]) -> str:
    return " ".join(blocks_text(blocks).split())


def _paragraph(at: Position, words: str) -> tuple[Block, ...]:
    return (Paragraph(at, (Text(at, words),)),) if words else ()
