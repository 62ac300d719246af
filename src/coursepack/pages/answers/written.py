"""What a person marks: a text written at length, and a file that is handed in elsewhere."""

from coursepack.model.assessment import ExtendedTextInteraction, Question, UploadInteraction
from coursepack.model.content import Block, Paragraph, Strong, Text
from coursepack.pages.answers.common import Asked, Data, feedback_tree, group
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText
from coursepack.pages.words import Words


def stem_and_rubric(question: Question, words: Words) -> tuple[Block, ...]:
    """The stem, and below it by what the answer is marked: whoever answers may know that in every target."""
    interaction = question.interaction
    if not isinstance(interaction, ExtendedTextInteraction | UploadInteraction) or not interaction.rubric:
        return question.stem
    return (*question.stem, *titled_rubric(interaction, words))


def titled_rubric(interaction: ExtendedTextInteraction | UploadInteraction, words: Words) -> tuple[Block, ...]:
    """The rubric under its title; () where there is none."""
    if not interaction.rubric:
        return ()
    at = interaction.at
    title = Strong(at, (Text(at, words("What a good answer has")),))
    return (Paragraph(at, (title,)), *interaction.rubric)


def essay_markup(asked: Asked, interaction: ExtendedTextInteraction) -> str:
    name = asked.element_id("words")
    label = escaped(_wanted(interaction, asked.words))
    return (
        f'{_rubric(asked, interaction)}<div class="answer" data-interaction="essay"><label><span>{label}</span> '
        f'<textarea rows="8" name="q-{asked.question.id}" aria-describedby="{name}"></textarea></label>'
        f'<p class="word-count" id="{name}" data-count></p></div>\n'
    )


def _wanted(interaction: ExtendedTextInteraction, words: Words) -> str:
    low, high = interaction.minimum_words, interaction.maximum_words
    if low and high:
        return words("Your answer, {low} to {high} words").format(low=low, high=high)
    if low:
        return words("Your answer, at least {low} words").format(low=low)
    return words("Your answer, at most {high} words").format(high=high) if high else words("Your answer")


def upload_markup(asked: Asked, interaction: UploadInteraction) -> str:
    words = asked.words
    sentence = words("Hand in your file where your course asks for it.")
    if interaction.extensions:
        kinds = ", ".join(extension.upper() for extension in interaction.extensions)
        sentence += " " + words("Accepted: {kinds}.").format(kinds=kinds)
    box = (
        f'<p>{escaped(sentence)}</p>\n<ul class="choices">\n<li class="choice" data-code="done"><label>'
        f'<input type="checkbox" name="q-{asked.question.id}" value="done">'
        f'<span class="choice-text">{escaped(words("I have handed it in."))}</span></label></li>\n</ul>\n'
    )
    legend = asked.legend(words("Tick the box when it is done."), visible=False)
    return _rubric(asked, interaction) + group("upload", legend, box)


def _rubric(asked: Asked, interaction: ExtendedTextInteraction | UploadInteraction) -> str:
    blocks = titled_rubric(interaction, asked.words)
    return f'<div class="rubric">\n{asked.text.blocks(blocks)}</div>\n' if blocks else ""


def essay_data(interaction: ExtendedTextInteraction, text: RichText) -> Data:
    return {
        "type": "essay",
        "model": feedback_tree(interaction.model_answer, text),
    }


def upload_data() -> Data:
    """As of a choice with one box."""
    done = {"code": "done", "correct": True, "fixed": True, "text": "", "feedback": None}
    return {"type": "upload", "multiple": True, "presentation": "list", "choices": [done]}
