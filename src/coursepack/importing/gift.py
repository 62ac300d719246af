"""GIFT: Moodle's plain-text format for questions (question/format/gift/format.php of 4.5 and 5.1)."""

import re

import msgspec

from coursepack.formats.gift import TRUTH, Entry, divided, entries, looks_like_gift, signed, type_of
from coursepack.formats.opening import Opening
from coursepack.importing.answers import (
    Given,
    choices_of,
    numbers_of,
    pairs_or_groups,
    remark_of,
    tags_of,
    texts_of,
    true_or_false,
    without_shared,
)
from coursepack.importing.base import Bank, Files, ImportedQuiz, Importer, Notes, question_name
from coursepack.importing.categories import category_path
from coursepack.importing.embedded import embedded_file
from coursepack.importing.fitting import asked, divided_text, fitted
from coursepack.importing.markdown import markdown_html
from coursepack.importing.marks import has_gaps, mark, with_gaps
from coursepack.importing.rich_text import RichText
from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    Feedback,
    Gap,
    GapEntry,
    GapsInteraction,
    Interaction,
    MatchItem,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import Block, Paragraph, Text, blocks_text, plain_text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.choices import choice_code

_ESCAPE = late(r"\\([\\~=#{}:n])")
_HIDDEN = {sign: chr(0xE000 + index) for index, sign in enumerate("\\~=#{}:n")}
_SHOWN = {hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()}
_TITLE = late(r"\s*::(.*?)::", re.DOTALL)
_FORM = late(r"\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_WEIGHT = late(r"\s*%(-?[\d.,]+)%")
_ID = late(r"\[id:([^\]]*)\]")
_TAG = late(r"\[tag:([^\]]*)\]")


def read(opening: Opening, notes: Notes) -> Bank:
    """The bank that a GIFT file is: one quiz for each category."""
    files = Files()
    path: tuple[str, ...] = (opening.path.stem,)
    at = Position(opening.label, 1, 0)
    groups: list[tuple[tuple[str, ...], Position, list[Question], dict[int, str]]] = []
    number = 0
    for entry in entries(opening.text):
        at = Position(opening.label, entry.line, 0)
        if entry.category is not None:
            path = category_path(entry.category.replace("\\\\", "\\")) or (opening.path.stem,)
            continue
        number += 1
        made = _Reader(at, number, files, notes).read(entry)
        if made is None:
            continue
        question, remark = made
        group = next((group for group in groups if group[0] == path), None)
        if group is None:
            groups.append(group := (path, at, [], {}))
        if remark:
            group[3][len(group[2])] = remark
        group[2].append(question)
    quizzes = tuple(
        ImportedQuiz(path, at, tuple(questions), remarks=remarks) for path, at, questions, remarks in groups
    )
    return Bank(quizzes, files.by_name)


class _Reader:
    """Reads one entry."""

    def __init__(self, at: Position, number: int, files: Files, notes: Notes) -> None:
        self._at = at
        self._number = number
        self._files = files
        self._notes = notes
        self._what = question_name("", number)
        self._form = ""
        self._rich = RichText(at, self._told, file=lambda reference: embedded_file(reference, files))

    def _told(self, how: str) -> None:
        self._notes.degraded(self._what, self._at, how)

    def read(self, entry: Entry) -> tuple[Question, str] | None:
        """The question and the remark for its author; None, noted, where it cannot be read."""
        text = _ESCAPE.sub(lambda found: _HIDDEN[found[1]], entry.text)
        title = _TITLE.match(text)
        name = _shown(title[1]).strip() if title else ""
        self._what = question_name(name, self._number)
        text = text[title.end() :] if title else text
        form = _FORM.match(text)
        self._form = form[1].lower() if form else ""
        text = text[form.end() :] if form else text
        opened, closed = text.find("{"), text.rfind("}")
        if (opened < 0) != (closed < 0) or opened > closed or text.count("{") > 1:
            self._notes.dropped(self._what, self._at, "its braces do not form one block of answers")
            return None
        block = text[opened + 1 : closed] if opened >= 0 else None
        before, behind = (text[:opened], text[closed + 1 :]) if block is not None else (text, "")
        answers, general = divided(block or "")
        stem = self._blocks(before)
        made = self._interaction(answers) if block is not None else (None, Feedback(), None)
        if made is None:
            return None
        interaction, feedback, partial = made
        if behind.strip() and interaction is not None:
            interaction, stem = self._missing_word(interaction, before, behind)
            if isinstance(interaction, GapsInteraction):
                stem, interaction = divided_text(interaction)
        shown, stem = asked(self._at, stem, name, self._number)
        if general.strip():
            feedback = msgspec.structs.replace(feedback, explanation=self._blocks(general))
        comment = " ".join(entry.comments)
        identifier = _ID.search(comment)
        remarks = [remark_of(name, plain_text(shown))]
        remarks += [each for each in entry.comments if _TAG.sub("", _ID.sub("", each)).strip()]
        tags, difficulty = tags_of(_TAG.findall(comment))
        question = Question(
            self._at,
            self._notes.identifier(identifier[1] if identifier else "", self._what, self._at),
            -1,
            shown,
            stem,
            interaction,
            feedback if interaction is not None else Feedback(),
            scored=interaction is not None,
            partial=partial,
            tags=tags,
            difficulty=difficulty,
        )
        return fitted(question, self._told), " · ".join(filter(None, remarks))

    # --- texts -----------------------------------------------------------------------------------------------

    def _blocks(self, text: str) -> tuple[Block, ...]:
        form = _FORM.match(text)
        text = _shown(text[form.end() :] if form else text).strip()
        match form[1].lower() if form else self._form:
            case "html":
                return self._rich.blocks(text)
            case "markdown":
                return self._rich.blocks(markdown_html(text))
            case "plain":
                return self._rich.plain(text)
            case _:
                return self._rich.blocks(text) if re.search(r"</?[a-zA-Z]|&#?\w+;", text) else self._rich.plain(text)

    # --- answers ---------------------------------------------------------------------------------------------

    def _interaction(self, block: str) -> tuple[Interaction, Feedback, bool | None] | None:
        match type_of(block):
            case "essay":
                return ExtendedTextInteraction(self._at), Feedback(), None
            case "truefalse":
                return self._truth(block)
            case "numerical":
                return self._numbers(block[1:])
            case "matching":
                return self._pairs(block)
            case _:
                return self._choices(block)

    def _truth(self, block: str) -> tuple[Interaction, Feedback, bool | None]:
        truth = TRUTH.match(block)
        assert truth is not None
        wrong, right = ([*block[truth.end() :].removeprefix("#").split("#"), "", ""])[:2]
        is_true = truth[1].upper().startswith("T")
        told = (self._blocks(right), self._blocks(wrong))
        return true_or_false(self._at, is_true, *(told if is_true else told[::-1])), Feedback(), None

    def _parts(self, block: str) -> list[tuple[str, float | None, str, tuple[Block, ...]]]:
        """(sign, weight or None, words, feedback) of each answer."""
        parts: list[tuple[str, float | None, str, tuple[Block, ...]]] = []
        first, answers = signed(block)
        if first:
            self._told(f'"{_shown(first)[:60]}" is left out: it stands before the first answer')
        for sign, answer in answers:
            words, _, told = answer.partition("#")
            weight = _WEIGHT.match(words)
            share = float(weight[1].replace(",", ".")) if weight else None
            parts.append((sign, share, words[weight.end() :] if weight else words, self._blocks(told)))
        return parts

    def _choices(self, block: str) -> tuple[Interaction, Feedback, bool | None] | None:
        parts = self._parts(block)
        if all(sign == "=" for sign, *_ in parts):
            given = [
                Given(100.0 if share is None else share, text=_shown(_without_form(words)).strip(), feedback=told)
                for _, share, words, told in parts
            ]
            given, correct = without_shared(given)
            entry, otherwise = texts_of(self._at, given, sensitive=False, told=self._told)
            return (
                (entry, Feedback((), correct, (), otherwise), None)
                if entry
                else self._drop("none of its answers is right")
            )
        given = [
            Given((100.0 if sign == "=" else 0.0) if share is None else share, self._blocks(words), feedback=told)
            for sign, share, words, told in parts
        ]
        if any(not answer.blocks for answer in given):
            self._told("a choice without words is left out")
            given = [answer for answer in given if answer.blocks]
        if len(given) < 2 or all(answer.share <= 0 for answer in given):
            return self._drop("it has fewer than two choices" if len(given) < 2 else "none of its choices is right")
        single = any(sign == "=" for sign, *_ in parts)
        choice, partial = choices_of(self._at, given, single=single, told=self._told)
        return choice, Feedback(), partial

    def _numbers(self, block: str) -> tuple[Interaction, Feedback, bool | None] | None:
        parts = self._parts(block if block.lstrip()[:1] in ("=", "~") else f"={block}")
        given: list[Given] = []
        for sign, share, words, told in parts:
            value, _, tolerance = _shown(words.replace(_HIDDEN[":"], ":")).strip().partition(":")
            worth = share if share is not None else 100.0 if sign == "=" else 0.0
            given.append(Given(worth, text=value, tolerance=tolerance or "0", feedback=told))
        given, correct = without_shared(given)
        entry, otherwise = numbers_of(self._at, given, self._told)
        return (
            (entry, Feedback((), correct, (), otherwise), None)
            if entry
            else self._drop("none of its numbers can be read")
        )

    def _pairs(self, block: str) -> tuple[Interaction, Feedback, bool | None] | None:
        sources: list[MatchItem] = []
        targets: list[MatchItem] = []
        pairs: list[tuple[str, str]] = []
        for part in filter(str.strip, block.split("=")):
            left, arrow, right = part.partition("->")
            words = " ".join(_shown(right.partition("#")[0]).split())
            if not arrow or not words:
                self._told(f'"{_shown(part).strip()[:60]}" is left out: it has nothing to match')
                continue
            target = next((each for each in targets if blocks_text(each.blocks) == words), None)
            if target is None:
                target = MatchItem(self._at, str(len(targets) + 1), (Paragraph(self._at, (Text(self._at, words),)),))
                targets.append(target)
            blocks = self._blocks(left)
            if blocks:
                sources.append(MatchItem(self._at, choice_code(len(sources)), blocks))
                pairs.append((sources[-1].code, target.code))
        if len(sources) < 2:
            return self._drop("it has fewer than two things to match")
        return pairs_or_groups(self._at, tuple(sources), tuple(targets), tuple(pairs)), Feedback(), None

    def _drop(self, why: str) -> tuple[Interaction, Feedback, bool | None] | None:
        self._notes.dropped(self._what, self._at, why)
        return None

    # --- missing words ---------------------------------------------------------------------------------------

    def _missing_word(
        self, interaction: Interaction, before: str, behind: str
    ) -> tuple[Interaction | None, tuple[Block, ...]]:
        """A text with its answers in the middle: a blank in it, or for other answers a line to fill."""
        at = self._at
        match interaction:
            case ChoiceInteraction(multiple=False):
                choices = tuple(
                    msgspec.structs.replace(choice, blocks=(Paragraph(at, (Text(at, blocks_text(choice.blocks)),)),))
                    for choice in interaction.choices
                )
                entry: GapEntry = ChoiceInteraction(at, choices, presentation="dropdown")
            case TextEntryInteraction() | NumericEntryInteraction():
                entry = interaction
            case _:
                return interaction, self._blocks(f"{before}_____{behind}")
        text = with_gaps(self._blocks(f"{before}{mark(1)}{behind}"))
        if not has_gaps(text, 1):
            return interaction, self._blocks(f"{before}_____{behind}")
        return GapsInteraction(at, text, (Gap(at, "g1", entry),)), ()


def _without_form(text: str) -> str:
    form = _FORM.match(text)
    return text[form.end() :] if form else text


def _shown(text: str) -> str:
    """A text with its escaped characters back."""
    return "".join(_SHOWN.get(character, character) for character in text)


IMPORTER = Importer("gift", "GIFT", lambda opening: looks_like_gift(opening.text), read)
