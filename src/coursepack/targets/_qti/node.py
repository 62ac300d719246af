"""Elements of XML that cost little: a package of ten thousand questions has most of a million of them.

An element of lxml takes ten times as long to make. What is read by anything else than our own writers stays with lxml.
"""

from collections.abc import Callable, Iterator

from coursepack.pages.markup import escaped


class Ready(str):
    """A whole element that is already written as XML."""

    __slots__ = ()


class Node:
    """An element: its name as it is written, its attributes, and what is in it, texts and elements in order."""

    __slots__ = ("attributes", "children", "name")

    def __init__(self, name: str, attributes: dict[str, str], children: "list[Node | str]") -> None:
        self.name = name
        self.attributes = attributes
        self.children = children

    def append(self, child: "Node | str") -> None:
        self.children.append(child)

    def extend(self, children: "list[Node] | tuple[Node | str, ...] | Iterator[Node]") -> None:
        self.children.extend(children)

    def set(self, name: str, value: str) -> None:
        self.attributes[name] = value

    def has(self, name: str) -> bool:
        """Whether an element of this name, but for those that are already written, is it, or in it."""
        return self.name == name or any(isinstance(child, Node) and child.has(name) for child in self.children)


def written(node: Node, in_lines: frozenset[str]) -> str:
    """An element as XML. What is in those named in `in_lines` stands on lines of its own; else no space is added.

    Characters that XML cannot hold are left out.
    """
    parts: list[str] = []
    _write(node, in_lines, "\n", parts.append)
    return "".join(parts)


def _write(node: Node, in_lines: frozenset[str], line: str, put: Callable[[str], object]) -> None:
    name = node.name
    opening = f"<{name}"
    for key, value in node.attributes.items():
        opening += f' {key}="{value if value.isalnum() else escaped(value)}"'
    if not node.children:
        put(f"{opening}/>")
        return
    put(f"{opening}>")
    if name in in_lines:
        inner = f"{line}  "
        for child in node.children:
            if type(child) is Node:
                put(inner)
                _write(child, in_lines, inner, put)
            elif type(child) is Ready:
                put(inner)
                put(child)
        put(line)
    else:
        for child in node.children:
            if isinstance(child, Node):
                _write(child, in_lines, "\n", put)
            else:
                put(child if type(child) is Ready else escaped(child))
    put(f"</{name}>")
