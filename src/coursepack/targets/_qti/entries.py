"""What is typed: short texts, numbers and blanks; and words to drag into a text."""

from decimal import Decimal

from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    ChoiceInteraction,
    Gap,
    GapsInteraction,
    NumericEntryInteraction,
    TextEntryInteraction,
)
from coursepack.model.content import blocks_text, plain_text
from coursepack.questions.numeric import read_number
from coursepack.targets._bank.numbers import first_unit
from coursepack.targets._bank.patterns import accepted_texts
from coursepack.targets._qti import patterns
from coursepack.targets._qti.choices import share_of_pairs
from coursepack.targets._qti.item import RESPONSE, Item
from coursepack.targets._qti.node import Node
from coursepack.xml import clean

_LENGTH = "20"
"""Characters that a field is to show."""


def write_text(item: Item, interaction: TextEntryInteraction) -> bool:
    """A `textEntryInteraction`; False where no pattern of QTI accepts what is right."""
    condition = _text(item, interaction, RESPONSE)
    if condition is None:
        return False
    item.is_right = condition
    item.body.append(item.make("p", _field(item, RESPONSE)))
    return True


def write_number(item: Item, interaction: NumericEntryInteraction) -> None:
    """A `textEntryInteraction` of a number."""
    item.is_right = _number(item, interaction, RESPONSE)
    unit = first_unit(interaction.accepted)
    item.body.append(item.make("p", _field(item, RESPONSE), f" {unit}" if unit else ""))


def write_gaps(item: Item, interaction: GapsInteraction, *, shuffle: bool) -> bool:
    """A text with fields and lists in it; False where a blank accepts what no pattern of QTI does."""
    made: dict[str, Node] = {}
    for gap in interaction.gaps:
        identifier = f"{RESPONSE}_{gap.code}"
        condition = _gap(item, gap, identifier)
        if condition is None:
            return False
        item.count_right(condition)
        if isinstance(gap.interaction, ChoiceInteraction):
            made[gap.code] = _list(item, gap.interaction, identifier, shuffle=shuffle)
        else:
            made[gap.code] = _field(item, identifier)
    item.share_of_counted(len(interaction.gaps))
    item.text.put(item.body, interaction.text, plain=False, gap=made.__getitem__)
    return True


def write_drag(item: Item, interaction: GapsInteraction, *, shuffle: bool) -> None:
    """A `gapMatchInteraction`: each word can be used as often as it fits."""
    make = item.make
    answers = {gap.code: _word(gap) for gap in interaction.gaps}
    used = list(answers.values())
    words = list(dict.fromkeys((*used, *(clean(plain_text(each)) for each in interaction.distractors))))
    names = {word: f"w_{number}" for number, word in enumerate(words, 1)}
    share_of_pairs(item, [f"{names[word]} g_{code}" for code, word in answers.items()], len(answers))
    made = make("gapMatchInteraction", responseIdentifier=RESPONSE, shuffle="true" if shuffle else "false")
    for word in words:
        made.append(make("gapText", word, identifier=names[word], matchMax=str(max(1, used.count(word)))))
    item.text.put(made, interaction.text, plain=False, gap=lambda code: make("gap", identifier=f"g_{code}"))
    for gap in interaction.gaps:
        assert isinstance(gap.interaction, TextEntryInteraction)
        for number, told in enumerate(gap.interaction.answer_feedback, 1):
            if told.text in names:
                pair = make.value("directedPair", f"{names[told.text]} g_{gap.code}")
                there = make("member", pair, make.variable(RESPONSE))
                item.tell_when(there, f"gap_{gap.code}_{number}", told.blocks)
    item.body.append(made)


def _word(gap: Gap) -> str:
    assert isinstance(gap.interaction, TextEntryInteraction)
    return clean(gap.interaction.accepted[0].text)


def _gap(item: Item, gap: Gap, identifier: str) -> Node | None:
    match gap.interaction:
        case TextEntryInteraction() as typed:
            return _text(item, typed, identifier)
        case NumericEntryInteraction() as number:
            return _number(item, number, identifier)
        case ChoiceInteraction(choices=choices):
            make = item.make
            item.declare(
                "single",
                "identifier",
                *(choice.code for choice in choices if choice.correct),
                identifier=identifier,
            )
            for choice in choices:
                chosen = make("match", make.variable(identifier), make.value("identifier", choice.code))
                item.tell_when(chosen, f"gap_{gap.code}_{choice.code}", choice.feedback)
            return make("match", make.variable(identifier), make.correct(identifier))


def _list(item: Item, interaction: ChoiceInteraction, identifier: str, *, shuffle: bool) -> Node:
    make = item.make
    made = make("inlineChoiceInteraction", responseIdentifier=identifier, shuffle="true" if shuffle else "false")
    for choice in interaction.choices:
        made.append(make("inlineChoice", blocks_text(choice.blocks), identifier=choice.code))
    return made


def _field(item: Item, identifier: str) -> Node:
    return item.make("textEntryInteraction", responseIdentifier=identifier, expectedLength=_LENGTH)


def _text(item: Item, interaction: TextEntryInteraction, identifier: str) -> Node | None:
    """The condition that a text is right, None where it cannot be said; declares the response and tells feedback."""
    make = item.make
    conditions: list[Node] = []
    plain: list[str] = []
    lost: list[str] = []
    for accepted in interaction.accepted:
        sensitive = accepted.case_sensitive or (interaction.case_sensitive and accepted.kind != "regex")
        if accepted.kind == "literal":
            plain.append(clean(accepted.text).strip())
            conditions.append(_equal(item, identifier, plain[-1], sensitive=sensitive))
            continue
        found = _patterns(accepted, sensitive=sensitive)
        conditions.extend(make("patternMatch", make.variable(identifier), pattern=pattern) for pattern in found)
        lost.extend(() if found else (clean(accepted.text),))
    if not conditions:
        return None
    if lost:
        how = f"answers that only {', '.join(f'/{text}/' for text in lost)} accepts are wrong"
        item.ledger.degraded_question(item.question, how, "answers", "regular expression")
    sensitive = interaction.case_sensitive
    keys = dict.fromkeys(plain) if sensitive else {text.casefold(): text for text in reversed(plain)}
    worth = {(text or key): "1" for key, text in keys.items()}
    item.declare(
        "single", "string", *plain[:1], identifier=identifier, mapping=dict(reversed(worth.items())),
        sensitive=sensitive,
    )  # fmt: skip
    for number, told in enumerate(interaction.answer_feedback, 1):
        text = clean(told.text).strip()
        said = (
            make("patternMatch", make.variable(identifier), pattern=patterns.wildcard(text, sensitive=sensitive))
            if "*" in text
            else _equal(item, identifier, text, sensitive=sensitive)
        )
        item.tell_when(said, f"{_name(identifier)}_{number}", told.blocks)
    return make("or", *conditions) if len(conditions) > 1 else conditions[0]


def _name(identifier: str) -> str:
    """What feedback to a response is called by."""
    return "answer" + identifier.removeprefix(RESPONSE)


def _equal(item: Item, identifier: str, text: str, *, sensitive: bool) -> Node:
    make = item.make
    return make(
        "stringMatch",
        make.variable(identifier),
        make.value("string", text),
        caseSensitive="true" if sensitive else "false",
        substring="false",
    )


def _patterns(accepted: AcceptedText, *, sensitive: bool) -> list[str]:
    text = clean(accepted.text)
    if accepted.kind == "wildcard":
        return [patterns.wildcard(text, sensitive=sensitive)]
    said = patterns.regular(text, sensitive=sensitive)
    if said is not None:
        return [said]
    return [patterns.wildcard(each, sensitive=sensitive) for each in accepted_texts(text)]


def _number(item: Item, interaction: NumericEntryInteraction, identifier: str) -> Node:
    """The condition that a number is right; declares the response and tells feedback."""
    make = item.make
    unit = first_unit(interaction.accepted)
    own = [number for number in interaction.accepted if number.unit in ("", unit)]
    if unit:
        how = "the unit stands beside the field: the number is typed without it"
        item.ledger.degraded_question(item.question, how, "unit")
    if len(own) < len(interaction.accepted):
        others = ", ".join(clean(number.text) for number in interaction.accepted if number not in own)
        item.ledger.degraded_question(item.question, f"{others} is not accepted in its own unit", "unit", "answers")
    item.declare("single", "float", _plain(own[0].value), identifier=identifier)
    conditions = [_within(item, number, identifier) for number in own]
    for number, told in enumerate(interaction.answer_feedback, 1):
        read = read_number(told.text.strip(), told.at)
        if read is None or read.low != read.high or read.unit not in ("", unit):
            how = f'the feedback for the answer "{clean(told.text)}" is left out: it is no number in the first unit'
            item.ledger.dropped_part(item.question, how, "answer feedback")
        else:
            item.tell_when(_within(item, read, identifier), f"{_name(identifier)}_{number}", told.blocks)
    return make("or", *conditions) if len(conditions) > 1 else conditions[0]


def _within(item: Item, number: AcceptedNumber, identifier: str) -> Node:
    make = item.make
    if Decimal(number.low) == Decimal(number.high):
        return make("equal", make.variable(identifier), make.number(_plain(number.low)), toleranceMode="exact")
    return make(
        "and",
        make("gte", make.variable(identifier), make.number(_plain(number.low))),
        make("lte", make.variable(identifier), make.number(_plain(number.high))),
    )


def _plain(number: str) -> str:
    """A number as XML Schema's double has it."""
    text = f"{Decimal(number):f}"
    return text if len(text) <= 40 else str(Decimal(number))
