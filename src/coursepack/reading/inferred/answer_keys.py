"""Answer keys, and the questions that they answer."""

from collections.abc import Container

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
from coursepack.reading.inferred.worded_keys import OpenQuestions, Worded

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


class FoundKey(msgspec.Struct, frozen=True):
    """A key in the lines from `first` to before `end`, those of its title not counted; `folded`: inside one of them."""

    first: int
    end: int
    folded: bool
    key: Key


def take_keys(text: Scanned, pending: list[Candidate]) -> None:
    """Take answer keys and the questions that they answer: those between a key and the key before it."""
    asked = {one.start for one in pending if not any(map(is_entry, text.lines[one.start : one.end]))}
    opened = OpenQuestions(text, pending)
    after = index = 0
    while index < len(text.lines):
        found = None if text.taken[index] else _key_at(text, index, asked)
        if found is None:
            index += 1
            continue
        before = [one for one in pending if one.start >= after and one.end <= index]
        own, worded = list(range(index, found.end)), Worded()
        if not found.folded:
            entries = {found.first + place for place in found.key.own}
            others = [place for place in range(found.first, found.end) if place not in entries]
            worded = opened.answers(index, others)
            own = [*range(index, found.first), *sorted(entries | set(worded.own))]
        if found.key.entries or worded.own:
            _take(text, own, found, _asked(text, found.key, before, range(after, index)), worded.gaps)
            after = found.end
            opened.forget(found.end)
        elif before and may_hold_key(
            text.lines[found.first].inner if found.folded else text.lines[found.first : found.end]
        ):
            what = f"this key of the questions from {before[0].stem[0].at} on is not understood"
            text.report.add(KEY_MISMATCH, text.lines[index].at, what)
        pending[:] = [one for one in pending if not one.letters]
        index = found.end


def _key_at(text: Scanned, index: int, asked: Container[int]) -> FoundKey | None:
    """The key whose title, summary or only line stands at `index`; it ends before the question of a line in `asked`."""
    lines = text.lines
    if opens_key(lines[index]):
        first = index + 1
        while first < len(lines) and not text.taken[first] and opens_key(lines[first]):
            first += 1  # a title right below a title
        end = first
        while end < len(lines) and not (end in asked or text.taken[end] or _opens_other(lines[end])):
            end += 1
        key = read_key(lines[first:end])
        if key.entries or first == len(lines) or lines[first].kind != "details":
            return FoundKey(first, end, False, key)
        return _folded(lines, first)
    if lines[index].kind == "details" and marks.ANSWER_SUMMARY.match(lines[index].text):
        return _folded(lines, index)
    return FoundKey(index, index + 1, False, read_key([lines[index]])) if is_key_line(lines[index]) else None


def _folded(lines: list[Line], index: int) -> FoundKey:
    return FoundKey(index, index + 1, True, read_key(lines[index].inner, whole=True))


def _opens_other(line: Line) -> bool:
    """Whether a line ends the key above it: it is a heading, or the title of another key."""
    return line.kind == "heading" or opens_key(line)


def _asked(text: Scanned, key: Key, before: list[Candidate], places: range) -> list[Candidate]:
    """The questions that a key is for, counted where none has a number.

    These are those of `before`, and where it has letters for all, also those in `places` that have their answers with
    them.
    """
    answered = [
        one
        for _, one in text.questions
        if key.entries and one.start >= places.start and one.end <= places.stop and not one.key and not one.entry
    ]
    asked = sorted((*before, *answered), key=lambda candidate: candidate.start)
    if len(asked) != len(key.entries) and before:
        asked = before
    if not any(candidate.number for candidate in asked):
        for number, candidate in enumerate(asked, 1):
            candidate.number = number
    return asked


def _take(text: Scanned, own: list[int], found: FoundKey, asked: list[Candidate], gaps: list[Candidate]) -> None:
    """Take the lines `own` of a key for the questions `asked`; those of `gaps` are filled by it already.

    What stands in a folded key before its first entry is kept in its place.
    """
    at, key = text.lines[own[0]].at, found.key
    for index in own:
        text.taken[index] = True
    if key.twice or sorted(candidate.number for candidate in asked) != sorted(key.entries):
        _mismatch(text, at, asked, key)
        return
    place = KeyPlace(at.line, max(end_line(text.lines[index]) for index in own), len(asked) + len(gaps))
    if found.folded and key.before:
        text.kept[own[-1]] = key.before
        place = msgspec.structs.replace(place, mixed=True)
    for candidate in gaps:
        candidate.key = place
        text.take(candidate)
    if asked and not gaps and all(candidate.letters for candidate in asked):
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
