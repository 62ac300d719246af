"""The lines of one file as they are read: tools' marks taken out, and every place still the author's own."""

import re
from collections import Counter
from collections.abc import Iterator

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.patterns import late

CONVERTER_MARK = Rule(
    "converter-mark",
    Severity.NOTE,
    "A converter left marks that say nothing to a learner: bookmarks, sizes, styles, badges, a printed contents list.",
    "They are left out, so that learners read the text alone.",
    "nothing; to be rid of the note, take the marks out of the file",
    example="The []{#_Toc52 .anchor}dough rests.",
)

_FENCE = late(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}+(?!.*`)|~{3,})")
_LIST_ITEM = late(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_BACKTICKS = late(r"`+")


class Source:
    """A file's lines, which tools' readers change in place. The number of lines never changes.

    `begin` is the index of the first line behind the front matter. `aliases`: {anchor that a tool gave: line from 1}.
    `embedded`: {name: (media type, bytes)} of images that stood in the text itself. `report` takes what loses words;
    `drop` counts harmless marks, so that each kind is named once a file.
    """

    def __init__(self, file: str, lines: list[str], begin: int, report: Report) -> None:
        self.file = file
        self.lines = list(lines)
        self._author = lines
        self.begin = begin
        self.report = report
        self.aliases: dict[str, int] = {}
        self.embedded: dict[str, tuple[str, bytes]] = {}
        self.changed = False
        self._shifts: dict[int, list[tuple[int, int]]] = {}
        self._numbers: dict[int, int] = {}
        self._dropped: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], Position] = {}

    # --- places ----------------------------------------------------------------------------------------------

    def place(self, index: int, column: int) -> Position:
        """The author's place of the character at `column` (from 0) of the line `index` as it is read."""
        for start, original in reversed(self._shifts.get(index, ())):
            if column >= start:
                column += original - start
                break
        return Position(self.file, self._numbers.get(index, index) + 1, max(column, 0) + 1)

    def replace(self, index: int, start: int, end: int, text: str) -> None:
        """Put `text` in place of the characters from `start` to `end` of a line."""
        line = self.lines[index]
        behind = self.place(index, end).column - 1
        before = self.place(index, start).column - 1
        shift = len(text) - (end - start)
        kept = [(column, original) for column, original in self._shifts.get(index, [(0, 0)]) if column < start]
        later = [(column + shift, original) for column, original in self._shifts.get(index, ()) if column > end]
        self._shifts[index] = [*kept, (start, before), (start + len(text), behind), *later]
        self.lines[index] = line[:start] + text + line[end:]
        self.changed = True

    def blank(self, index: int) -> None:
        """Take a whole line out."""
        self.lines[index] = ""
        self.changed = True

    def rewrite(self, index: int, cells: list[str], number: int) -> None:
        """Make a line a table's row; its cells are what the author wrote in the line `number` (from 0)."""
        text = "|"
        shifts: list[tuple[int, int]] = []
        for cell in cells:
            shifts.append((len(text) + 1, max(self._author[number].find(cell[:12]), 0)))
            text += f" {cell.replace('|', chr(92) + '|')} |"
        self.lines[index] = text
        self._shifts[index] = shifts
        self._numbers[index] = number
        self.changed = True

    # --- reports ---------------------------------------------------------------------------------------------

    def drop(self, one: str, many: str, at: Position) -> None:
        """Count a harmless mark that is left out; `many` has a `{}` for the number."""
        self._dropped[one, many] += 1
        self._first.setdefault((one, many), at)

    def finish(self) -> None:
        """Report what was dropped, once for each kind."""
        for (one, many), times in self._dropped.items():
            words = one if times == 1 else many.format(times)
            self.report.add(CONVERTER_MARK, self._first[one, many], f"left out: {words}")
        self._dropped.clear()

    # --- lines -----------------------------------------------------------------------------------------------

    def prose(self) -> Iterator[int]:
        """The indexes of the lines that are no code, no comment and no front matter."""
        fence = ""
        comment = listed = False
        coded = True
        for index in range(self.begin, len(self.lines)):
            line = self.lines[index]
            if fence:
                closing = line.strip(" \t>")
                if closing.startswith(fence) and not closing.strip(fence[0]):
                    fence = ""
                continue
            if comment:
                comment = "-->" not in line
                continue
            if not line.strip():
                yield index
                continue
            if (line.startswith(("    ", "\t"))) and not listed and coded:
                continue
            opening = _FENCE.match(line)
            if opening:
                fence = opening[1]
                coded = True
                continue
            if _LIST_ITEM.match(line):
                listed = True
            elif not line.startswith((" ", "\t")):
                listed = listed and bool(self.lines[index - 1].strip())
            comment = "<!--" in line and "-->" not in line[line.rindex("<!--") :]
            coded = index + 1 < len(self.lines) and not self.lines[index + 1].strip()
            yield index

    def matches(self, index: int, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """The matches of `pattern` in a line that do not touch a code span, last first."""
        line = self.lines[index]
        found = list(pattern.finditer(line))
        if found and "`" in line:
            spans = code_spans(line)
            found = [
                match for match in found if not any(match.start() < end and begin < match.end() for begin, end in spans)
            ]
        return found[::-1]


def code_spans(line: str) -> list[tuple[int, int]]:
    """Where code begins and ends in a line (CommonMark, section 6.1), in time that grows with its length alone."""
    runs = [found.span() for found in _BACKTICKS.finditer(line)]
    ahead: dict[int, list[int]] = {}
    for place in range(len(runs) - 1, -1, -1):
        ahead.setdefault(runs[place][1] - runs[place][0], []).append(place)
    spans: list[tuple[int, int]] = []
    place = 0
    while place < len(runs):
        same = ahead[runs[place][1] - runs[place][0]]
        while same and same[-1] <= place:
            same.pop()
        if same:
            spans.append((runs[place][0], runs[same[-1]][1]))
            place = same[-1]
        place += 1
    return spans
