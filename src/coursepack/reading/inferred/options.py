"""Runs of lettered options in the lines of a text."""

import re

import msgspec

from coursepack.model.content import Block
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Line, cut, cut_end, raw_text


class Option(msgspec.Struct):
    """One option: its letter as written, its lines without the letter, and whether it bears a mark that it is right.

    `feedback`: what is quoted under it.
    """

    letter: str
    lines: list[Line]
    right: bool = False
    feedback: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def option_at(lines: list[Line], index: int) -> Option | None:
    """The option that the line at `index` opens; it has no line yet where only its letter stands there."""
    line = lines[index]
    if line.kind != "text":
        return None
    found = marks.OPTION.match(raw_text(line.inlines))
    if found is None:
        return None
    rest = cut(line.inlines, found.end())
    letter, starred = found[2] or found[3], bool(found["star"])
    if rest:
        return Option(letter, [msgspec.structs.replace(line, inlines=rest)], starred)
    before_block = index + 1 < len(lines) and lines[index + 1].kind == "block"
    return Option(letter, [], starred) if before_block else None


def options_at(lines: list[Line], index: int) -> tuple[list[Option] | None, int]:
    """The run of options from A on that begins at `index`, and the index behind it; None where there is none."""
    first = option_at(lines, index)
    if first is None or first.letter.upper() != "A":
        return None, index
    options = [first]
    end = index + 1
    while end < len(lines):
        following = option_at(lines, end)
        if following is not None and following.letter == chr(ord(options[-1].letter) + 1):
            options.append(following)
        elif following is None and _continues(lines[end], options[-1]):
            options[-1].lines.append(lines[end])
        else:
            break
        end += 1
    return (options, end) if len(options) > 1 and all(option.lines for option in options) else (None, index)


def take_marks(options: list[Option]) -> None:
    """Note which options end in a mark that they are right, and take the marks out of their text."""
    for option in options:
        option.right = _take_mark(option, marks.RIGHT_MARK) or option.right
    if any(option.right for option in options):
        for option in options:
            if not option.right:
                _take_mark(option, marks.WRONG_MARK)


def _take_mark(option: Option, mark: re.Pattern[str]) -> bool:
    """Take a mark off the end of an option; whether it was there."""
    last = option.lines[-1]
    text = raw_text(last.inlines)
    found = mark.search(text)
    if not found or not last.inlines:
        return False
    option.lines[-1] = msgspec.structs.replace(last, inlines=cut_end(last.inlines, len(text) - found.start()))
    return True


def _continues(line: Line, option: Option) -> bool:
    """Whether a line goes on with an option: a wrapped line, or a block in its list item or right behind its letter."""
    if not option.lines:
        return line.kind == "block"
    last = option.lines[-1]
    if line.kind == "text":
        is_mark = marks.read_answer(line.text) or marks.EXPLANATION.match(line.text) or marks.NUMBERED.match(line.text)
        return line.part == last.part and not is_mark and not line.item
    return line.kind == "block" and line.depth > 1 and line.top == last.top
