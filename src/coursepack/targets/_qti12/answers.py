"""What Common Cartridge's profile and Canvas both have: choices, true or false, texts, essays."""

from lxml import etree

from coursepack.model.assessment import (
    Choice,
    ChoiceInteraction,
    ExtendedTextInteraction,
    NumericEntryInteraction,
    TextEntryInteraction,
)
from coursepack.targets._bank.entries import expressible_texts
from coursepack.targets._bank.numbers import numbers_of
from coursepack.targets._qti12.item import GENERAL, RESPONSE, Item, equal
from coursepack.targets._qti12.text import make, material
from coursepack.xml import clean


def write_choices(item: Item, interaction: ChoiceInteraction, truth: Choice | None, *, shuffle: bool) -> None:
    """Choices; `truth` is the one that says True where the question is one of true and false."""
    question = item.question
    names = {choice.code: choice.code for choice in interaction.choices}
    if truth is not None:
        names = {choice.code: "true" if choice is truth else "false" for choice in interaction.choices}
        item.profile, item.kind = "cc.true_false.v0p1", "true_false_question"
    elif interaction.multiple:
        item.profile, item.kind = "cc.multiple_response.v0p1", "multiple_answers_question"
    else:
        item.profile, item.kind = "cc.multiple_choice.v0p1", "multiple_choice_question"
    if any(choice.fixed for choice in interaction.choices) and shuffle:
        how = "the choice for all or none of them may be shuffled away from its place"
        item.ledger.degraded_question(question, how, "fixed choice")
    labels = [_label(names[choice.code], item.text.words(choice.blocks)) for choice in interaction.choices]
    response = make("response_lid", make("render_choice", *labels), ident=RESPONSE)
    response.set("rcardinality", "Multiple" if interaction.multiple else "Single")
    item.responses.append(response)
    for choice in interaction.choices:
        item.tell(f"{names[choice.code]}_fb", choice.feedback, equal(names[choice.code]))
    right = [names[choice.code] for choice in interaction.choices if choice.correct]
    if not question.scored or not right:
        return
    if not interaction.multiple:
        item.right(equal(right[0]))
        return
    how = _partial_lost(item, right=len(right), wrong=len(names) - len(right))
    if how:
        item.ledger.degraded_question(question, how, "partial credit")
    conditions = [
        equal(names[choice.code], case="Yes") if choice.correct else make("not", equal(names[choice.code]))
        for choice in interaction.choices
    ]
    item.right(make("and", *conditions))


def _partial_lost(item: Item, *, right: int, wrong: int) -> str:
    """How the score of a partly right choice of several differs from the course's, or "" where it does not.

    Canvas scores by itself (quizzes/quiz_question/multiple_answers_question.rb): each right choice earns an equal
    part, and each wrong one takes as much away.
    """
    if not item.for_canvas:
        how = "it is right or wrong as a whole where the other system does not give partial credit by itself"
        return "" if item.question.partial is False else how
    if item.question.partial is False:
        return "Canvas gives a part of the points for some of the right choices"
    return "" if right == wrong else "in Canvas a wrong choice costs as much as a right one earns"


def write_text(item: Item, interaction: TextEntryInteraction) -> bool:
    """A text to type; False where no text that can be compared is right."""
    texts = plain_texts(item, interaction)
    if not texts:
        return False
    item.profile, item.kind = "cc.fib.v0p1", "short_answer_question"
    item.responses.append(_field())
    for number, told in enumerate(interaction.answer_feedback, 1):
        if "*" in told.text.replace(r"\*", ""):
            how = f'the feedback for "{clean(told.text)}" is left out: QTI 1.2 has no wildcards'
            item.ledger.dropped_part(item.question, how, "answer feedback")
        else:
            said = clean(told.text).replace(r"\*", "*").strip()
            item.tell(f"answer_{number}_fb", told.blocks, equal(said, case="No"))
    item.right(*(equal(text, case="No") for text in texts))
    return True


def plain_texts(item: Item, interaction: TextEntryInteraction) -> list[str]:
    """The accepted texts without wildcards; what gets lost is told."""
    question, ledger = item.question, item.ledger
    accepted = expressible_texts(question, interaction, ledger)
    wild = [each for each in accepted if each.kind == "wildcard" and "*" in each.text.replace(r"\*", "")]
    kept = [each for each in accepted if each not in wild]
    if wild and kept:
        how = f"answers that only {', '.join(clean(each.text) for each in wild)} accepts are wrong"
        ledger.degraded_question(question, how, "answers", "wildcard")
    if kept and (interaction.case_sensitive or any(each.case_sensitive for each in kept)):
        ledger.degraded_question(question, "upper and lower case are the same in its answers", "case")
    texts = (
        clean(each.text).strip() if each.kind == "literal" else clean(each.text).replace(r"\*", "*") for each in kept
    )
    return list({text.casefold(): text for text in texts}.values())


def write_number(item: Item, interaction: NumericEntryInteraction) -> bool:
    """A number to type. Common Cartridge compares texts alone, so that it takes exact numbers; False for others."""
    question = item.question
    numbers = numbers_of(interaction.accepted)
    if not item.for_canvas and any(answer.tolerance != "0" for answer in numbers.answers):
        return False
    if any(number.unit for number in interaction.accepted):
        how = "units are left out: the number is typed without one, in the first of them"
        item.ledger.dropped_part(question, how, "unit", "answers")
    if interaction.answer_feedback:
        how = "feedback for single numbers is left out"
        item.ledger.dropped_part(question, how, "answer feedback")
    if item.for_canvas:
        item.kind = "numerical_question"
        field = make("render_fib", make("response_label", ident="answer1"), fibtype="Decimal")
        item.responses.append(make("response_str", field, ident=RESPONSE, rcardinality="Single"))
        for number in interaction.accepted:
            if number.unit in ("", interaction.accepted[0].unit):
                low = make("vargte", number.low, respident=RESPONSE)
                high = make("varlte", number.high, respident=RESPONSE)
                item.right(make("or", equal(number.value), make("and", low, high)))
        return True
    item.profile, item.kind = "cc.fib.v0p1", "short_answer_question"
    how = "the number is compared as a text: it is right only as it is written here"
    item.ledger.degraded_question(question, how, "tolerance", "answers")
    item.responses.append(_field())
    item.right(*(equal(answer.value, case="No") for answer in numbers.answers))
    return True


def write_essay(item: Item, interaction: ExtendedTextInteraction) -> None:
    """A long text, which a person marks; the model answer is told afterwards."""
    question = item.question
    item.profile, item.kind = "cc.essay.v0p1", "essay_question"
    item.responses.append(_field())
    if interaction.minimum_words or interaction.maximum_words:
        item.ledger.dropped_part(question, "the limits of words are left out", "word limit")
    if interaction.model_answer:
        told = (*interaction.model_answer, *question.feedback.explanation)
        how = "the model answer is shown to learners as feedback"
        item.ledger.degraded_question(question, how, "model answer")
        if not question.feedback.explanation:
            item.tell(GENERAL, told, make("other"))
        else:
            item.tell("model_answer_fb", interaction.model_answer, make("other"))


def _field() -> etree._Element:
    field = make("render_fib", make("response_label", ident="answer1", rshuffle="No"))
    return make("response_str", field, ident=RESPONSE, rcardinality="Single")


def _label(identifier: str, html: str) -> etree._Element:
    return make("response_label", material(html), ident=identifier)
