"""One `<question>` of Moodle's XML as a question of the model."""

import msgspec
from lxml import etree

from coursepack.importing.answers import (
    Given,
    accepted_number,
    choices_of,
    numbers_of,
    pairs_or_groups,
    remark_of,
    tags_of,
    texts_of,
    true_or_false,
    without_shared,
)
from coursepack.importing.base import Files, Notes, question_name
from coursepack.importing.fitting import asked, divided_text, fitted
from coursepack.importing.moodle_xml.gaps import cloze_of, drag_words_of, selected_words_of
from coursepack.importing.moodle_xml.pictures import Picture, markers_of, pieces_of
from coursepack.importing.moodle_xml.text import MoodleText, is_set, text_of, value_of
from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    Feedback,
    GapsInteraction,
    Interaction,
    MatchInteraction,
    MatchItem,
    NumericEntryInteraction,
    OrderInteraction,
    Question,
    UploadInteraction,
)
from coursepack.model.content import Block, Paragraph, Strong, Text, blocks_text, plain_text
from coursepack.model.source import Position
from coursepack.questions.choices import choice_code

USUAL_PENALTY = 1 / 3
"""What Moodle's form sets for every question; it only counts where learners may try again."""

_CALCULATED = ("calculated", "calculatedsimple", "calculatedmulti")
_OTHERS = {
    "random": "it only draws another question",
    "randomsamatch": "it only draws other questions",
    "missingtype": "Moodle itself did not know its type",
}


class QuestionReader:
    """Reads one question. `remark`: its name, where learners never see it."""

    def __init__(self, at: Position, number: int, files: Files, notes: Notes) -> None:
        self._at = at
        self._number = number
        self._notes = notes
        self._what = question_name("", number)
        self._alt = ""
        self._text = MoodleText(at, self._told, files, self._special)
        self._partial: bool | None = None
        self._rest: tuple[Block, ...] = ()
        self._correct: tuple[Block, ...] = ()
        self._otherwise: tuple[Block, ...] = ()
        self.remark = ""
        self.has_usual_penalty = False

    def _told(self, how: str) -> None:
        self._notes.degraded(self._what, self._at, how)

    def _drop(self, why: str) -> None:
        self._notes.dropped(self._what, self._at, why)

    def _special(self, element: etree._Element) -> tuple[Block, ...] | None:
        """What is there for screen readers alone describes the picture of a question."""
        if "visually-hidden" in element.get("class", "").split():
            self._alt = " ".join("".join(element.itertext()).split())
            return ()
        return None

    def read(self, element: etree._Element) -> Question | None:
        """The question, or None, noted, where our format cannot have it."""
        kind = element.get("type", "")
        name = " ".join(text_of(element.find("name")).split())
        self._what = question_name(name, self._number)
        if kind in _CALCULATED:
            self._drop("its numbers are drawn anew for each learner, and the answer is worked out from them")
            return None
        if kind in _OTHERS:
            self._drop(_OTHERS[kind])
            return None
        made = self._asked(kind, element)
        if made is None:
            return None
        interaction, stem = made
        title, stem = asked(self._at, stem, name, self._number)
        self.remark = remark_of(name, plain_text(title))
        points = _number(value_of(element, "defaultgrade", "1"), 1.0)
        if is_set(element, "hidden") and value_of(element, "hidden"):
            self._told("it was hidden in Moodle, and is shown")
        question = Question(
            self._at,
            self._notes.identifier(value_of(element, "idnumber"), self._what, self._at),
            -1,
            title,
            stem,
            interaction,
            self._feedback(element, interaction),
            self._hints(element) if interaction is not None else (),
            points=points if interaction is not None and points > 0 else 1.0,
            scored=interaction is not None,
            partial=self._partial,
            penalty=self._penalty(element, interaction),
            shuffle=self._shuffle(element, interaction),
            tags=(),
        )
        question = self._tagged(question, element)
        if isinstance(interaction, ChoiceInteraction) and not any(choice.correct for choice in interaction.choices):
            points = 0.0
        if interaction is not None and points <= 0:
            question = self._worthless(question)
        return fitted(question, self._told)

    # --- what all questions have -----------------------------------------------------------------------------

    def _worthless(self, question: Question) -> Question:
        """A question for 0 points, or without a right choice: a choice is a survey, in which nothing is right."""
        interaction = question.interaction
        if isinstance(interaction, ChoiceInteraction):
            right = any(choice.correct for choice in interaction.choices)
            why = "it was worth nothing" if right else "none of its choices was right"
            one = ", and learners choose one answer" if interaction.multiple else ""
            self._told(f"{why}: it is a survey, in which nothing is right{one}")
            choices = tuple(msgspec.structs.replace(choice, correct=False) for choice in interaction.choices)
            plain = ChoiceInteraction(interaction.at, choices)
            told = Feedback(explanation=question.feedback.explanation)
            return msgspec.structs.replace(
                question, interaction=plain, scored=False, feedback=told, partial=None, penalty=0.0
            )
        self._told("it was worth nothing, and is worth 1 point")
        return question

    def _feedback(self, element: etree._Element, interaction: Interaction | None) -> Feedback:
        explanation = self._text.blocks(element.find("generalfeedback"))
        names = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
        correct, partly, incorrect = (self._text.blocks(element.find(name)) for name in names)
        correct, incorrect = correct or self._correct, incorrect or self._otherwise
        if interaction is None:
            if explanation:
                self._told("its general feedback is left out: nobody answers it")
            return Feedback()
        if isinstance(interaction, ChoiceInteraction) and not interaction.multiple and partly:
            if not blocks_text(partly).startswith("Your answer is partially correct"):
                self._told("feedback for a partly right answer is left out: the answer is right or wrong")
            partly = ()
        if isinstance(interaction, ExtendedTextInteraction | UploadInteraction):
            return Feedback(explanation)
        return Feedback(explanation, correct, partly, incorrect)

    def _hints(self, element: etree._Element) -> tuple[tuple[Block, ...], ...]:
        hints = [(hint, self._text.blocks(hint)) for hint in element.iterchildren("hint")]
        if any(hint.find("clearwrong") is not None for hint, _ in hints):
            self._told("wrong answers are not cleared when a hint is shown")
        return tuple(blocks for _, blocks in hints if blocks)

    def _penalty(self, element: etree._Element, interaction: Interaction | None) -> float:
        penalty = _number(value_of(element, "penalty", "0"), 0.0)
        if interaction is None or isinstance(interaction, ExtendedTextInteraction | UploadInteraction):
            return 0.0
        if abs(penalty - USUAL_PENALTY) < 0.001 and element.find("hint") is None:
            self.has_usual_penalty = True
            return 0.0
        return min(max(penalty, 0.0), 1.0)

    def _shuffle(self, element: etree._Element, interaction: Interaction | None) -> bool | None:
        if isinstance(interaction, ChoiceInteraction) and interaction.presentation == "list":
            return True if is_set(element, "shuffleanswers") else None
        if isinstance(interaction, MatchInteraction) and not is_set(element, "shuffleanswers"):
            return False
        return None

    def _tagged(self, question: Question, element: etree._Element) -> Question:
        tags, difficulty = tags_of(text_of(tag) for tag in element.iterfind("tags/tag"))
        return msgspec.structs.replace(question, tags=tags, difficulty=difficulty)

    # --- types -----------------------------------------------------------------------------------------------

    def _asked(self, kind: str, element: etree._Element) -> tuple[Interaction | None, tuple[Block, ...]] | None:
        """Interaction and stem; None, noted, where the question cannot be brought along."""
        gaps: GapsInteraction | str | None = None
        if kind in ("cloze", "multianswer"):
            gaps = cloze_of(self._at, element, self._text, self._told)
        elif kind == "ddwtos":
            gaps = drag_words_of(self._at, element, self._text, self._told)
        elif kind == "gapselect":
            gaps = selected_words_of(self._at, element, self._text)
        if isinstance(gaps, str):
            self._drop(gaps)
            return None
        if gaps is not None:
            stem, interaction = divided_text(gaps)
            return interaction, stem
        stem = self._text.blocks(element.find("questiontext"))
        made = self._interaction(kind, element)
        if isinstance(made, str):
            self._drop(made)
            return None
        if isinstance(made, ExtendedTextInteraction | UploadInteraction):
            return with_rubric_once(made, stem)
        return (made.interaction if isinstance(made, Picture) else made), stem

    def _interaction(self, kind: str, element: etree._Element) -> Interaction | Picture | str | None:
        """The interaction, or in words why there is none."""
        match kind:
            case "description":
                return None
            case "multichoice":
                return self._choices(element)
            case "truefalse":
                answers = {text_of(answer).lower(): answer for answer in element.iterchildren("answer")}
                right = next((text for text, answer in answers.items() if _share(answer) > 0), "true")
                told = [self._text.blocks(_feedback_of(answers.get(word))) for word in ("true", "false")]
                return true_or_false(self._at, right == "true", *told)
            case "shortanswer":
                given, self._correct = without_shared(self._typed(element))
                texts, self._otherwise = texts_of(
                    self._at, given, sensitive=is_set(element, "usecase"), told=self._told
                )
                return texts or "none of its answers is right"
            case "numerical":
                return self._numbers(element)
            case "matching" | "match":
                return self._pairs(element)
            case "essay":
                return self._essay(element)
            case "ordering":
                return self._order(element)
            case "ddmarker":
                return markers_of(self._at, element, self._text, self._told, self._alt)
            case "ddimageortext":
                return pieces_of(self._at, element, self._text, self._told, self._alt)
            case _:
                return f'Moodle\'s type "{kind}" has no counterpart here'

    def _choices(self, element: etree._Element) -> Interaction | str:
        given = [
            Given(_share(answer), self._text.blocks(answer), feedback=self._text.blocks(_feedback_of(answer)))
            for answer in element.iterchildren("answer")
        ]
        if any(not answer.blocks for answer in given):
            self._told("a choice without words is left out")
            given = [answer for answer in given if answer.blocks]
        if len(given) < 2:
            return "it has fewer than two choices"
        if value_of(element, "answernumbering", "abc") not in ("abc", "none"):
            self._told("how its choices are numbered is left out")
        single = is_set(element, "single") if element.find("single") is not None else True
        is_survey = _number(value_of(element, "defaultgrade", "1"), 1.0) <= 0 or all(one.share <= 0 for one in given)
        # What each choice was worth is nothing to tell of where nothing is right afterwards.
        told = _unsaid if is_survey else self._told
        choice, self._partial = choices_of(self._at, given, single=single, told=told)
        return choice

    def _typed(self, element: etree._Element) -> list[Given]:
        return [
            Given(
                _share(answer),
                text=text_of(answer),
                feedback=self._text.blocks(_feedback_of(answer)),
                tolerance=value_of(answer, "tolerance", "0"),
            )
            for answer in element.iterchildren("answer")
        ]

    def _numbers(self, element: etree._Element) -> Interaction | str:
        given, self._correct = without_shared(self._typed(element))
        units = [
            (value_of(unit, "unit_name"), value_of(unit, "multiplier", "1")) for unit in element.iterfind("units/unit")
        ]
        first = next((name for name, multiplier in units if _number(multiplier, 0.0) == 1.0), "")
        if value_of(element, "unitgradingtype", "0") != "0":
            self._told("a wrong unit makes the answer wrong; in Moodle it cost a part of the points")
        entry, self._otherwise = numbers_of(
            self._at, [msgspec.structs.replace(each, unit=first) for each in given], self._told
        )
        if entry is None:
            return "none of its numbers can be read"
        return self._in_other_units(entry, given, [unit for unit in units if unit[0] != first])

    def _in_other_units(
        self, entry: NumericEntryInteraction, given: list[Given], units: list[tuple[str, str]]
    ) -> NumericEntryInteraction:
        """The same numbers in the other units, each a number times what Moodle multiplies with."""
        from decimal import Decimal

        from coursepack.questions.numeric import plain

        more = list(entry.accepted)
        best = max(each.share for each in given)
        for name, multiplier in units:
            for each in given:
                if each.share < best or each.text.strip() in ("*", ""):
                    continue
                try:
                    factor = Decimal(multiplier)
                    value, tolerance = (plain(Decimal(text) * factor) for text in (each.text, each.tolerance))
                except ArithmeticError:
                    continue
                number = accepted_number(self._at, value, tolerance, name)
                if number is None:
                    self._told(f'the unit "{name}" is left out: it cannot stand behind a number')
                else:
                    more.append(number)
        return msgspec.structs.replace(entry, accepted=tuple(more))

    def _pairs(self, element: etree._Element) -> Interaction | str:
        sources: list[MatchItem] = []
        targets: dict[str, MatchItem] = {}
        pairs: list[tuple[str, str]] = []
        for part in element.iterchildren("subquestion"):
            words = " ".join(text_of(part.find("answer")).split())
            blocks = self._text.blocks(part)
            if not words:
                if blocks:
                    self._told("a thing to match without an answer is left out")
                continue
            code = str(len(targets) + 1)
            target = targets.setdefault(
                words, MatchItem(self._at, code, (Paragraph(self._at, (Text(self._at, words),)),))
            )
            if blocks:
                sources.append(MatchItem(self._at, choice_code(len(sources)), blocks))
                pairs.append((sources[-1].code, target.code))
        if len(sources) < 2:
            return "it has fewer than two things to match"
        return pairs_or_groups(self._at, tuple(sources), tuple(targets.values()), tuple(pairs))

    def _order(self, element: etree._Element) -> Interaction | str:
        items = [self._text.blocks(answer) for answer in element.iterchildren("answer")]
        items = [blocks for blocks in items if blocks]
        if len(items) < 2:
            return "it has fewer than two things to put in order"
        match value_of(element, "gradingtype", "ALL_OR_NOTHING"):
            case "ALL_OR_NOTHING" | "-1":
                pass
            case "ABSOLUTE_POSITION" | "0":
                self._partial = True
            case _:
                self._partial = True
                self._told("each item at its place earns a part of the points; Moodle compared with its neighbours")
        if value_of(element, "selecttype", "ALL") not in ("ALL", "0"):
            self._told("all items are to be put in order; Moodle drew some of them")
        made = (MatchItem(self._at, choice_code(index), blocks) for index, blocks in enumerate(items))
        return OrderInteraction(self._at, tuple(made))

    def _essay(self, element: etree._Element) -> Interaction:
        told = self._text.blocks(element.find("graderinfo"))
        if text_of(element.find("responsetemplate")):
            self._told("the template for the response is left out")
        endings = value_of(element, "filetypeslist").replace(",", " ").replace(";", " ").split()
        kinds = tuple(ending.lstrip(".").lower() for ending in endings if ending.lstrip(".").isalnum())
        takes_file = value_of(element, "attachments", "0") != "0"
        if value_of(element, "responseformat", "editor") == "noinline":
            if len(kinds) < len(endings):
                self._told("groups of file types are left out: any file of them can be handed in")
            return UploadInteraction(self._at, kinds if len(kinds) == len(endings) else (), told)
        if takes_file:
            self._told("files cannot be handed in beside the text")
        least, most = (_number(value_of(element, f"{name}wordlimit", "0"), 0.0) for name in ("min", "max"))
        return ExtendedTextInteraction(self._at, int(least), int(most), (), told)


def with_rubric_once(
    interaction: ExtendedTextInteraction | UploadInteraction, stem: tuple[Block, ...]
) -> tuple[Interaction, tuple[Block, ...]]:
    """An essay whose text ends in what graders are told, under a bold line: there coursepack's own export has a rubric.

    What graders are told before it is the model answer.
    """
    told = interaction.rubric
    for number in range(min(len(told), len(stem) - 2), 0, -1):
        title = stem[-number - 1]
        if stem[-number:] == told[-number:] and isinstance(title, Paragraph) and len(title.children) == 1:
            if not isinstance(title.children[0], Strong):
                continue
            stem, rubric = stem[: -number - 1], told[-number:]
            if isinstance(interaction, ExtendedTextInteraction):
                return msgspec.structs.replace(interaction, rubric=rubric, model_answer=told[:-number]), stem
            return msgspec.structs.replace(interaction, rubric=rubric), stem
    return interaction, stem


def _feedback_of(answer: etree._Element | None) -> etree._Element | None:
    return None if answer is None else answer.find("feedback")


def _share(answer: etree._Element) -> float:
    return _number(answer.get("fraction", "0"), 0.0)


def _number(text: str, otherwise: float) -> float:
    try:
        number = float(text)
    except ValueError:
        return otherwise
    return number if abs(number) < 1e9 else otherwise


def _unsaid(_: str) -> None:
    """Takes what nobody needs to know."""
