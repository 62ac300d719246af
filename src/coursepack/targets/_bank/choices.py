"""What the choices of a question are worth in a bank, and which question is a bank's own true/false."""

from coursepack.model.assessment import Choice, ChoiceInteraction, Question
from coursepack.model.content import blocks_text
from coursepack.model.course import Course
from coursepack.questions.true_false import truth
from coursepack.targets._bank.fractions import is_equal, right_shares, wrong_share
from coursepack.targets._bank.text import BankText, Field
from coursepack.targets._ledger import Ledger


def true_choice(course: Course, question: Question, interaction: ChoiceInteraction) -> Choice | None:
    """The choice that says True, where the question is one that Moodle's own true/false can ask; else None."""
    if interaction.presentation != "true-false" or not question.scored or interaction.multiple:
        return None
    if len(interaction.choices) != 2 or sum(choice.correct for choice in interaction.choices) != 1:
        return None
    said = {truth(blocks_text(choice.blocks), course.language): choice for choice in interaction.choices}
    return said[True] if set(said) == {True, False} else None


def usable_choices(text: BankText, interaction: ChoiceInteraction) -> list[tuple[Choice, Field]]:
    """The choices that are not empty, with their texts; Moodle drops empty ones in silence."""
    fields = ((choice, text.field(choice.blocks)) for choice in interaction.choices)
    return [(choice, field) for choice, field in fields if field]


def choice_shares(
    question: Question, interaction: ChoiceInteraction, choices: list[Choice], ledger: Ledger
) -> list[str]:
    """The share of the grade of each choice, in per cent; `ledger` is told where our rule is not Moodle's."""
    right = sum(choice.correct for choice in choices)
    wrong = len(choices) - right
    if not question.scored or not right:
        # Moodle has no question without a right answer: for 0 points it does not matter which are.
        how = "every choice counts as right, for 0 points: a bank has no survey"
        ledger.degraded_question(question, how, "survey")
        return ["100"] * len(choices)
    if not interaction.multiple:
        return ["100" if choice.correct else "0" for choice in choices]
    earned = iter(right_shares(right))
    if not is_equal(right):
        ledger.degraded_question(question, f"the {right} right choices are not all worth the same", "partial credit")
    if question.partial is False:
        cost = "-100"
        how = "a part of the right choices earns a part of the points; any wrong one leaves none"
        ledger.degraded_question(question, how, "partial credit")
    else:
        cost = wrong_share(wrong) if wrong else "0"
        if wrong and not is_equal(wrong):
            how = f"each wrong choice costs {cost.lstrip('-')} % instead of one part in {wrong}"
            ledger.degraded_question(question, how, "partial credit")
    return [next(earned) if choice.correct else cost for choice in choices]
