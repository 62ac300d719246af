"""The words by which the fidelity report names what a question, a quiz or a course consists of.

A target that loses a part of something names it by these words, so that programs (and the tests) can tell which part
of the model is meant. Every field of the model that a target could lose has its word here.
"""

from typing import Literal, TypeAlias

QuestionFacet: TypeAlias = Literal[
    "title",
    "stem",
    "answers",
    "choices",
    "fixed choice",
    "choice feedback",
    "answer feedback",
    "item feedback",
    "area feedback",
    "explanation",
    "correct feedback",
    "partly correct feedback",
    "incorrect feedback",
    "hints",
    "points",
    "survey",
    "multiple",
    "partial credit",
    "penalty",
    "shuffle",
    "objectives",
    "tags",
    "difficulty",
    "wildcard",
    "regular expression",
    "case",
    "tolerance",
    "unit",
    "distractors",
    "one to one",
    "layout",
    "image",
    "text alternative",
    "area labels",
    "word limit",
    "model answer",
    "rubric",
    "file types",
]
"""Of a question. "answers": what is right; "layout": how it is asked (a matrix as a table …)."""

TextFacet: TypeAlias = Literal["media", "code", "tables", "mathematics", "links"]
"""Of a text, wherever it stands."""

QuizFacet: TypeAlias = Literal[
    "introduction",
    "pools",
    "draw",
    "graded",
    "pass mark",
    "weight",
    "attempts",
    "score rule",
    "feedback rule",
    "reveal rule",
    "time limit",
    "pause",
    "extra time",
    "shuffled questions",
    "shuffled choices",
    "required",
]
"""Of a quiz; "reveal rule": when the right answers are shown."""

CourseFacet: TypeAlias = Literal[
    "submission", "pass mark", "pass rule", "mastery", "on fail", "completion", "on exit", "gates"
]
"""Of a course; "gates": what must be done before a page opens."""

Facet: TypeAlias = QuestionFacet | TextFacet | QuizFacet | CourseFacet
