"""Rich text as HTML: every block of the model, for the pages and for question banks alike."""

import gettext
from collections.abc import Callable
from typing import assert_never

from markupsafe import Markup

from coursepack.model.content import (
    Block,
    Callout,
    Checklist,
    CodeBlock,
    Container,
    DefinitionList,
    Disclosure,
    Figure,
    Footnotes,
    Heading,
    Inline,
    List,
    MathBlock,
    Media,
    Paragraph,
    QuizPlacement,
    Quotation,
    Table,
    ThematicBreak,
    TrustedHtml,
    VerdictList,
    plain_text,
)
from coursepack.model.course import Asset, AssetTarget, Course
from coursepack.pages.code import code_block
from coursepack.pages.inlines import Addresses, InlineText
from coursepack.pages.markup import clean, escaped
from coursepack.pages.mathematics import mathml
from coursepack.pages.shared import Shared
from coursepack.pages.tables import table

__all__ = ["CALLOUT_NAMES", "Addresses", "RichText"]

CALLOUT_NAMES = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "scenario": "Scenario",
    "example": "Example",
    "analogy": "Analogy",
    "key-point": "Key point",
    "definition": "Definition",
    "objectives": "What you will learn",
    "prerequisites": "Before you start",
    "duration": "Time needed",
    "summary": "Summary",
}
"""{kind of callout: its name where the author gave none}."""

_BLOCK_ELEMENTS = frozenset({"div", "section", "article", "figure", "figcaption", "address"})


_RETURN = "&#8617;"
"""The arrow back from a footnote; as a character it would double the room that the whole text of a page takes."""


class RichText(InlineText):
    """Renders blocks and inlines of one unit (see `InlineText` for what the arguments mean).

    `heading_level` is the level in HTML of a heading of level 1. `quiz` writes what stands at a `QuizPlacement`;
    without it nothing stands there. Tables are numbered through, so one instance renders one unit, in order.
    """

    def __init__(
        self,
        course: Course,
        addresses: Addresses,
        *,
        heading_level: int = 2,
        id_prefix: str = "",
        translation: gettext.NullTranslations | None = None,
        new_windows: bool = False,
        math: Callable[[str, bool], str] = mathml,
        gap: Callable[[str], str] | None = None,
        quiz: Callable[[QuizPlacement], str] | None = None,
        shared: Shared | None = None,
    ) -> None:
        super().__init__(
            course,
            addresses,
            id_prefix=id_prefix,
            translation=translation,
            new_windows=new_windows,
            math=math,
            gap=gap,
            shared=shared,
        )
        self.heading_level = heading_level
        self._quiz = quiz
        self._tables = 0

    def blocks(self, blocks: tuple[Block, ...]) -> Markup:
        """`blocks` as HTML."""
        return Markup(self._blocks(blocks))

    def line(self, blocks: tuple[Block, ...]) -> str:
        """`blocks` as a plain string of HTML, a lone paragraph without its element."""
        match blocks:
            case (Paragraph(children=children, attributes=None),):
                html = self.inlines(children)
            case _:
                html = self.blocks(blocks)
        return str.strip(html)  # Markup's own method makes no plain string

    def blocks_with_gaps(self, blocks: tuple[Block, ...], gap: Callable[[str], str]) -> Markup:
        """`blocks` as HTML, in which `gap(code)` writes each blank."""
        before, self._gap = self._gap, gap
        try:
            return self.blocks(blocks)
        finally:
            self._gap = before

    def _blocks(self, blocks: tuple[Block, ...]) -> str:
        if VerdictList not in map(type, blocks):
            return "".join([self._once(block, self._block) for block in blocks])
        parts: list[str] = []
        at = 0
        while at < len(blocks):
            columns = _columns(blocks[at : at + 4])
            if columns:
                parts.append(self._verdict_columns(columns))
            else:
                parts.append(self._once(blocks[at], self._block))
            at += 4 if columns else 1
        return "".join(parts)

    def _verdict_columns(self, columns: tuple[tuple[Block, VerdictList], ...]) -> str:
        """Two lists under headings, beside each other where there is room."""
        parts = ['<div class="verdict-columns">\n']
        for head, verdicts in columns:
            kind = verdicts.items[0].verdict
            inner = self._once(head, self._block) + self._once(verdicts, self._block)
            parts.append(f'<div class="verdicts-{kind}">\n{inner}</div>\n')
        parts.append("</div>\n")
        return "".join(parts)

    def _block(self, node: Block) -> str:
        if type(node) is Paragraph:  # most are
            return self._paragraph(node)
        match node:
            case Paragraph():
                return self._paragraph(node)
            case Quotation(blocks=blocks):
                return f"<blockquote{self._own(node)}>\n{self._blocks(blocks)}</blockquote>\n"
            case List():
                return self._list(node)
            case Heading():
                self._is_bound = True
                return self._heading(node)
            case Table():
                self._is_bound = True
                self._tables += 1
                name = f"{self.translation.gettext('Table')} {self._tables}"
                return table(node, name, self._own(node), self._inlines)
            case CodeBlock(text=text, language=language):
                return f"{code_block(text, language, self._own(node, 'code'))}\n"
            case Callout():
                return self._callout(node)
            case VerdictList():
                return self._verdicts(node)
            case Checklist():
                return self._checklist(node)
            case DefinitionList():
                return self._definitions(node)
            case MathBlock(tex=tex):
                self._is_bound = True
                # A long one scrolls inside itself, and so the keyboard must reach it.
                named = f'role="group" tabindex="0" aria-label="{escaped(self.word("Formula"))}"'
                return f"<div{self._own(node, 'math-block')} {named}>{self._math(tex, True)}</div>\n"
            case Disclosure(summary=summary, blocks=blocks):
                words = self._inlines(summary) or self.word("Details")
                return self._details(words, blocks, is_open=node.open, attributes=self._own(node, "disclosure"))
            case Figure(image=image, caption=caption):
                return f"<figure{self._own(node)}>{self.image(image)}{self._caption(caption)}</figure>\n"
            case Media():
                return self._media(node)
            case Container():
                return self._container(node)
            case ThematicBreak():
                return f"<hr{self._own(node)}>\n"
            case Footnotes():
                return self._footnotes(node)
            case TrustedHtml(html=html):
                return f"{clean(html)}\n"
            case QuizPlacement():
                self._is_bound = True
                return self._quiz(node) if self._quiz else ""
            case _:
                assert_never(node)

    def _paragraph(self, node: Paragraph) -> str:
        return f"<p{self._own(node)}>{self._inlines(node.children)}</p>\n"

    def _heading(self, node: Heading) -> str:
        level = min(self.heading_level + node.level - 1, 6)
        anchor = escaped(self.id_prefix + node.anchor)
        return f'<h{level} id="{anchor}">{self._inlines(node.children)}</h{level}>\n'

    def _item(self, blocks: tuple[Block, ...], *, tight: bool = True) -> str:
        """The content of a list's item; where the list is tight, its paragraphs are not elements."""
        if not tight:
            return f"\n{self._blocks(blocks)}"
        parts: list[str] = []
        for block in blocks:
            if type(block) is Paragraph and block.attributes is None:
                parts.append(self._inlines(block.children))
            else:
                parts.append(("\n" if parts else "") + self._block(block))
        return "".join(parts)

    def _list(self, node: List) -> str:
        name = "ol" if node.ordered else "ul"
        start = f' start="{node.start}"' if node.ordered and node.start != 1 else ""
        parts = [f"<{name}{start}{self._own(node)}>\n"]
        parts.extend(f"<li{self._own(item)}>{self._item(item.blocks, tight=node.tight)}</li>\n" for item in node.items)
        parts.append(f"</{name}>\n")
        return "".join(parts)

    def _verdicts(self, node: VerdictList) -> str:
        marks = {"do": ("✓", self.word("Yes")), "dont": ("✗", self.word("No"))}
        parts = [f"<ul{self._own(node, 'verdicts')}>\n"]
        for item in node.items:
            glyph, word = marks[item.verdict]
            own = self._own(item, f"verdict-{item.verdict}")
            parts.append(f"<li{own}>{_marked(glyph, word)}<div>{self._item(item.blocks)}</div></li>\n")
        parts.append("</ul>\n")
        return "".join(parts)

    def _checklist(self, node: Checklist) -> str:
        marks = {True: ("☑", self.word("Done")), False: ("☐", self.word("To do"))}
        parts = [f"<ul{self._own(node, 'checklist')}>\n"]
        for item in node.items:
            glyph, word = marks[item.done]
            own = self._own(item, "done" if item.done else "")
            parts.append(f"<li{own}>{_marked(glyph, word)}<div>{self._item(item.blocks)}</div></li>\n")
        parts.append("</ul>\n")
        return "".join(parts)

    def _definitions(self, node: DefinitionList) -> str:
        parts = [f"<dl{self._own(node)}>\n"]
        for item in node.items:
            parts.append(f"<dt{self._own(item)}>{self._inlines(item.term)}</dt>\n")
            parts.extend(f"<dd>{self._item(detail)}</dd>\n" for detail in item.details)
        parts.append("</dl>\n")
        return "".join(parts)

    def _callout(self, node: Callout) -> str:
        kind = self.word(CALLOUT_NAMES[node.kind])
        title = self._inlines(node.title) or kind
        icon = '<span class="callout-icon" aria-hidden="true"></span>'
        own = self._own(node, f"callout callout-{node.kind}")
        if node.fold:
            is_open = " open" if node.fold == "open" else ""
            inner = (
                f'<details{is_open}>\n<summary class="callout-label">{icon}<strong>{title}</strong></summary>\n'
                f"{self._blocks(node.blocks)}</details>\n"
            )
        else:
            inner = f'<p class="callout-label">{icon}<strong>{title}</strong></p>\n{self._blocks(node.blocks)}'
        return f'<aside{own} role="note" aria-label="{kind}">\n{inner}</aside>\n'

    def _details(self, summary: str, blocks: tuple[Block, ...], *, is_open: bool = False, attributes: str = "") -> str:
        state = " open" if is_open else ""
        return f"<details{attributes}{state}>\n<summary>{summary}</summary>\n{self._blocks(blocks)}</details>\n"

    def _caption(self, caption: tuple[Inline, ...]) -> str:
        return f"\n<figcaption>{self._inlines(caption)}</figcaption>" if caption else ""

    def _media(self, node: Media) -> str:
        self._is_bound = True
        asset = self.course.asset_of(node.at.file, node.source)
        label = escaped(node.alt or plain_text(node.caption))
        named = f' aria-label="{label}"' if label else ""
        parts = [f"<figure{self._own(node, f'media media-{node.kind}')}>"]
        if asset is None:
            parts.append(f"<p>{label or escaped(node.source)}{self._absence(node)}</p>")
        else:
            size = f' width="{asset.width}" height="{asset.height}"' if asset.width and asset.height else ""
            source = escaped(self.addresses.asset(asset))
            parts.append(f'<{node.kind} controls preload="metadata" src="{source}"{size}{named}>')
            parts.extend(self._tracks(node))
            name = label or escaped(asset.path)
            link = name if source.startswith("data:") else f'<a href="{source}">{name}</a>'
            parts.append(f"{link}</{node.kind}>")
        parts.append(f"{self._caption(node.caption)}</figure>\n")
        if node.transcript:  # not in the figure, whose caption comes last
            parts.append(self._details(self.word("Transcript"), node.transcript, attributes=' class="transcript"'))
        return "".join(parts)

    def _absence(self, node: Media) -> str:
        """What is said of a file that the course has and this output leaves out."""
        target = self.course.targets.get(node.at.file, {}).get(node.source)
        return f" ({self.word('left out of this file because of its size')})" if isinstance(target, AssetTarget) else ""

    def _tracks(self, node: Media) -> list[str]:
        found: list[tuple[str, Asset]] = []
        for language, reference in node.tracks:
            asset = self.course.asset_of(node.at.file, reference)
            if asset:
                found.append((language or self.course.language, asset))
        captions = self.word("Captions")
        return [
            f'<track kind="captions" srclang="{escaped(language)}" label="{captions} ({escaped(language)})"'
            f' src="{escaped(self.addresses.asset(asset))}"{" default" if index == 0 else ""}>'
            for index, (language, asset) in enumerate(found)
        ]

    def _container(self, node: Container) -> str:
        if node.tag_name == "aside":
            return f'<aside{self._own(node, "aside")} role="note">\n{self._blocks(node.blocks)}</aside>\n'
        name = node.tag_name if node.tag_name in _BLOCK_ELEMENTS else "div"
        return f"<{name}{self._own(node)}>\n{self._blocks(node.blocks)}</{name}>\n"

    def _footnotes(self, node: Footnotes) -> str:
        self._is_bound = True
        label = self.word("Footnotes")
        parts = [f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol>\n']
        back = self.word("Back to the text")
        for item in node.items:
            links = []
            for occurrence in range(1, item.occurrences + 1):
                mark = f"{self.id_prefix}fnref-{item.number}" + (f"-{occurrence}" if occurrence > 1 else "")
                links.append(f'<a href="#{mark}" role="doc-backlink" aria-label="{back} {occurrence}">{_RETURN}</a>')
            note = f"{self.id_prefix}fn-{item.number}"
            parts.append(f'<li id="{note}" value="{item.number}">{self._item(item.blocks)} {" ".join(links)}</li>\n')
        parts.append("</ol>\n</section>\n")
        return "".join(parts)


def _columns(blocks: tuple[Block, ...]) -> tuple[tuple[Block, VerdictList], ...]:
    """(heading, list) twice where `blocks` are a list of one verdict and a list of the other, each under a heading."""
    match blocks:
        case (Heading() as one, VerdictList() as first, Heading() as other, VerdictList() as second):
            kinds = [{item.verdict for item in verdicts.items} for verdicts in (first, second)]
            if one.level == other.level and kinds in ([{"do"}, {"dont"}], [{"dont"}, {"do"}]):
                return (one, first), (other, second)
    return ()


def _marked(glyph: str, word: str) -> str:
    """A glyph for the eye, and a word in its stead for assistive technology."""
    return f'<span class="mark" aria-hidden="true">{glyph}</span><span class="visually-hidden">{word}: </span>'
