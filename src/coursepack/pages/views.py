"""What a page shows, ready for its template: titles, facts, the rendered text, what comes before and after."""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec
from markupsafe import Markup

from coursepack.languages import direction
from coursepack.model.content import Block, Callout, Paragraph, QuizPlacement, blocks_text, walk_blocks
from coursepack.model.course import Activity, Course, Lesson, Module, Objective, Quiz, Unit
from coursepack.model.glossary import Term, is_glossary, terms
from coursepack.pages.addresses import PageAddresses, id_prefix, page_id
from coursepack.pages.asked import placed_quizzes
from coursepack.pages.outline import Entry, Outline
from coursepack.pages.parts import Part
from coursepack.pages.questions import QuizMarkup, quiz_facts
from coursepack.pages.rich_text import RichText
from coursepack.pages.shared import Shared
from coursepack.pages.terms import TermMarker
from coursepack.pages.words import Words, reading_minutes

_QUESTION_LEVEL = 4
"""The level of a heading inside a question's stem: page 1, quiz 2, question 3."""


class Step(msgspec.Struct, frozen=True):
    """Where the previous or next link of a page leads."""

    href: str
    label: str
    title: Markup


class PageView(msgspec.Struct, frozen=True):
    """A page of the course; `language` and `direction` are "" where they are the course's.

    `after`: what a learning system has after this page, where that is not in this document. `inside`: what a module
    holds. `learned`: the objectives, at a lesson's end; `belongs`: activities and quizzes of its number that do not
    follow it at once. `terms`: (id, term, address of its page or "") of each definition that opens on the page.
    """

    element_id: str
    unit_id: str
    language: str
    direction: str
    kicker: tuple[str, ...]
    title: Markup
    name: str
    facts: tuple[str, ...]
    objectives: tuple[Markup, ...]
    body: Markup
    previous: Step
    next: Step | None
    after: str = ""
    is_module: bool = False
    inside: tuple[Entry, ...] = ()
    learned: tuple[Markup, ...] = ()
    belongs: tuple[Entry, ...] = ()
    terms: tuple[tuple[str, Term, str], ...] = ()


class CoverView(msgspec.Struct, frozen=True):
    """The first page of a course, or of a part of one."""

    element_id: str
    title: Markup
    lead: Markup
    facts: tuple[str, ...]
    objectives: tuple[Markup, ...]
    body: Markup
    next: Step | None
    kicker: tuple[str, ...] = ()


class Views:
    """Makes the views of one course, or a part of one, for one way of addressing its pages.

    `after` is what comes after its last page, in a learning system. `glossary`: that of the whole course.
    """

    def __init__(
        self,
        course: Course,
        addresses: PageAddresses,
        words: Words,
        shared: Shared | None = None,
        *,
        new_windows: bool,
        after: str = "",
        glossary: tuple[Term, ...] | None = None,
    ) -> None:
        self.course = course
        self.addresses = addresses
        self.words = words
        self._shared = shared or Shared()
        self._new_windows = new_windows
        self._after = after
        self._marker = TermMarker(terms(course) if glossary is None else glossary, course.language)
        self._pages = list(course.pages())
        self._index = {unit.id: index for index, unit in enumerate(self._pages)}
        self._minutes = {unit.id: unit.duration or self._reading_minutes(unit) for unit in self._pages}
        self._parents = dict(_with_parents(course))
        self._languages = {unit.id: unit.language for unit in self._pages if unit.language}
        self._outline = Outline(course, self.text(""), words)

    def text(
        self, unit_id: str, heading_level: int = 2, quiz: Callable[[QuizPlacement], str] | None = None
    ) -> RichText:
        """A renderer of the texts of one page."""
        return RichText(
            self.course,
            self.addresses,
            heading_level=heading_level,
            id_prefix=id_prefix(unit_id),
            translation=self._words_of(unit_id).translation,
            new_windows=self._new_windows,
            quiz=quiz,
            shared=self._shared,
        )

    def _words_of(self, unit_id: str) -> Words:
        """The interface's words on a page, which are in the page's language where it has its own."""
        language = self._languages.get(unit_id, self.course.language)
        return self.words if language == self.course.language else Words(language)

    def cover(self) -> CoverView:
        """The first page."""
        course = self.course
        text = self.text("")
        lead, blocks = _lead(course, text)
        return CoverView(
            element_id=page_id(""),
            title=text.inlines(course.title),
            lead=lead,
            facts=tuple(self._course_facts()),
            objectives=_objectives(text, course.objectives, course.blocks),
            body=text.blocks(blocks),
            next=self._step(0),
        )

    def part_cover(self, part: Part, introduced: Course | None) -> CoverView:
        """The first page of a part; it introduces the course `introduced`, too."""
        cover = msgspec.structs.replace(
            self.cover(), kicker=(*part.above, *filter(None, [self.words.label(part.unit)]))
        )
        if len(self._pages) == 1:
            cover = msgspec.structs.replace(cover, facts=tuple(self._facts(self._pages[0])))
        if introduced is None or not (introduced.blocks or introduced.description):
            return cover
        text = self.text("", 3)
        lead, blocks = _lead(introduced, text)
        head = Markup('<section class="about">\n<h2>{}</h2>\n').format(self.words("About this course"))
        body = head + Markup("<p>{}</p>\n").format(lead) + text.blocks(blocks) + Markup("</section>\n")
        objectives = _objectives(text, introduced.objectives, introduced.blocks)
        return msgspec.structs.replace(cover, body=body, objectives=objectives)

    def page(self, unit: Unit) -> PageView:
        """The page of a unit."""
        index = self._index[unit.id]
        language = unit.language if unit.language != self.course.language else ""
        text = self.text(unit.id)
        marker = TermMarker((), "") if is_glossary(unit) else self._marker
        body, found = marker.marked(self._body(unit), page_id(unit.id))
        return PageView(
            element_id=page_id(unit.id),
            unit_id=unit.id,
            language=language,
            direction=direction(language) if language else "",
            kicker=tuple(
                filter(None, [*map(self._kicker, self._parents[unit.id]), self._words_of(unit.id).label(unit)])
            ),
            title=text.inlines(unit.title),
            name=unit.name,
            facts=tuple(self._facts(unit)),
            objectives=_objectives(text, unit.objectives, unit.blocks),
            body=body,
            previous=self._step(index - 1) or self._cover_step(),
            next=self._following(index),
            after=self._after if index == len(self._pages) - 1 else "",
            is_module=isinstance(unit, Module),
            inside=self._outline.entries(unit.children) if isinstance(unit, Module) else (),
            learned=_learned(text, unit),
            belongs=self._outline.entries(self._belonging(unit)),
            terms=tuple((id_, term, self.addresses.unit(term.unit_id, "") or "") for id_, term in found),
        )

    def questions_text(self, unit_id: str) -> RichText:
        """The renderer of what stands inside questions: their headings are lower."""
        return self.text(unit_id, _QUESTION_LEVEL)

    def _body(self, unit: Unit) -> Markup:
        quizzes = QuizMarkup(self.course, self.questions_text(unit.id), self._words_of(unit.id))
        if isinstance(unit, Quiz):
            return self.text(unit.id).blocks(unit.blocks) + quizzes.quiz(unit, 1)
        if isinstance(unit, Module):
            return self.text(unit.id).blocks(unit.blocks)
        by_id = {quiz.id: quiz for quiz in unit.quizzes}
        body = self.text(unit.id, quiz=partial(_placed, by_id, quizzes)).blocks(unit.blocks)
        return Markup("").join([body, *(quizzes.quiz(quiz, 2) for quiz in by_id.values()), *self._hand_in(unit)])

    def _hand_in(self, unit: Lesson | Activity) -> list[Markup]:
        """How the work of an activity is handed in: pages cannot collect it."""
        if not isinstance(unit, Activity) or unit.submission == "none":
            return []
        words = self._words_of(unit.id)
        what = {
            "text": words("Hand in your text where your course asks for it."),
            "file": words("Hand in your file where your course asks for it."),
            "link": words("Hand in the link to your work where your course asks for it."),
        }[unit.submission]
        if unit.points:
            what += " " + words.count("It is worth {number} point.", "It is worth {number} points.", unit.points)
        return [Markup('<p class="hand-in">{}</p>\n').format(what)]

    def _belonging(self, unit: Unit) -> Iterator[Unit]:
        """The activities and quizzes beside a lesson that have its number, but for the page that comes next."""
        if not isinstance(unit, Lesson) or not unit.number:
            return
        parents = self._parents[unit.id]
        following = self._pages[self._index[unit.id] + 1 :][:1]
        for other in parents[-1].children if parents else self.course.children:
            if other.number == unit.number and not isinstance(other, Lesson | Module) and other not in following:
                yield other

    def _kicker(self, module: Module) -> str:
        return self.words.label(module) or module.name

    def _facts(self, unit: Unit) -> list[str]:
        facts = [unit.schedule] if unit.schedule else []
        words = self._words_of(unit.id)
        minutes = words.minutes(self._minutes[unit.id])
        if unit.duration or isinstance(unit, Activity):
            facts.append(minutes)
        elif isinstance(unit, Quiz):
            facts.extend(quiz_facts(unit, self.course, words))
        elif isinstance(unit, Lesson):
            facts.append(words("{time} to read").format(time=minutes))
        elif isinstance(unit, Module):
            facts.extend(
                self._size(
                    [inner for inner in self._pages if unit.id in {one.id for one in self._parents[inner.id]}], words
                )
            )
        return facts

    def _course_facts(self) -> list[str]:
        facts = self._size(self._pages, self.words)
        graded = sum(quiz.settings.graded for _, quiz in placed_quizzes(self.course))
        if graded:
            facts.append(self.words.count("{number} graded quiz", "{number} graded quizzes", graded))
        return facts

    def _size(self, pages: list[Unit], words: Words) -> list[str]:
        """How long `pages` take, and how many of them are lessons and activities."""
        count = words.count
        kinds = [type(unit) for unit in pages if not is_glossary(unit)]
        minutes = _rounded(sum(self._minutes[unit.id] for unit in pages))
        facts = [words("About {time}").format(time=words.minutes(minutes))] if minutes else []
        if Lesson in kinds:
            facts.append(count("{number} lesson", "{number} lessons", kinds.count(Lesson)))
        if Activity in kinds:
            facts.append(count("{number} activity", "{number} activities", kinds.count(Activity)))
        return facts

    def _reading_minutes(self, unit: Unit) -> int:
        """Minutes to read a unit's text, and one for each of its questions."""
        known = self._shared.minutes.get(unit)
        if known is None:
            known = _minutes_to_read(unit, unit.language or self.course.language)
            self._shared.minutes.keep(unit, known)
        return known

    def _step(self, index: int) -> Step | None:
        if not 0 <= index < len(self._pages):
            return None
        unit = self._pages[index]
        return Step(
            href=self.addresses.unit(unit.id, "") or "",
            label=self.words.label(unit),
            title=self.text(unit.id).inlines(unit.title),
        )

    def _following(self, index: int) -> Step | None:
        """What comes after a page; a glossary ends no lesson."""
        following = self._pages[index + 1 : index + 2]
        return None if any(map(is_glossary, following)) else self._step(index + 1)

    def _cover_step(self) -> Step:
        return Step(self.addresses.home(), "", self.text("").inlines(self.course.title))


def _lead(course: Course, text: RichText) -> tuple[Markup, tuple[Block, ...]]:
    """The sentence that opens a course's first page, and the blocks that follow it."""
    lead, blocks = Markup.escape(course.description), course.blocks
    if blocks and isinstance(blocks[0], Paragraph):
        first = blocks_text(blocks[:1])
        if not lead or first.startswith(course.description):
            return text.inlines(blocks[0].children), blocks[1:]
    return lead, blocks


def _minutes_to_read(unit: Unit, language: str) -> int:
    minutes = reading_minutes(blocks_text(unit.blocks), language) if unit.blocks else 0
    if isinstance(unit, Module):
        return minutes
    for quiz in (unit,) if isinstance(unit, Quiz) else unit.quizzes:
        minutes += sum(1 for _ in quiz.questions())
    return max(1, minutes)


def _placed(by_id: dict[str, Quiz], quizzes: QuizMarkup, node: QuizPlacement) -> str:
    """The quiz that stands at `node`, which is then no longer among those left for the page's end."""
    quiz = by_id.pop(node.quiz_id, None)
    return quizzes.quiz(quiz, 2) if quiz else ""


def _objectives(text: RichText, objectives: tuple[Objective, ...], blocks: tuple[Block, ...]) -> tuple[Markup, ...]:
    """The objectives that a page states above its text: those that the text does not list itself."""
    if not objectives:
        return ()
    listed = {(block.at.file, block.at.line) for block in walk_blocks(blocks)}
    return tuple(text.inlines(one.text) for one in objectives if (one.at.file, one.at.line) not in listed)


def _learned(text: RichText, unit: Unit) -> tuple[Markup, ...]:
    """What a lesson taught, where it does not sum itself up."""
    if not isinstance(unit, Lesson):
        return ()
    if any(isinstance(block, Callout) and block.kind == "summary" for block in unit.blocks):
        return ()
    return tuple(text.inlines(one.text) for one in unit.objectives)


def _rounded(minutes: int) -> int:
    """`minutes` to the nearest five, from a quarter of an hour on."""
    return minutes if minutes < 15 else 5 * round(minutes / 5)


def _with_parents(course: Course) -> list[tuple[str, tuple[Module, ...]]]:
    found: list[tuple[str, tuple[Module, ...]]] = []

    def visit(units: tuple[Unit, ...], parents: tuple[Module, ...]) -> None:
        for unit in units:
            found.append((unit.id, parents))
            if isinstance(unit, Module):
                visit(unit.children, (*parents, unit))

    visit(course.children, ())
    return found
