"""Choices, things to match, and things to put in order."""

from coursepack.model.assessment import ChoiceInteraction, MatchInteraction, OrderInteraction
from coursepack.targets._qti.item import RESPONSE, Item


def write_choice(item: Item, interaction: ChoiceInteraction, *, shuffle: bool) -> None:
    """A `choiceInteraction`: one choice, or any number of them."""
    make = item.make
    right = [choice.code for choice in interaction.choices if choice.correct]
    wrong = [choice.code for choice in interaction.choices if not choice.correct]
    share_of_set(item, right, wrong, multiple=interaction.multiple)
    made = make(
        "choiceInteraction",
        responseIdentifier=RESPONSE,
        shuffle="true" if shuffle else "false",
        maxChoices="0" if interaction.multiple else "1",
    )
    if interaction.presentation != "list":
        made.set("class", interaction.presentation)
    for choice in interaction.choices:
        part = make("simpleChoice", identifier=choice.code)
        if choice.fixed:
            part.set("fixed", "true")
        item.text.put(part, choice.blocks)
        item.tell_chosen(part, choice.code, choice.feedback)
        made.append(part)
    item.body.append(made)


def share_of_set(item: Item, right: list[str], wrong: list[str], *, multiple: bool) -> None:
    """Declare a response of identifiers, and what a set of them earns.

    Several: right chosen / right − wrong chosen / wrong, never below 0, in whole numbers until the last step.
    """
    make = item.make
    response = make.variable(RESPONSE)
    scored = item.is_scored and bool(right)
    if not multiple or item.question.partial is False:
        item.declare("multiple" if multiple else "single", "identifier", *right)
        if scored:
            item.is_right = make("match", response, make.correct(RESPONSE))
        return
    worth = {code: str(len(wrong) or 1) for code in right} | {code: f"-{len(right)}" for code in wrong}
    item.declare("multiple", "identifier", *right, mapping=worth, lower_bound="0")
    if scored:
        whole = len(right) * (len(wrong) or 1)
        item.share = make("divide", make("mapResponse", identifier=RESPONSE), make.number(whole))


def write_match(item: Item, interaction: MatchInteraction, *, shuffle: bool) -> None:
    """A `matchInteraction`: pairs, groups, matrices and scales of opinions."""
    make = item.make
    pairs = [f"s_{source} t_{target}" for source, target in interaction.pairs]
    share_of_pairs(item, pairs, len({source for source, _ in interaction.pairs}))
    made = make(
        "matchInteraction",
        responseIdentifier=RESPONSE,
        shuffle="true" if shuffle else "false",
        maxAssociations=str(len(interaction.sources)),
        **{"class": interaction.presentation},
    )
    for prefix, items, most in (
        ("s", interaction.sources, "1"),
        ("t", interaction.targets, "1" if interaction.one_to_one else "0"),
    ):
        group = make("simpleMatchSet")
        for each in items:
            part = make("simpleAssociableChoice", identifier=f"{prefix}_{each.code}", matchMax=most)
            item.text.put(part, each.blocks)
            item.tell_answered(part, each.feedback)
            group.append(part)
        made.append(group)
    item.body.append(made)


def share_of_pairs(item: Item, pairs: list[str], parts: int) -> None:
    """Declare a response of directed pairs, and what they earn: right / total."""
    make = item.make
    item.declare("multiple", "directedPair", *pairs, mapping=dict.fromkeys(pairs, "1"))
    if not item.is_scored or not pairs:
        return
    mapped = make("mapResponse", identifier=RESPONSE)
    if item.question.partial is False:
        item.is_right = make("gte", mapped, make.number(parts))
    else:
        item.share = make("divide", mapped, make.number(parts))


def write_order(item: Item, interaction: OrderInteraction) -> None:
    """An `orderInteraction`; it is always shuffled, since its right order is that of the source."""
    make = item.make
    codes = [each.code for each in interaction.items]
    item.declare("ordered", "identifier", *codes)
    if item.is_scored and item.question.partial is True:
        for place, code in enumerate(codes, 1):
            at_place = make("index", make.variable(RESPONSE), n=str(place))
            item.count_right(make("match", at_place, make.value("identifier", code)))
        item.share_of_counted(len(codes))
    elif item.is_scored:
        item.is_right = make("match", make.variable(RESPONSE), make.correct(RESPONSE))
    made = make("orderInteraction", responseIdentifier=RESPONSE, shuffle="true")
    for each in interaction.items:
        part = make("simpleChoice", identifier=each.code)
        item.text.put(part, each.blocks)
        item.tell_answered(part, each.feedback)
        made.append(part)
    item.body.append(made)
