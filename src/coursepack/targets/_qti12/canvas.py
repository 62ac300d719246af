"""What Canvas adds to QTI 1.2: matching, blanks and lists in a text, files to hand in."""

from coursepack.model.assessment import (
    ChoiceInteraction,
    GapsInteraction,
    MatchInteraction,
    MatchItem,
    NumericEntryInteraction,
    OrderInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from coursepack.model.content import blocks_text, plain_text
from coursepack.targets._bank.matching import note_item_feedback, plain_targets
from coursepack.targets._qti12.answers import plain_texts
from coursepack.targets._qti12.item import Item, equal, share_of
from coursepack.targets._qti12.text import make, material, plain_material
from coursepack.xml import clean


def write_match(item: Item, interaction: MatchInteraction) -> None:
    """Pairs, groups and matrices: for each source a list of all targets."""
    question = item.question
    words = {f"t_{code}": said for code, said in plain_targets(interaction, question, item.ledger).items()}
    pairs = {source: f"t_{target}" for source, target in interaction.pairs}
    _matching(item, interaction.sources, words, pairs)
    note_item_feedback((*interaction.sources, *interaction.targets), question, item.ledger)
    if interaction.presentation == "matrix":
        item.ledger.degraded_question(question, "the rows of the table are asked one below the other", "layout")


def write_order(item: Item, interaction: OrderInteraction) -> None:
    """Each item with a list of places: Canvas's format has no order."""
    words = {f"p_{place}": str(place) for place, _ in enumerate(interaction.items, 1)}
    pairs = {each.code: f"p_{place}" for place, each in enumerate(interaction.items, 1)}
    _matching(item, interaction.items, words, pairs)
    item.ledger.degraded_question(item.question, "learners choose each item's place from a list", "layout")
    if not item.question.partial:
        item.ledger.degraded_question(item.question, "each right place earns its part of the points", "partial credit")
    note_item_feedback(interaction.items, item.question, item.ledger)


def _matching(item: Item, sources: tuple[MatchItem, ...], words: dict[str, str], pairs: dict[str, str]) -> None:
    item.kind = "matching_question"
    for source in sources:
        name = f"response_{source.code}"
        labels = [make("response_label", plain_material(text), ident=code) for code, text in words.items()]
        item.responses.append(
            make(
                "response_lid",
                material(item.text.words(source.blocks)),
                make("render_choice", *labels),
                ident=name,
                rcardinality="Single",
            )
        )
        item.right(equal(pairs[source.code], name), share=share_of(len(sources)))
    if item.question.partial is False:
        item.ledger.degraded_question(item.question, "each right pair earns its part of the points", "partial credit")


def write_gaps(item: Item, interaction: GapsInteraction) -> bool:
    """Names in brackets for the blanks, and for each its answers; False where fields and lists stand side by side."""
    question = item.question
    found: dict[str, dict[str, str]] = {}  # of each gap: {identifier of an answer: its words}
    right: dict[str, int] = {}  # of each gap: which of them is right
    inside = [gap.interaction for gap in interaction.gaps]
    is_drag = interaction.presentation == "drag"
    if is_drag or all(isinstance(each, ChoiceInteraction) for each in inside):
        item.kind = "multiple_dropdowns_question"
    elif any(isinstance(each, ChoiceInteraction) for each in inside):
        return False
    else:
        item.kind = "fill_in_multiple_blanks_question"
    everything = [
        *(each.accepted[0].text for each in inside if isinstance(each, TextEntryInteraction)),
        *(plain_text(each) for each in interaction.distractors),
    ]
    if any(_tells_one(each) for each in inside):
        how = "feedback for single blanks is left out: Canvas has none"
        item.ledger.dropped_part(question, how, "answer feedback", "choice feedback")
    for gap in interaction.gaps:
        match gap.interaction:
            case ChoiceInteraction(choices=choices):
                words = [blocks_text(choice.blocks) for choice in choices]
                right[gap.code] = next((at for at, choice in enumerate(choices) if choice.correct), 0)
            case TextEntryInteraction() as typed if is_drag:
                words = list(dict.fromkeys((typed.accepted[0].text, *everything)))
            case TextEntryInteraction() as typed:
                words = plain_texts(item, typed)
            case NumericEntryInteraction(accepted=accepted):
                words = [number.value for number in accepted]
                how = "numbers in blanks are compared as texts: they are right only as they are written here"
                item.ledger.degraded_question(question, how, "tolerance", "answers", "unit")
        if not words:
            return False
        found[gap.code] = {f"{gap.code}_{number}": clean(word) for number, word in enumerate(words, 1)}
    item.stem = item.text.with_gaps({code: f"[{code}]" for code in found}, question.stem, interaction.text).html
    for code, answers in found.items():
        name = f"response_{code}"
        labels = [make("response_label", plain_material(word), ident=each) for each, word in answers.items()]
        item.responses.append(
            make("response_lid", material(code), make("render_choice", *labels), ident=name, rcardinality="Single")
        )
        item.right(equal([*answers][right.get(code, 0)], name), share=share_of(len(found)))
    if is_drag:
        item.ledger.degraded_question(question, "learners choose each word from a list", "layout")
    if question.partial is False:
        item.ledger.degraded_question(question, "each right blank earns its part of the points", "partial credit")
    return True


def _tells_one(blank: ChoiceInteraction | TextEntryInteraction | NumericEntryInteraction) -> bool:
    """Whether a blank has feedback for one answer."""
    if isinstance(blank, ChoiceInteraction):
        return any(choice.feedback for choice in blank.choices)
    return bool(blank.answer_feedback)


def write_upload(item: Item, interaction: UploadInteraction) -> None:
    """A file to hand in."""
    item.kind = "file_upload_question"
    if interaction.extensions:
        item.ledger.dropped_part(item.question, "which files are taken is left out", "file types")
