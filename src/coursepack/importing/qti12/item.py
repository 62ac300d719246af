"""One item of QTI 1.2 as a question."""

import msgspec
from lxml import etree

from coursepack.importing.answers import as_number, remark_of
from coursepack.importing.base import Notes, UnreadableItemError
from coursepack.importing.fitting import asked, fitted
from coursepack.importing.packages import Document
from coursepack.importing.qti12.conditions import Conditions
from coursepack.importing.qti12.feedback import Told
from coursepack.importing.qti12.interactions import (
    BLANKS,
    DROPDOWNS,
    Parts,
    choice_of,
    entry_of,
    field_gaps,
    is_number,
    match_of,
    named_gaps,
    order_of,
)
from coursepack.importing.qti12.texts import FIELDS, RESPONSES, Texts
from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    Interaction,
    Question,
    UploadInteraction,
)
from coursepack.model.content import Block, plain_text

_ESSAYS = ("essay_question", "cc.essay.v0p1")
_UPLOAD = "file_upload_question"
_NEVER = {
    "calculated_question": "its numbers are drawn anew for each learner",
    "response_xy": "our format has no points to select from QTI 1.2",
    "response_grp": "our format has no groups of QTI 1.2",
    "response_extension": "it asks in a way that only its maker's system has",
    "render_extension": "it asks in a way that only its maker's system has",
    "render_hotspot": "our format has no hotspots of QTI 1.2",
    "render_slider": "our format has no sliders",
}
_SILENT_NAMES = ("question", "item")


class Item(msgspec.Struct, frozen=True):
    """A question, and its name where that says more than its first line."""

    question: Question
    remark: str = ""


class _Reader:
    def __init__(self, document: Document, item: etree._Element, notes: Notes, what: str) -> None:
        self._item, self._notes, self._what = item, notes, what
        self._at = document.at(item)
        self._texts = Texts(document, self._at, self._lost)
        self._conditions = Conditions(item)
        self._told = Told(item, self._conditions, self._texts, self._lost)
        self._fields = fields_of(item, "itemmetadata/")
        self._kind = self._fields.get("question_type") or self._fields.get("cc_profile", "")
        self._shuffle: bool | None = None
        self._partial: bool | None = None
        self._otherwise: tuple[Block, ...] = ()

    def question(self, identifier: str, points: float | None) -> Question:
        presentation = self._item.find("presentation")
        if presentation is None:
            raise UnreadableItemError("it has no text")
        interaction = self._interaction(presentation)
        stem = () if isinstance(interaction, GapsInteraction) else self._texts.of(presentation)
        if isinstance(interaction, ChoiceInteraction):
            (lid,) = presentation.iter("response_lid")
            stem += self._texts.of(*lid.iterchildren("material", "flow_mat"))
        self._told.note_rest()
        if isinstance(interaction, ExtendedTextInteraction) and self._told.solution:
            interaction = msgspec.structs.replace(interaction, model_answer=self._told.solution)
            self._told.solution = ()
        feedback = self._told.to_all
        feedback = msgspec.structs.replace(feedback, incorrect=feedback.incorrect + self._otherwise)
        question = Question(
            self._at,
            identifier,
            -1,
            (),
            stem,
            interaction,
            feedback,
            self._told.hints,
            scored=interaction is not None,
            partial=self._partial,
            shuffle=self._shuffle,
        )
        return self._with_points(question, points)

    # --- how it is answered ----------------------------------------------------------------------------------

    def _interaction(self, presentation: etree._Element) -> Interaction | None:
        for name in (self._kind, *(str(each.tag) for each in presentation.iter(etree.Element))):
            if name in _NEVER:
                raise UnreadableItemError(_NEVER[name])
        found = list(presentation.iter(*RESPONSES))
        if self._kind == _UPLOAD:
            return UploadInteraction(self._at)
        if self._kind in _ESSAYS:
            return ExtendedTextInteraction(self._at)
        if not found:
            if self._kind not in ("", "text_only_question"):
                raise UnreadableItemError(f'it has no field, and its type is "{self._kind[:60]}"')
            return None
        parts = Parts(self._at, self._texts, self._conditions, self._told, self._lost)
        typed = [each for each in found if each.tag in FIELDS]
        if not typed:
            return self._chosen(presentation, found, parts)
        if len(typed) < len(found):
            raise UnreadableItemError("it asks several things at once")
        if len(typed) > 1 or _is_followed(typed[0], presentation):
            self._partial = False if self._conditions.is_whole and len(typed) > 1 else None
            return field_gaps(presentation, typed, self._kind, parts)
        (field,) = typed
        if not self._kind and not is_number(field, "") and not self._conditions.given:
            return ExtendedTextInteraction(self._at)
        entry, self._otherwise = entry_of(field, self._kind, parts)
        return entry

    def _chosen(self, presentation: etree._Element, lids: list[etree._Element], parts: Parts) -> Interaction:
        if self._kind in (DROPDOWNS, BLANKS):
            self._partial = False if self._conditions.is_whole and len(lids) > 1 else None
            return named_gaps(presentation, lids, self._kind, parts)
        if self._kind == "matching_question" or len(lids) > 1:
            if self._kind != "matching_question" and len({_choices(each) for each in lids}) > 1:
                raise UnreadableItemError("it asks several things at once")
            self._partial = False if self._conditions.is_whole else None
            return match_of(lids, parts)
        (lid,) = lids
        if lid.get("rcardinality") == "Ordered":
            return order_of(lid, parts)
        self._shuffle = True if any(each.get("shuffle") == "Yes" for each in lid.iter("render_choice")) else None
        made, self._partial = choice_of(lid, self._kind, parts)
        return made

    # --- what it is worth ------------------------------------------------------------------------------------

    def _with_points(self, question: Question, points: float | None) -> Question:
        interaction = question.interaction
        if interaction is None:
            return question
        worth = self._points() if points is None else points
        by_hand = isinstance(interaction, ExtendedTextInteraction | UploadInteraction)
        if isinstance(interaction, ChoiceInteraction) and (
            worth <= 0 or not any(each.correct for each in interaction.choices)
        ):
            if any(each.correct for each in interaction.choices):
                self._lost("it is worth no points: a survey, in which nothing is right")
            choices = tuple(msgspec.structs.replace(each, correct=False) for each in interaction.choices)
            interaction = msgspec.structs.replace(interaction, choices=choices)
            return msgspec.structs.replace(question, interaction=interaction, scored=False, partial=None)
        if worth <= 0:
            if by_hand:
                return msgspec.structs.replace(question, scored=False)
            self._lost("it was worth no points: it is worth 1")
            worth = 1.0
        return msgspec.structs.replace(question, points=worth)

    def _points(self) -> float:
        for name in ("points_possible", "cc_weighting", "qmd_weighting", "qmd_maximumscore"):
            number = as_number(self._fields.get(name, ""))
            if number is not None:
                return number
        stated = self._conditions.stated
        if self._kind or stated is None:
            return 1.0
        if stated == 100:
            self._lost("its points are a share in per cent: it is worth 1")
            return 1.0
        return stated

    def _lost(self, words: str) -> None:
        self._notes.degraded(self._what, self._at, words)


def read_item(
    document: Document, item: etree._Element, notes: Notes, number: int, points: float | None = None
) -> Item | None:
    """The question that an item is, or None where it cannot be one; `notes` say why."""
    title = " ".join(item.get("title", "").split())
    name = item.get("ident", "")
    what = f'question "{name}"' if name else f"question {number}"
    at = document.at(item)
    identifier = notes.identifier(name, what, at)
    try:
        question = _Reader(document, item, notes, what).question(identifier, points)
    except UnreadableItemError as error:
        notes.dropped(what, at, str(error))
        return None
    question = fitted(question, lambda words: notes.degraded(what, at, words))
    first, stem = asked(at, question.stem, title, number)
    remark = "" if title.lower() in _SILENT_NAMES else remark_of(title, plain_text(first))
    return Item(msgspec.structs.replace(question, title=first, stem=stem), remark)


def fields_of(element: etree._Element, above: str = "") -> dict[str, str]:
    """The fields of an element's metadata: {name: value}."""
    found: dict[str, str] = {}
    for field in element.iterfind(f"{above}qtimetadata/qtimetadatafield"):
        found.setdefault((field.findtext("fieldlabel") or "").strip(), (field.findtext("fieldentry") or "").strip())
    return found


def _is_followed(field: etree._Element, presentation: etree._Element) -> bool:
    """Whether text stands behind a field."""
    order = list(presentation.iter("material", *FIELDS))
    behind = order[order.index(field) + 1 :]
    return any(field not in each.iterancestors() for each in behind)


def _choices(lid: etree._Element) -> tuple[str, ...]:
    return tuple(" ".join("".join(label.itertext()).split()) for label in lid.iter("response_label"))
