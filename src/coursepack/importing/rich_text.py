"""HTML of foreign banks as the model's blocks and inlines.

What has a place in the model becomes it; layout that only wraps (`<div>`, `<span>`) is taken off; the rest keeps its
words, and `told` hears of it.
"""

import re
from collections.abc import Callable

from lxml import etree

from coursepack.importing.formulas import inlines_of, is_displayed, is_tex, words_of
from coursepack.importing.mathml import tex_of
from coursepack.importing.settling import as_inlines, settled
from coursepack.importing.tables import TableReader
from coursepack.model.content import (
    Attributes,
    Block,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Disclosure,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Media,
    Paragraph,
    Quotation,
    Span,
    Strikethrough,
    Strong,
    Text,
    ThematicBreak,
    plain_text,
)
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.xml import clean, html_name, parse_html

_BLOCKS = frozenset(
    "address article aside blockquote body center details dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr li main nav ol p pre section summary table ul video audio".split()
)
_SPANS = frozenset("abbr bdi bdo cite data dfn ins kbd mark q samp small sub sup time u var".split())
_MARKS: dict[str, Callable[[Position, tuple[Inline, ...]], Inline]] = {
    "b": Strong,
    "strong": Strong,
    "em": Emphasis,
    "i": Emphasis,
    "s": Strikethrough,
    "del": Strikethrough,
    "strike": Strikethrough,
}
_SILENT = frozenset("script style head title meta link base template noscript".split())
_UNUSABLE = {
    "script": "a script is left out",
    "style": "a style sheet is left out",
    "iframe": "a frame is left out; a link to its page stands in its place",
    "object": "an embedded object is left out",
    "embed": "an embedded object is left out",
    "svg": "a drawing inside the text is left out",
    "canvas": "a canvas is left out",
    "input": "a form field is left out",
    "select": "a form field is left out",
    "textarea": "a form field is left out",
    "button": "a button is left out",
}
_STYLED = late(
    r"(?:^|;)\s*(?:color|background(?:-color)?|font-size|font-family|text-align\s*:\s*(?:center|right))\s*[:;]?"
)
_SCHEME = late(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_MOST_DEPTH = 80

Special = Callable[[etree._Element], "Inline | tuple[Block, ...] | None"]


def no_file(_reference: str) -> str | None:
    """No file is known by any reference."""
    return None


class RichText:
    """Makes blocks of the HTML of one question, all of which stand at `at`.

    `file`: the reference in the Markdown of a file that the text calls by a name, or None where it is none of the bank.
    `told`: hears in words what could not be kept. `special`: what an element means to the format itself, asked first.
    """

    def __init__(
        self,
        at: Position,
        told: Callable[[str], None],
        *,
        file: Callable[[str], str | None] = no_file,
        special: Special | None = None,
    ) -> None:
        self._at = at
        self._told = told
        self._file = file
        self._special = special
        self._tables = TableReader(at, self._flow, told)
        self._depth = 0
        self._language = ""

    def blocks(self, html: str) -> tuple[Block, ...]:
        """The blocks of a piece of HTML."""
        if "<" not in html and "&" not in html:
            return self._flushed(self._text(html))
        return tuple(self._flow(parse_html(html)))

    def inlines(self, html: str) -> tuple[Inline, ...]:
        """A piece of HTML as what can stand on one line."""
        return as_inlines(self.blocks(html))

    def of_element(self, element: etree._Element) -> tuple[Block, ...]:
        """The blocks inside an element that is parsed already."""
        return tuple(self._flow(element))

    def plain(self, text: str) -> tuple[Block, ...]:
        """A text without markup: a blank line ends a paragraph, an end of line stays one."""
        made: list[Block] = []
        for part in re.split(r"\n[ \t]*\n", clean(text).replace("\r\n", "\n").replace("\r", "\n")):
            nodes: list[Inline] = []
            for index, line in enumerate(part.strip("\n").split("\n")):
                nodes += [LineBreak(self._at)] if index else []
                nodes += self._text(line)
            made += self._flushed(nodes)
        return tuple(made)

    # --- blocks ----------------------------------------------------------------------------------------------

    def _flow(self, element: etree._Element) -> list[Block]:
        """What stands in an element, text between blocks as paragraphs."""
        self._depth += 1
        made: list[Block] = []
        pending: list[Inline] = self._text(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                found = self._node(child)
                if isinstance(found, list):
                    made += self._flushed(pending)
                    pending = []
                    made += found
                else:
                    pending += found
            pending += self._text(child.tail or "")
        made += self._flushed(pending)
        self._depth -= 1
        return made

    def _node(self, element: etree._Element) -> list[Block] | tuple[Inline, ...]:
        """An element as blocks (a list) or as inlines (a tuple)."""
        special = self._special(element) if self._special else None
        if special is not None:
            return list(special) if isinstance(special, tuple) else (special,)
        name = html_name(element)
        if self._depth > _MOST_DEPTH:
            self._told(f"elements more than {_MOST_DEPTH} deep inside each other are plain text")
            return tuple(self._text("".join(element.itertext())))
        if name in _UNUSABLE:
            return self._unusable(name, element)
        if name in _SILENT:
            return ()
        if (_STYLED.search(element.get("style", "")) and name not in ("td", "th")) or name == "font":
            self._told("colours, sizes and alignment of its text are left out")
        if name == "math":
            return self._math(element)
        if element.get("class") in ("math inline", "math block"):
            return self._dollar_math(element)
        if name == "span" and element.get("class") == "code-language":  # our own banks name a code's language so
            self._language = "".join(element.itertext())
            return ()
        if name in _BLOCKS:
            return self._block(name, element)
        if name not in ("code", "tt") and any(
            html_name(inner) in _BLOCKS for inner in element.iterdescendants(etree.Element)
        ):
            return self._flow(element)
        return self._inline(name, element)

    def _block(self, name: str, element: etree._Element) -> list[Block]:
        match name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                words = as_inlines(tuple(self._flow(element)))
                return [Heading(self._at, int(name[1]), words, "")] if words else []
            case "ul" | "ol":
                return self._list(element, ordered=name == "ol")
            case "table":
                return self._tables.blocks(element)
            case "blockquote":
                inner = tuple(self._flow(element))
                return [Quotation(self._at, inner)] if inner else []
            case "pre":
                return self._code(element)
            case "hr":
                return [ThematicBreak(self._at)]
            case "dl":
                return self._definitions(element)
            case "details":
                return self._disclosure(element)
            case "figure":
                return self._figure(element)
            case "video" | "audio":
                return self._media(element, is_video=name == "video")
            case _:
                return self._flow(element)

    def _list(self, element: etree._Element, *, ordered: bool) -> list[Block]:
        items: list[ListItem] = []
        for child in element.iterchildren(etree.Element):
            blocks = tuple(self._flow(child) if html_name(child) == "li" else self._flow_of_one(child))
            if html_name(child) in ("ul", "ol") and items:  # a list right inside a list belongs to the item before
                items[-1] = ListItem(self._at, (*items[-1].blocks, *blocks))
            elif blocks:
                items.append(ListItem(self._at, blocks))
        start = element.get("start", "1")
        number = int(start) if ordered and start.isdecimal() and len(start) < 9 else 1
        return [List(self._at, ordered, tuple(items), number, is_tight(items))] if items else []

    def _flow_of_one(self, element: etree._Element) -> list[Block]:
        found = self._node(element)
        return found if isinstance(found, list) else list(self._flushed(list(found)))

    def _code(self, element: etree._Element) -> list[Block]:
        inner = element if len(element) != 1 or (element.text or "").strip() else element[0]
        names = f"{element.get('class', '')} {inner.get('class', '')}".split()
        found = (
            re.sub(r"^(?:language|lang|brush:?)-?", "", name) for name in names if name.startswith(("lang", "brush"))
        )
        for line in element.iter("br"):
            line.tail = "\n" + (line.tail or "")
        text = clean("".join(element.itertext())).removeprefix("\n")
        language = re.sub(r"[^\w+#-]", "", next(found, self._language)).lower()
        self._language = ""
        return [CodeBlock(self._at, text if text.endswith("\n") else f"{text}\n", language)] if text.strip() else []

    def _definitions(self, element: etree._Element) -> list[Block]:
        items: list[Definition] = []
        for child in element.iterdescendants(etree.Element):
            if html_name(child) == "dt":
                items.append(Definition(self._at, as_inlines(tuple(self._flow(child))), ()))
            elif html_name(child) == "dd" and items:
                details = tuple(self._flow(child))
                items[-1] = Definition(self._at, items[-1].term, (*items[-1].details, details))
        usable = tuple(item for item in items if item.term and all(item.details) and item.details)
        return [DefinitionList(self._at, usable)] if usable and len(usable) == len(items) else self._flow(element)

    def _disclosure(self, element: etree._Element) -> list[Block]:
        summary: tuple[Inline, ...] = ()
        for child in element.iterchildren(etree.Element):
            if html_name(child) == "summary":
                summary = as_inlines(tuple(self._flow(child)))
                _take_out(child)
                break
        return [Disclosure(self._at, summary, tuple(self._flow(element)), element.get("open") is not None)]

    def _figure(self, element: etree._Element) -> list[Block]:
        caption = ""
        for child in element.iterchildren(etree.Element):
            if html_name(child) == "figcaption":
                caption = plain_text(as_inlines(tuple(self._flow(child))))
                _take_out(child)
                break
        blocks = self._flow(element)
        if len(blocks) == 1 and isinstance(blocks[0], Figure):
            image = blocks[0].image
            named = Image(self._at, image.source, image.alt, caption or image.title)
            return [Figure(self._at, named, (Text(self._at, caption),) if caption else blocks[0].caption)]
        return [*blocks, Paragraph(self._at, (Text(self._at, caption),))] if caption else blocks

    def _media(self, element: etree._Element, *, is_video: bool) -> list[Block]:
        sources = [element.get("src"), *(child.get("src") for child in element.iter("source"))]
        source = next((each for each in sources if each), "")
        found = self._file(source)
        words = element.get("title") or " ".join("".join(element.itertext()).split())
        if found:
            return [Media(self._at, "video" if is_video else "audio", found, words)]
        link = self._link(source, (Text(self._at, words or source),)) if source else ()
        return list(self._flushed(list(link)))

    # --- inlines ---------------------------------------------------------------------------------------------

    def _inside(self, element: etree._Element) -> tuple[Inline, ...]:
        self._depth += 1
        nodes = self._text(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                found = self._node(child)
                nodes += as_inlines(tuple(found)) if isinstance(found, list) else found
            nodes += self._text(child.tail or "")
        self._depth -= 1
        return tuple(nodes)

    def _inline(self, name: str, element: etree._Element) -> tuple[Inline, ...]:
        if name == "br":
            return (LineBreak(self._at),)
        if name == "img":
            return self._image(element)
        if name in ("code", "tt"):
            text = " ".join(clean("".join(element.itertext())).split())
            return (Code(self._at, text),) if text else ()
        inside = self._inside(element)
        if name in _MARKS:
            return (_MARKS[name](self._at, inside),)
        if name == "a" and element.get("href"):
            return self._link(element.get("href", ""), inside, " ".join(element.get("title", "").split()))
        kept = tuple((key, element.get(key, "")) for key in ("lang", "dir", "title") if element.get(key))
        if name in _SPANS:
            return (Span(self._at, name, inside, attributes=Attributes(values=kept) if kept else None),)
        said = tuple((key, value) for key, value in kept if key != "title")
        if name in ("span", "font") and said and (("lang" in dict(said)) or dict(said).get("dir") == "rtl"):
            return (Span(self._at, "span", inside, attributes=Attributes(values=said)),)
        return inside

    def _link(self, href: str, words: tuple[Inline, ...], title: str = "") -> tuple[Inline, ...]:
        href = href.strip()
        found = self._file(href)
        scheme = _SCHEME.match(href)
        if found is None and ((scheme and scheme[1].lower() not in _SAFE_SCHEMES) or href.startswith("//")):
            self._told(f'the link to "{href[:60]}" is left out: only web, mail and telephone addresses are kept')
            return words
        if found is None and not scheme:
            if not href.startswith("#"):
                self._told(
                    f'the link to "{href[:60]}" is left out: it leads to a page of the system that it comes from'
                )
            return words
        return (Link(self._at, found or href, words, title),)

    def _image(self, element: etree._Element) -> tuple[Inline, ...]:
        source = element.get("src", "").strip()
        alt = " ".join(element.get("alt", "").split())
        found = self._file(source)
        scheme = _SCHEME.match(source)
        if found is None and not (scheme and scheme[1].lower() in ("http", "https")):
            self._told(
                f'the picture "{(source or "without a name")[:60]}" is not in the file; its words stand in its place'
            )
            return (Text(self._at, alt),) if alt else ()
        return (Image(self._at, found or source, alt, " ".join(element.get("title", "").split())),)

    def _unusable(self, name: str, element: etree._Element) -> tuple[Inline, ...]:
        self._told(_UNUSABLE[name])
        if name == "iframe" and element.get("src"):
            source = element.get("src", "")
            return self._link(source, (Text(self._at, element.get("title") or source),))
        return () if name in _SILENT else self._inside(element)

    def _math(self, element: etree._Element) -> list[Block] | tuple[Inline, ...]:
        tex = tex_of(element)
        if not tex:
            self._told("a formula could not be read and is plain text")
            return tuple(self._text(" ".join("".join(element.itertext()).split())))
        if element.get("display") == "block":
            return [MathBlock(self._at, tex)]
        return (Math(self._at, tex),)

    def _dollar_math(self, element: etree._Element) -> list[Block] | tuple[Inline, ...]:
        """TeX that stood between dollar signs in a text in Markdown."""
        tex = " ".join(clean("".join(element.itertext())).split())
        if not is_tex(tex):
            return tuple(words_of(tex, self._at))
        return [MathBlock(self._at, tex)] if element.get("class") == "math block" else (Math(self._at, tex),)

    def _text(self, text: str) -> list[Inline]:
        return inlines_of(text, self._at)

    def _flushed(self, pending: list[Inline]) -> tuple[Block, ...]:
        """The inlines so far as blocks: a picture or formula on a line of its own stands for itself."""
        nodes = settled(pending)
        if not nodes:
            return ()
        if len(nodes) == 1:
            only = nodes[0]
            if isinstance(only, Image):
                return (Figure(self._at, only, (Text(self._at, only.title),) if only.title else ()),)
            if isinstance(only, Math) and is_displayed(only):
                return (MathBlock(self._at, only.tex),)
        return (
            Paragraph(self._at, tuple(Math(self._at, each.tex) if isinstance(each, Math) else each for each in nodes)),
        )


def is_tight(items: list[ListItem]) -> bool:
    """Whether the items of a list can stand without blank lines between them."""
    return all(
        isinstance(item.blocks[0], Paragraph)
        and len(item.blocks) <= 2
        and all(isinstance(block, CodeBlock | Quotation) or _is_simple_list(block) for block in item.blocks[1:])
        for item in items
    )


def _is_simple_list(block: Block) -> bool:
    return isinstance(block, List) and block.tight and (not block.ordered or block.start == 1)


def _take_out(element: etree._Element) -> None:
    """Take an element out of its parent, without the text behind it."""
    parent = element.getparent()
    if parent is not None:
        before = element.getprevious()
        tail = element.tail or ""
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(element)
