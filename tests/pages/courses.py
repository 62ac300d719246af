"""Courses built by hand for the tests of the pages: no reader is involved."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    Choice,
    ChoiceInteraction,
    Feedback,
    MatchInteraction,
    MatchItem,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.model.content import (
    Alignment,
    Block,
    Callout,
    CalloutKind,
    Checklist,
    ChecklistItem,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Disclosure,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    Image,
    Inline,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Paragraph,
    QuizPlacement,
    Quotation,
    Strong,
    Table,
    TableCell,
    Text,
    ThematicBreak,
    UnitMention,
    VerdictItem,
    VerdictList,
)
from coursepack.model.course import (
    Activity,
    Asset,
    AssetTarget,
    Course,
    Lesson,
    Module,
    Objective,
    Quiz,
    UnitTarget,
    WebTarget,
)
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position
from coursepack.packaging.files import sha256_of

FILE = "lesson.md"
NO_ALIGNMENT: tuple[Alignment, ...] = ("",)
_lines = count(1)


def at() -> Position:
    """A place of its own for every node."""
    return Position(FILE, next(_lines))


def text(words: str) -> Text:
    return Text(at=at(), text=words)


def words(content: str) -> tuple[Inline, ...]:
    """`content` as inlines; `**…**` is strong and `` `…` `` code, and nothing nests."""
    found: list[Inline] = []
    for index, part in enumerate(content.split("**")):
        if index % 2:
            found.append(Strong(at=at(), children=(text(part),)))
            continue
        for place, piece in enumerate(part.split("`")):
            if place % 2:
                found.append(Code(at=at(), text=piece))
            elif piece:
                found.append(text(piece))
    return tuple(found)


def paragraph(content: str) -> Paragraph:
    return Paragraph(at=at(), children=words(content))


def paragraphs(*contents: str) -> tuple[Block, ...]:
    return tuple(map(paragraph, contents))


def heading(content: str, level: int = 1) -> Heading:
    return Heading(at=at(), level=level, children=words(content), anchor=content.lower().replace(" ", "-").strip("?:"))


def bullets(*contents: str, ordered: bool = False) -> List:
    return List(at=at(), ordered=ordered, items=tuple(ListItem(at=at(), blocks=paragraphs(one)) for one in contents))


def callout(kind: CalloutKind, title: str, *blocks: Block) -> Callout:
    return Callout(at=at(), kind=kind, title=words(title) if title else (), blocks=blocks)


def table(head: tuple[str, ...], *rows: tuple[str, ...], row_headers: bool = True) -> Table:
    def cells(contents: tuple[str, ...]) -> tuple[TableCell, ...]:
        return tuple(TableCell(at=at(), children=words(one)) for one in contents)

    return Table(
        at=at(),
        alignments=NO_ALIGNMENT * len(head),
        head=cells(head),
        rows=tuple(map(cells, rows)),
        row_headers=row_headers,
    )


def verdicts(*contents: tuple[str, str]) -> VerdictList:
    items = tuple(
        VerdictItem(at=at(), verdict="do" if mark == "+" else "dont", blocks=paragraphs(content))
        for mark, content in contents
    )
    return VerdictList(at=at(), items=items)


def choice_question(
    identifier: str,
    key: int,
    stem: str,
    *choices: tuple[str, bool, str],
    multiple: bool = False,
    points: float = 1,
) -> Question:
    """A choice question; each choice is (words, right, feedback or "")."""
    return Question(
        at=at(),
        id=identifier,
        key=key,
        title=words(stem),
        stem=paragraphs(stem),
        interaction=ChoiceInteraction(
            at=at(),
            choices=tuple(
                Choice(
                    at=at(),
                    code="abcdefghij"[index],
                    blocks=paragraphs(content),
                    correct=right,
                    feedback=paragraphs(feedback) if feedback else (),
                )
                for index, (content, right, feedback) in enumerate(choices)
            ),
            multiple=multiple,
        ),
        feedback=Feedback(explanation=paragraphs("Collection precedes storage, see **Lesson 1.1**.")),
        hints=(paragraphs("Think of plumbing."),),
        points=points,
    )


def questions() -> tuple[Question, ...]:
    return (
        choice_question(
            "q_first",
            10,
            "Which of these does a data engineer do **first**?",
            ("Collect data", True, "Right: nothing flows until data is collected."),
            ("Train a model", False, "That is data science, and it needs data that somebody collected."),
            ("Draw a dashboard that shows last month's sales by region, with a filter for each product", False, ""),
        ),
        choice_question(
            "q_several",
            11,
            "Which of these are part of a data engineer's work?",
            ("Build pipelines that run without anybody's hand", True, ""),
            ("Clean messy data", True, ""),
            ("Choose the colours of a dashboard", False, ""),
            ("Design databases", True, ""),
            multiple=True,
            points=2,
        ),
        Question(
            at=at(),
            id="q_text",
            key=12,
            title=words("What is the word for a chain of steps that moves data?"),
            stem=paragraphs("What is the word for a chain of steps that moves data?"),
            interaction=TextEntryInteraction(
                at=at(),
                accepted=(
                    AcceptedText(at=at(), text="pipeline"),
                    AcceptedText(at=at(), text="data pipe*", kind="wildcard"),
                ),
                answer_feedback=(TextFeedback(at=at(), text="plumber", blocks=paragraphs("That is the person.")),),
            ),
        ),
        Question(
            at=at(),
            id="q_number",
            key=13,
            title=words("How many bytes are 2 KiB?"),
            stem=(
                paragraph("How many bytes are 2 KiB?"),
                CodeBlock(at=at(), text="size = 2 * KIB  # what is it?\n", language="python"),
            ),
            interaction=NumericEntryInteraction(
                at=at(),
                accepted=(AcceptedNumber(at=at(), low="2048", high="2048", value="2048", text="2048", unit="bytes"),),
            ),
        ),
        Question(
            at=at(),
            id="q_match",
            key=14,
            title=words("Match each tool with its use."),
            stem=paragraphs("Match each tool with its use."),
            interaction=MatchInteraction(
                at=at(),
                sources=(MatchItem(at=at(), code="a", blocks=paragraphs("Kafka")),),
                targets=(MatchItem(at=at(), code="x", blocks=paragraphs("Streams")),),
                pairs=(("a", "x"),),
            ),
        ),
    )


def lesson_blocks() -> tuple[Block, ...]:
    """The text of a lesson with every kind of block that needs no file."""
    return (
        callout(
            "scenario",
            "Relatable scenario",
            paragraph(
                '"Imagine you open Netflix. Within seconds, you see personalized recommendations. Ever wonder how'
                " Netflix knows what you might like? That's data engineering at work."
            ),
            paragraph("Behind the scenes:"),
            bullets(
                "Netflix collects data (what you watch, when you pause, what you skip)",
                "That data gets stored somewhere",
                "It gets cleaned and organized",
                "Results appear on your screen",
            ),
            paragraph('**Data Engineers build the pipes that make this happen.**"'),
        ),
        ThematicBreak(at=at()),
        heading("What is Data Engineering?"),
        Paragraph(
            at=at(),
            children=(
                *words(
                    "Data Engineering is about **building systems that collect, store, process, and move data** so "
                ),
                Link(at=at(), href="https://example.org/others", children=words("others")),
                *words(" can use it. Start with "),
                UnitMention(at=at(), label="activity", number="1.1", children=words("activity 1.1")),
                *words(" or press "),
                Emphasis(at=at(), children=words("nothing")),
                *words(" at all"),
                FootnoteReference(at=at(), number=1),
                *words(". Inline `SELECT 1` and "),
                Math(at=at(), tex=r"x^2 + \frac{a}{b}"),
                *words(" look like this."),
            ),
        ),
        paragraph("Think of it like **plumbing for data**:"),
        bullets(
            "Plumbers make sure clean water gets to your tap",
            "Data Engineers make sure clean data gets to dashboards, reports, and ML models",
        ),
        heading("What Data Engineers Actually Do", 2),
        bullets(
            "**Build data pipelines** (automated systems that move data from point A to B)",
            "**Design databases** (decide how data should be stored)",
            "**Clean messy data** (fix errors, handle missing values)",
            ordered=True,
        ),
        ThematicBreak(at=at()),
        heading("Real-World Examples"),
        table(
            ("Company", "Data Engineering Challenge"),
            ("**Uber**", "Processing millions of ride requests per minute, matching drivers to riders in real-time"),
            ("**Spotify**", "Collecting listening data from 500M+ users, generating personalized playlists daily"),
            ("**Your Bank**", "Moving transaction data securely, detecting fraud patterns"),
        ),
        heading("What it is not", 2),
        verdicts(
            ("-", "It's not just writing SQL queries (that's part of it, but not all)"),
            ("-", "It's not building machine learning models (that's Data Science)"),
            ("+", "Building the (pipeline) infrastructure that makes all the above possible"),
            ("+", "Problem-solving with code and systems"),
        ),
        callout("key-point", "", paragraph("Whoever moves data answers for its quality.")),
        callout("warning", "", paragraph("Never test a pipeline on the only copy of the data.")),
        callout("tip", "A tip", paragraph("Draw the pipeline before you build it.")),
        CodeBlock(
            at=at(),
            language="python",
            text='def clean(rows: list[dict]) -> Iterator[dict]:\n    """Rows without the empty ones."""\n'
            '    for row in rows:\n        if row.get("id") is not None:  # 42 is fine\n            yield row\n',
        ),
        Checklist(
            at=at(),
            items=(
                ChecklistItem(at=at(), done=True, blocks=paragraphs("Open the app")),
                ChecklistItem(at=at(), done=False, blocks=paragraphs("Trace one number back to where it arises")),
            ),
        ),
        DefinitionList(
            at=at(), items=(Definition(at=at(), term=words("Pipeline"), details=(paragraphs("Steps in a row."),)),)
        ),
        Quotation(at=at(), blocks=paragraphs("Data is not information, information is not knowledge.")),
        Figure(
            at=at(),
            image=Image(at=at(), source="pipe.svg", alt="Three boxes, joined by arrows"),
            caption=words("From the source to the screen"),
        ),
        MathBlock(at=at(), tex=r"\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i"),
        Disclosure(at=at(), summary=words("More about the bank"), blocks=paragraphs("It moves money, too.")),
        QuizPlacement(at=at(), quiz_id="self_check"),
        Footnotes(at=at(), items=(Footnote(at=at(), number=1, blocks=paragraphs("Not even Enter.")),)),
    )


def sample(folder: Path) -> Course:
    """A small course with a module, a lesson, an activity and two quizzes; its one image is written to `folder`."""
    image = folder / "pipe.svg"
    image.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="200" viewBox="0 0 640 200">'
        '<rect width="640" height="200" fill="#eef3fb"/><g fill="#1f5fbf">'
        '<rect x="40" y="60" width="140" height="80" rx="12"/>'
        '<rect x="250" y="60" width="140" height="80" rx="12"/><rect x="460" y="60" width="140" height="80" rx="12"/>'
        '<path d="M180 95h70v10h-70zM390 95h70v10h-70z"/></g></svg>\n'
    )
    asset = Asset("assets/pipe.svg", image, "image/svg+xml", image.stat().st_size, sha256_of(image), 640, 200)
    everything = questions()
    self_check = Quiz(
        at=at(), id="self_check", key=3, title=words("Check yourself"), file=FILE, label="self-check",
        items=(choice_question("q_self", 15, "Is a plumber an engineer?", ("True", False, ""), ("False", True, "")),),
    )  # fmt: skip
    lesson = Lesson(
        at=at(), id="lesson_1_1", key=1, title=words("What is Data Engineering?"), file=FILE, label="lesson",
        number="1.1",
        objectives=(Objective(at=at(), id="LO1", text=words("Say in your own words what data engineers build")),),
        blocks=lesson_blocks(), quizzes=(self_check,),
    )  # fmt: skip
    activity = Activity(
        at=at(), id="activity_1_1", key=2, title=words("Trace the data behind an app"), file=FILE, label="activity",
        number="1.1", duration=25, blocks=paragraphs("Take paper and a pen.", "Draw what you find."),
    )  # fmt: skip
    quiz = Quiz(
        at=at(), id="quiz_1_1", key=4, title=words("What data engineers do"), file=FILE, label="knowledge check",
        number="1.1", blocks=paragraphs("Answer at your own pace; you can look things up."), items=everything,
        settings=QuizSettings(graded=True, attempts=3),
    )  # fmt: skip
    module = Module(
        at=at(), id="module_1", key=0, title=words("What is Data Engineering?"), file=FILE, label="module", number="1",
        schedule="Week 1", children=(lesson, activity, quiz),
    )  # fmt: skip
    return Course(
        at=at(),
        id="data_engineering",
        title=words("Data Engineering Foundations"),
        blocks=(
            *paragraphs(
                "Every app you use runs on data that somebody brought to the right place. This course shows you who"
                " does that work, what the work is, and how to see it in the apps around you.",
                "**Who it is for:** You are new to data engineering. You need no programming and no software.",
            ),
            heading("How it works"),
            bullets("Read a lesson", "Do its activity", "Answer the knowledge check"),
        ),
        children=(module,),
        assets={asset.path: asset},
        targets={
            FILE: {
                "pipe.svg": AssetTarget(asset.path),
                "https://example.org/others": WebTarget("https://example.org/others"),
                "activity 1.1": UnitTarget("activity_1_1"),
            }
        },
    )


def many_lessons(number: int, *, modules: int = 0, make: Callable[[int], tuple[Block, ...]] | None = None) -> Course:
    """A course of `number` lessons of equal length, flat or spread over modules."""
    lessons = [
        Lesson(
            at=at(), id=f"lesson_{index:04}", key=index, title=words(f"Lesson number {index:04}"), file=FILE,
            label="lesson", number=f"{index:04}", blocks=make(index) if make else paragraphs("Some words to read."),
        )
        for index in range(number)
    ]  # fmt: skip
    children: tuple[Lesson | Module, ...] = tuple(lessons)
    if modules:
        size = number // modules
        children = tuple(
            Module(
                at=at(), id=f"module_{index}", key=number + index, title=words(f"Module {index}"), file=FILE,
                children=tuple(lessons[index * size : (index + 1) * size]),
            )
            for index in range(modules)
        )  # fmt: skip
    return Course(at=at(), id="long", title=words("A long course"), children=children)
