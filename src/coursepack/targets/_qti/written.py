"""What a person marks: long texts and files."""

from coursepack.model.assessment import ExtendedTextInteraction, UploadInteraction
from coursepack.pages.answers.written import titled_rubric
from coursepack.pages.words import Words
from coursepack.targets._qti.item import RESPONSE, Item

_LINES = "15"


def write_essay(item: Item, interaction: ExtendedTextInteraction) -> None:
    """An `extendedTextInteraction`; limits of words are a pattern that the text must fit."""
    make = item.make
    item.declare("single", "string")
    item.rubric("candidate scorer", titled_rubric(interaction, Words(item.course.language)))
    made = make("extendedTextInteraction", responseIdentifier=RESPONSE, expectedLines=_LINES)
    if interaction.minimum_words or interaction.maximum_words:
        made.set("patternMask", words_pattern(interaction.minimum_words, interaction.maximum_words))
    item.body.append(made)
    item.rubric("scorer", interaction.model_answer)
    item.tell_always(interaction.model_answer)


def words_pattern(minimum: int, maximum: int) -> str:
    """The pattern of texts with so many words; 0 is no limit."""
    more = max(minimum, 1) - 1
    most = str(maximum - 1) if maximum else ""
    words = rf"\s*\S+(\s+\S+){{{more},{most}}}\s*"
    return words if minimum else rf"\s*|{words}"


def write_upload(item: Item, interaction: UploadInteraction) -> None:
    """An `uploadInteraction`; which files are taken is told in its prompt."""
    make = item.make
    item.declare("single", "file")
    item.rubric("candidate scorer", titled_rubric(interaction, Words(item.course.language)))
    made = make("uploadInteraction", responseIdentifier=RESPONSE)
    if interaction.extensions:
        made.append(make("prompt", ", ".join(f".{extension}" for extension in interaction.extensions)))
        how = "which files are taken is said to learners, and nothing keeps them from handing in others"
        item.ledger.degraded_question(item.question, how, "file types")
    item.body.append(made)
