"""Inlines put in order: as a reader of Markdown would make them, whatever HTML they come from."""

from coursepack.model.content import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Math,
    MathBlock,
    Paragraph,
    SoftBreak,
    Span,
    Strikethrough,
    Strong,
    Text,
    blocks_text,
)

_Marked = Emphasis | Strong | Strikethrough


def settled(inlines: list[Inline] | tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`inlines` without white space at the edges, beside ends of lines or doubled, and without what is empty."""
    nodes = _joined(_opened(list(inlines), ()))
    while nodes and isinstance(nodes[-1], SoftBreak | LineBreak):
        nodes.pop()
    while nodes and isinstance(nodes[0], SoftBreak | LineBreak):
        nodes.pop(0)
    made: list[Inline] = []
    for index, node in enumerate(nodes):
        if isinstance(node, Text):
            text = node.text
            if index == 0 or isinstance(nodes[index - 1], SoftBreak | LineBreak):
                text = text.lstrip()
            if index == len(nodes) - 1 or isinstance(nodes[index + 1], SoftBreak | LineBreak):
                text = text.rstrip()
            node = Text(node.at, text)
        made.append(node)
    kept = [node for node in made if not isinstance(node, Text) or node.text]
    if len(kept) < len(made):
        return settled(kept)
    return tuple(kept)


def _opened(inlines: list[Inline], inside: tuple[type, ...]) -> list[Inline]:
    """`inlines` with emphasis in emphasis of the same kind taken apart, and white space moved out of it."""
    made: list[Inline] = []
    for node in inlines:
        match node:
            case Emphasis() | Strong() | Strikethrough() | Link() | Span():
                if type(node) in inside and not isinstance(node, Span):
                    made += _opened(list(node.children), inside)
                    continue
                children = _joined(_opened(list(node.children), (*inside, type(node))))
                if isinstance(node, Span) and node.tag_name == "gap":
                    made.append(node)
                    continue
                before, children, behind = _without_edges(children)
                made += before
                if children:
                    made.append(_with_children(node, tuple(children)))
                made += behind
            case _:
                made.append(node)
    return made


def _with_children(node: _Marked | Link | Span, children: tuple[Inline, ...]) -> Inline:
    import msgspec

    return msgspec.structs.replace(node, children=children)


def _without_edges(nodes: list[Inline]) -> tuple[list[Inline], list[Inline], list[Inline]]:
    """White space and ends of lines before the rest, the rest, and those behind it."""
    before: list[Inline] = []
    behind: list[Inline] = []
    while nodes:
        first = nodes[0]
        if isinstance(first, SoftBreak | LineBreak):
            before.append(first)
            nodes = nodes[1:]
        elif isinstance(first, Text) and first.text[:1].isspace():
            before.append(Text(first.at, " "))
            rest = first.text.lstrip()
            nodes = [Text(first.at, rest), *nodes[1:]] if rest else nodes[1:]
        else:
            break
    while nodes:
        last = nodes[-1]
        if isinstance(last, SoftBreak | LineBreak):
            behind.insert(0, last)
            nodes = nodes[:-1]
        elif isinstance(last, Text) and last.text[-1:].isspace():
            behind.insert(0, Text(last.at, " "))
            rest = last.text.rstrip()
            nodes = [*nodes[:-1], Text(last.at, rest)] if rest else nodes[:-1]
        else:
            break
    return before, nodes, behind


def _joined(nodes: list[Inline]) -> list[Inline]:
    """`nodes` with texts in a row as one, in which no space stands beside another."""
    made: list[Inline] = []
    for node in nodes:
        last = made[-1] if made else None
        if isinstance(node, Text) and isinstance(last, Text):
            text = last.text + node.text.lstrip(" ") if last.text.endswith(" ") else last.text + node.text
            made[-1] = Text(last.at, text)
        elif not (isinstance(node, Text) and not node.text):
            made.append(node)
    return made


def as_inlines(blocks: tuple[Block, ...]) -> tuple[Inline, ...]:
    """Blocks as what can stand on one line: an end of line between them, and plain words where they are more."""
    made: list[Inline] = []
    for block in blocks:
        words = _words(block)
        if words:
            made += [LineBreak(block.at)] if made else []
            made += words
    return settled(made)


def _words(block: Block) -> tuple[Inline, ...]:
    match block:
        case Paragraph(children=children):
            return children
        case Figure(image=image):
            return (Image(image.at, image.source, image.alt),)
        case MathBlock(tex=tex):
            return (Math(block.at, tex),)
        case CodeBlock(text=text):
            return (Code(block.at, " ".join(text.split())),) if text.strip() else ()
        case List(items=items):
            lines: list[Inline] = []
            for item in items:
                lines += [LineBreak(block.at)] if lines else []
                lines += [Text(block.at, "• "), *as_inlines(item.blocks)]
            return tuple(lines)
        case _:
            text = blocks_text((block,))
            return (Text(block.at, text),) if text else ()
