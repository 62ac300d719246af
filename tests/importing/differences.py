"""What differs between two questions, and which of it the rows of the fidelity table name."""

import re
from collections.abc import Iterator

import msgspec

from coursepack.model.assessment import (
    ChoiceInteraction,
    Feedback,
    Gap,
    GapsInteraction,
    Question,
)
from tests.importing.essence import essence

NAMED = {
    r"penalty": r"\.penalty",
    r"points are left out|^it is worth": r"\.points",
    r"hints are left out": r"\.hints",
    r"earns (its|a) part": r"\.partial",
    r"rubric stands at the end": r"\.stem|\.interaction\.rubric",
    r"put a mark on each place": r"\.partial",
    r"shuffled is left": r"\.shuffle",
    r"feedback for (right|the whole text|a partly right)": r"\.feedback\.(correct|partly_correct|incorrect)",
    r"feedback on single (items|places)": r"\.interaction\.(items|sources|areas)\[\](\.feedback)?",
    r"names of the places": r"\.interaction\.areas(\[\])?",
    r"places where nothing belongs": r"\.interaction\.areas",
    r"rows of the table": r"\.interaction\.(presentation|one_to_one|pairs.*|targets.*)",
    r"units (in blanks )?are left out|its unit cannot stand|patterns?|accepts": r".*\.accepted.*",
    r"upper and lower case are the same": r".*\.(accepted.*|case_sensitive)",
    r"blanks are numbered": r"\.interaction\..*|\.stem",
    r"place from a list": r"\.interaction\..*|\.stem|\.partial",  # what it earns for a part has a row of its own
    r"limits of words": r"\.interaction\.(minimum|maximum)_words",
    r"model answer is told to graders": r"\.interaction\.(model_answer|rubric)",
    r"read alike": r"\.interaction\.(pairs.*|targets|presentation|one_to_one)",
    r"model answer is shown": r"\.interaction\.model_answer|\.feedback\.explanation",
}
"""{how a row names a loss: what of the question then differs}."""


def unnamed(written: Question, read: Question, named: tuple[str, ...]) -> list[tuple[str, object, object]]:
    """The differences (path, before, after) that no row names."""
    allowed = [path for how, path in NAMED.items() if any(re.search(how, row) for row in named)]
    if not any(row.startswith("feedback for the whole text is left out") for row in named):
        written, read = _said(written), _said(read)
    found = _differences(essence(written), essence(read))
    return [each for each in found if not any(re.fullmatch(path, each[0]) for path in allowed)]


def _said(question: Question) -> Question:
    """`question` with what is said to right and wrong answers beside each choice, where it comes to the same."""
    interaction, told = question.interaction, question.feedback
    replace = msgspec.structs.replace
    match interaction:
        case GapsInteraction(gaps=(Gap(interaction=ChoiceInteraction() as choice) as gap,)):
            made = _told_beside(choice, told)
            interaction = replace(interaction, gaps=(replace(gap, interaction=made),))
        case ChoiceInteraction(multiple=False) if question.scored:
            interaction = _told_beside(interaction, told)
        case _:
            return question
    return replace(question, interaction=interaction, feedback=Feedback(told.explanation))


def _told_beside(interaction: ChoiceInteraction, told: Feedback) -> ChoiceInteraction:
    choices = tuple(
        msgspec.structs.replace(choice, feedback=choice.feedback + (told.correct if choice.correct else told.incorrect))
        for choice in interaction.choices
    )
    return msgspec.structs.replace(interaction, choices=choices)


def _differences(before: object, after: object, path: str = "") -> Iterator[tuple[str, object, object]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted({*before, *after}):
            yield from _differences(before.get(name), after.get(name), f"{path}.{name}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _differences(one, other, f"{path}[]")
    elif before != after:
        yield path, before, after
