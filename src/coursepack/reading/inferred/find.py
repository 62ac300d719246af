"""Finds questions in prose: options lettered from A on, the stem before them, and the answer behind them."""

from collections.abc import Mapping

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.assessment import Choice, ChoiceInteraction, Feedback, Question
from coursepack.model.content import Block, Element, Inline, Paragraph, Quotation, Strong, Table, Text, plain_text
from coursepack.model.source import Position
from coursepack.questions.choices import choice_code, stays_last
from coursepack.reading.feedback import LABELS
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Flattener, Line, cut, cut_end, end_line, joined, raw_text
from coursepack.reading.inferred.marks import Answer
from coursepack.reading.markdown.context import TextContext
from coursepack.reading.markdown.html import Found

INFERRED_QUESTION = Rule(
    "inferred-question",
    Severity.NOTE,
    "A question with lettered options was read from plain text.",
    "Learners can answer it; its answer is no longer in the open.",
    "look whether the right choice is marked; `coursepack check --fix` rewrites it with boxes",
)
ANSWERS_VISIBLE = Rule(
    "answers-visible",
    Severity.ERROR,
    "Something looks like a quiz but could not be read, so its answers would stand in the open.",
    "Learners would see the answers before they have thought.",
    "letter the options A), B), C) and write the answer as a line such as Answer: B, or take the answer out",
)
KEY_MISMATCH = Rule(
    "answer-key-mismatch",
    Severity.ERROR,
    "An answer key and the questions before it do not match one to one.",
    "It cannot be told which answer belongs to which question.",
    "give every question a number and the key one entry for each",
)

_MAX_BETWEEN = 8
"""Lines of other text that may stand between the options and their answer."""


class InferredQuestion(Element, frozen=True, tag=True):
    """A question found in prose, in the place of the blocks that held it.

    `first_line`, `last_line`: the lines of the source that it takes up; `key`: those of the answer key that was taken
    for it, (0, 0) where there was none. `number` as written, or 0.
    """

    question: Question
    first_line: int
    last_line: int
    number: int = 0
    key: tuple[int, int] = (0, 0)


class _Option(msgspec.Struct):
    letter: str
    lines: list[Line]
    right: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


class _Candidate(msgspec.Struct):
    """A stem with options; `end` is the index behind all lines that belong to it so far."""

    start: int
    options_start: int
    end: int
    stem: list[Line]
    options: list[_Option]
    number: int = 0
    letters: tuple[str, ...] = ()
    explanation: tuple[Block, ...] = ()
    feedback: dict[str, tuple[Block, ...]] = {}
    key: tuple[int, int] = (0, 0)


def infer_questions(found: list[Found], context: TextContext, *, in_quiz: bool) -> list[Found | InferredQuestion]:
    """`found` with each question in prose in the place of the blocks that held it.

    `in_quiz`: the text is a quiz, where every answer line that remains is an error.
    """
    lines = Flattener(context).lines(found)
    if not any(line.kind == "text" and marks.OPTION.match(line.text) for line in lines) and not _may_show_answers(
        lines
    ):
        return list(found)
    return _Finder(found, lines, context.report, in_quiz=in_quiz).run()


def _may_show_answers(lines: list[Line]) -> bool:
    return any(
        (line.kind == "text" and marks.read_answer(line.text))
        or isinstance(line.block, Table)
        or line.kind == "details"
        or (line.kind == "heading" and marks.KEY_TITLE.match(line.text))
        for line in lines
    )


class _Finder:
    def __init__(self, found: list[Found], lines: list[Line], report: Report, *, in_quiz: bool) -> None:
        self._found = found
        self._lines = lines
        self._report = report
        self._in_quiz = in_quiz
        self._taken = [False] * len(lines)
        self._questions: list[tuple[int, _Candidate]] = []

    def run(self) -> list[Found | InferredQuestion]:
        pending = self._scan()
        self._keys(pending)
        self._leftovers()
        return self._rebuilt()

    # --- finding candidates ----------------------------------------------------------------------------------

    def _scan(self) -> list[_Candidate]:
        """Take every question that has its answer with it; return those that may have it in a key."""
        pending: list[_Candidate] = []
        index = boundary = 0
        while index < len(self._lines):
            candidate = self._candidate(index, boundary)
            if candidate is None:
                index += 1
                continue
            if self._answered(candidate):
                self._take(candidate)
            else:
                pending.append(candidate)
            index = boundary = candidate.end
        return pending

    def _candidate(self, index: int, boundary: int) -> _Candidate | None:
        options, end = self._options(index)
        if options is None:
            return None
        start, stem, number = self._stem(index, boundary)
        if not stem:
            return None
        for option in options:
            last = option.lines[-1]
            found = marks.RIGHT_MARK.search(raw_text(last.inlines))
            if found and last.inlines:
                option.right = True
                option.lines[-1] = msgspec.structs.replace(
                    last, inlines=cut_end(last.inlines, len(raw_text(last.inlines)) - found.start())
                )
        return _Candidate(start, index, end, stem, options, number)

    def _options(self, index: int) -> tuple[list[_Option] | None, int]:
        """The run of options that begins at `index`, and the index behind it; None where there is none."""
        first = self._option(index)
        if first is None or first.letter.upper() != "A":
            return None, index
        options = [first]
        end = index + 1
        while end < len(self._lines):
            line = self._lines[end]
            following = self._option(end)
            if following is not None and following.letter == chr(ord(options[-1].letter) + 1):
                options.append(following)
            elif following is None and self._continues(line, options[-1].lines[-1]):
                options[-1].lines.append(line)
            else:
                break
            end += 1
        return (options, end) if len(options) > 1 else (None, index)

    def _option(self, index: int) -> _Option | None:
        line = self._lines[index]
        if line.kind != "text":
            return None
        text = raw_text(line.inlines)
        found = marks.OPTION.match(text)
        if found is None:
            return None
        letter = found[1] or found[2]
        rest = cut(line.inlines, found.end())
        if not rest:
            return None
        return _Option(letter, [msgspec.structs.replace(line, inlines=rest)])

    def _continues(self, line: Line, last: Line) -> bool:
        """Whether a line goes on with the option before it: a wrapped line, or a block inside its list item."""
        if line.kind == "text":
            is_mark = (
                marks.read_answer(line.text) or marks.EXPLANATION.match(line.text) or marks.NUMBERED.match(line.text)
            )
            return line.part == last.part and not is_mark and not line.item
        return line.kind == "block" and line.depth > 1 and line.top == last.top

    def _stem(self, index: int, boundary: int) -> tuple[int, list[Line], int]:
        """Where the stem before `index` starts, its lines without their number, and that number."""
        lines = self._lines
        start = index
        marked = False
        for place in range(index - 1, boundary - 1, -1):
            line = lines[place]
            if line.kind in ("break", "details"):
                break
            if line.kind == "heading":
                between = [other for other in lines[place + 1 : index] if other.kind == "text"]
                paragraphs = len({other.part for other in between})
                numbered = bool(marks.NUMBERED.match(line.text))
                if paragraphs == 0 or numbered or (paragraphs == 1 and line.text.endswith("?")):
                    start, marked = place, True
                break
            if line.kind == "text" and (line.number or marks.NUMBERED.match(line.text) or line.is_bold):
                start, marked = place, True
                break
        if not marked:
            start = index
            while start > boundary and lines[start - 1].kind == "block" and lines[start - 1].depth == 0:
                start -= 1
            while start > boundary and lines[start - 1].kind == "text":
                before = lines[start - 1]
                if start < index and lines[start].kind == "text" and before.part != lines[start].part:
                    break
                if marks.read_answer(before.text):
                    break
                start -= 1
        stem = [line for line in lines[start:index] if line.kind != "break"]
        if not any(line.kind in ("text", "heading") for line in stem):
            return start, [], 0
        return start, *_unnumbered(stem)

    # --- answers ---------------------------------------------------------------------------------------------

    def _answered(self, candidate: _Candidate) -> bool:
        """Look for the answer behind the options; True where the candidate now has its right letters."""
        marked = tuple(option.letter.upper() for option in candidate.options if option.right)
        place = self._answer_place(candidate.end)
        if place is None:
            candidate.letters = marked
            if marked:
                candidate.end = self._after(candidate, candidate.end)
            return bool(marked)
        between = [line for line in self._lines[candidate.end : place] if line.kind in ("text", "block")]
        line = self._lines[place]
        rest: list[Line] = []
        if line.kind == "details":
            inner = list(line.inner)
            answer, rest = _answer_in(inner, line.text)
            if answer is None:
                return bool(marked)
            part = -1
        else:
            answer, part = marks.read_answer(line.text), line.part
        assert answer is not None
        letters = self._letters(answer, candidate)
        if letters is None:
            return False
        candidate.letters = letters or marked
        candidate.stem += between
        told = _told(answer, line, candidate)
        candidate.explanation = (*told, *_labelled_off(joined(rest)))
        candidate.end = self._after(candidate, place + 1, part)
        return True

    def _answer_place(self, index: int) -> int | None:
        """The line that holds the answer to options that end before `index`, or None."""
        for place in range(index, min(index + _MAX_BETWEEN, len(self._lines))):
            line = self._lines[place]
            if line.kind == "details":
                return place if marks.ANSWER_SUMMARY.match(line.text) or _answer_in(list(line.inner), "")[0] else None
            if line.kind == "text" and marks.read_answer(line.text):
                return place
            if line.kind in ("heading",) or (line.kind == "text" and (line.number or marks.NUMBERED.match(line.text))):
                return None
            if self._options(place)[0]:
                return None
        return None

    def _letters(self, answer: Answer, candidate: _Candidate) -> tuple[str, ...] | None:
        """The right letters; None, reported, where the answer names no option."""
        have = [option.letter.upper() for option in candidate.options]
        if answer.letters and set(answer.letters) <= set(have):
            return answer.letters
        for option in candidate.options:
            if answer.said and _same(option.text, answer.said):
                return (option.letter.upper(),)
        return None

    def _after(self, candidate: _Candidate, index: int, part: int = -1) -> int:
        """Take the explanation and the feedback on choices that follow; return the index behind them."""
        lines = self._lines
        told: list[Line] = []
        while index < len(lines):
            line = lines[index]
            option = self._option(index)
            known = option is not None and any(
                option.letter.upper() == other.letter.upper() for other in candidate.options
            )
            if line.kind == "text" and marks.EXPLANATION.match(line.text):
                found = marks.EXPLANATION.match(raw_text(line.inlines))
                told.append(msgspec.structs.replace(line, inlines=cut(line.inlines, found.end() if found else 0)))
                part = line.part
            elif option is not None and known and line.item and not self._has_own_answer(index):
                candidate.feedback = {**candidate.feedback, option.letter.upper(): joined(option.lines)}
            elif self._goes_on(line, part, told) and option is None:
                told.append(line)
            elif line.kind == "details" and marks.EXPLANATION.match(f"{line.text}:"):
                told.extend(line.inner)
            else:
                break
            index += 1
        candidate.explanation = (*candidate.explanation, *joined([line for line in told if line.inlines or line.block]))
        return index

    def _goes_on(self, line: Line, part: int, told: list[Line]) -> bool:
        """Whether a line continues the answer's paragraph, or is a list right under the explanation."""
        if line.kind != "text" or line.number or marks.NUMBERED.match(line.text):
            return False
        if line.part == part and not line.item:
            return True
        return bool(told) and line.item and line.depth > 0 and line.at.line == told[-1].at.line + 1

    def _has_own_answer(self, index: int) -> bool:
        options, end = self._options(index)
        return options is not None and (
            self._answer_place(end) is not None or any(marks.RIGHT_MARK.search(option.text) for option in options)
        )

    # --- answer keys -----------------------------------------------------------------------------------------

    def _keys(self, pending: list[_Candidate]) -> None:
        index = 0
        while index < len(self._lines):
            line = self._lines[index]
            titled = line.kind == "heading" or (line.kind == "text" and (line.is_bold or line.text.endswith(":")))
            if not self._taken[index] and titled and marks.KEY_TITLE.match(line.text.rstrip(": ")):
                index = self._key(index, [candidate for candidate in pending if candidate.end <= index], pending)
            elif not self._taken[index] and line.kind == "details" and marks.ANSWER_SUMMARY.match(line.text):
                self._key_lines(index, index + 1, list(line.inner), [c for c in pending if c.end <= index], pending)
                index += 1
            else:
                index += 1

    def _key(self, index: int, before: list[_Candidate], pending: list[_Candidate]) -> int:
        end = index + 1
        while end < len(self._lines) and self._lines[end].kind not in ("heading",) and not self._taken[end]:
            end += 1
        return self._key_lines(index, end, self._lines[index + 1 : end], before, pending)

    def _key_lines(
        self, index: int, end: int, lines: list[Line], before: list[_Candidate], pending: list[_Candidate]
    ) -> int:
        entries = _key_entries(lines)
        if not entries:
            return index + 1
        at = self._lines[index].at
        numbers = [candidate.number for candidate in before]
        if before and not any(numbers):
            for place, candidate in enumerate(before, 1):
                candidate.number = place
            numbers = [candidate.number for candidate in before]
        if not before or sorted(numbers) != sorted(entries):
            self._mismatch(at, before, entries)
            for place in range(index, end):
                self._taken[place] = True
            for candidate in before:
                pending.remove(candidate)
            return end
        for candidate in before:
            letters, rest = entries[candidate.number]
            have = {option.letter.upper() for option in candidate.options}
            if not set(letters) <= have:
                self._report.add(
                    KEY_MISMATCH,
                    at,
                    f"the key says {', '.join(letters)} for question {candidate.number} "
                    f"({candidate.stem[0].at}), which has the options {', '.join(sorted(have))}",
                )
                continue
            candidate.letters = letters
            candidate.key = (at.line, max(end_line(line) for line in self._lines[index:end]))
            if rest and not any(_same(option.text, plain_text(rest)) for option in candidate.options):
                candidate.explanation = (*candidate.explanation, Paragraph(rest[0].at, rest))
            self._take(candidate)
            pending.remove(candidate)
        for place in range(index, end):
            self._taken[place] = True
        return end

    def _mismatch(self, at: Position, before: list[_Candidate], entries: Mapping[int, object]) -> None:
        if not before:
            self._report.add(ANSWERS_VISIBLE, at, "this answer key belongs to no question that could be read")
            return
        numbers = {candidate.number: candidate for candidate in before}
        missing = [number for number in numbers if number not in entries]
        extra = [number for number in entries if number not in numbers]
        if missing:
            what = f"question {missing[0]} ({numbers[missing[0]].stem[0].at}) has no entry in this key"
        else:
            what = f"this key has an entry {extra[0]}, but the questions before it end at {before[-1].stem[0].at}"
        self._report.add(KEY_MISMATCH, at, what)

    # --- what is left ----------------------------------------------------------------------------------------

    def _leftovers(self) -> None:
        """Report answers that would stay in the open."""
        for index, line in enumerate(self._lines):
            if self._taken[index] or self._is_feedback(line):
                continue
            if line.kind == "text":
                answer = marks.read_answer(line.text)
                shows = answer is not None and (
                    (answer.letters and _is_short(answer))
                    or marks.names_truth(answer.said)
                    or (self._in_quiz and answer.said)
                )
                if shows:
                    self._report.add(
                        ANSWERS_VISIBLE,
                        line.at,
                        f'"{line.text[:60]}" gives an answer, but no question with lettered options stands before it',
                        width=len(line.text),
                    )
            elif line.kind == "details" and self._in_quiz and marks.ANSWER_SUMMARY.match(line.text):
                self._report.add(ANSWERS_VISIBLE, line.at, "this answer belongs to no question that could be read")
            elif isinstance(line.block, Table):
                self._table(line.block)

    def _is_feedback(self, line: Line) -> bool:
        """Whether a line of a quiz is feedback in coursepack's own form, such as `> **Correct:** Go on.`"""
        first = line.inlines[0] if line.inlines else None
        return (
            self._in_quiz
            and isinstance(self._found[line.top], Quotation)
            and isinstance(first, Strong)
            and plain_text(first.children).rstrip(": ").lower() in LABELS
        )

    def _table(self, table: Table) -> None:
        heads = [plain_text(cell.children).strip() for cell in table.head]
        if len(heads) > 1 and any(marks.ANSWER_COLUMN.fullmatch(head) for head in heads):
            self._report.add(ANSWERS_VISIBLE, table.at, "this table has a column of answers")

    # --- putting the text together again ---------------------------------------------------------------------

    def _take(self, candidate: _Candidate) -> None:
        for index in range(candidate.start, candidate.end):
            self._taken[index] = True
        self._questions.append((candidate.start, candidate))

    def _rebuilt(self) -> list[Found | InferredQuestion]:
        """The text with questions in the place of what held them; blocks that are left whole stay as they are."""
        questions = dict(self._questions)
        made: list[Found | InferredQuestion] = []
        by_top: dict[int, list[int]] = {}
        for index, line in enumerate(self._lines):
            by_top.setdefault(line.top, []).append(index)
        for top, block in enumerate(self._found):
            indexes = by_top.get(top, [])
            if not any(self._taken[index] for index in indexes):
                made.append(block)
                continue
            loose: list[Line] = []
            for index in indexes:
                if index in questions:
                    made.extend(joined(loose))
                    loose = []
                    made.append(self._question(questions[index]))
                elif not self._taken[index]:
                    loose.append(self._lines[index])
            made.extend(joined(loose))
        return made

    def _question(self, candidate: _Candidate) -> InferredQuestion:
        title, rest = _title(candidate.stem)
        at = candidate.stem[0].at
        choices = tuple(
            Choice(
                option.lines[0].at,
                choice_code(place),
                joined(option.lines),
                option.letter.upper() in candidate.letters,
                candidate.feedback.get(option.letter.upper(), ()),
                stays_last(option.text),
            )
            for place, option in enumerate(candidate.options)
        )
        interaction = ChoiceInteraction(candidate.options[0].lines[0].at, choices, multiple=len(candidate.letters) > 1)
        stem = ((Paragraph(at, title),) if title else ()) + rest
        right = ", ".join(candidate.letters)
        self._report.add(INFERRED_QUESTION, at, f"read as a question with {len(choices)} choices; right: {right}")
        self._report.infer("inferred question")
        lines = self._lines[candidate.start : candidate.end]
        return InferredQuestion(
            at,
            Question(at, "", -1, title, stem, interaction, Feedback(explanation=candidate.explanation)),
            lines[0].at.line,
            max(end_line(line) for line in lines),
            candidate.number,
            candidate.key,
        )


# --- helpers -------------------------------------------------------------------------------------------------


def _unnumbered(stem: list[Line]) -> tuple[list[Line], int]:
    """The stem without "Question 1:" or "1." at its start, and the number."""
    first = stem[0]
    text = raw_text(first.inlines)
    found = marks.NUMBERED.match(text)
    if found is None:
        return stem, first.number
    number = int(found[1] or found[2])
    rest = cut(first.inlines, found.end())
    if plain_text(rest):
        return [msgspec.structs.replace(first, inlines=rest, kind="text", block=None), *stem[1:]], number
    return (stem[1:] or stem), number


def _title(stem: list[Line]) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
    """The first line of a stem, and the blocks of the rest."""
    first = stem[0]
    if first.kind in ("text", "heading"):
        title = first.inlines
        if first.is_bold:
            title = first.inlines[0].children  # type: ignore[union-attr]
        return title, joined(stem[1:])
    return (), joined(stem)


def _answer_in(lines: list[Line], summary: str) -> tuple[Answer | None, list[Line]]:
    """The answer inside a `<details>`, and the other lines in it."""
    for index, line in enumerate(lines):
        if line.kind != "text":
            continue
        answer = marks.read_answer(line.text)
        if answer is None and index == 0 and marks.ANSWER_SUMMARY.match(summary):
            answer = marks.read_answer(f"Answer: {line.text}")
        if answer is not None:
            return answer, [*lines[:index], *lines[index + 1 :]]
    return None, lines


def _told(answer: Answer, line: Line, candidate: _Candidate) -> tuple[Block, ...]:
    """What an answer line says beyond the letter and the option's own text: an explanation."""
    if not answer.rest or any(_same(option.text, answer.rest) for option in candidate.options):
        return ()
    option = next((option for option in candidate.options if _begins(answer.rest, option.text)), None)
    text = answer.rest[len(option.text) :].lstrip(" .:;,-–—") if option else answer.rest
    text = marks.EXPLANATION.sub("", text, count=1) if marks.EXPLANATION.match(text) else text
    return (Paragraph(line.at, (Text(line.at, text),)),) if text.strip("().") else ()


def _labelled_off(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """`blocks` without the word "Explanation:" at their start."""
    if blocks and isinstance(blocks[0], Paragraph):
        found = marks.EXPLANATION.match(raw_text(blocks[0].children))
        if found:
            rest = cut(blocks[0].children, found.end())
            return ((Paragraph(rest[0].at, rest), *blocks[1:])) if rest else blocks[1:]
    return blocks


def _same(one: str, other: str) -> bool:
    return _words(one) == _words(other)


def _begins(text: str, start: str) -> bool:
    return bool(start) and text.casefold().startswith(start.casefold())


def _words(text: str) -> str:
    return " ".join(text.casefold().strip().strip(".*").split())


def _is_short(answer: Answer) -> bool:
    """Whether an answer line is a letter with little behind it: "A" may also begin a sentence."""
    return len(answer.letters) > 1 or not answer.rest or answer.said[1:2] in (".", ")", ":") or answer.said[:1] == "("


def _key_entries(lines: list[Line]) -> dict[int, tuple[tuple[str, ...], tuple[Inline, ...]]]:
    """The entries of an answer key: {number: (letters, what is told besides)}; {} where it is none."""
    entries: dict[int, tuple[tuple[str, ...], tuple[Inline, ...]]] = {}
    last = 0
    for line in lines:
        if line.kind != "text":
            continue
        text = raw_text(line.inlines)
        listed = marks.LISTED_ENTRY.match(text) if line.number else None
        short = marks.SHORT_ENTRIES.findall(text)
        found = marks.KEY_ENTRY.match(text)
        if listed:
            last = line.number
            entries[last] = marks.letters_of(listed[1]), cut(line.inlines, listed.start(2)) if listed[2] else ()
        elif len(short) > 1:
            for number, letter in short:
                last = int(number)
                entries[last] = (letter.upper(),), ()
        elif found:
            last = int(found[1])
            entries[last] = marks.letters_of(found[2]), cut(line.inlines, found.start(3)) if found[3] else ()
        elif last:
            letters, told = entries[last]
            entries[last] = letters, (*told, Text(line.at, " "), *line.inlines) if told else line.inlines
    return entries
