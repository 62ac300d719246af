"""What differs between two questions, and which of it the rows of the fidelity table name."""

import re
from collections.abc import Iterator

import msgspec

from coursepack.model.assessment import (
    ChoiceInteraction,
    Feedback,
    GapsInteraction,
    MatchInteraction,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import blocks_text
from tests.importing.essence import essence

NAMED = {
    r"penalty": r"\.penalty",
    r"points are left out|^it is worth": r"\.points",
    r"hints are left out": r"\.hints",
    r"earns (its|a) part": r"\.partial",
    r"shuffled is left": r"\.shuffle",
    r"feedback for (right|the whole text|a partly right)": r"\.feedback\.(correct|partly_correct|incorrect)",
    r"feedback on single (items|places)": r"\.interaction\.(items|sources|areas)\[\](\.feedback)?",
    r"names of the places": r"\.interaction\.areas(\[\])?",
    r"places where nothing belongs": r"\.interaction\.areas",
    r"rows of the table": r"\.interaction\.(presentation|one_to_one|pairs.*|targets.*)",
    r"units (in blanks )?are left out|its unit cannot stand|patterns?|accepts": r".*\.accepted.*",
    r"upper and lower case are the same": r".*\.(accepted.*|case_sensitive)",
    r"place from a list|blanks are numbered": r"\.interaction\..*|\.stem",
    r"limits of words": r"\.interaction\.(minimum|maximum)_words",
    r"model answer is shown": r"\.interaction\.model_answer|\.feedback\.explanation",
}
"""{how a row names a loss: what of the question then differs}."""

DOCUMENTED = {
    "text": r"\.interaction\.answer_feedback\[\]",
    "group": r"\.interaction\.(presentation|one_to_one|pairs.*|targets.*)",
    "essay": r"\.interaction\.(rubric|model_answer)|\.stem",
    "upload": r"\.stem",
}
"""{type: what differs in every bank that has no such thing}, as docs/importing.md tells."""


def unnamed(kind: str, written: Question, read: Question, named: tuple[str, ...]) -> list[tuple[str, object, object]]:
    """The differences (path, before, after) that neither a row nor the documents name."""
    allowed = [path for how, path in NAMED.items() if any(re.search(how, row) for row in named)]
    allowed += [path for name, path in DOCUMENTED.items() if name == kind]
    found = _differences(essence(_said(written)), essence(_said(read)))
    return [each for each in found if not any(re.fullmatch(path, each[0]) for path in allowed)]


def is_said_once(question: Question) -> bool:
    """Whether no two things to match with read alike, and no answer is a pattern, which banks spell out."""
    interaction = question.interaction
    entries = [gap.interaction for gap in interaction.gaps] if isinstance(interaction, GapsInteraction) else []
    for entry in [interaction, *entries]:
        if isinstance(entry, TextEntryInteraction) and any(each.kind == "regex" for each in entry.accepted):
            return False
    if not isinstance(interaction, MatchInteraction):
        return True
    words = [" ".join(blocks_text(target.blocks).split()) for target in interaction.targets]
    return len({*words, ""}) == len(words) + 1


def _said(question: Question) -> Question:
    """`question` with what is said to right and wrong answers beside each choice, where it comes to the same."""
    interaction, told = question.interaction, question.feedback
    if not isinstance(interaction, ChoiceInteraction) or interaction.multiple or not question.scored:
        return question
    choices = tuple(
        msgspec.structs.replace(choice, feedback=choice.feedback + (told.correct if choice.correct else told.incorrect))
        for choice in interaction.choices
    )
    return msgspec.structs.replace(
        question,
        interaction=msgspec.structs.replace(interaction, choices=choices),
        feedback=Feedback(told.explanation),
    )


def _differences(before: object, after: object, path: str = "") -> Iterator[tuple[str, object, object]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted({*before, *after}):
            yield from _differences(before.get(name), after.get(name), f"{path}.{name}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _differences(one, other, f"{path}[]")
    elif before != after:
        yield path, before, after
