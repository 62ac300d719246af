"""One item of QTI 2 as a question."""

import re

import msgspec
from lxml import etree

from coursepack.importing.base import Notes, UnreadableItemError
from coursepack.importing.fitting import asked, fitted
from coursepack.importing.packages import Document
from coursepack.importing.qti2.entries import choice_codes, entry_of, list_of, right_values
from coursepack.importing.qti2.interactions import Parts, gap_match, interaction_of
from coursepack.importing.qti2.own import turn_back
from coursepack.importing.qti2.processing import Processing, Told
from coursepack.importing.rich_text import RichText
from coursepack.model.assessment import (
    AcceptedNumber,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Feedback,
    Gap,
    GapEntry,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    NumericEntryInteraction,
    OrderInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
    UploadInteraction,
    counts,
)
from coursepack.model.content import Attributes, Block, Image, Inline, Link, Paragraph, Span, Text

_INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
_FEEDBACK = ("feedbackBlock", "feedbackInline", "modalFeedback")
_SHORT = 12
"""Characters; what stands alone behind a number's field and is not longer is its unit."""


class _Reader:
    def __init__(self, document: Document, notes: Notes, what: str) -> None:
        self._document, self._notes, self._what = document, notes, what
        self._root = document.root
        self._at = document.at(document.root)
        self._is_ours = self._root.get("toolName") == "coursepack"
        if self._is_ours:
            turn_back(self._root)
        _mend_case(self._root)
        self._rules = Processing(document.root)
        self._declared = {each.get("identifier", ""): each for each in self._root.iterfind("responseDeclaration")}
        self._fields: dict[str, tuple[str, etree._Element]] = {}
        self._gaps: dict[str, str] = {}
        self._blocks: list[etree._Element] = []
        self._shuffle: bool | None = None
        self._rich = RichText(self._at, self._lost, file=document.file, special=self._special)
        self._told = self._feedback()

    def question(self, identifier: str) -> Question:
        body = self._root.find("itemBody")
        if body is None:
            raise UnreadableItemError("it has no body")
        stem = self._rich.of_element(body)
        interaction, stem = self._interaction(stem)
        general: dict[str, tuple[Block, ...]] = {}
        hints: dict[int, tuple[Block, ...]] = {}
        for told, blocks in self._told:
            if told.occasion == "hint":
                hints[told.order] = hints.get(told.order, ()) + blocks
            elif told.occasion not in ("answer", ""):
                general[told.occasion] = general.get(told.occasion, ()) + blocks
        question = Question(
            self._at,
            identifier,
            -1,
            (),
            stem,
            interaction,
            Feedback(
                general.get("always", ()), general.get("correct", ()), general.get("partly", ()),
                general.get("incorrect", ()),
            ),
            tuple(hints[order] for order in sorted(hints)),
            scored=interaction is not None and self._is_scored(interaction),
            shuffle=self._shuffle,
        )  # fmt: skip
        if isinstance(interaction, ExtendedTextInteraction) and self._is_ours:
            question = _with_model_answer(question, interaction)
        if interaction is not None and not counts(question) and question.scored:
            question = msgspec.structs.replace(question, points=self._rules.points())
        elif question.scored:
            question = msgspec.structs.replace(
                question, points=self._points(), penalty=self._rules.penalty(), partial=self._partial(interaction)
            )
        return question

    # --- the body --------------------------------------------------------------------------------------------

    def _special(self, element: etree._Element) -> Inline | tuple[Block, ...] | None:
        """What an element of QTI's own is in a text."""
        tag = str(element.tag)
        if tag in _INLINE:
            code = f"g{len(self._fields) + 1}"
            self._fields[code] = (element.get("responseIdentifier", ""), element)
            return Span(self._at, "gap", (), attributes=Attributes(code))
        if tag == "gap":
            code = f"g{len(self._gaps) + 1}"
            self._gaps[element.get("identifier", "")] = code
            return Span(self._at, "gap", (), attributes=Attributes(code))
        if tag.endswith("Interaction"):
            self._blocks.append(element)
            return ()
        if tag in (*_FEEDBACK, "rubricBlock", "gapText", "gapImg", "prompt", "templateBlock", "templateInline"):
            return ()
        if tag in ("printedVariable", "customInteraction", "include"):
            self._lost(f"<{tag}> is left out")
            return ()
        if tag == "object":
            return self._object(element)
        return None

    def _object(self, element: etree._Element) -> Inline | tuple[Block, ...] | None:
        found = self._document.file(element.get("data", ""))
        if found is None:
            return None
        words = " ".join("".join(element.itertext()).split())
        if element.get("type", "").startswith("image/"):
            return Image(self._at, found, words)
        return Link(self._at, found, (Text(self._at, words or found),))

    def _interaction(self, stem: tuple[Block, ...]) -> tuple[Interaction | None, tuple[Block, ...]]:
        if len(self._blocks) + bool(self._fields) > 1:
            raise UnreadableItemError("it asks several things at once")
        if self._fields:
            return self._typed(stem)
        if not self._blocks:
            return None, stem
        (element,) = self._blocks
        for prompt in element.iterfind("prompt"):
            if element.tag != "uploadInteraction":
                stem += self._rich.of_element(prompt)
        declared = self._declared.get(element.get("responseIdentifier", ""))
        if declared is None:
            raise UnreadableItemError("its response is not declared")
        self._shuffle = _shuffle(element)
        parts = Parts(
            self._at, self._rich, self._for_choice, self._lost, self._document.file, bool(right_values(declared)),
            self._is_ours,
        )  # fmt: skip
        self._blocks.clear()
        if element.tag == "gapMatchInteraction":
            text = self._rich.of_element(element)
            made = gap_match(element, declared, parts, text, self._gaps)
        else:
            made = interaction_of(element, declared, parts)
        if isinstance(made, str):
            raise UnreadableItemError(made)
        if self._is_ours and isinstance(made, ExtendedTextInteraction | UploadInteraction):
            rubric = self._rubric("candidate", "scorer")[1:]  # without its title
            if isinstance(made, ExtendedTextInteraction):
                made = msgspec.structs.replace(made, rubric=rubric, model_answer=self._rubric("scorer"))
            else:
                made = msgspec.structs.replace(made, rubric=rubric)
        elif rubric := self._rubric():
            if isinstance(made, ExtendedTextInteraction | UploadInteraction):
                made = msgspec.structs.replace(made, rubric=rubric)
            else:
                self._lost("notes for those who mark are left out")
        return made, stem

    def _rubric(self, *views: str) -> tuple[Block, ...]:
        """What is told to those who mark, or only what is told to just these `views`."""
        body = self._root.find("itemBody")
        found: tuple[Block, ...] = ()
        for block in body.iter("rubricBlock") if body is not None else ():
            if not views or set(block.get("view", "").split()) == set(views):
                found += self._rich.of_element(block)
        return found

    def _typed(self, stem: tuple[Block, ...]) -> tuple[Interaction | None, tuple[Block, ...]]:
        made: list[Gap] = []
        for code, (name, element) in self._fields.items():
            declared = self._declared.get(name)
            if declared is None:
                raise UnreadableItemError("its response is not declared")
            entry: GapEntry | None
            if element.tag == "inlineChoiceInteraction":
                entry = list_of(element, declared, self._at)
            else:
                entry = entry_of(self._root, declared, self._at)
            if entry is None:
                raise UnreadableItemError("a blank of it has no right answer")
            made.append(Gap(self._at, code, self._with_answers(entry, name, element)))
        if len(made) == 1 and not isinstance(made[0].interaction, ChoiceInteraction):
            for place, block in enumerate(stem):
                unit = _lone_field(block)
                if unit is not None and (not unit or isinstance(made[0].interaction, NumericEntryInteraction)):
                    rest = (*stem[:place], *stem[place + 1 :])
                    return _with_unit(made[0].interaction, unit), rest
        return GapsInteraction(self._at, stem, tuple(made)), ()

    def _with_answers(
        self,
        entry: GapEntry,
        name: str,
        element: etree._Element,
    ) -> GapEntry:
        if isinstance(entry, ChoiceInteraction):
            names = [each.get("identifier", "") for _, each in choice_codes(element.iterfind("inlineChoice"))]
            return msgspec.structs.replace(
                entry,
                choices=tuple(
                    msgspec.structs.replace(choice, feedback=self._for_choice(name, each))
                    for choice, each in zip(entry.choices, names, strict=True)
                ),
            )
        told = tuple(
            TextFeedback(self._at, _plain(one.value), blocks)
            for one, blocks in self._told
            if one.occasion == "answer" and one.response == name
        )
        return msgspec.structs.replace(entry, answer_feedback=told)

    # --- scoring and feedback --------------------------------------------------------------------------------

    def _is_scored(self, interaction: Interaction) -> bool:
        by_hand = isinstance(interaction, ExtendedTextInteraction | UploadInteraction)
        has_key = any(right_values(declared) for declared in self._declared.values())
        return (has_key and not self._is_ours) or self._rules.is_scored or (by_hand and self._rules.has_score)

    def _points(self) -> float:
        if self._rules.is_in_per_cent:
            self._lost("its points are a share in per cent: it is worth 1")
            return 1.0
        return self._rules.points()

    def _partial(self, interaction: Interaction | None) -> bool | None:
        by_parts = self._rules.is_mapped
        match interaction:
            case OrderInteraction():
                return True if by_parts else None
            case (
                ChoiceInteraction(multiple=False)
                | HotspotInteraction(multiple=False)
                | TextEntryInteraction()
                | NumericEntryInteraction()
            ):
                return None
            case GapsInteraction(gaps=(_,)):
                return None
            case _:
                return None if by_parts else False

    def _feedback(self) -> list[tuple[Told, tuple[Block, ...]]]:
        """All feedback that does not stand in a choice, with its occasion."""
        found: list[tuple[Told, tuple[Block, ...]]] = []
        for element in self._root.iter(*_FEEDBACK):
            if any(str(each.tag).endswith(("Choice", "Interaction", "hottext")) for each in element.iterancestors()):
                continue
            blocks = self._rich.of_element(element)
            if not blocks:
                continue
            occasions = self._rules.told(element.get("outcomeIdentifier", ""), element.get("identifier", ""))
            usable = [one for one in occasions if one.occasion]
            if element.get("showHide") == "hide" or not usable:
                self._lost("feedback that is shown by rules of its own is left out")
            found += [(one, blocks) for one in usable[:1]]
        return found

    def _for_choice(self, response: str, identifier: str) -> tuple[Block, ...]:
        found: tuple[Block, ...] = ()
        for choice in self._root.iterfind(f".//*[@identifier='{identifier}']") if "'" not in identifier else ():
            if str(choice.tag).endswith(("Choice", "hottext")):
                for element in choice.iter("feedbackBlock", "feedbackInline"):
                    found += self._rich.of_element(element)
        for told, blocks in self._told:
            if told.occasion == "answer" and (told.response, told.value) == (response, identifier):
                found += blocks
        return found

    def _lost(self, words: str) -> None:
        self._notes.degraded(self._what, self._at, words)


def read_item(document: Document, notes: Notes, number: int) -> Question | None:
    """The question that an item is, or None where it cannot be one; `notes` say why."""
    root = document.root
    title = " ".join(root.get("title", "").split())
    what = f'question "{title}"' if title else f"question {number}"
    at = document.at(root)
    identifier = notes.identifier(root.get("identifier", ""), what, at)
    try:
        question = _Reader(document, notes, what).question(identifier)
    except UnreadableItemError as error:
        notes.dropped(what, at, str(error))
        return None
    question = fitted(_about(question, document), lambda words: notes.degraded(what, at, words))
    name, stem = asked(at, question.stem, title, number)
    return msgspec.structs.replace(question, title=name, stem=stem)


def _about(question: Question, document: Document) -> Question:
    """`question` with what the manifest says of it."""
    about = document.source.about.get(document.path)
    if about is None:
        return question
    tags = tuple(" ".join((each.text or "").split()) for each in about.iterfind(".//keyword/*"))
    objectives: list[str] = []
    difficulty = ""
    for each in about.iter("classification"):
        names = [" ".join((name.text or "").split()) for name in each.iterfind(".//taxon/id")]
        match each.findtext("purpose/value"):
            case "educational objective":
                objectives += [name for name in names if re.fullmatch(r"[A-Za-z][\w.-]*", name)]
            case "educational level" if names:
                difficulty = names[0]
    return msgspec.structs.replace(
        question, tags=tuple(filter(None, tags)), objectives=tuple(objectives), difficulty=difficulty
    )


def _shuffle(element: etree._Element) -> bool | None:
    """Whether an interaction shuffles, where that is not what its kind does of itself."""
    shuffles = element.get("shuffle") == "true"
    match element.tag:
        case "choiceInteraction":
            return True if shuffles else None
        case "matchInteraction" | "gapMatchInteraction":
            return None if shuffles else False
        case _:
            return None


def _lone_field(block: Block) -> str | None:
    """What stands behind a field that has a line of its own; None where it has not."""
    if not isinstance(block, Paragraph) or not block.children:
        return None
    first, *rest = block.children
    if not (isinstance(first, Span) and first.tag_name == "gap"):
        return None
    words = "".join(each.text if isinstance(each, Text) else "\n" * _SHORT * 2 for each in rest).strip()
    return words if len(words) <= _SHORT and " " not in words else None


def _with_unit(entry: GapEntry, unit: str) -> GapEntry:
    if not unit or not isinstance(entry, NumericEntryInteraction):
        return entry
    accepted: tuple[AcceptedNumber, ...] = tuple(
        msgspec.structs.replace(each, unit=unit, text=f"{each.text} {unit}") for each in entry.accepted
    )
    return msgspec.structs.replace(entry, accepted=accepted)


def _mend_case(root: etree._Element) -> None:
    """Give fields their name where a maker wrote it in small letters, as qti-package-maker 26.7 does."""
    for element in root.iter("textentryinteraction"):
        element.tag = "textEntryInteraction"
        element.set("responseIdentifier", element.get("responseidentifier", ""))


def _with_model_answer(question: Question, interaction: ExtendedTextInteraction) -> Question:
    """Our own items tell a model answer to learners, too, before what explains it."""
    explanation, told = question.feedback.explanation, interaction.model_answer
    if explanation[: len(told)] != told:
        return question
    feedback = msgspec.structs.replace(question.feedback, explanation=explanation[len(told) :])
    return msgspec.structs.replace(question, feedback=feedback)


def _plain(value: str) -> str:
    """A value that feedback is told for: of a range its middle, where that is one number."""
    low, dots, high = value.partition("..")
    return low if dots and low == high else value
