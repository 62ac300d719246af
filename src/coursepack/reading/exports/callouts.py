"""Turns a tool's callout into the form that coursepack reads: a quotation that opens with `[!KIND]`."""

from coursepack.reading.exports.source import Source


def quote(source: Source, first: int, last: int, kind: str, title: str = "") -> None:
    """Make the lines from `first` to `last`, an opening and a closing mark, a callout with what stands between them."""
    indent = _indent(source.lines[first])
    source.replace(first, indent, len(source.lines[first]), f"> [!{kind}]{' ' * bool(title)}{title}")
    for index in range(first + 1, last):
        width = min(indent, _indent(source.lines[index]))
        source.replace(index, width, width, " " * (indent - width) + "> ")
    source.blank(last)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
