"""A question of every interaction, built by hand: for the tests of the pages and of the player."""

from pathlib import Path

import msgspec

from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    Area,
    Choice,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Feedback,
    Gap,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    MatchItem,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
    UploadInteraction,
)
from coursepack.model.content import Attributes, Block, Paragraph, Span
from coursepack.model.course import Asset, AssetTarget, Course, Quiz
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position
from coursepack.packaging.files import sha256_of
from tests.support.by_hand import blocks, words

AT = Position("quiz.md", 1)
IMAGE = "warehouse.svg"


def item(code: str, text: str, feedback: str = "") -> MatchItem:
    return MatchItem(at=AT, code=code, blocks=blocks(text), feedback=blocks(feedback) if feedback else ())


def items(*texts: str) -> tuple[MatchItem, ...]:
    return tuple(item("abcdefgh"[at], text) for at, text in enumerate(texts))


def choices(*texts: str, right: str = "") -> tuple[Choice, ...]:
    return tuple(
        Choice(at=AT, code="abcdefgh"[at], blocks=blocks(text), correct="abcdefgh"[at] in right)
        for at, text in enumerate(texts)
    )


def question(identifier: str, key: int, stem: str, interaction: Interaction | None, **settings: object) -> Question:
    made = Question(
        at=AT, id=identifier, key=key, title=words(stem), stem=blocks(stem), interaction=interaction,
        feedback=Feedback(explanation=blocks("That is how a warehouse works.")),
    )  # fmt: skip
    return msgspec.structs.replace(made, **settings)


def pairs(key: int = 1, **settings: object) -> Question:
    interaction = MatchInteraction(
        at=AT,
        sources=(
            item("a", "Kafka", "It carries streams."), item("b", "Airflow"), item("c", "dbt", "It works in SQL."),
        ),
        targets=items("Moves events as they happen", "Runs jobs on a schedule", "Reshapes tables", "Draws dashboards"),
        pairs=(("a", "a"), ("b", "b"), ("c", "c")),
    )  # fmt: skip
    return question("q_pairs", key, "Match each tool with what it does.", interaction, **settings)


def groups(key: int = 2, **settings: object) -> Question:
    interaction = MatchInteraction(
        at=AT, presentation="groups", one_to_one=False,
        sources=items("Invoice number", "Photo of the parcel", "Delivery date", "Voice message"),
        targets=items("Structured", "Unstructured"), pairs=(("a", "a"), ("b", "b"), ("c", "a"), ("d", "b")),
    )  # fmt: skip
    return question("q_groups", key, "Which kind of data is each of these?", interaction, **settings)


def matrix(key: int = 3, **settings: object) -> Question:
    interaction = MatchInteraction(
        at=AT, presentation="matrix", one_to_one=False,
        sources=(item("a", "Tables may lack values", "Unless it is forbidden."), item("b", "A key may repeat")),
        targets=items("True", "False", "It depends"), pairs=(("a", "a"), ("b", "b")),
    )  # fmt: skip
    return question("q_matrix", key, "Judge each statement.", interaction, **settings)


def likert(key: int = 4, **settings: object) -> Question:
    interaction = MatchInteraction(
        at=AT, presentation="likert", one_to_one=False,
        sources=items("I know what I learned today", "I could explain it to a colleague"),
        targets=items("Disagree", "Rather not", "Neutral", "Rather", "Agree"), pairs=(),
    )  # fmt: skip
    return question("q_likert", key, "How far do you agree?", interaction, scored=False, **settings)


def survey(key: int = 5, **settings: object) -> Question:
    interaction = ChoiceInteraction(at=AT, choices=choices("Too slow", "Just right", "Too fast"), presentation="likert")
    return question("q_survey", key, "How was the pace?", interaction, scored=False, **settings)


def order(key: int = 6, **settings: object) -> Question:
    interaction = OrderInteraction(
        at=AT, items=(item("a", "Collect", "First of all."), *items("", "Store", "Clean", "Show")[1:])
    )
    return question("q_order", key, "Put the steps into their order.", interaction, **settings)


def gap(code: str) -> Span:
    return Span(at=AT, tag_name="gap", children=(), attributes=Attributes(id=code))


def gap_text() -> tuple[Block, ...]:
    one, two, three = gap("a"), gap("b"), gap("c")
    return (
        Paragraph(
            at=AT,
            children=(
                *words("Data flows through a "), one, *words(". A kibibyte has "), two, *words(" bytes. Tables are "),
                *words("filled "), three, *words(" in most companies."),
            ),
        ),
    )  # fmt: skip


def gaps(key: int = 7, **settings: object) -> Question:
    typed = TextEntryInteraction(
        at=AT, accepted=(AcceptedText(at=AT, text="pipeline"), AcceptedText(at=AT, text="pipe*", kind="wildcard")),
        answer_feedback=(TextFeedback(at=AT, text="plumber", blocks=blocks("That is the person.")),),
    )  # fmt: skip
    number = AcceptedNumber(at=AT, low="1024", high="1024", value="1024", text="1024", unit="B")
    chosen = ChoiceInteraction(
        at=AT, choices=choices("by hand", "automatically", "never", right="b"), presentation="dropdown"
    )
    interaction = GapsInteraction(
        at=AT, text=gap_text(),
        gaps=(
            Gap(at=AT, code="a", interaction=typed),
            Gap(at=AT, code="b", interaction=NumericEntryInteraction(at=AT, accepted=(number,))),
            Gap(at=AT, code="c", interaction=chosen),
        ),
    )  # fmt: skip
    return question("q_gaps", key, "Complete the text.", interaction, **settings)


def drag(key: int = 8, **settings: object) -> Question:
    made = tuple(
        Gap(
            at=AT, code=code,
            interaction=TextEntryInteraction(
                at=AT, accepted=(AcceptedText(at=AT, text=word),),
                answer_feedback=(TextFeedback(at=AT, text="plumber", blocks=blocks("Not the person.")),),
            ),
        )
        for code, word in (("a", "pipeline"), ("b", "1024"), ("c", "automatically"))
    )  # fmt: skip
    interaction = GapsInteraction(
        at=AT, text=gap_text(), gaps=made, distractors=(words("plumber"), words("1000")), presentation="drag"
    )
    return question("q_drag", key, "Put the words where they belong.", interaction, **settings)


def areas() -> tuple[Area, ...]:
    return (
        Area(at=AT, code="a", shape="rect", coordinates=(40, 60, 180, 140), label=blocks("Intake")),
        Area(at=AT, code="b", shape="circle", coordinates=(320, 100, 60), label=blocks("Storage"), correct=True,
             feedback=blocks("Here it rests.")),
        Area(at=AT, code="c", shape="poly", coordinates=(460, 60, 600, 60, 600, 140, 460, 140)),
    )  # fmt: skip


def hotspot(key: int = 9, **settings: object) -> Question:
    interaction = HotspotInteraction(at=AT, image=IMAGE, alt="Three boxes, joined by arrows", areas=areas())
    return question("q_hotspot", key, "Where is the data stored?", interaction, **settings)


def placement(key: int = 10, **settings: object) -> Question:
    interaction = PlacementInteraction(
        at=AT, image=IMAGE, alt="Three boxes, joined by arrows",
        items=items("Raw events", "Reports"), areas=areas(), pairs=(("a", "a"), ("b", "c")),
    )  # fmt: skip
    return question("q_placement", key, "Where does each of these stand?", interaction, **settings)


def essay(key: int = 11, **settings: object) -> Question:
    interaction = ExtendedTextInteraction(
        at=AT, minimum_words=5, maximum_words=300, model_answer=blocks("A pipeline moves data by itself."),
        rubric=blocks("Names a source and a destination."),
    )  # fmt: skip
    return question("q_essay", key, "What is a pipeline?", interaction, points=5.0, **settings)


def upload(key: int = 12, **settings: object) -> Question:
    interaction = UploadInteraction(at=AT, extensions=("pdf", "png"), rubric=blocks("It has three boxes."))
    return question("q_upload", key, "Draw a pipeline of your own.", interaction, **settings)


def text(key: int = 13, **settings: object) -> Question:
    interaction = TextEntryInteraction(at=AT, accepted=(AcceptedText(at=AT, text="pipeline"),))
    return question("q_text", key, "What moves data?", interaction, **settings)


def number(key: int = 14, **settings: object) -> Question:
    one = AcceptedNumber(at=AT, low="1024", high="1024", value="1024", text="1024")
    return question(
        "q_number", key, "How many bytes are 1 KiB?", NumericEntryInteraction(at=AT, accepted=(one,)), **settings
    )


def single(key: int = 15, **settings: object) -> Question:
    interaction = ChoiceInteraction(at=AT, choices=choices("Collect", "Draw", "Train", right="a"))
    return question("q_single", key, "What comes first?", interaction, **settings)


def information() -> Question:
    return question("q_info", 16, "The next questions are about a warehouse.", None, scored=False)


def every_question() -> tuple[Question, ...]:
    """One question of each kind, with the keys 1 to 16."""
    makers = (
        *(pairs, groups, matrix, likert, survey, order, gaps, drag),
        *(hotspot, placement, essay, upload, text, number, single),
    )  # fmt: skip
    return (information(), *(make(at) for at, make in enumerate(makers, 1)))


def course_of(folder: Path, *questions: Question, language: str = "en", **settings: object) -> Course:
    """A course that is one graded quiz; its one image is written to `folder`. `settings` are the quiz's."""
    image = folder / IMAGE
    image.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="200" viewBox="0 0 640 200">'
        '<rect width="640" height="200" fill="#dfe7f3"/><g fill="#5b83c4">'
        '<rect x="40" y="60" width="140" height="80" rx="12"/><rect x="250" y="60" width="140" height="80" rx="12"/>'
        '<rect x="460" y="60" width="140" height="80" rx="12"/><path d="M180 95h70v10h-70zM390 95h70v10h-70z"/>'
        "</g></svg>\n"
    )
    asset = Asset(f"assets/{IMAGE}", image, "image/svg+xml", image.stat().st_size, sha256_of(image), 640, 200)
    quiz = Quiz(
        at=AT, id="final", key=0, title=words("Every kind of question"), file=AT.file, items=questions,
        settings=msgspec.structs.replace(QuizSettings(graded=True), **settings),
    )  # fmt: skip
    return Course(
        at=AT, id="every", title=words("Every kind of question"), language=language, children=(quiz,),
        assets={asset.path: asset}, targets={AT.file: {IMAGE: AssetTarget(asset.path)}},
    )  # fmt: skip
