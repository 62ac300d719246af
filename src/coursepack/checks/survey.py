"""One walk over a course, which gathers what checks look at: each node is visited once for all of them."""

from collections.abc import Iterable
from functools import cached_property

from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    MatchInteraction,
    MatchItem,
    OrderInteraction,
    PlacementInteraction,
    Question,
)
from coursepack.model.content import (
    Block,
    CodeBlock,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Media,
    Paragraph,
    Span,
    Strikethrough,
    Strong,
    Table,
    Text,
    TrustedHtml,
    UnitMention,
    inner_blocks,
    own_inlines,
)
from coursepack.model.course import Course, Quiz, Unit

_NESTING = (Emphasis, Strong, Strikethrough, UnitMention, Span)


class Page:
    """What was found in the texts of one unit: `course` stands for the course's own introduction.

    `texts`: the words of running text in pieces, each paragraph's end as "\\n". `language` is that of the page.
    """

    def __init__(self, unit: Unit | Course, language: str) -> None:
        self.unit = unit
        self.language = language
        self.headings: list[Heading] = []
        self.texts: list[Text | str] = []

    @cached_property
    def text(self) -> str:
        """The words of running text, once all of it was found."""
        return "".join([piece.text if isinstance(piece, Text) else piece for piece in self.texts])


class Survey:
    """What was found in all texts, in reading order. `links` and their like come with the language of their page."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.images: list[Image] = []
        self.links: list[tuple[Link, str]] = []
        self.tables: list[Table] = []
        self.media: list[Media] = []
        self.code: list[CodeBlock] = []
        self.html: list[TrustedHtml] = []
        self.quizzes: list[Quiz] = []


def survey(course: Course) -> Survey:
    """What the texts of a course hold, questions and feedback included."""
    found = Survey()
    walk = _Walk(found)
    walk.page(course, course.language, course.blocks)
    for unit in course.units():
        language = unit.language or course.language
        walk.page(unit, language, unit.blocks)
        quizzes = (unit,) if isinstance(unit, Quiz) else getattr(unit, "quizzes", ())
        for quiz in quizzes:
            found.quizzes.append(quiz)
            if quiz is not unit:
                walk.page(quiz, quiz.language or language, quiz.blocks)
            for question in quiz.questions():
                walk.question(question)
    return found


class _Walk:
    def __init__(self, found: Survey) -> None:
        self._found = found
        self._page: Page

    def page(self, unit: Unit | Course, language: str, blocks: tuple[Block, ...]) -> None:
        self._page = Page(unit, language)
        self._found.pages.append(self._page)
        self._blocks(blocks, self._page.texts, self._page.headings)

    def question(self, question: Question) -> None:
        """Walk a question's texts; they are no running text, and their headings are not the page's."""
        self._aside(question.stem)
        feedback = question.feedback
        for blocks in (feedback.explanation, feedback.correct, feedback.partly_correct, feedback.incorrect):
            self._aside(blocks)
        for hint in question.hints:
            self._aside(hint)
        match question.interaction:
            case ChoiceInteraction(choices=choices):
                for choice in choices:
                    self._aside(choice.blocks)
                    self._aside(choice.feedback)
            case MatchInteraction(sources=sources, targets=targets):
                self._items((*sources, *targets))
            case OrderInteraction(items=items):
                self._items(items)
            case GapsInteraction(text=text):
                self._aside(text)
            case HotspotInteraction(image=source, alt=alt, at=at):
                self._found.images.append(Image(at, source, alt))
            case PlacementInteraction(image=source, alt=alt, at=at, items=items):
                self._found.images.append(Image(at, source, alt))
                self._items(items)
            case ExtendedTextInteraction(model_answer=answer, rubric=rubric):
                self._aside(answer)
                self._aside(rubric)
            case _:
                pass

    def _items(self, items: Iterable[MatchItem]) -> None:
        for item in items:
            self._aside(item.blocks)
            self._aside(item.feedback)

    def _aside(self, blocks: tuple[Block, ...]) -> None:
        if blocks:
            self._blocks(blocks, [], [])

    def _blocks(self, blocks: tuple[Block, ...], texts: list[Text | str], headings: list[Heading]) -> None:
        # The commonest kinds come first: this runs once for each block of a course.
        for block in blocks:
            if isinstance(block, Paragraph):
                self._inlines(block.children, texts)
                texts.append("\n")
            elif isinstance(block, List):
                for item in block.items:
                    self._blocks(item.blocks, texts, headings)
            elif isinstance(block, Heading):
                headings.append(block)
                self._inlines(block.children, [])
            else:
                self._other(block, texts, headings)

    def _other(self, block: Block, texts: list[Text | str], headings: list[Heading]) -> None:
        if isinstance(block, Table):
            self._found.tables.append(block)
        elif isinstance(block, Media):
            self._found.media.append(block)
        elif isinstance(block, CodeBlock):
            self._found.code.append(block)
        elif isinstance(block, TrustedHtml):
            self._found.html.append(block)
        for inlines in own_inlines(block):
            self._inlines(inlines, [])
        for blocks in inner_blocks(block):
            self._blocks(blocks, texts, headings)

    def _inlines(self, nodes: tuple[Inline, ...], texts: list[Text | str]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                texts.append(node)
            elif isinstance(node, _NESTING):
                self._inlines(node.children, texts)
            elif isinstance(node, Link):
                self._found.links.append((node, self._page.language))
                self._inlines(node.children, texts)
            elif isinstance(node, Image):
                self._found.images.append(node)
            elif texts and texts[-1] != "\n":
                texts.append(" ")
