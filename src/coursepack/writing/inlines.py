"""Inlines as Markdown that reads as the same inlines again, also inside a quiz, where `[[…]]` is a blank."""

import re
from typing import assert_never

from coursepack.model.content import (
    Attributes,
    Code,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    SoftBreak,
    Span,
    Strikethrough,
    Strong,
    Text,
    UnitMention,
)
from coursepack.patterns import late
from coursepack.writing.html import opening

_SPECIAL = late(
    r"[\\`*\]<$]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|^~|~$|=(?==)|(?<==)=|^=|=$|%(?=%)|(?<=%)%|^%|%$"
    r"|&(?=#?\w+;)|^\{|[!^]$|&$"
)
_BRACKET = late(r"\[")
_LINE_START = late(r"(#|>|\||[-+](?=[-+=:\s]|$)|=(?=[=\s]|$)|~(?=[\s:-]|$)|:(?=[\s~:-]|$)|\d{1,9}(?=[.)](?:\s|$)))")
_AUTOLINK = late(r"(?:https?://|mailto:)[^\s<>\\]+")
_EDGE = late(r"^[^\S\n ]+|[^\S\n ]+$", re.MULTILINE)
_UNDONE = frozenset(".-()!:#+=~&,;?\\")
"""What loses a backslash before it when a heading is read (`coursepack.reading.exports.headings`)."""

_BEFORE_MARK = frozenset("([\"'")
_BEHIND_MARK = frozenset("!\"#%&'(),-./:;<=>?@[\\]^`{|}")

_MARKS: dict[type[Inline], tuple[str, str]] = {
    Emphasis: ("*", "em"),
    Strong: ("**", "strong"),
    Strikethrough: ("~~", "s"),
}
"""{node: what stands on both sides of its text, and the element that does where that would not be read}."""


def write_inlines(inlines: tuple[Inline, ...], *, one_line: bool = False) -> str:
    """`inlines` as Markdown; line ends in the source stay line ends, unless all must stand on `one_line`."""
    writer = _Writer(one_line=one_line)
    writer.add(inlines, "")
    return "\n".join(_safe_line(line) for line in writer.text.split("\n"))


def heading_words(inlines: tuple[Inline, ...]) -> str:
    """`inlines` as the words of a heading, where reading undoes the escapes that Word and Google Docs write."""
    writer = _Writer(one_line=True, undone=_UNDONE)
    writer.add(inlines, "")
    return writer.text


def escaped(text: str, before: str = "", undone: frozenset[str] = frozenset()) -> str:
    """`text` with all that would be markup escaped; `before` is the character that stands before it.

    Characters in `undone` would lose a backslash before them, and are written by their number.
    """
    # The brackets of a blank count behind a backslash, too: two in a row must never stand side by side.
    parts = _BRACKET.split(text)
    made = _plain(parts[0], undone)
    for part in parts[1:]:
        beside = part == "" or (made or before)[-1:] == "[" or made.endswith("&#91;")
        made += ("&#91;" if beside else "\\[") + _plain(part, undone)
    return made


def _plain(text: str, undone: frozenset[str]) -> str:
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};" if found[0] in undone else f"\\{found[0]}", text)


def _safe_line(line: str) -> str:
    """A line that does not open a block by accident, and whose unusual spaces at its ends are kept."""
    line = _EDGE.sub(lambda found: "".join(f"&#{ord(space)};" for space in found[0]), line)
    found = _LINE_START.match(line)
    if not found:
        return line
    sign = found[1]
    return f"{sign}\\{line[found.end() :]}" if sign[0].isdigit() else f"\\{line}"


class _Writer:
    """The text so far. `_inside` are the kinds of emphasis that are open."""

    def __init__(self, *, one_line: bool, undone: frozenset[str] = frozenset()) -> None:
        self.text = ""
        self._undone = undone
        self._one_line = one_line
        self._inside: list[type[Inline]] = []

    def add(self, inlines: tuple[Inline, ...], behind: str) -> None:
        """Add `inlines`; `behind` is the character that will follow them."""
        for index, node in enumerate(inlines):
            following = inlines[index + 1] if index + 1 < len(inlines) else None
            self._node(node, _first_character(following) if following is not None else behind)

    def _node(self, node: Inline, behind: str) -> None:
        match node:
            case Text(text=text):
                self.text += escaped(text, self.text[-1:], self._undone)
            case Emphasis() | Strong() | Strikethrough():
                self._marked(node, behind)
            case Code(text=text, attributes=attributes):
                if attributes is not None or not text.strip() or self.text.endswith("`"):
                    self._element("code", attributes, (Text(node.at, text),))
                else:
                    self.text += _code(text)
            case Math(tex=tex):
                dollars = "$$" if behind.isdigit() or "$" in tex.replace("\\$", "") else "$"
                self.text += f"{dollars}{tex}{dollars}"
            case Link():
                self._link(node)
            case UnitMention(children=children):
                self.add(children, behind)
            case Image(source=source, alt=alt, title=title):
                words = escaped(" ".join(alt.split()), "[", self._undone)
                self.text += f"![{words}]({_address(source)}{_title(title)})"
            case SoftBreak():
                self.text += " " if self._one_line else "\n"
            case LineBreak():
                self.text += "<br>" if self._one_line else "\\\n"
            case FootnoteReference(number=number):
                self.text += f"[^{number}]"
            case Span(tag_name="gap", children=children):
                self.text += f"[[{''.join(child.text for child in children if isinstance(child, Code))}]]"
            case Span(tag_name=name, children=children, attributes=attributes):
                self._element(name, attributes, children)
            case _:
                assert_never(node)

    def _marked(self, node: Emphasis | Strong | Strikethrough, behind: str) -> None:
        mark, name = _MARKS[type(node)]
        before = self.text[-1:]
        if (
            node.attributes is None
            and type(node) not in self._inside
            and (not behind or behind in _BEHIND_MARK | {" "})
        ):
            start = len(self.text)
            self._inside.append(type(node))
            self.text += mark
            self.add(node.children, "*")
            self._inside.pop()
            inner = self.text[start + len(mark) :]
            if _can_be_marked(inner, before):
                self.text += mark
                return
            self.text = self.text[:start]
        self._element(name, node.attributes, node.children)

    def _element(self, name: str, attributes: Attributes | None, children: tuple[Inline, ...]) -> None:
        self.text += opening(name, attributes)
        self.add(children, "<")
        self.text += f"</{name}>"

    def _link(self, node: Link) -> None:
        words = node.children[0].text if len(node.children) == 1 and isinstance(node.children[0], Text) else ""
        if node.attributes is not None:
            self.text += opening("a", node.attributes, href=node.href, title=node.title)
            self.add(node.children, "<")
            self.text += "</a>"
        elif words and not node.title and node.href in (words, f"mailto:{words}") and _AUTOLINK.fullmatch(node.href):
            self.text += f"<{words}>"
        else:
            self.text += "["
            self.add(node.children, "]")
            self.text += f"]({_address(node.href)}{_title(node.title)})"


def _first_character(node: Inline) -> str:
    """A character that stands for how a node begins, as far as it matters to a mark before it."""
    match node:
        case Text(text=text):
            first = text[:1]
            return " " if first in (" ", "\n") else first
        case Emphasis() | Strong() | Strikethrough():
            return "*"
        case SoftBreak() | LineBreak():
            return " "
        case UnitMention(children=children):
            return _first_character(children[0]) if children else ""
        case _:
            return "<"


def _can_be_marked(inner: str, before: str) -> bool:
    """Whether marks right round `inner` are read as such, behind the character `before` (CommonMark, section 6.2)."""
    if not inner or inner[0].isspace() or inner[-1].isspace() or inner[0] in "*~" or inner[-1] in "*~":
        return False
    return before in ("", " ", "\n") or (before in _BEFORE_MARK and inner[0].isalnum())


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or (text[:1] == text[-1:] == " " and text.strip()) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _address(address: str) -> str:
    plain = re.sub(r"&(?=#?\w+;)", "&amp;", re.sub(r"[\\<>]", r"\\\g<0>", address.replace("\n", "%0A")))
    return f"<{plain}>" if not address or re.search(r"[\s()<>]", address) else plain


def _title(title: str) -> str:
    plain = re.sub(r"&(?=#?\w+;)", "&amp;", re.sub(r'[\\"]', r"\\\g<0>", " ".join(title.split())))
    return f' "{plain}"' if title else ""
