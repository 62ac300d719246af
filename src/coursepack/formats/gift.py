"""GIFT: what its files are made of (question/format/gift/format.php of Moodle 4.5 and 5.1).

Questions stand between blank lines, each with one block of answers in braces; a backslash takes the meaning of
`~ = # { } :` away, and `\\n` is an end of line.
"""

import re
from collections.abc import Iterator

import msgspec

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)", re.IGNORECASE)


class Entry(msgspec.Struct, frozen=True):
    """A question as it stands in the file: the line where it begins, its text, and the comments that stand with it.

    `category`: the path that the entry opens where it is no question, as written; else None.
    """

    line: int
    text: str
    comments: tuple[str, ...] = ()
    category: str | None = None


def entries(text: str) -> Iterator[Entry]:
    """The questions and categories of a file, in order."""
    lines: list[str] = []
    comments: list[str] = []
    start = 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        is_comment = line.lstrip().startswith("//")
        if is_comment:
            comments.append(line.strip().removeprefix("//").strip())
        elif line.strip():
            start = start if lines else number
            category = _CATEGORY.match(line.strip())
            if category and not lines:
                yield Entry(number, line, tuple(comments), category[1].strip())
                comments = []
                continue
            lines.append(line)
        elif lines:  # a comment inside a question is passed over; only a blank line ends it
            yield Entry(start, "\n".join(lines), tuple(comments))
            lines, comments = [], []


def looks_like_gift(text: str) -> bool:
    """Whether a text has what only GIFT has: a category, a title, or a block of answers."""
    hidden = _ESCAPED.sub("", text)
    return bool(
        re.search(r"^\s*\$CATEGORY:", hidden, re.MULTILINE)
        or re.search(r"^::[^:\n]+::", hidden, re.MULTILINE)
        or re.search(r"\{\s*(?:[=~#]|T\b|F\b|TRUE\b|FALSE\b|\})", hidden)
    )
