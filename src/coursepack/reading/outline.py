"""The outline of a course: which units there are, and where their text stands."""

import re
from typing import Literal

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.content import slug_words
from coursepack.model.course import LESSON_LABELS
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.discovery import INTRODUCTIONS
from coursepack.reading.document import Document, Section
from coursepack.reading.drafts import Draft, Kind, Passage, kind_of
from coursepack.reading.exports.arrangement import Folder
from coursepack.reading.exports.names import plain_name
from coursepack.reading.inferred.keys import holds_key, names_question
from coursepack.reading.labels import NUMBER, Label, alternatives, read_label, words
from coursepack.reading.nesting import arrange, dissolve, nest

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

_NEVER_IN_QUIZ = ("course", "module", "unit", "chapter", "week", *LESSON_LABELS)
_Key = tuple[str, str, int]
"""What tells units apart: label, number, and for a number that counts within one module (lesson 1) which module."""

_QUIZ_COMMENT = late(r"<!--\s*quiz\b(.*?)-->", re.DOTALL)
_ANSWER = late(
    r"^\[[ xX]\]\s|\[\\?\[|^\W*[A-Da-d][).]\W|^\W*(?:answer|antwort|lösung|réponse|respuesta|resposta)\b",
    re.MULTILINE | re.IGNORECASE,
)


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
        self._names: dict[_Key, tuple[str, Document, Position]] = {}
        self._labelled = any(section.label for document in documents for section in document.sections)

    def build(self) -> Draft:
        single = len(self._documents) == 1
        for document in self._documents:
            if not single and _introduces(document):
                self._introduction(document)
            elif single and not self._labelled:
                self._single(document)
            elif self._is_whole(document):
                self._whole(document)
            else:
                self._divided(document)
        self._apply_names()
        if any(document.place and document.place.listed for document in self._documents):
            return self._root
        nest(self._root, self._numbered.values())
        dissolve(self._root)
        arrange(self._root)
        return self._root

    # --- files -----------------------------------------------------------------------------------------------

    def _folder(self, document: Document) -> Draft:
        """The module of the folder that a file stands in, made where it is not there yet."""
        parts = document.file.split("/")[:-1][len(self._base) :]
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
                label, title = _name_label(plain_name(path[-1]), self._language)
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
        """A README or index: it introduces its folder, and labelled headings in it only name units."""
        folder = self._folder(document)
        self._own(folder, document)
        sections = document.sections
        title = next((section for section in sections[1:]), None)
        listed = document.place is not None and bool(document.place.title)
        if title is not None and _is_bare(document, sections[0]):
            if not listed:
                self._name(folder, title, document)
            folder.parts.append(Passage(document, title.body, len(document.tokens)))
        else:
            folder.parts.append(Passage(document, 0, len(document.tokens)))
        for section in sections[1:]:
            if section.label and section.label.number and section is not title:
                key = _key(section.label.label, section.label.number, folder)
                self._names.setdefault(key, (section.label.title, document, section.at))

    def _own(self, draft: Draft, document: Document) -> None:
        """Make a file's front matter that of a unit."""
        draft.files.append(document.file)
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
        """A course that is one file without labels: its top-level headings are the lessons."""
        label, _ = _name_label(_stem(document), self._language)
        if _type(document) or label:
            self._whole(document)
            return
        levels = [section.level for section in document.sections[1:] if _may_be_lesson(document, section)]
        top = min(levels, default=0)
        if levels.count(top) < 2:
            self._whole(document)
            return
        self._own(self._root, document)
        current = self._root
        for section in document.sections:
            if section.level == top and _may_be_lesson(document, section):
                current = self._root.add(Draft("lesson", section.title, section.at, document))
                self._passage(current, document, section.body, section.end)
            elif section.end > section.start:
                self._passage(current, document, section.start, section.end)

    def _is_whole(self, document: Document) -> bool:
        """Whether a file is one unit: a quiz by its front matter, or without any labelled heading."""
        kind = _type(document)
        return kind == "quiz" or not any(section.label for section in document.sections)

    def _whole(self, document: Document) -> None:
        """A file that is one unit: its type and number from front matter, first heading or file name."""
        sections = document.sections
        named, title = _name_label(_stem(document), self._language)
        first = sections[1] if len(sections) > 1 and _is_bare(document, sections[0]) else None
        if first is not None and len(sections) > 2 and first.level > min(section.level for section in sections[1:]):
            first = None
        heading_label = first.label if first else None
        wanted = _type(document)
        label = heading_label or named
        kind: Kind = kind_of(label.label) if label else "lesson"
        if wanted:
            kind = wanted
        is_title = first is not None and not (
            names_question(first.title) or (kind == "quiz" and not heading_label and _is_question(first, sections))
        )
        draft = Draft(kind, title, Position(document.file, 1), document, label)
        draft.named_by = "file"
        start = 0
        if first is not None and is_title:
            draft.title = heading_label.title if heading_label else first.title
            draft.at, draft.named_by, start = first.at, "heading", first.body
        if document.place and document.place.title:
            listed = read_label(document.place.title, self._language)
            draft.title, draft.named_by = listed.title if listed else document.place.title, "heading"
            if listed and not label:
                draft.label, draft.number, draft.schedule = listed.label, listed.number, listed.schedule
                draft.kind = kind if wanted else kind_of(listed.label)
        draft = self._enter(draft, self._folder(document))
        self._own(draft, document)
        for section in sections:
            self._text_of(draft, document, max(section.start, start), section.end, section.level)

    def _divided(self, document: Document) -> None:
        """A file whose labelled headings open units."""
        folder = self._folder(document)
        stack: list[tuple[int, Draft]] = [(0, folder)]
        quiz: tuple[int, Draft] | None = None
        opened: list[Draft] = []
        for index, section in enumerate(document.sections):
            current = stack[-1][1]
            if section.level == 0:
                if section.has_text:
                    self._passage(folder, document, section.start, section.end)
                continue
            if quiz is not None and section.level <= quiz[0]:
                quiz = None
            if section.label is not None and not _in_quiz(section, stack, quiz):
                kind = kind_of(section.label.label)
                if kind == "quiz" and not current.is_group and section.level > stack[-1][0]:
                    draft = Draft("quiz", section.label.title, section.at, document, section.label)
                    draft.parent = current
                    current.parts.append(draft)
                    self._passage(draft, document, section.body, section.end)
                    quiz = (section.level, draft)
                    continue
                quiz = None
                while len(stack) > 1 and stack[-1][0] >= section.level:
                    stack.pop()
                draft = self._open(section, document, _group(stack))
                opened.append(draft)
                stack.append((section.level, draft))
                current = draft
            elif quiz is not None:
                self._passage(quiz[1], document, section.start, section.end)
                continue
            else:
                groups = [level for level, draft in stack[1:] if draft.is_group]
                leads = not opened and any(
                    later.label and later.level > section.level for later in document.sections[index + 1 :]
                )
                if leads or (groups and section.level <= groups[-1] and not holds_key(document, section)):
                    while len(stack) > 1 and stack[-1][0] >= section.level:
                        stack.pop()
                    current = self._unlabelled(section, document, _group(stack), leads)
                    if current is not folder:
                        stack.append((section.level, current))
                    opened.append(current)
                    self._passage(current, document, section.body, section.end)
                    continue
                if current.kind == "quiz" and section.level <= stack[-1][0] and not _asks(document, section):
                    while len(stack) > 1 and stack[-1][0] >= section.level:
                        stack.pop()
                    current = _group(stack).add(Draft("lesson", section.title, section.at, document))
                    stack.append((section.level, current))
                    opened.append(current)
                    self._text_of(current, document, section.body, section.end, section.level)
                    continue
                leaves = [level for level, draft in stack if not draft.is_group and level < section.level]
                if not current.is_group and stack[-1][0] >= section.level and leaves:
                    while stack[-1][0] >= section.level:
                        stack.pop()
                    current = stack[-1][1]
                self._text_of(current, document, section.start, section.end, section.level)
                quiz = self._last_quiz(current, section.level)
                continue
            self._text_of(current, document, section.body, section.end, section.level)
            quiz = self._last_quiz(current, section.level)
        lessons = list(dict.fromkeys(unit for unit in opened if not unit.is_group))
        if opened:  # the settings of a file are those of its one lesson; a module's heading may stand in each file
            self._own(lessons[0] if len(lessons) == 1 else opened[0], document)

    def _last_quiz(self, draft: Draft, level: int) -> tuple[int, Draft] | None:
        last = draft.parts[-1] if draft.parts else None
        return (level, last) if isinstance(last, Draft) and last.settings is not None else None

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
        if known is not None and known.kind == draft.kind:
            if known.named_by == "folder" or (not known.title and draft.title):
                known.title, known.at, known.document = draft.title or known.title, draft.at, draft.document
                known.named_by = draft.named_by
            known.schedule = known.schedule or draft.schedule
            if not draft.title or draft.named_by == "file" or _same_title(known.title, draft.title):
                return known
            self._report.add(
                CONFLICTING_TITLE,
                draft.at,
                f'{draft.label} {draft.number} is "{draft.title}" here, but "{known.title}" in {known.at}',
            )
        elif draft.number:
            self._numbered[key] = draft
        if draft.kind == "module" and parent.label == draft.label and parent.number != draft.number and parent.parent:
            parent = parent.parent
        return parent.add(draft)

    def _passage(self, draft: Draft, document: Document, start: int, end: int) -> None:
        if end > start:
            draft.parts.append(Passage(document, start, end))

    def _text_of(self, draft: Draft, document: Document, start: int, end: int, level: int) -> None:
        """Add a section's text; what follows a quiz comment in it is a quiz of its own."""
        del level
        if draft.kind != "quiz" and not draft.is_group:
            for index in range(start, end):
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
                return
        last = draft.parts[-1] if draft.parts else None
        if isinstance(last, Draft) and last.settings is not None and document.tokens[start : start + 1]:
            opening = document.tokens[start]
            if opening.type == "heading_open" and last.document is document and _deeper(opening.tag, last, document):
                self._passage(last, document, start, end)
                return
        self._passage(draft, document, start, end)

    # --- the whole outline -----------------------------------------------------------------------------------

    def _apply_names(self) -> None:
        for key, (title, document, at) in self._names.items():
            draft = self._numbered.get(key)
            if draft is not None and title and (draft.named_by != "heading" or not draft.title):
                draft.title, draft.document, draft.at = title, document, at


def _deeper(tag: str, quiz: Draft, document: Document) -> bool:
    """Whether a heading stands below the section that a quiz comment stands in."""
    line = quiz.at.line - 1 - document.front.lines
    level = 0
    for section in document.sections[1:]:
        heading = document.tokens[section.start]
        if heading.map and heading.map[0] <= line:
            level = section.level
    return int(tag[1]) > level


def _key(label: str, number: str, parent: Draft) -> _Key:
    within = "." not in number and kind_of(label) not in ("course", "module") and parent.kind == "module"
    return label, number, id(parent) if within else 0


def _in_quiz(section: Section, stack: list[tuple[int, Draft]], quiz: tuple[int, Draft] | None) -> bool:
    """Whether a labelled heading is a question of the quiz that it stands in ("Exercise 3: What is …?")."""
    inside = quiz is not None or (stack[-1][1].kind == "quiz" and section.level > stack[-1][0])
    return inside and section.label is not None and section.label.label not in _NEVER_IN_QUIZ


def _group(stack: list[tuple[int, Draft]]) -> Draft:
    return next(draft for _, draft in reversed(stack) if draft.is_group)


def _introduces(document: Document) -> bool:
    return document.place.introduces if document.place else _stem(document).lower() in INTRODUCTIONS


def _asks(document: Document, section: Section) -> bool:
    """Whether a section beside a quiz's heading looks like one of its questions: it has boxes, blanks or letters."""
    return any(
        token.type == "inline" and _ANSWER.search(token.content)
        for token in document.tokens[section.start : section.end]
    )


def _may_be_lesson(document: Document, section: Section) -> bool:
    """Whether a heading is neither that of an answer key nor one that only counts a question ("Question 1")."""
    return not names_question(section.title) and not holds_key(document, section)


def _is_bare(document: Document, section: Section) -> bool:
    """Whether nothing but breaks and comments stands before a file's first heading."""
    return all(
        token.type == "hr" or (token.type == "html_block" and token.content.lstrip().startswith("<!--"))
        for token in document.tokens[section.start : section.end]
    )


def _type(document: Document) -> Literal["", "lesson", "activity", "quiz", "module"]:
    """What the front matter of a file says that it is."""
    match str(document.front.values.get("type", "")).strip().lower():
        case "lesson" | "activity" | "quiz" | "module" as kind:
            return kind
        case _:
            return ""


def _stem(document: Document) -> str:
    return plain_name(document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0])


def _is_question(first: Section, sections: list[Section]) -> bool:
    """Whether the first heading of a quiz's file is a question already: it is alone, or others stand on its level."""
    return len(sections) == 2 or any(section.level == first.level for section in sections[2:])


def _same_title(one: str, other: str) -> bool:
    return slug_words(one) == slug_words(other)


def _name_label(name: str, language: str) -> tuple[Label | None, str]:
    """The label and the title that a file's or folder's name says: "activity-1.1-trace-it", "02_pipelines"."""
    spaced = re.sub(r"[-_\s]+", " ", name).strip()
    found = re.fullmatch(rf"({alternatives(language)})\s*({NUMBER})(?:\s+(.*))?", spaced, re.IGNORECASE)
    if found:
        label = Label(words(language)[found[1].lower()], found[2], "", written=f"{found[1]} {found[2]}")
        return label, _capital(found[3] or "")
    bare = read_label(spaced, language)
    if bare and not bare.title:
        return bare, ""
    return None, _capital(re.sub(r"^\d+(?:\.\d+)*\s+(?=\D)", "", spaced))


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
