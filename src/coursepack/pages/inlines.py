"""Runs of text as HTML: emphasis, links, images in a line, mathematics, footnote marks."""

import gettext
from collections.abc import Callable
from typing import Protocol, TypeVar, assert_never

from markupsafe import Markup

from coursepack.languages import translations
from coursepack.model.content import (
    Code,
    Element,
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
    plain_text,
)
from coursepack.model.course import Asset, AssetTarget, Course, CourseTarget, Target, UnitTarget, WebTarget
from coursepack.model.source import Position
from coursepack.pages.markup import attributes_of, escaped, is_external, safe_address
from coursepack.pages.mathematics import mathml
from coursepack.pages.shared import Shared

INLINE_ELEMENTS = frozenset(
    (
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
    )
)
"""The elements of HTML that a `Span` may become; any other name becomes `span`."""


Rendered = TypeVar("Rendered")


class Addresses(Protocol):
    """Where things of a course are, seen from where the text will stand."""

    def unit(self, unit_id: str, anchor: str, /) -> str | None:
        """The address of a unit, or of the heading `anchor` in it; None where the output has no such place."""

    def asset(self, asset: Asset) -> str:
        """The address of a file of the course."""

    def course(self) -> str | None:
        """The address of the course's first page, or None."""

    def elsewhere(self, unit_id: str, at: Position, /) -> tuple[str, str] | None:
        """Label and number, and title, of a unit ("": the course) that cannot be opened from what stands `at`.

        None where nothing is to be said of it.
        """


class Unplaced:
    """What addresses say in a bank of questions, which has no pages: links to them become plain words."""

    lost_links = False
    """Whether there was such a link."""

    def unit(self, _unit_id: str, _anchor: str, /) -> None:
        """No address."""
        self.lost_links = True

    def course(self) -> None:
        """No address, either."""
        self.lost_links = True

    def elsewhere(self, _unit_id: str, _at: Position, /) -> None:
        """Nothing: what a question says must do without the course's pages."""


class InlineText:
    """Renders inlines; `RichText` adds the blocks.

    `id_prefix` is put before every id and every reference to one. `new_windows`: links that leave the course open
    in a window of their own, because leaving inside an LMS's frame would end the learner's session.
    `math(tex, display)` writes mathematics; `gap(code)` writes the blank of a cloze text. `shared` holds what other
    renderers of the same course have rendered and would be the same here, and is given what this one renders.
    """

    def __init__(
        self,
        course: Course,
        addresses: Addresses,
        *,
        id_prefix: str = "",
        translation: gettext.NullTranslations | None = None,
        new_windows: bool = False,
        math: Callable[[str, bool], str] = mathml,
        gap: Callable[[str], str] | None = None,
        shared: Shared | None = None,
    ) -> None:
        self.course = course
        self.addresses = addresses
        self.id_prefix = escaped(id_prefix)
        self.translation = translation or translations(course.language)
        self.new_windows = new_windows
        self._math = math
        self._gap = gap
        self._shared = (shared or Shared()).html
        self._is_bound = False  # whether what was just rendered depends on where it stands or who renders it
        self._made: list[tuple[object, str]] = []  # to be kept, of what is being rendered
        self._depth = 0
        self._in_link = False  # a link cannot stand in another one: the inner one is its words

    def word(self, message: str) -> str:
        """A word of the interface in the course's language, escaped."""
        self._is_bound = True
        return escaped(self.translation.gettext(message))

    def inlines(self, nodes: tuple[Inline, ...]) -> Markup:
        """`nodes` as HTML."""
        return Markup(self._once(nodes, self._inlines))

    def _once(self, node: Rendered, render: Callable[[Rendered], str]) -> str:
        """`node` as `render` makes it, or as it was made before where that would be the same."""
        html = self._shared.get(node)
        if html is None:
            was_bound, self._is_bound = self._is_bound, False
            made = self._made
            before = len(made)
            self._depth += 1
            html = render(node)
            self._depth -= 1
            if not self._is_bound:  # what is inside is kept with it
                made[before:] = ((node, html),)
                self._is_bound = was_bound
            if not self._depth:
                self._shared.keep_all(made)
                made.clear()
        return html

    def _inlines(self, nodes: tuple[Inline, ...]) -> str:
        return "".join([escaped(node.text) if type(node) is Text else self._inline(node) for node in nodes])

    def _inline(self, node: Inline) -> str:
        match node:
            case Text(text=text):
                return escaped(text)
            case Strong(children=children):
                return f"<strong{self._own(node)}>{self._inlines(children)}</strong>"
            case SoftBreak():
                return "\n"
            case Emphasis(children=children):
                return f"<em{self._own(node)}>{self._inlines(children)}</em>"
            case Code(text=text):
                return f"<code{self._own(node)}>{escaped(text)}</code>"
            case Link():
                return self._link(node, node.title)
            case UnitMention():
                return self._link(node)
            case Image():
                return self.image(node)
            case LineBreak():
                return "<br>\n"
            case Math(tex=tex):
                self._is_bound = True
                return self._math(tex, False)
            case Strikethrough(children=children):
                return f"<del{self._own(node)}>{self._inlines(children)}</del>"
            case FootnoteReference():
                return self._footnote_mark(node)
            case Span():
                return self._span(node)
            case _:
                assert_never(node)

    def image(self, node: Image, classes: str = "") -> str:
        """An image; where its file is not in the course, its text alternative stands for it."""
        self._is_bound = True
        asset = self.course.asset_of(node.at.file, node.source)
        if asset is None:
            target = self.course.targets.get(node.at.file, {}).get(node.source)
            words = escaped(node.alt or node.source.removeprefix("wiki:").removeprefix("embedded:"))
            if isinstance(target, WebTarget) and not self._in_link:
                return self._anchor(target, words)
            return f"<span>{words}</span>"
        size = f' width="{asset.width}" height="{asset.height}"' if asset.width and asset.height else ""
        title = f' title="{escaped(node.title)}"' if node.title else ""
        source = escaped(self.addresses.asset(asset))
        own = self._own(node, classes)
        return f'<img src="{source}" alt="{escaped(node.alt)}"{size}{title} loading="lazy" decoding="async"{own}>'

    def _own(self, node: Element, own_class: str = "") -> str:
        """The attributes of `node`'s element."""
        if node.attributes is not None:
            self._is_bound = True
        return attributes_of(node.attributes, self.id_prefix, own_class)

    def _link(self, node: Link | UnitMention, title: str = "") -> str:
        self._is_bound = True
        if self._in_link:
            return self._inlines(node.children)
        self._in_link = True
        words = self._inlines(node.children)
        self._in_link = False
        extra = f' title="{escaped(title)}"' if title else ""
        target = self.course.target_of(node)
        return self._anchor(target, words, extra + self._own(node)) + self._elsewhere(node, target)

    def _elsewhere(self, node: Link | UnitMention, target: Target | None) -> str:
        """What a link that cannot be followed leads to, as far as its own words do not say so."""
        if not isinstance(target, UnitTarget | CourseTarget) or self._address(target) is not None:
            return ""
        name = self.addresses.elsewhere(target.unit_id if isinstance(target, UnitTarget) else "", node.at)
        said = plain_text(node.children).casefold()
        missing = [part for part in name or () if part and part.casefold() not in said]
        return f' <span class="elsewhere">({escaped(": ".join(missing))})</span>' if missing else ""

    def _anchor(self, target: Target | None, words: str, extra: str = "") -> str:
        """`words` as a link to `target`, or alone where it leads nowhere."""
        address = self._address(target)
        if address is None:
            return words
        if isinstance(target, AssetTarget) and address.startswith("data:"):  # browsers open no such page, but save it
            return (
                f'<a href="{escaped(address)}" download="{escaped(target.path.rsplit("/", 1)[-1])}"{extra}>{words}</a>'
            )
        leaves = is_external(address)
        if self.new_windows and (leaves or isinstance(target, AssetTarget)):
            hint = f'<span class="visually-hidden"> ({self.word("opens in a new window")})</span>'
            return f'<a href="{escaped(address)}" target="_blank" rel="noopener"{extra}>{words}{hint}</a>'
        relation = ' rel="noopener"' if leaves else ""
        return f'<a href="{escaped(address)}"{relation}{extra}>{words}</a>'

    def _address(self, target: Target | None) -> str | None:
        match target:
            case None:
                return None
            case WebTarget(url=url):
                return safe_address(url)
            case UnitTarget(unit_id=unit_id, anchor=anchor):
                return self.addresses.unit(unit_id, anchor)
            case CourseTarget():
                return self.addresses.course()
            case AssetTarget(path=path):
                asset = self.course.assets.get(path)
                return self.addresses.asset(asset) if asset else None
            case _:
                assert_never(target)

    def _footnote_mark(self, node: FootnoteReference) -> str:
        self._is_bound = True
        mark = f"{self.id_prefix}fnref-{node.number}" + (f"-{node.occurrence}" if node.occurrence > 1 else "")
        note = f"#{self.id_prefix}fn-{node.number}"
        label = self.word("Footnote")
        return (
            f'<sup class="footnote-mark"><a id="{mark}" href="{note}" role="doc-noteref">'
            f'<span class="visually-hidden">{label} </span>{node.number}</a></sup>'
        )

    def _span(self, node: Span) -> str:
        if node.tag_name == "gap":
            self._is_bound = True
            code = node.attributes.id if node.attributes else ""
            return (
                self._gap(code)
                if self._gap
                else f'<span class="gap" role="img" aria-label="{self.word("blank")}"></span>'
            )
        name = node.tag_name if node.tag_name in INLINE_ELEMENTS else "span"
        return f"<{name}{self._own(node)}>{self._inlines(node.children)}</{name}>"
