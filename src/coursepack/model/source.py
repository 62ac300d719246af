"""Where something stands in an author's files."""

import msgspec


class Position(msgspec.Struct, frozen=True, gc=False):
    """A place in a source file.

    `file` is relative to the course's root and uses `/`; `line` and `column` count from 1, a column in
    characters as an editor shows them (a tab is one). 0 means the whole file, or the whole line.
    """

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"
