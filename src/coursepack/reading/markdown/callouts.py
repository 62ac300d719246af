"""The marks of callouts, `> [!NOTE]`: GitHub's, Obsidian's with all their aliases, and our own."""

from typing import Literal

import msgspec

from coursepack.diagnostics import Rule, Severity
from coursepack.model.content import CalloutKind
from coursepack.patterns import late
from coursepack.reading.values import did_you_mean

UNKNOWN_CALLOUT = Rule(
    "unknown-callout",
    Severity.WARNING,
    "A quotation opens with the mark of a callout whose kind is not known.",
    "It is shown as a note with that word as its title, which may not be what was meant.",
    "write a kind that is known, such as > [!NOTE], > [!TIP] or > [!WARNING], with a title of your own behind it",
    example="> [!recipe]\n> Flour, water, salt.",
)

_MARK = late(r"\[!([A-Za-z][\w -]*)(?:\|[^\]\n]*)?\](?![(\[])([+-]?)[ \t]*")
"""Behind a bar Obsidian's themes have words for the layout."""

KINDS: dict[str, CalloutKind | Literal["quotation"]] = {
    "note": "note",
    "info": "note",
    "todo": "note",
    "question": "note",
    "help": "note",
    "faq": "note",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "check": "tip",
    "done": "tip",
    "important": "important",
    "warning": "warning",
    "attention": "warning",
    "caution": "caution",
    "danger": "caution",
    "error": "caution",
    "failure": "caution",
    "fail": "caution",
    "missing": "caution",
    "bug": "caution",
    "example": "example",
    "abstract": "summary",
    "summary": "summary",
    "tldr": "summary",
    "quote": "quotation",
    "cite": "quotation",
    "definition": "definition",
    "scenario": "scenario",
    "analogy": "analogy",
    "key-point": "key-point",
    "objectives": "objectives",
    "prerequisites": "prerequisites",
}
"""{word of a mark in lower case: what it makes of the quotation}"""


class Mark(msgspec.Struct, frozen=True):
    """A callout's mark. `rest`: what stands in the lines below it; `unknown`: what to say of its word, or ""."""

    kind: CalloutKind | Literal["quotation"]
    fold: Literal["", "open", "closed"]
    title: str
    rest: str
    unknown: str = ""


def read_mark(content: str) -> Mark | None:
    """The mark that a quotation's first paragraph opens with."""
    found = _MARK.match(content)
    if found is None:
        return None
    title, _, rest = content[found.end() :].partition("\n")
    word = found[1].strip()
    kind = KINDS.get(word.lower())
    unknown = "" if kind else f'"[!{word}]" is no kind of callout that is known{did_you_mean(word, KINDS)}'
    title = title.strip() or ("" if kind else f"{word[:1].upper()}{word[1:]}")
    return Mark(kind or "note", "open" if found[2] == "+" else "closed" if found[2] else "", title, rest, unknown)
