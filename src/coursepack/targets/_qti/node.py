"""Elements of XML that cost little: a package of ten thousand questions has most of a million of them.

An element of lxml takes ten times as long to make. What is read by anything else than our own writers stays with lxml.
"""

from collections.abc import Iterator

from coursepack.pages.markup import escaped


class Node:
    """An element: its name as it is written, its attributes, and what is in it, texts and elements in order."""

    __slots__ = ("attributes", "children", "name")

    def __init__(self, name: str, attributes: dict[str, str], children: "list[Node | str]") -> None:
        self.name = name
        self.attributes = attributes
        self.children = children

    def append(self, child: "Node | str") -> None:
        self.children.append(child)

    def extend(self, children: "list[Node] | tuple[Node, ...] | Iterator[Node]") -> None:
        self.children.extend(children)

    def set(self, name: str, value: str) -> None:
        self.attributes[name] = value

    def has(self, name: str) -> bool:
        """Whether an element of this name is it, or in it."""
        return self.name == name or any(isinstance(child, Node) and child.has(name) for child in self.children)


def written(node: Node, in_lines: frozenset[str], line: str = "\n") -> str:
    """An element as XML. What is in those named in `in_lines` stands on lines of its own; else no space is added.

    Characters that XML cannot hold are left out.
    """
    attributes = "".join([f' {name}="{escaped(value)}"' for name, value in node.attributes.items()])
    if not node.children:
        return f"<{node.name}{attributes}/>"
    if node.name in in_lines:
        inner = f"{line}  "
        parts = [f"{inner}{written(child, in_lines, inner)}" for child in node.children if isinstance(child, Node)]
        return f"<{node.name}{attributes}>{''.join(parts)}{line}</{node.name}>"
    parts = [escaped(child) if isinstance(child, str) else written(child, in_lines) for child in node.children]
    return f"<{node.name}{attributes}>{''.join(parts)}</{node.name}>"
