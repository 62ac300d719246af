"""What a bank holds, in a designer's words."""

from collections import Counter

from coursepack.importing.base import Bank
from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Pool,
    Question,
    TextEntryInteraction,
    UploadInteraction,
)


def type_name(question: Question) -> str:
    """What kind of question it is, as docs/authoring.md calls it."""
    match question.interaction:
        case None:
            return "information"
        case ChoiceInteraction() if not question.scored:
            return "survey"
        case ChoiceInteraction(presentation="true-false"):
            return "true/false"
        case ChoiceInteraction(multiple=multiple):
            return "multiple response" if multiple else "single choice"
        case TextEntryInteraction():
            return "short text"
        case NumericEntryInteraction():
            return "numeric"
        case MatchInteraction(presentation=presentation):
            names = {"pairs": "matching", "groups": "categorise", "matrix": "matrix", "likert": "Likert"}
            return names[presentation]
        case OrderInteraction():
            return "ordering"
        case GapsInteraction(presentation=presentation):
            return "drag words into text" if presentation == "drag" else "cloze"
        case HotspotInteraction():
            return "hotspot"
        case PlacementInteraction():
            return "drag onto image"
        case ExtendedTextInteraction():
            return "essay"
        case UploadInteraction():
            return "file upload"


def counts_of(bank: Bank) -> Counter[str]:
    """How many questions there are of each type, the most frequent first."""
    found: Counter[str] = Counter()
    for quiz in bank.quizzes:
        for item in quiz.items:
            found.update(map(type_name, item.questions if isinstance(item, Pool) else (item,)))
    return found
