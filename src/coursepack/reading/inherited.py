"""What a translation takes over: the settings of its original, where it says none of its own."""

from typing import Any

import msgspec

from coursepack.model.assessment import GapsInteraction, Interaction, Question, TextEntryInteraction

_FIELDS = {
    "points": "points",
    "partial": "partial",
    "penalty": "penalty",
    "shuffle": "shuffle",
    "objective": "objectives",
    "tags": "tags",
    "difficulty": "difficulty",
}
"""{key of a question's comment: field of `Question`}; `id` is shared, `type` and `scale` make another question."""


def with_settings(question: Question, said: dict[str, Any]) -> Question:
    """`question` with the values of a question's comment, as `read_keys` returned them."""
    values = {field: said[key] for key, field in _FIELDS.items() if key in said}
    if "case" in said and question.interaction is not None:
        values["interaction"] = _with_case(question.interaction, sensitive=said["case"] == "sensitive")
    return msgspec.structs.replace(question, **values) if values else question


def _with_case(interaction: Interaction, *, sensitive: bool) -> Interaction:
    if isinstance(interaction, TextEntryInteraction):
        return msgspec.structs.replace(interaction, case_sensitive=sensitive)
    if isinstance(interaction, GapsInteraction):
        gaps = tuple(
            msgspec.structs.replace(gap, interaction=msgspec.structs.replace(gap.interaction, case_sensitive=sensitive))
            if isinstance(gap.interaction, TextEntryInteraction)
            else gap
            for gap in interaction.gaps
        )
        return msgspec.structs.replace(interaction, gaps=gaps)
    return interaction
