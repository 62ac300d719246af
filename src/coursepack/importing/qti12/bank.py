"""A bank of QTI 1.2: each assessment and each object bank becomes a quiz, and loose items one more."""

import posixpath
import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from coursepack.formats.opening import Opening
from coursepack.importing.answers import as_number
from coursepack.importing.base import Bank, ImportedQuiz, Importer, Notes
from coursepack.importing.packages import Document, Source, has_resources, stem_of
from coursepack.importing.qti12.item import Item, fields_of, read_item
from coursepack.importing.qti12.settings import Meta, settings_of
from coursepack.importing.qti12.texts import Texts
from coursepack.model.assessment import Pool, Question
from coursepack.model.content import Block, Text
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position
from coursepack.packaging.archive import Archive
from coursepack.writing.quizzes import USUAL

_META = "assessment_meta.xml"
_CANVAS = ".xml.qti"
"""How the names of documents end that a whole course of Canvas has beside those of Common Cartridge."""


def read(opening: Opening, notes: Notes) -> Bank:
    """All that a package or document holds."""
    with Source(opening) as source:
        reader = _Reader(source, stem_of(opening.path.name), notes)
        quizzes = reader.quizzes()
        for path, why in source.unreadable:
            notes.dropped(f"file {path or opening.path.name}", Position(source.label_of(path), 0), why)
        return Bank(quizzes, source.files.by_name)


def is_qti12(opening: Opening) -> bool:
    """Whether a file is a document or a package of QTI 1.2."""
    if not opening.is_zip:
        return opening.root.rpartition("}")[2] == "questestinterop"
    if has_resources(opening, "imsqti_xmlv1p2"):
        return True
    with Archive(opening.path, opening.label) as archive:
        return archive.is_readable and any(name.endswith(_CANVAS) for name in archive.entries)


IMPORTER = Importer("qti12", "QTI 1.2 (package or document)", is_qti12, read)


class _Reader:
    def __init__(self, source: Source, stem: str, notes: Notes) -> None:
        self._source, self._stem, self._notes = source, stem, notes
        self._metas = dict(self._found_metas())
        self._number = 0
        self._banks: dict[str, tuple[Document, etree._Element]] = {}
        self._drawn: set[str] = set()

    def quizzes(self) -> tuple[ImportedQuiz, ...]:
        assessments: dict[str, tuple[Document, etree._Element]] = {}
        loose: list[tuple[Document, etree._Element]] = []
        for place, document in enumerate(self._documents()):
            for element in document.root.iterchildren(etree.Element):
                name = element.get("ident") or f"{place} {element.sourceline}"
                if element.tag == "assessment":
                    assessments[name] = document, element
                elif element.tag == "objectbank":
                    self._banks[name] = document, element
                elif element.tag in ("section", "item"):
                    loose.append((document, element))
        made = [self._assessment(document, element) for document, element in assessments.values()]
        for name, (document, element) in self._banks.items():
            if name not in self._drawn:
                fields = fields_of(element)
                title = fields.get("bank_title") or element.get("title") or stem_of(document.path or self._stem)
                made.append(self._quiz(title, document, element, USUAL))
        for document, element in loose[:1]:
            at = document.at(element)
            elements = [each for _, each in loose]
            items, remarks = self._contents(document, elements)
            made.append(ImportedQuiz((self._stem,), at, items, remarks=remarks))
        return tuple(quiz for quiz in made if quiz.items or quiz.blocks)

    def _documents(self) -> Iterator[Document]:
        """The documents with questions; what Canvas says of a quiz comes last, since it says more."""
        for path, document in self._source.documents.items():
            if document.root.tag == "questestinterop":
                yield document
            else:
                self._source.unreadable.append((path, f"<{document.root.tag!s}> is no document of QTI 1.2"))
        archive = self._source.archive
        for path in archive.entries if archive is not None else ():
            if path.endswith(_CANVAS) and path not in self._source.documents:
                found = self._source.take(path)
                if found is not None and found.root.tag == "questestinterop":
                    yield found

    def _found_metas(self) -> Iterator[tuple[str, Meta]]:
        """What Canvas says of a quiz beside its document, by the quiz's identifier and by the folder."""
        archive = self._source.archive
        for path in archive.entries if archive is not None else ():
            if posixpath.basename(path) == _META and (document := self._source.take(path)) is not None:
                meta = Meta(document)
                yield f"{posixpath.dirname(path)}/", meta
                yield document.root.get("identifier", ""), meta

    def _assessment(self, document: Document, element: etree._Element) -> ImportedQuiz:
        meta = self._metas.get(element.get("ident", "")) or self._metas.get(f"{posixpath.dirname(document.path)}/")
        title = (meta.title if meta else "") or " ".join(element.get("title", "").split())
        title = title or stem_of(document.path or self._stem)
        what, at = f'quiz "{title}"', document.at(element)
        settings = settings_of(element, meta, lambda words: self._notes.degraded(what, at, words))
        return self._quiz(title, document, element, settings, meta)

    def _quiz(
        self, title: str, document: Document, element: etree._Element, settings: QuizSettings, meta: Meta | None = None
    ) -> ImportedQuiz:
        at = document.at(element)
        what = f'quiz "{title}"'

        def lost(words: str) -> None:
            self._notes.degraded(what, at, words)

        blocks: tuple[Block, ...] = ()
        texts = Texts(document, at, lost)
        for each in element.iterchildren("rubric", "objectives", "presentation_material"):
            blocks += texts.of(each)
        if meta is not None and meta.description:
            blocks += Texts(meta.document, at, lost).html(meta.description)
        top = list(element.iterchildren("section", "item"))
        if len(top) == 1 and top[0].tag == "section" and not _source_of(top[0]):
            (root,) = top
            for each in root.iterchildren("rubric", "objectives", "presentation_material"):
                blocks += texts.of(each)
            order = root.find("selection_ordering/order")
            draw = _draw(root)
            shuffled = order is not None and order.get("order_type", "").lower() == "random"
            settings = msgspec.structs.replace(
                settings, draw=draw, shuffle_questions=settings.shuffle_questions or shuffled
            )
            top = list(root.iterchildren("section", "item"))
        items, remarks = self._contents(document, top)
        return ImportedQuiz((title,), at, items, blocks, settings, remarks=remarks)

    def _contents(
        self, document: Document, elements: list[etree._Element]
    ) -> tuple[tuple[Question | Pool, ...], dict[int, str]]:
        """What stands in an assessment, and the names of its questions by their place among all of them."""
        items: list[Question | Pool] = []
        remarks: dict[int, str] = {}
        count = 0
        for element in elements:
            if element.tag == "section" and (_draw(element) or _source_of(element)):
                title = " ".join(element.get("title", "").split()) or "Pool"
                points = as_number(element.findtext(".//selection_extension/points_per_item") or "")
                source, holder = self._origin(document, element, title)
                found = [made for each in holder.iter("item") if (made := self._item(source, each, points))]
                if not found:
                    continue
                at = document.at(element)
                identifier = self._notes.identifier(element.get("ident", ""), f'pool "{title}"', at)
                draw = _draw(element)
                pool = Pool(
                    at, identifier, (Text(at, title),), tuple(each.question for each in found),
                    draw if draw < len(found) else 0,
                )  # fmt: skip
                items.append(pool)
            else:
                nested = element.iter("item")
                found = [made for each in nested if (made := self._item(document, each, None))]
                items += [each.question for each in found]
            remarks |= {count + place: each.remark for place, each in enumerate(found) if each.remark}
            count += len(found)
        return tuple(items), remarks

    def _origin(self, document: Document, section: etree._Element, title: str) -> tuple[Document, etree._Element]:
        """Where the questions of a pool stand: in it, or in a bank of the package."""
        name = _source_of(section)
        if not name:
            return document, section
        what, at = f'pool "{title}"', document.at(section)
        if name in self._drawn:
            self._notes.dropped(what, at, f'it draws from the question bank "{name}" a second time')
        elif name not in self._banks:
            self._notes.dropped(what, at, f'it draws from the question bank "{name}", which is not in the package')
        else:
            self._drawn.add(name)
            return self._banks[name]
        return document, etree.Element("section")

    def _item(self, document: Document, element: etree._Element, points: float | None) -> Item | None:
        self._number += 1
        return read_item(document, element, self._notes, self._number, points)


def _draw(section: etree._Element) -> int:
    text = (section.findtext("selection_ordering/selection/selection_number") or "").strip()
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def _source_of(section: etree._Element) -> str:
    """The identifier of the bank that a section draws from."""
    return (section.findtext("selection_ordering/selection/sourcebank_ref") or "").strip()
