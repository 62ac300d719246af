"""The table of all question types, in the order in which they are tried."""

from coursepack.questions import (
    categorise,
    cloze,
    drag_image,
    drag_words,
    essay,
    hotspot,
    likert,
    matching,
    matrix,
    multiple_response,
    numeric,
    ordering,
    short_text,
    single_choice,
    survey,
    true_false,
    upload,
)
from coursepack.questions.base import QuestionType

TYPES: tuple[QuestionType, ...] = (
    survey.TYPE,
    hotspot.TYPE,
    true_false.TYPE,
    single_choice.TYPE,
    multiple_response.TYPE,
    drag_image.TYPE,
    likert.TYPE,
    ordering.TYPE,
    categorise.TYPE,
    matching.TYPE,
    matrix.TYPE,
    essay.TYPE,
    upload.TYPE,
    numeric.TYPE,
    short_text.TYPE,
    drag_words.TYPE,
    cloze.TYPE,
)

TYPE_NAMES = (*(kind.name for kind in TYPES), "truefalse", "info")
"""What `type=` may say."""
