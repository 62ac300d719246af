"""Finds questions in prose: options lettered from A on, or a gap, the stem before them, and the answer behind them."""

import msgspec

from coursepack.diagnostics import Rule, Severity
from coursepack.model.content import Block, Paragraph, Table, Text
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.answer_keys import take_keys
from coursepack.reading.inferred.banks import may_be_bank, opens_part, short_answers
from coursepack.reading.inferred.boxes import asks, boxed_options, counts_through, ticked_list
from coursepack.reading.inferred.gaps import answer_text, entry_of, has_one_gap, is_ruled_line
from coursepack.reading.inferred.keys import opens_key
from coursepack.reading.inferred.leftovers import has_answers, report_leftovers, report_unanswered
from coursepack.reading.inferred.lines import Flattener, Line, cut, joined, raw_text
from coursepack.reading.inferred.marks import Answer, is_short, same_words
from coursepack.reading.inferred.options import option_at, options_at, take_marks
from coursepack.reading.inferred.question import Candidate, InferredQuestion, without_number, without_points
from coursepack.reading.inferred.scanned import MAX_BETWEEN, Scanned
from coursepack.reading.markdown.context import TextContext
from coursepack.reading.markdown.html import Found

INFERRED_QUESTION = Rule(
    "inferred-question",
    Severity.NOTE,
    "A question with lettered or ticked options, or with a gap, was read from plain text.",
    "Learners can answer it; its answer is no longer in the open.",
    "look whether the right answer is named here; `coursepack check --fix` rewrites it in coursepack's own form",
    example="1. Which is a metal?\n   A) Wood\n   B) Iron\n\nAnswer: B",
)


def infer_questions(
    found: list[Found], context: TextContext, *, in_quiz: bool, language: str
) -> list[Found | InferredQuestion]:
    """`found` with each question in prose in the place of the blocks that held it.

    `in_quiz`: the text is a quiz, where every answer line that remains is an error.
    """
    lines = Flattener(context).lines(found)
    if not _may_ask(lines) and short_answers(found, context.lines, in_quiz=in_quiz) is None:
        return list(found)
    text = Scanned(found, lines, context.lines, context.report, in_quiz=in_quiz, language=language)
    return _Finder(text).run()


def _may_ask(lines: list[Line]) -> bool:
    """Whether some line looks like a part of a quiz; most lessons have none."""
    for line in lines:
        if line.kind == "text":
            text = line.text
            if (
                marks.OPTION.match(text)
                or marks.read_answer(text)
                or (text.startswith("[") and (text.startswith(("[x]", "[X]")) or line.is_starred_box))
                or (text.startswith("=") and marks.BANK_NUMBER.fullmatch(text))
                or (line.number and marks.ONE_LETTER.fullmatch(text))
                or opens_key(line)
                or "\u2612" in text
                or may_be_bank(line)
            ):
                return True
        elif (
            ticked_list(line) is not None
            or line.kind == "details"
            or opens_key(line)
            or (isinstance(line.block, Table) and has_answers(line.block))
        ):
            return True
    return False


class _Finder:
    def __init__(self, text: Scanned) -> None:
        self._text = text
        self._lines = text.lines
        self._last_list = -1
        self._counts_through = not text.in_quiz and counts_through(text.lines)

    def run(self) -> list[Found | InferredQuestion]:
        pending = self._scan()
        take_keys(self._text, pending)
        report_leftovers(self._text)
        if self._text.in_quiz:
            report_unanswered(self._text, pending)
        return self._rebuilt()

    # --- finding candidates ----------------------------------------------------------------------------------

    def _scan(self) -> list[Candidate]:
        """Take every question that has its answer with it; return those that may have it in a key."""
        pending: list[Candidate] = []
        index = boundary = waiting = 0
        while index < len(self._lines):
            candidate = self._candidate(index, boundary) or self._with_gap(index, boundary)
            if candidate is None:
                index += 1
                continue
            if candidate.entry or self._answered(candidate, waiting):
                self._text.take(candidate)
                waiting = 0
            else:
                pending.append(candidate)
                waiting += 1
            index = boundary = candidate.end
        return pending

    def _candidate(self, index: int, boundary: int) -> Candidate | None:
        options, end = options_at(self._lines, index)
        boxed = options is None and not self._text.in_quiz and ticked_list(self._lines[index]) is not None
        if options is None and not boxed:
            return None
        if boxed:  # a checklist before it has nothing to do with its stem
            boundary = max(boundary, self._last_list + 1)
            self._last_list = index
        start, stem, number = self._stem(index, boundary)
        if boxed:
            options, end = boxed_options(self._lines[index]), index + 1
            asked, tests = self._lines[start:index], index in self._text.tests
            if not asks(asked, self._lines[index], counts_through=self._counts_through, tests=tests):
                return None
        if not stem or not options:
            return None
        take_marks(options)
        stem, points = without_points(stem)
        candidate = Candidate(start, end, stem, options, number, points)
        candidate.feedback = {option.letter: option.feedback for option in options if option.feedback}
        return candidate

    def _with_gap(self, index: int, boundary: int) -> Candidate | None:
        """The question with a gap that the answer line at `index` fills, or None where it does not."""
        line = self._lines[index]
        answer = marks.read_answer(line.text) if line.kind == "text" and not line.item else None
        if answer is None or answer.letters or not answer.said or index == boundary:
            return None
        ruled = is_ruled_line(self._lines[index - 1], self._text.source)
        start, stem, number = self._stem(index - ruled, boundary)
        if not stem or index - start > MAX_BETWEEN or not has_one_gap(stem, ruled=ruled):
            return None
        if not self._asks_at(start) and (
            marks.SOLUTION.match(line.text) or (not number and marks.VERDICT.match(line.text))
        ):
            return None  # a line to write on in a form, and what helps with it
        language = "de" if marks.COMMA_ANSWER.match(line.text) else self._text.language
        entry = entry_of(answer.said, line.at, stem, language)
        if entry is None:
            return None
        stem, points = without_points(stem)
        candidate = Candidate(start, index + 1, stem, [], number, points, entry=entry)
        candidate.end = self._after(candidate, index + 1, line.part)
        return candidate

    def _asks_at(self, index: int) -> bool:
        """Whether a line stands where questions are expected."""
        return self._text.in_quiz or index in self._text.tests

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
        return start, *without_number(stem)

    # --- answers ---------------------------------------------------------------------------------------------

    def _answered(self, candidate: Candidate, waiting: int) -> bool:
        """Look for the answer behind the options; True where the candidate now has its right letters.

        `waiting`: how many questions right before it have no answer yet.
        """
        marked = tuple(option.letter.upper() for option in candidate.options if option.right)
        if opens_part(self._lines, candidate.start):
            self._text.problems[candidate.start] = "this is no choice: below it stand the answers that it accepts"
            return False
        inside = [*candidate.stem, *(line for option in candidate.options for line in option.lines)]
        if marked and any(line.text.startswith("... ") for line in inside):
            self._text.problems[candidate.start] = 'feedback written as "... text" is not understood'
            return False
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
        elif self._titles_answer(place):
            place += 1
            answer, part = marks.read_answer(f"Answer: {self._lines[place].text}"), self._lines[place].part
        else:
            answer, part = marks.read_answer(line.text), line.part
        assert answer is not None
        letters = self._letters(answer, candidate, place)
        if letters is None:
            return False
        if waiting and len(letters) == waiting + 1:
            self._text.problems[place] = (
                f"this may answer {len(letters)} questions with a letter each, or the last with all"
            )
            return False
        if marked and letters and set(letters) != set(marked):
            self._text.problems[place] = f"the answer is {letters[0]}, but {', '.join(marked)} is marked as right"
            return False
        candidate.letters = letters or marked
        candidate.stem += between
        told = _told(answer, line, candidate)
        candidate.explanation = (*told, *_labelled_off(joined(rest)))
        candidate.end = self._after(candidate, place + 1, part)
        return True

    def _answer_place(self, index: int) -> int | None:
        """The line that holds the answer to options that end before `index`, or None."""
        for place in range(index, min(index + MAX_BETWEEN, len(self._lines))):
            line = self._lines[place]
            if line.kind == "details":
                return place if marks.ANSWER_SUMMARY.match(line.text) or _answer_in(list(line.inner), "")[0] else None
            if self._titles_answer(place) or (line.kind == "text" and marks.read_answer(line.text)):
                return place
            if line.kind in ("heading",) or (line.kind == "text" and (line.number or marks.NUMBERED.match(line.text))):
                return None
            if options_at(self._lines, place)[0] or ticked_list(line) is not None:
                return None
        return None

    def _titles_answer(self, index: int) -> bool:
        """Whether a line is only the word "Answer", and the next one only letters."""
        line, following = self._lines[index], self._lines[index + 1 : index + 2]
        answer = marks.read_answer(line.text) if line.kind in ("heading", "text") else None
        if answer is None or answer.said or not following or following[0].kind != "text" or following[0].number:
            return False
        said = marks.read_answer(f"Answer: {following[0].text}")
        return said is not None and bool(said.letters) and is_short(said)

    def _letters(self, answer: Answer, candidate: Candidate, index: int) -> tuple[str, ...] | None:
        """The right letters; None where the answer names no option, or names one and gives the text of another."""
        texts = {option.letter.upper(): option.text for option in candidate.options}
        meant = next((letter for letter, text in texts.items() if same_words(text, answer.rest or answer.said)), None)
        if answer.letters and set(answer.letters) <= set(texts):
            if meant is not None and meant not in answer.letters and answer.rest:
                self._text.problems[index] = (
                    f"the answer says {answer.letters[0]}, but its text is that of {meant}: either could be meant"
                )
                return None
            return answer.letters
        if answer.letters:
            self._text.problems[index] = f"the answer is {answer.letters[0]}, but the options are {', '.join(texts)}"
            return None
        if meant is None and answer.said:
            self._text.problems[index] = f'the answer "{answer.said[:60]}" is none of the options {", ".join(texts)}'
        return (meant,) if meant is not None else None

    def _after(self, candidate: Candidate, index: int, part: int = -1) -> int:
        """Take the explanation and the feedback on choices that follow; return the index behind them."""
        lines = self._lines
        told: list[Line] = []
        while index < len(lines):
            line = lines[index]
            option = option_at(lines, index)
            known = option is not None and option.letter.upper() in candidate.known
            if line.kind == "heading" and marks.EXPLANATION.fullmatch(f"{line.text}:"):
                told.append(msgspec.structs.replace(line, kind="text", inlines=(), block=None))
            elif line.kind == "text" and marks.EXPLANATION.match(line.text):
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
        if not told or line.is_bold:
            return False
        last = told[-1]
        if not last.inlines:  # "Explanation:" stands alone
            return True
        if line.item and line.depth > 0 and (last.text.endswith(":") or (last.item and last.top == line.top)):
            return True
        return bool(told) and line.item and line.depth > 0 and line.at.line == told[-1].at.line + 1

    def _has_own_answer(self, index: int) -> bool:
        options, end = options_at(self._lines, index)
        if options is None:
            return False
        return self._answer_place(end) is not None or any(marks.RIGHT_MARK.search(option.text) for option in options)

    # --- putting the text together again ---------------------------------------------------------------------

    def _rebuilt(self) -> list[Found | InferredQuestion]:
        """The text with questions in the place of what held them; blocks that are left whole stay as they are."""
        questions = dict(self._text.questions)
        made: list[Found | InferredQuestion] = []
        by_top: dict[int, list[int]] = {}
        for index, line in enumerate(self._lines):
            by_top.setdefault(line.top, []).append(index)
        for top, block in enumerate(self._text.found):
            indexes = by_top.get(top, [])
            if not any(self._text.taken[index] for index in indexes):
                made.append(block)
                continue
            loose: list[Line] = []
            for index in indexes:
                if index in questions:
                    made.extend(joined(loose))
                    loose = []
                    made.append(self._question(questions[index]))
                elif not self._text.taken[index]:
                    loose.append(self._lines[index])
                else:
                    loose += self._text.kept.get(index, ())
            made.extend(joined(loose))
        return made

    def _question(self, candidate: Candidate) -> InferredQuestion:
        made = candidate.made(self._lines[candidate.start : candidate.end])
        what = "a gap" if candidate.entry else f"{len(candidate.options)} choices"
        right = answer_text(candidate.entry) or ", ".join(each for each in candidate.known if each in candidate.letters)
        self._text.report.add(INFERRED_QUESTION, made.at, f"read as a question with {what}; right: {right}")
        self._text.report.infer("inferred question")
        return made


# --- helpers -------------------------------------------------------------------------------------------------


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


def _told(answer: Answer, line: Line, candidate: Candidate) -> tuple[Block, ...]:
    """What an answer line says beyond the letter and the option's own text: an explanation."""
    if not answer.rest or any(same_words(option.text, answer.rest) for option in candidate.options):
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


def _begins(text: str, start: str) -> bool:
    return bool(start) and text.casefold().startswith(start.casefold())
