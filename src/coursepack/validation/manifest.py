"""What a manifest says, whatever its standard: organizations of items, and resources with their files.

Only the shape is read here; nothing is judged, and what does not fit is left out.
"""

from collections.abc import Iterator
from urllib.parse import unquote

import msgspec
from lxml import etree

_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class File(msgspec.Struct, frozen=True):
    """A file that a resource names: `href` as written, `path` where that leads in the package ("" where nowhere)."""

    href: str
    path: str
    line: int


class Resource(msgspec.Struct, frozen=True):
    """`href` and `path` of its launch page as in `File`. `scorm_type` is "sco", "asset" or ""; `line` its own."""

    identifier: str
    type: str
    href: str
    path: str
    scorm_type: str
    files: tuple[File, ...]
    dependencies: tuple[tuple[str, int], ...]
    line: int


class Item(msgspec.Struct, frozen=True):
    """`target` is the identifier of the resource that it opens, "" for a heading."""

    identifier: str
    title: str
    target: str
    items: tuple["Item", ...]
    line: int

    def walk(self) -> Iterator["Item"]:
        """The item and all in it, in order."""
        todo = [self]
        while todo:
            item = todo.pop()
            yield item
            todo.extend(reversed(item.items))


class Organization(msgspec.Struct, frozen=True):
    identifier: str
    title: str
    items: tuple[Item, ...]
    line: int


class Manifest(msgspec.Struct, frozen=True):
    """A whole manifest. `default` names the organization that counts; `line` is that of `organizations`."""

    identifier: str
    default: str
    organizations: tuple[Organization, ...]
    resources: tuple[Resource, ...]
    line: int

    def items(self) -> Iterator[Item]:
        """Every item of every organization, in order."""
        for organization in self.organizations:
            for item in organization.items:
                yield from item.walk()


def read_manifest(root: etree._Element) -> Manifest:
    """The manifest whose root element this is."""
    namespace = etree.QName(root).namespace
    reader = _Reader(f"{{{namespace}}}" if namespace else "")
    return reader.manifest(root)


class _Reader:
    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def manifest(self, root: etree._Element) -> Manifest:
        base = root.get(_BASE) or ""
        organizations = self._child(root, "organizations")
        resources = self._child(root, "resources")
        return Manifest(
            identifier=(root.get("identifier") or "").strip(),
            default=((organizations.get("default") if organizations is not None else "") or "").strip(),
            organizations=tuple(self._organization(each) for each in self._children(organizations, "organization")),
            resources=tuple(self._resources(resources, base)),
            line=(organizations.sourceline if organizations is not None else root.sourceline) or 1,
        )

    def _organization(self, element: etree._Element) -> Organization:
        return Organization(
            (element.get("identifier") or "").strip(),
            self._title(element),
            self._items(element),
            element.sourceline or 1,
        )

    def _items(self, parent: etree._Element) -> tuple[Item, ...]:
        return tuple(
            Item(
                (element.get("identifier") or "").strip(),
                self._title(element),
                (element.get("identifierref") or "").strip(),
                self._items(element),
                element.sourceline or 1,
            )
            for element in self._children(parent, "item")
        )

    def _resources(self, parent: etree._Element | None, base: str) -> Iterator[Resource]:
        if parent is None:
            return
        outer = joined(base, parent.get(_BASE) or "")
        for element in self._children(parent, "resource"):
            inner = joined(outer, element.get(_BASE) or "")
            href = (element.get("href") or "").strip()
            yield Resource(
                identifier=(element.get("identifier") or "").strip(),
                type=(element.get("type") or "").strip(),
                href=href,
                path=package_path(inner, href),
                scorm_type=_scorm_type(element),
                files=tuple(self._files(element, inner)),
                dependencies=tuple(
                    ((each.get("identifierref") or "").strip(), each.sourceline or 1)
                    for each in self._children(element, "dependency")
                ),
                line=element.sourceline or 1,
            )

    def _files(self, resource: etree._Element, base: str) -> Iterator[File]:
        for element in self._children(resource, "file"):
            href = (element.get("href") or "").strip()
            yield File(href, package_path(base, href), element.sourceline or 1)

    def _title(self, element: etree._Element) -> str:
        title = self._child(element, "title")
        return "" if title is None else " ".join("".join(map(str, title.itertext())).split())

    def _child(self, element: etree._Element, name: str) -> etree._Element | None:
        return element.find(f"{self._namespace}{name}")

    def _children(self, element: etree._Element | None, name: str) -> list[etree._Element]:
        return [] if element is None else element.findall(f"{self._namespace}{name}")


def _scorm_type(element: etree._Element) -> str:
    for name, value in element.attrib.items():
        if str(name).rpartition("}")[2].lower() == "scormtype":
            return str(value).strip().lower()
    return ""


def joined(base: str, more: str) -> str:
    """Two values of `xml:base`, the inner one after the outer."""
    return more if _leads_away(more) or not base else f"{base}{more}"


def package_path(base: str, href: str) -> str:
    """The path in the package that `href` leads to, "" where it leads nowhere in it."""
    address = joined(base, href).partition("#")[0].partition("?")[0]
    if not href or _leads_away(address):
        return ""
    parts: list[str] = []
    for part in unquote(address).split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _leads_away(address: str) -> bool:
    """Whether an address has a scheme or a host, or begins at the root of a server."""
    head = address.partition("/")[0]
    return address.startswith("/") or (":" in head and not head.startswith("#"))
