"""Answers that no question took: they would stay in the open."""

from coursepack.model.content import Quotation, Strong, Table, plain_text
from coursepack.questions.base import QUESTION_WITHOUT_ANSWER
from coursepack.reading.feedback import LABELS
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.banks import BANK_CURE, bank_line, short_answers
from coursepack.reading.inferred.boxes import shows_ticks
from coursepack.reading.inferred.keys import is_list_of_letters
from coursepack.reading.inferred.lines import Line, prose
from coursepack.reading.inferred.marks import is_short
from coursepack.reading.inferred.question import Candidate
from coursepack.reading.inferred.scanned import ANSWERS_VISIBLE, LONGEST_ANSWER, MAX_BETWEEN, Scanned

_BOXES = "write each option on a line of its own: - [x] for a right one, - [ ] for the others"
_CORRECT_IT = "correct the question so that its answer names its options, or take the answer out"


def report_leftovers(text: Scanned) -> None:
    """Report answers that would stay in the open."""
    for index, line in enumerate(text.lines):
        if text.taken[index] or _is_feedback(text, line):
            continue
        if line.kind == "text" and (bank := bank_line(text.lines, index)):
            text.report.add(ANSWERS_VISIBLE, line.at, bank, help=BANK_CURE, width=len(line.text))
        elif line.kind == "text" and (index in text.problems or _shows_answer(text, index)):
            message, cure = text.problems.get(index, ""), _CORRECT_IT
            if not message:
                message, cure = _without_options(text, index)
            text.report.add(ANSWERS_VISIBLE, line.at, message, help=cure, width=len(line.text))
        elif line.kind == "details" and marks.ANSWER_SUMMARY.match(line.text):
            if text.in_quiz or index in text.problems:
                message = text.problems.get(index, "this answer belongs to no question that could be read")
                text.report.add(ANSWERS_VISIBLE, line.at, message)
        elif isinstance(line.block, Table):
            _table(text, line.block)
        if not text.in_quiz and (shown := shows_ticks(text.lines, index)):
            text.report.add(ANSWERS_VISIBLE, line.at, f"{shown}: the answer would stand in the open", help=_BOXES)
    taken = {line.top for index, line in enumerate(text.lines) if text.taken[index]}
    if answers := short_answers(text.found, text.source, in_quiz=text.in_quiz, taken=taken):
        what = "this list has the accepted answers of the question before it"
        text.report.add(ANSWERS_VISIBLE, answers, what, help=BANK_CURE)
    for top, block in enumerate(text.found):
        if top not in taken and is_list_of_letters(block):
            text.report.add(ANSWERS_VISIBLE, block.at, "this list of letters looks like an answer key")


def _without_options(text: Scanned, index: int) -> tuple[str, str]:
    """What to say of an answer that no lettered question took, and how to write it."""
    line = text.lines[index]
    answer = marks.read_answer(line.text)
    of_bank = line.is_starred_box or marks.BANK_NUMBER.fullmatch(line.text)
    if answer is None or answer.letters or not answer.said or marks.names_truth(answer.said):
        return (
            f'"{line.text[:60]}" gives an answer, but no question with lettered options stands before it',
            BANK_CURE if of_bank else "",
        )
    if marks.NO_ANSWER.match(answer.said):
        return (
            f'"{line.text[:60]}" is no answer that could be compared',
            "take this line out, or give the answer itself",
        )
    before = text.lines[max(0, index - 2) : index]
    gap = any(marks.BLANK.search(prose(other.inlines)) for other in before)
    place = "in place of the ____" if gap else "in a line of its own under the question's heading"
    return (
        f'"{line.text[:60]}" would show learners the answer to the question before it',
        f"write the answer as a blank {place}: [[{answer.said[:LONGEST_ANSWER].rstrip('.')}]]; questions with blanks "
        "stand in a quiz, each under a heading of its own",
    )


def _is_feedback(text: Scanned, line: Line) -> bool:
    """Whether a line of a quiz is feedback in coursepack's own form, such as `> **Correct:** Go on.`"""
    first = line.inlines[0] if line.inlines else None
    return (
        text.in_quiz
        and isinstance(text.found[line.top], Quotation)
        and isinstance(first, Strong)
        and plain_text(first.children).rstrip(": ").lower() in LABELS
    )


def _shows_answer(text: Scanned, index: int) -> bool:
    """Whether a line that no question took gives an answer to one."""
    line = text.lines[index]
    before = text.lines[index - 1] if index else None
    asked = before is not None and before.part == line.part and before.text.endswith("?")
    if line.is_starred_box or (asked and marks.BANK_NUMBER.fullmatch(line.text)):
        return True
    answer = marks.read_answer(line.text)
    if answer is None:
        return False
    if not answer.said:
        return _titles_answer(text, index)
    if answer.letters:
        return is_short(answer)
    if answer.said and _asked(text, index, answer.said):
        return True
    numbered = any(line.number for line in text.lines[max(0, index - 2) : index])
    return bool(
        marks.names_truth(answer.said)
        or (numbered and marks.ONE_NUMBER.fullmatch(answer.said))
        or (text.in_quiz and answer.said)
    )


def _titles_answer(text: Scanned, index: int) -> bool:
    """Whether a line that is only "Answer" or "Show answer" stands above one: a letter, or in a quiz a few words."""
    following = text.lines[index + 1] if index + 1 < len(text.lines) else None
    if following is None or following.kind != "text" or following.number or text.taken[index + 1]:
        return False
    said = marks.read_answer(f"Answer: {following.text}")
    letters = said is not None and bool(said.letters) and is_short(said)
    return letters or (text.in_quiz and len(following.text) <= LONGEST_ANSWER)


def _asked(text: Scanned, index: int, said: str) -> bool:
    """Whether an answer in words belongs to a question: one with a blank, one of a quiz, or one that is numbered.

    What is long is the answer of a page of questions and answers, which nobody is asked.
    """
    if len(said) > LONGEST_ANSWER or marks.SOLUTION.match(text.lines[index].text) or marks.NO_ANSWER.match(said):
        return False
    if marks.RIGHT_ANSWER.match(text.lines[index].text):
        return not marks.WORTH.match(said)
    before = [line for line in text.lines[max(0, index - 2) : index] if line.kind in ("text", "heading")]
    numbered = any(line.number or marks.NUMBERED.match(line.text) for line in before)
    if any(marks.BLANK.search(prose(line.inlines)) for line in before):
        return numbered or not marks.VERDICT.match(text.lines[index].text)
    return numbered and bool(text.questions or any(line.text.rstrip().endswith("?") for line in before))


def _table(text: Scanned, table: Table) -> None:
    asks = any(marks.QUESTION_COLUMN.fullmatch(plain_text(cell.children)) for cell in table.head)
    if has_answers(table) and (asks or text.in_quiz):
        text.report.add(ANSWERS_VISIBLE, table.at, "this table has a column of answers")


def report_unanswered(text: Scanned, pending: list[Candidate]) -> None:
    """Report questions of a quiz that have options and no answer, unless something is wrong with their answer."""
    for candidate in pending:
        near = range(candidate.start, candidate.end + MAX_BETWEEN)
        if not candidate.letters and not any(index in text.problems for index in near):
            text.report.add(
                QUESTION_WITHOUT_ANSWER,
                candidate.stem[0].at,
                "the options of this question stand there, but no answer",
                help="write a line such as Answer: B under them, or mark the right one with (correct)",
            )


def has_answers(table: Table) -> bool:
    """Whether a table has a column of answers."""
    return any(marks.ANSWER_COLUMN.fullmatch(plain_text(cell.children)) for cell in table.head)
