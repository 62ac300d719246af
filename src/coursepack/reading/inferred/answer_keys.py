"""Answer keys, and the questions that they answer."""

import msgspec

from coursepack.diagnostics import Rule, Severity
from coursepack.model.content import blocks_text
from coursepack.model.source import Position
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.keys import Key, is_entry, is_key_line, may_hold_key, opens_key, read_key
from coursepack.reading.inferred.lines import Line, end_line, joined
from coursepack.reading.inferred.marks import same_words
from coursepack.reading.inferred.question import Candidate, KeyPlace
from coursepack.reading.inferred.scanned import ANSWERS_VISIBLE, Scanned
from coursepack.reading.inferred.worded_keys import OpenQuestions, Worded, read_worded

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
    """Take answer keys and the questions that they answer: those between a key and the key before it."""
    asked = {one.start for one in pending if not any(map(is_entry, text.lines[one.start : one.end]))}
    opened = OpenQuestions({place for one in pending for place in range(one.start, one.end)})
    after = index = 0
    while index < len(text.lines):
        line = text.lines[index]
        first, end, folded = index, index + 1, -1
        if text.taken[index]:
            index += 1
            continue
        if opens_key(line):
            while end < len(text.lines) and not text.taken[end] and opens_key(text.lines[end]):
                end += 1  # a title right below a title
            first = end
            folded = first if first < len(text.lines) and text.lines[first].kind == "details" else -1
            while end < len(text.lines) and not (end in asked or text.taken[end] or _opens_other(text.lines[end])):
                end += 1
            key = read_key(text.lines[first:end])
        elif line.kind == "details" and marks.ANSWER_SUMMARY.match(line.text):
            key, folded = Key(), index
        elif is_key_line(line):
            key = read_key([line])
        else:
            index += 1
            continue
        if folded >= 0 and not key.entries:
            key = read_key(text.lines[folded].inner, whole=True)
            end = folded + 1
        else:
            folded = -1
        before = [one for one in pending if one.start >= after and one.end <= index]
        own, worded = [*range(index, end)], Worded()
        if folded < 0:
            entries = {first + place for place in key.own}
            opened.look(text, index)
            worded = read_worded(text, opened, (place for place in range(first, end) if place not in entries))
            own = [*range(index, first), *sorted(entries | set(worded.own))]
        if key.entries or worded.own:
            answered = [
                one
                for _, one in text.questions
                if one.start >= after and one.end <= index and not one.key and not one.entry
            ]
            _take(text, own, key, before, answered, worded.gaps, folded=folded >= 0)
            after = end
            opened.forget(end)
        elif before and may_hold_key(text.lines[first:end] if folded < 0 else text.lines[folded].inner):
            what = f"this key of the questions from {before[0].stem[0].at} on is not understood"
            text.report.add(KEY_MISMATCH, line.at, what)
        pending[:] = [one for one in pending if not one.letters]
        index = end


def _opens_other(line: Line) -> bool:
    """Whether a line ends the key above it: it is a heading, or the title of another key."""
    return line.kind == "heading" or opens_key(line)


def _take(
    text: Scanned,
    own: list[int],
    key: Key,
    before: list[Candidate],
    answered: list[Candidate],
    gaps: list[Candidate],
    *,
    folded: bool,
) -> None:
    """Take the lines `own` of a key for the questions before it; those of `answered` have their answers with them, and
    those of `gaps` are filled by it already.

    `folded`: what stands in the key before its first entry is kept in its place.
    """
    at = text.lines[own[0]].at
    asked = sorted((*before, *answered), key=lambda candidate: candidate.start)
    if len(asked) != len(key.entries) and before:
        asked = before
    if asked and not any(candidate.number for candidate in asked):
        for number, candidate in enumerate(asked, 1):
            candidate.number = number
    for index in own:
        text.taken[index] = True
    if key.twice or not (asked or gaps) or sorted(candidate.number for candidate in asked) != sorted(key.entries):
        _mismatch(text, at, asked, key)
        return
    place = KeyPlace(at.line, max(end_line(text.lines[index]) for index in own), len(asked) + len(gaps))
    if folded and key.before:
        text.kept[own[-1]] = key.before
        place = msgspec.structs.replace(place, mixed=True)
    for candidate in gaps:
        candidate.key = place
        text.take(candidate)
    if not before and not gaps:
        text.report.add(KEY_REPEATS, at, "left out: this key says again what the questions before it say")
    for candidate in asked:
        entry = key.entries[candidate.number]
        said = f"the key says {', '.join(entry.letters)} for question {candidate.number} ({candidate.stem[0].at})"
        if not candidate.letters and not set(entry.letters) <= set(candidate.known):
            text.report.add(KEY_MISMATCH, at, f"{said}, which has the options {', '.join(candidate.known)}")
            continue
        if candidate.letters and set(entry.letters) != set(candidate.letters):
            what = f"{said}, but {', '.join(candidate.letters)} is its answer there"
            text.report.add(KEY_MISMATCH, at, what, help="correct the one that is wrong")
        candidate.key = place
        told = joined(entry.told)
        if told and any(same_words(option.text, blocks_text(told[:1])) for option in candidate.options):
            told = told[1:]
        if not candidate.explanation or blocks_text(told) not in blocks_text(candidate.explanation):
            candidate.explanation = (*candidate.explanation, *told)
        if not candidate.letters:
            candidate.letters = entry.letters
            text.take(candidate)


def _mismatch(text: Scanned, at: Position, before: list[Candidate], key: Key) -> None:
    if not before:
        text.report.add(
            ANSWERS_VISIBLE, at, "this answer key belongs to no question that could be read", help=_BOXES_SAY_IT
        )
        return
    numbers = {candidate.number: candidate for candidate in before}
    missing = [number for number in numbers if number not in key.entries]
    extra = [number for number in key.entries if number not in numbers]
    doubled = [candidate for candidate in before if numbers[candidate.number] is not candidate]
    if doubled:
        other = numbers[doubled[0].number].stem[0].at
        places = f"{doubled[0].stem[0].at} and {other}"
        what = f"two questions have the number {doubled[0].number} ({places}): count them through"
    elif missing:
        what = f"question {missing[0]} ({numbers[missing[0]].stem[0].at}) has no entry in this key"
    elif key.twice:
        what = f"this key has two entries {key.twice}: only one of them can be right"
    else:
        last = f"{before[-1].number} ({before[-1].stem[0].at})"
        what = (
            f"this key answers question {extra[0]}, but no question before it has that number: the last one is {last}"
        )
    text.report.add(KEY_MISMATCH, at, what)
