"""The outline of a course: which units there are, and where their text stands."""

import re
from collections import Counter

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.content import slug_words
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.document import Document, Section
from coursepack.reading.drafts import Draft, Kind, Passage, kind_of
from coursepack.reading.exports.arrangement import Folder
from coursepack.reading.exports.names import plain_name
from coursepack.reading.inferred.keys import holds_key, names_question
from coursepack.reading.labels import Label, name_label, read_label
from coursepack.reading.nesting import arrange, dissolve, nest, settle
from coursepack.reading.sections import (
    QuizInside,
    asks,
    deepest_labels,
    is_bare,
    is_question,
    is_quiz,
    is_readme,
    may_ask,
    may_be_lesson,
    opens_units,
    quizzes_with_key,
    stem_of,
    type_of,
)

CONFLICTING_TITLE = Rule(
    "conflicting-unit-title",
    Severity.WARNING,
    "Two units have the same label and number but different titles.",
    "It cannot be told whether they are one unit or two; they are kept as two.",
    "give them the same title, or another number",
    example="## Lesson 1.1: Flour\n\nText.\n\n## Lesson 1.1: Water",
)

UNUSED_FRONT_MATTER = Rule(
    "unused-front-matter",
    Severity.WARNING,
    "The front matter of a file belongs to a unit that has front matter in another file already.",
    "Its settings have no effect.",
    "put all settings of the unit into one file",
    example="front matter in a README.md that introduces no unit",
)

_Key = tuple[str, str, int]
"""What tells units apart: label, number, and for a number that counts within one module (lesson 1, part 1) which."""

_Path = tuple[tuple[str, str, str], ...]
"""Where a unit stands: label, number and title of the groups around it, from the inside out."""

_QUIZ_COMMENT = late(r"<!--\s*quiz\b(.*?)-->", re.DOTALL)


def build_outline(documents: list[Document], base: str, language: str, report: Report) -> Draft:
    """The outline of the course made of `documents`, which stand in reading order; its root is the course itself.

    `base`: the folder of the sources, which is the course's own, as a path relative to the root ("" is the root).
    """
    return _Outliner(documents, base, language, report).build()


class _Outliner:
    def __init__(self, documents: list[Document], base: str, language: str, report: Report) -> None:
        self._documents = documents
        self._base = [part for part in base.split("/") if part and part != "."]
        self._language = language
        self._report = report
        self._root = Draft("course", "", Position(documents[0].file, 1), None)
        self._folders: dict[tuple[str, ...], Draft] = {(): self._root}
        self._numbered: dict[_Key, Draft] = {}
        self._titled: dict[tuple[str, str, str], dict[_Path, Draft]] = {}
        self._names: dict[_Key, tuple[str, Document, Position]] = {}
        self._filled = Counter(folder for document in documents for folder in _folders_above(document.file))

    def build(self) -> Draft:
        single = len(self._documents) == 1
        for document in self._documents:
            if not single and self._introduces(document):
                self._introduction(document)
            elif opens_units(document):
                self._divided(document)
            elif single:
                self._single(document)
            else:
                self._whole(document)
        self._apply_names()
        if not any(document.place and document.place.listed for document in self._documents):
            nest(self._root, self._numbered.values())
            dissolve(self._root)
            arrange(self._root)
        settle(self._root)
        return self._root

    # --- files -----------------------------------------------------------------------------------------------

    def _introduces(self, document: Document) -> bool:
        """Whether a file introduces its folder: a README that has no other file to introduce is a lesson itself."""
        if document.place:
            return document.place.introduces
        return is_readme(document) and not self._is_alone(document)

    def _is_alone(self, document: Document) -> bool:
        """Whether a README is the only text in a folder below the course's own."""
        folder = document.file.rpartition("/")[0]
        inside = folder.count("/") + 1 if folder else 0
        return is_readme(document) and inside > len(self._base) and self._filled[folder] == 1

    def _folder(self, document: Document) -> Draft:
        """The module of the folder that a file stands in, made where it is not there yet."""
        parts = document.file.split("/")[:-1][len(self._base) :]
        if self._is_alone(document):
            parts.pop()
        place = document.place
        folders = place.folders if place else tuple(Folder(part) for part in parts)
        draft = self._root
        for depth in range(1, len(folders) + 1):
            path = tuple(folder.name for folder in folders[:depth])
            if path not in self._folders:
                given = folders[depth - 1]
                if given.title:
                    label = read_label(given.title, self._language)
                    title = label.title if label else given.title
                    made = Draft("module", title, Position(document.file, 1), document, label)
                    self._folders[path] = draft.add(made)
                    draft = self._folders[path]
                    continue
                label, title = name_label(plain_name(path[-1]), self._language)
                made = Draft("module", title, Position(document.file, 1), document, label)
                made.named_by = "folder"
                if label and kind_of(label.label) in ("module", "course"):
                    existing = self._numbered.setdefault(_key(label.label, label.number, draft), made)
                    self._folders[path] = existing
                    if existing is not made:
                        draft = existing
                        continue
                self._folders[path] = draft.add(made)
            draft = self._folders[path]
        return draft

    def _introduction(self, document: Document) -> None:
        """A README or index: it introduces its folder, and labelled headings in it only name units.

        A quiz with its answers is a quiz here, too.
        """
        folder = self._folder(document)
        self._own(folder, document)
        sections = document.sections
        title = sections[1] if len(sections) > 1 else None
        titled = title is not None and is_bare(document, sections[0])
        listed = document.place is not None and bool(document.place.title)
        if title is not None and titled and not listed:
            self._name(folder, title, document)
        quizzes = quizzes_with_key(document)
        self._fill(folder, document, sections, title if titled else None, quizzes)
        for section in sections[1:]:
            if section.label and section.label.number and section is not title and section.start not in quizzes:
                key = _key(section.label.label, section.label.number, folder)
                self._names.setdefault(key, (section.label.title, document, section.at))

    def _own(self, draft: Draft, document: Document, page: Draft | None = None) -> None:
        """Make a file's front matter that of a unit. Links to the file lead there, or to `page`."""
        (page or draft).files.append(document.file)
        if draft.front is None or not draft.front.front.values:
            draft.front = document
        elif document.front.values:
            self._report.add(
                UNUSED_FRONT_MATTER,
                Position(document.file, 1),
                f"this front matter has no effect: that of {draft.front.file} is the unit's",
            )

    def _name(self, draft: Draft, section: Section, document: Document) -> None:
        label = section.label
        draft.title, draft.at, draft.document = (label.title if label else section.title), section.at, document
        draft.named_by = "heading"
        if label:
            draft.label, draft.number = label.label, label.number
            draft.schedule = label.schedule or draft.schedule
            self._numbered.setdefault(_key(label.label, label.number, self._root), draft)

    def _single(self, document: Document) -> None:
        """A course that is one file without labels of lessons: its top-level headings are the lessons."""
        label, _ = name_label(stem_of(document), self._language)
        tops = [section for section in document.sections[1:] if may_be_lesson(document, section)]
        top = min((section.level for section in tops), default=0)
        tops = [section for section in tops if section.level == top]
        if tops and is_quiz(tops[0]):  # what asks beside a quiz's heading is one of its questions
            tops = [section for section in tops if is_quiz(section) or not asks(document, section)]
        if type_of(document) or label or len(tops) < 2:
            self._whole(document)
            return
        self._own(self._root, document)
        known = {section.start for section in tops}
        starts = [index for index, section in enumerate(document.sections) if index and section.start in known]
        self._fill(self._root, document, document.sections[: starts[0]])
        for start, end in zip(starts, [*starts[1:], len(document.sections)], strict=True):
            section = document.sections[start]
            lesson = Draft("quiz" if is_quiz(section) else "lesson", section.title, section.at, document, section.label)
            if section.label:
                lesson.title = section.label.title
            self._fill(self._root.add(lesson), document, document.sections[start:end], section)

    def _whole(self, document: Document) -> None:
        """A file that is one unit: its type and number from front matter, first heading or file name."""
        sections = document.sections
        alone = self._is_alone(document)
        name = plain_name(document.file.split("/")[-2]) if alone else stem_of(document)
        named, title = name_label(name, self._language)
        first = sections[1] if len(sections) > 1 and is_bare(document, sections[0]) else None
        if first is not None and len(sections) > 2 and first.level > min(section.level for section in sections[1:]):
            first = None
        heading_label = first.label if first else None
        wanted = type_of(document)
        label = heading_label or named
        kind: Kind = kind_of(label.label) if label else "lesson"
        if wanted:
            kind = wanted
        is_title = first is not None and not (
            names_question(first.title) or (kind == "quiz" and not heading_label and is_question(first, sections))
        )
        draft = Draft(kind, title, Position(document.file, 1), document, label)
        draft.named_by = "file"
        if first is not None and is_title:
            draft.title = heading_label.title if heading_label else _title_behind(named, title, first.title)
            draft.at, draft.named_by = first.at, "heading"
        if document.place and document.place.title:
            listed = read_label(document.place.title, self._language)
            draft.title, draft.named_by = listed.title if listed else document.place.title, "heading"
            if listed and not label:
                draft.label, draft.number, draft.schedule = listed.label, listed.number, listed.schedule
                draft.kind = kind if wanted else kind_of(listed.label)
        draft = self._enter(draft, self._folder(document))
        self._own(draft, document)
        self._fill(draft, document, sections, first if is_title else None)

    def _fill(
        self,
        draft: Draft,
        document: Document,
        sections: list[Section],
        title: Section | None = None,
        quizzes: frozenset[int] | None = None,
    ) -> None:
        """Give a unit the text of `sections`, without its `title` and what stands before that.

        The `quizzes` among them stay where they stand, each known by its `start`; None: all that are labelled so.
        """
        inside: QuizInside | None = None
        started = title is None
        for section in sections:
            started = started or section is title
            start = section.body if section is title else section.start
            if not started:
                continue
            if inside is not None and inside.holds(section):
                self._passage(inside.draft, document, section.start, section.end)
                continue
            inside = None
            is_inside = section is not title and draft.kind != "quiz" and is_quiz(section)
            if is_inside and (quizzes is None or section.start in quizzes):
                inside = self._quiz_inside(draft, section, document)
                continue
            inside = self._text_of(draft, document, start, section.end, section.level)

    def _quiz_inside(self, unit: Draft, section: Section, document: Document) -> QuizInside:
        """The quiz that a labelled heading opens inside a unit."""
        assert section.label is not None
        draft = Draft("quiz", section.label.title, section.at, document, section.label)
        draft.parent = unit
        unit.parts.append(draft)
        inside = QuizInside(section.level, draft, document, titled=not asks(document, section))
        self._passage(draft, document, section.body, section.end)
        return inside

    def _divided(self, document: Document) -> None:
        """A file whose labelled headings open units."""
        folder = self._folder(document)
        stack: list[tuple[int, Draft]] = [(0, folder)]
        quiz: QuizInside | None = None
        opened: list[Draft] = []
        deepest = deepest_labels(document)
        for index, section in enumerate(document.sections):
            current = stack[-1][1]
            if section.level == 0:
                if section.has_text:
                    self._passage(folder, document, section.start, section.end)
                continue
            if quiz is not None and (section.label is None or may_ask(section)) and quiz.holds(section):
                self._passage(quiz.draft, document, section.start, section.end)
                continue
            quiz = None
            start = section.body
            if section.label is not None and not _in_quiz(section, stack) and not _is_part_of_lesson(section, stack):
                if is_quiz(section) and not current.is_group and section.level > stack[-1][0]:
                    quiz = self._quiz_inside(current, section, document)
                    continue
                _close(stack, section.level)
                current = self._open(section, document, _group(stack))
                opened.append(current)
                stack.append((section.level, current))
            else:
                groups = [level for level, draft in stack[1:] if draft.is_group]
                leads = not opened and deepest[index] > section.level
                beside = groups and section.level <= groups[-1] and not holds_key(document, section)
                if leads or beside or self._ends_quiz(section, document, stack):
                    _close(stack, section.level)
                    current = self._unlabelled(section, document, _group(stack), leads)
                    if current is not folder:
                        stack.append((section.level, current))
                    opened.append(current)
                else:
                    leaves = [level for level, draft in stack if not draft.is_group and level < section.level]
                    if not current.is_group and stack[-1][0] >= section.level and leaves:
                        _close(stack, section.level)
                        current = stack[-1][1]
                    start = section.start
            quiz = self._text_of(current, document, start, section.end, section.level)
        if opened:  # the settings of a file are those of its one lesson; a module's heading may stand in each file
            lessons = list(dict.fromkeys(unit for unit in opened if not unit.is_group))
            page = next((unit for unit in opened if unit.parts), None)
            self._own(lessons[0] if len(lessons) == 1 else opened[0], document, page)

    def _ends_quiz(self, section: Section, document: Document, stack: list[tuple[int, Draft]]) -> bool:
        """Whether a heading stands beside that of the quiz before it and asks nothing: a lesson begins."""
        level, current = stack[-1]
        return current.kind == "quiz" and section.level <= level and not asks(document, section)

    def _unlabelled(self, section: Section, document: Document, parent: Draft, leads: bool) -> Draft:
        """A heading without a label that stands above labelled ones: the course's title, a module, or a lesson."""
        if leads and parent is self._root and len(self._documents) == 1 and not parent.title:
            self._name(parent, section, document)
            return parent
        return parent.add(Draft("module" if leads else "lesson", section.title, section.at, document))

    def _open(self, section: Section, document: Document, parent: Draft) -> Draft:
        assert section.label is not None
        draft = Draft(kind_of(section.label.label), section.label.title, section.at, document, section.label)
        if draft.kind == "course":
            self._name(self._root, section, document)
            return self._root
        return self._enter(draft, parent)

    def _enter(self, draft: Draft, parent: Draft) -> Draft:
        """Put a unit into the outline, or return the one that it continues."""
        key = _key(draft.label, draft.number, parent)
        known = self._numbered.get(key) if draft.number else None
        namesakes: dict[_Path, Draft] = {}
        if draft.kind == "module" and draft.number and draft.title:
            namesakes = self._titled.setdefault((draft.label, draft.number, slug_words(draft.title)), {})
            if known is None:
                counts_within = bool(key[2])
                # In no module that counts its own, it may continue one elsewhere, where only one can be meant.
                sole = next(iter(namesakes.values())) if len(namesakes) == 1 and not counts_within else None
                known = namesakes.get(_path(parent)) or sole
        if known is not None and known.kind == draft.kind:
            if known.named_by == "folder" or (not known.title and draft.title):
                known.title, known.at, known.document = draft.title or known.title, draft.at, draft.document
                known.named_by = draft.named_by
            known.schedule = known.schedule or draft.schedule
            if not draft.title or draft.named_by == "file" or _same_title(known.title, draft.title):
                namesakes.setdefault(_path(parent), known)
                return known
            self._report.add(
                CONFLICTING_TITLE,
                draft.at,
                f'{draft.label} {draft.number} is "{draft.title}" here, but "{known.title}" in {known.at}',
            )
        elif draft.number:
            self._numbered[key] = draft
        namesakes.setdefault(_path(parent), draft)
        if draft.kind == "module" and parent.label == draft.label and parent.number != draft.number and parent.parent:
            parent = parent.parent
        return parent.add(draft)

    def _passage(self, draft: Draft, document: Document, start: int, end: int) -> None:
        if end > start:
            draft.parts.append(Passage(document, start, end))

    def _text_of(self, draft: Draft, document: Document, start: int, end: int, level: int) -> QuizInside | None:
        """Add a section's text. What follows a quiz comment in it is a quiz of its own, which is returned."""
        comments = range(start, end) if document.has_comments and draft.kind != "quiz" else ()
        for index in comments:
            token = document.tokens[index]
            found = _QUIZ_COMMENT.match(token.content) if token.type == "html_block" and token.level == 0 else None
            if found is None:
                continue
            quiz = Draft("quiz", "", document.position(token), document)
            quiz.settings, quiz.parent = found[1], draft
            before = index
            if start + 3 == index and document.tokens[start].type == "heading_open":
                quiz.title, quiz.at, before = (
                    document.tokens[start + 1].content,
                    document.position(document.tokens[start]),
                    start,
                )
            self._passage(draft, document, start, before)
            draft.parts.append(quiz)
            self._passage(quiz, document, index, end)
            return QuizInside(level, quiz, document)
        self._passage(draft, document, start, end)
        return None

    # --- the whole outline -----------------------------------------------------------------------------------

    def _apply_names(self) -> None:
        for key, (title, document, at) in self._names.items():
            draft = self._numbered.get(key)
            if draft is not None and title and (draft.named_by != "heading" or not draft.title):
                draft.title, draft.document, draft.at = title, document, at


def _key(label: str, number: str, parent: Draft) -> _Key:
    within = "." not in number and kind_of(label) != "course" and parent.kind == "module"
    if within and kind_of(label) == "module":  # a folder without a label says nothing of what is counted in it
        within = parent.label != label if parent.label else parent.named_by == "heading"
    return label, number, id(parent) if within else 0


def _path(draft: Draft | None) -> _Path:
    path: list[tuple[str, str, str]] = []
    while draft is not None and draft.parent is not None:
        path.append((draft.label, draft.number, slug_words(draft.title)))
        draft = draft.parent
    return tuple(path)


def _in_quiz(section: Section, stack: list[tuple[int, Draft]]) -> bool:
    """Whether a labelled heading is a question of the quiz that it stands in ("Exercise 3: What is …?")."""
    return stack[-1][1].kind == "quiz" and section.level > stack[-1][0] and may_ask(section)


def _is_part_of_lesson(section: Section, stack: list[tuple[int, Draft]]) -> bool:
    """Whether a labelled heading names a part of the lesson above it ("Part 1"): no group stands in a lesson."""
    assert section.label is not None
    around = next(draft for level, draft in reversed(stack) if level < section.level)
    return bool(around.label) and not around.is_group and kind_of(section.label.label) == "module"


def _title_behind(named: Label | None, behind: str, title: str) -> str:
    """A file's title without the label and number, where its name says it all: "Lesson 1 Hives" in Lesson 1 Hives.md.

    `named`, `behind`: what the name says, the label and what follows it.
    """
    written = f"{named.written} " if named and named.number and behind else ""
    rest = title[len(written) :].strip()
    repeated = written and title.casefold().startswith(written.casefold()) and _same_title(rest, behind)
    return rest if repeated else title


def _close(stack: list[tuple[int, Draft]], level: int) -> None:
    while len(stack) > 1 and stack[-1][0] >= level:
        stack.pop()


def _group(stack: list[tuple[int, Draft]]) -> Draft:
    return next(draft for _, draft in reversed(stack) if draft.is_group)


def _folders_above(file: str) -> list[str]:
    parts = file.split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _same_title(one: str, other: str) -> bool:
    return slug_words(one) == slug_words(other)
