"""GIFT: what its files are made of (question/format/gift/format.php of Moodle 4.5 and 5.1).

Questions stand between blank lines, each with one block of answers in braces; a backslash takes the meaning of
`~ = # { } :` away, and `\\n` is an end of line.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from coursepack.patterns import late

Type = Literal["essay", "numerical", "multichoice", "matching", "truefalse", "shortanswer"]
"""By Moodle's names."""

TRUTH = late(r"(TRUE|T|FALSE|F)\s*(?=#|$)", re.IGNORECASE)

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


# What follows reads texts whose escaped characters were replaced by something else.


def divided(block: str) -> tuple[str, str]:
    """The answers in a block, and the feedback to all of them, which stands behind its last `####`."""
    answers, is_told, general = block.rpartition("####")
    return (answers.strip(), general) if is_told else (block.strip(), "")


def type_of(answers: str) -> Type:
    """The type of a question with these answers: the sign `~` decides before the arrow does."""
    if not answers:
        return "essay"
    if answers.startswith("#"):
        return "numerical"
    if "~" in answers:
        return "multichoice"
    if "=" in answers and "->" in answers:
        return "matching"
    return "truefalse" if TRUTH.match(answers) else "shortanswer"


def signed(answers: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first answer, and the sign and text of each; a lone text is the right answer."""
    first = re.split("[=~]", answers, maxsplit=1)[0]
    if first == answers:
        return "", [("=", answers)]
    return first.strip(), re.findall(r"([=~])([^=~]*)", answers)


def looks_like_gift(text: str) -> bool:
    """Whether a text has what only GIFT has: a category, a title, or a block of answers."""
    hidden = _ESCAPED.sub("", text)
    return bool(
        re.search(r"^\s*\$CATEGORY:", hidden, re.MULTILINE)
        or re.search(r"^::[^:\n]+::", hidden, re.MULTILINE)
        or re.search(r"\{\s*(?:[=~#]|T\b|F\b|TRUE\b|FALSE\b|\})", hidden)
    )
