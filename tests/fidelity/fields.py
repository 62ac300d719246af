"""What each field of the model is to a learner or a teacher: a facet that no target may lose in silence, or none.

The table is held against the model itself: a field that is missing here fails a test.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import msgspec

from coursepack.model import assessment as model
from coursepack.model.course import Quiz
from coursepack.model.facets import Facet
from coursepack.model.scoring import Completion, CourseScoring, QuizSettings

Meaning: TypeAlias = Facet | str | Callable[[Any], Facet | None] | None
"""A facet; a function from the field's value to one; INSIDE (its own fields count); None: nothing to lose by itself."""

INSIDE = "(inside)"


def _kind_of_text(kind: str) -> Facet | None:
    kinds: dict[str, Facet] = {"wildcard": "wildcard", "regex": "regular expression"}
    return kinds.get(kind)


FIELDS: dict[type, dict[str, Meaning]] = {
    model.Question: {
        "id": None, "key": None, "title": "title", "stem": "stem", "interaction": INSIDE, "feedback": INSIDE,
        "hints": "hints", "points": "points", "scored": "survey", "partial": "partial credit", "penalty": "penalty",
        "shuffle": "shuffle", "objectives": "objectives", "tags": "tags", "difficulty": "difficulty",
    },
    model.Feedback: {
        "explanation": "explanation", "correct": "correct feedback", "partly_correct": "partly correct feedback",
        "incorrect": "incorrect feedback",
    },
    model.ChoiceInteraction: {"choices": INSIDE, "multiple": "multiple", "presentation": None},
    model.Choice: {
        "code": None, "blocks": "choices", "correct": "answers", "feedback": "choice feedback", "fixed": "fixed choice",
    },
    model.TextEntryInteraction: {"accepted": INSIDE, "case_sensitive": "case", "answer_feedback": INSIDE},
    model.AcceptedText: {"text": "answers", "kind": _kind_of_text, "case_sensitive": "case"},
    model.TextFeedback: {"text": "answer feedback", "blocks": "answer feedback"},
    model.NumericEntryInteraction: {"accepted": INSIDE, "answer_feedback": INSIDE},
    model.AcceptedNumber: {
        "low": "tolerance", "high": "tolerance", "value": "answers", "text": None, "unit": "unit",
    },
    model.MatchInteraction: {
        # "one_to_one" follows from the pairs.
        "sources": INSIDE, "targets": INSIDE, "pairs": "answers", "one_to_one": None, "presentation": "layout",
    },
    model.MatchItem: {"code": None, "blocks": "choices", "feedback": "item feedback"},
    model.OrderInteraction: {"items": INSIDE},
    model.GapsInteraction: {"text": "stem", "gaps": INSIDE, "distractors": "distractors", "presentation": None},
    model.Gap: {"code": None, "interaction": INSIDE},
    # "multiple" follows from how many areas are right.
    model.HotspotInteraction: {"image": "image", "alt": "text alternative", "areas": INSIDE, "multiple": None},
    model.PlacementInteraction: {
        "image": "image", "alt": "text alternative", "items": INSIDE, "areas": INSIDE, "pairs": "answers",
    },
    model.Area: {
        "code": None, "shape": "answers", "coordinates": "answers", "label": "area labels", "correct": "answers",
        "feedback": "area feedback",
    },
    model.ExtendedTextInteraction: {
        "minimum_words": "word limit", "maximum_words": "word limit", "model_answer": "model answer",
        "rubric": "rubric",
    },
    model.UploadInteraction: {"extensions": "file types", "rubric": "rubric"},
    model.Pool: {"id": None, "title": "pools", "questions": None, "draw": "draw"},
    QuizSettings: {
        "graded": "graded", "pass_mark": "pass mark", "weight": "weight", "attempts": "attempts", "score": "score rule",
        "feedback": "feedback rule", "reveal": "reveal rule", "time_limit": "time limit", "pause": "pause",
        "extra_time": "extra time", "shuffle_questions": "shuffled questions", "shuffle_choices": "shuffled choices",
        "draw": "draw", "required": "required",
    },
    CourseScoring: {
        "pass_mark": "pass mark", "pass_rule": "pass rule", "mastery": "mastery", "on_fail": "on fail",
        "complete": INSIDE, "on_exit": "on exit",
    },
    Completion: dict.fromkeys(("pages", "questions", "quizzes"), "completion"),
}  # fmt: skip


def reachable(kind: type) -> Iterator[type]:
    """Every struct of the assessment model that a struct's fields can hold, `kind` first."""
    seen: list[type] = []
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.append(one)
        yield one
        for found in msgspec.inspect.multi_type_info([one]):
            waiting.extend(_structs(found))


def _structs(info: Any) -> Iterator[type]:
    """The structs in a type's description that are not rich text."""
    match info:
        case msgspec.inspect.StructType():
            for field in info.fields:
                yield from _own(field.type)
        case _:
            yield from _own(info)


def _own(info: Any) -> Iterator[type]:
    match info:
        case msgspec.inspect.StructType():
            if info.cls.__module__ in ("coursepack.model.assessment", "coursepack.model.scoring"):
                yield info.cls
        case msgspec.inspect.UnionType():
            for part in info.types:
                yield from _own(part)
        case msgspec.inspect.VarTupleType():
            yield from _own(info.item_type)
        case _:
            pass


def facets_of(value: msgspec.Struct) -> set[Facet]:
    """The facets that a part of the model has: those of its fields that say more than the default."""
    found: set[Facet] = set()
    fields = {field.name: field for field in msgspec.structs.fields(type(value))}
    for name, meaning in FIELDS[type(value)].items():
        content = getattr(value, name)
        if meaning == INSIDE:
            for part in content if isinstance(content, tuple) else (content,):
                found |= facets_of(part) if isinstance(part, msgspec.Struct) else set()
        elif content == fields[name].default or content in ((), "", None):
            continue
        elif callable(meaning):
            found |= {facet for facet in [meaning(content)] if facet}
        elif meaning is not None:
            found.add(meaning)  # type: ignore[arg-type]  # all words of FIELDS but INSIDE are facets
    if isinstance(value, model.MatchInteraction) and not _used(value.targets, value.pairs):
        found.add("distractors")
    if isinstance(value, model.OrderInteraction):
        found.add("answers")  # the items stand in the right order
    if isinstance(value, model.GapsInteraction) and value.presentation == "drag":
        found.discard("case")  # words are moved, not typed
    return found


def _used(targets: tuple[model.MatchItem, ...], pairs: tuple[tuple[str, str], ...]) -> bool:
    """Whether every target belongs to a source; a scale of opinions has no right one and no wrong one."""
    return not pairs or {target.code for target in targets} <= {target for _, target in pairs}


OF_QUIZ: dict[str, Meaning] = {"blocks": "introduction", "items": None, "settings": INSIDE}
"""The fields of a quiz besides those that every unit has."""

assert set(OF_QUIZ) <= set(Quiz.__struct_fields__)
