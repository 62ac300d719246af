"""Answer keys, and the questions that they answer."""

from collections.abc import Mapping

from coursepack.diagnostics import Rule, Severity
from coursepack.model.content import Paragraph, plain_text
from coursepack.model.source import Position
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.keys import is_key_line, key_entries, may_hold_key, opens_key
from coursepack.reading.inferred.lines import Line, end_line
from coursepack.reading.inferred.marks import same_words
from coursepack.reading.inferred.question import Candidate
from coursepack.reading.inferred.scanned import ANSWERS_VISIBLE, Scanned

KEY_MISMATCH = Rule(
    "answer-key-mismatch",
    Severity.ERROR,
    "An answer key and the questions before it do not match one to one.",
    "It cannot be told which answer belongs to which question.",
    "give every question a number and the key one entry for each",
    example="1. Which is a metal?\n   A) Wood\n   B) Iron\n\n## Answer key\n\n1. B\n2. C",
)
KEY_REPEATS = Rule(
    "answer-key-repeats",
    Severity.NOTE,
    "An answer key says again what stands under its questions, or is marked in them.",
    "Learners would see the answers; the key is left out.",
    "take the key out, so that nobody has to keep two places alike",
    example="1. Which is a metal?\n   A) Wood\n   B) Iron\n   Answer: B\n\n## Answer key\n\n1. B",
)
_BOXES_SAY_IT = (
    "take the key out if the choices have boxes, which say what is right; else number the questions and letter their "
    "options A), B), C)"
)


def take_keys(text: Scanned, pending: list[Candidate]) -> None:
    """Take answer keys and the questions that they answer."""
    barren = 0
    for index, line in enumerate(text.lines):
        if text.taken[index]:
            continue
        end, entries = index + 1, [line]
        if opens_key(line):
            if index < barren:  # a title inside what a title before it found no entry in
                continue
            while end < len(text.lines) and text.lines[end].kind != "heading" and not text.taken[end]:
                end += 1
            entries = text.lines[index + 1 : end]
            barren = end
        elif line.kind == "details" and marks.ANSWER_SUMMARY.match(line.text):
            entries = list(line.inner)
        elif not is_key_line(line):
            continue
        _key(text, index, end, entries, [candidate for candidate in pending if candidate.end <= index])
        pending[:] = [candidate for candidate in pending if not candidate.letters]


def _key(text: Scanned, index: int, end: int, lines: list[Line], before: list[Candidate]) -> None:
    """Take the key in the lines from `index` to before `end` for the questions before it."""
    entries = key_entries(lines)
    at = text.lines[index].at
    if not entries:
        if before and may_hold_key(lines):
            what = f"this key of the questions from {before[0].stem[0].at} on is not understood"
            text.report.add(KEY_MISMATCH, at, what)
        return
    answered = [candidate for _, candidate in text.questions if candidate.end <= index and not candidate.key[1]]
    asked = sorted((*before, *answered), key=lambda candidate: candidate.start)
    if len(asked) != len(entries) and before:
        asked = before
    if asked and not any(candidate.number for candidate in asked):
        for place, candidate in enumerate(asked, 1):
            candidate.number = place
    text.taken[index:end] = [True] * (end - index)
    if not asked or sorted(candidate.number for candidate in asked) != sorted(entries):
        _mismatch(text, at, asked, entries)
        return
    lines_of_key = (at.line, max(end_line(line) for line in text.lines[index:end]))
    if not before:
        text.report.add(KEY_REPEATS, at, "left out: this key says again what the questions before it say")
    for candidate in asked:
        letters, rest = entries[candidate.number]
        if candidate.letters:
            if set(letters) != set(candidate.letters):
                text.report.add(
                    KEY_MISMATCH,
                    at,
                    f"the key says {', '.join(letters)} for question {candidate.number} ({candidate.stem[0].at}), "
                    f"but {', '.join(candidate.letters)} is its answer there",
                    help="correct the one that is wrong",
                )
            candidate.key = lines_of_key
            continue
        if not set(letters) <= set(candidate.known):
            text.report.add(
                KEY_MISMATCH,
                at,
                f"the key says {', '.join(letters)} for question {candidate.number} "
                f"({candidate.stem[0].at}), which has the options {', '.join(candidate.known)}",
            )
            continue
        candidate.letters = letters
        candidate.key = lines_of_key
        if rest and not any(same_words(option.text, plain_text(rest)) for option in candidate.options):
            candidate.explanation = (*candidate.explanation, Paragraph(rest[0].at, rest))
        text.take(candidate)


def _mismatch(text: Scanned, at: Position, before: list[Candidate], entries: Mapping[int, object]) -> None:
    if not before:
        text.report.add(
            ANSWERS_VISIBLE, at, "this answer key belongs to no question that could be read", help=_BOXES_SAY_IT
        )
        return
    numbers = {candidate.number: candidate for candidate in before}
    missing = [number for number in numbers if number not in entries]
    extra = [number for number in entries if number not in numbers]
    doubled = [candidate for candidate in before if numbers[candidate.number] is not candidate]
    if doubled:
        other = numbers[doubled[0].number].stem[0].at
        places = f"{doubled[0].stem[0].at} and {other}"
        what = f"two questions have the number {doubled[0].number} ({places}): count them through"
    elif missing:
        what = f"question {missing[0]} ({numbers[missing[0]].stem[0].at}) has no entry in this key"
    else:
        last = f"{before[-1].number} ({before[-1].stem[0].at})"
        what = (
            f"this key answers question {extra[0]}, but no question before it has that number: the last one is {last}"
        )
    text.report.add(KEY_MISMATCH, at, what)
