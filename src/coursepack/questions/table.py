"""The table of all question types, in the order in which they are tried."""

from coursepack.questions import later, multiple_response, numeric, short_text, single_choice, true_false
from coursepack.questions.base import QuestionType

TYPES: tuple[QuestionType, ...] = (
    later.TYPE,
    true_false.TYPE,
    single_choice.TYPE,
    multiple_response.TYPE,
    numeric.TYPE,
    short_text.TYPE,
)

TYPE_NAMES = tuple(
    "single multiple true-false truefalse text numeric info order group drag hotspot drag-image survey likert matrix "
    "essay upload match cloze".split()
)
"""What `type=` may say."""
