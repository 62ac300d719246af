"""A compact grammar for the documents of a standard, and a judge that says in words where a document leaves it.

    namespace cp http://www.imsproject.org/xsd/imscp_rootv1p1p2
    start manifest
    manifest: metadata? organizations resources manifest* other* @identifier! ID @version string(20) @* strict
    title: text string(200)

A line describes an element: its children in order (`?` `*` `+`, `(a|b)`, `all(a? b)` for any order), or `text TYPE`;
then its attributes, with `!` where they must be there. A name without a prefix belongs to the namespace of the line.
A name that begins with a capital is a description only, used by `child=Description`. `other` is an element of another
namespace that the grammar knows, `lax` of any other namespace, `mixed` lets text stand between the children, and in
what is `open` nothing is judged. `type NAME TYPE` names a type; `let NAME TEXT` names a piece of content or attributes,
which `$NAME` puts in. `@*` lets attributes of other namespaces through, `@* any` all. The types are those of
`simple_types`. Elements that look the same share a line with commas between their names, and a grammar may start with
one element of several. An indented line goes on with the one before; one that begins with | at once.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec
from lxml import etree

from coursepack.validation.content_model import (
    EMPTY,
    AnyOrder,
    Child,
    Content,
    Repeated,
    State,
    Wild,
    choice,
    may_end,
    openings,
    sequence,
    state_of,
)
from coursepack.validation.simple_types import check_of, collapsed, problem

XML = "http://www.w3.org/XML/1998/namespace"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_XML_ATTRIBUTES = {f"{{{XML}}}lang": "language", f"{{{XML}}}base": "uri", f"{{{XML}}}space": "enum(default|preserve)"}
_PIECE = re.compile(r"\$([A-Z_]*)")
_MOST_NAMED = 6
"""Expected elements that a message names; more do not help anybody."""


Foreign = Literal["", "strict", "lax", "any"]
"""Which attributes an element takes that it does not name: those of other namespaces that the grammar knows, of other
namespaces, or all."""

_FOREIGN: dict[str, Foreign] = {"lax": "lax", "any": "any"}


class Attribute(msgspec.Struct, frozen=True):
    type: str
    required: bool


class Declaration(msgspec.Struct, frozen=True):
    """What an element must look like. `text`: the type of its text, "" where only children may stand in it.

    In an `open` one nothing is judged.
    """

    content: Content
    text: str
    mixed: bool
    open: bool
    attributes: dict[str, Attribute]
    needed: tuple[str, ...]
    foreign: Foreign


class Problem(msgspec.Struct, frozen=True):
    """Where a document leaves its grammar: the line of the element (1 is the first), and what is wrong in words."""

    line: int
    message: str


class Grammar:
    """The declarations of a standard's documents."""

    def __init__(self, text: str) -> None:
        """Read a grammar. Raises `ValueError` where it is not one; grammars are part of the program."""
        self._prefixes: dict[str, str] = {"xml": XML}
        self._types: dict[str, str] = {}
        self._pieces: dict[str, str] = {}
        self._default = ""
        self.starts: tuple[str, ...] = ()
        self.declarations: dict[str, Declaration] = {}
        self.globals: dict[str, str] = {}
        self.attributes: dict[str, Attribute] = {
            name: Attribute(written, required=False) for name, written in _XML_ATTRIBUTES.items()
        }
        for line in _lines(text):
            self._read(line)
        self._check()

    def problems(self, root: etree._Element) -> Iterator[Problem]:
        """Everything in the document that the grammar does not allow, in the order of the document."""
        tag = root.tag
        if tag not in self.starts:
            found = etree.QName(root)
            if any(etree.QName(start).localname == found.localname for start in self.starts):
                expected = " or ".join(etree.QName(start).namespace or "none" for start in self.starts)
                message = f"the namespace of <{found.localname}> is {found.namespace or 'missing'}, not {expected}"
            else:
                expected = " or ".join(f"<{_short(start)}>" for start in self.starts)
                message = f"the document begins with <{_short(str(tag))}>, not {expected}"
            yield Problem(root.sourceline or 1, message)
            return
        seen: dict[str, int] = {}
        references: list[tuple[int, str]] = []
        stack: list[tuple[etree._Element, str]] = [(root, self.globals[str(tag)])]
        while stack:
            element, name = stack.pop()
            declaration = self.declarations[name]
            if declaration.open:
                continue
            yield from self._attribute_problems(element, declaration, seen, references)
            children: list[tuple[etree._Element, str]] = []
            yield from self._content_problems(element, declaration, children)
            stack.extend(reversed(children))
        for line, reference in references:
            if reference not in seen:
                yield Problem(line, f'nothing has the identifier "{_cut(reference)}"')

    # The document

    def _attribute_problems(
        self, element: etree._Element, declaration: Declaration, seen: dict[str, int], references: list[tuple[int, str]]
    ) -> Iterator[Problem]:
        for name, value in element.items():
            attribute = declaration.attributes.get(name)
            if attribute is None:
                if name.startswith(f"{{{_INSTANCE}}}"):
                    continue
                attribute = self.attributes.get(name) if name.startswith("{") and declaration.foreign else None
                if attribute is None:
                    if declaration.foreign != "any" and (not name.startswith("{") or declaration.foreign != "lax"):
                        yield _problem(element, f'{_named(element)} has no attribute "{_short(name)}"')
                    continue
            if wrong := problem(attribute.type, value):
                yield _problem(element, f'{_short(name)}="{_cut(value)}" of {_named(element)} {wrong}')
            elif attribute.type == "ID":
                identifier = collapsed(value)
                if identifier in seen:
                    first = f"the first stands in line {seen[identifier]}"
                    yield _problem(element, f'the identifier "{_cut(identifier)}" is used twice; {first}')
                seen.setdefault(identifier, element.sourceline or 1)
            elif attribute.type == "IDREF":
                references.append((element.sourceline or 1, collapsed(value)))
        for name in declaration.needed:
            if element.get(name) is None:
                yield _problem(element, f'{_named(element)} needs the attribute "{_short(name)}"')

    def _content_problems(
        self, element: etree._Element, declaration: Declaration, children: list[tuple[etree._Element, str]]
    ) -> Iterator[Problem]:
        state = state_of(declaration.content)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            step = state.step(tag) or self._wild_step(state, tag)
            if step is None:
                yield _problem(child, _unexpected(tag, _named(element), state.content))
                if known := self.globals.get(tag):
                    children.append((child, known))
                continue
            taken, state = step
            if isinstance(taken, Child):
                children.append((child, taken.declaration))
            elif known := self.globals.get(tag):
                children.append((child, known))
        if not state.may_end:
            yield _problem(element, f"{_named(element)} ends too early: {_expected(state.content)}")
        if declaration.mixed or declaration.text == "string":
            return
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        if declaration.text:
            if wrong := problem(declaration.text, text):
                yield _problem(element, f'"{_cut(text)}" in {_named(element)} {wrong}')
        elif text.strip(" \t\r\n"):
            yield _problem(element, f'{_named(element)} has text of its own: "{_cut(text.strip())}"')

    def _wild_step(self, state: State, tag: str) -> tuple[Wild, State] | None:
        """How an element goes on that the content model does not name, or None where it may not stand there."""
        for opening in openings(state.content):
            if isinstance(opening, Wild) and _is_open_to(opening, tag) and (tag in self.globals or not opening.known):
                return opening, state.past(opening)
        return None

    # The grammar's own text

    def _read(self, line: str) -> None:
        words = line.split()
        if words[0] == "namespace":
            self._prefixes[words[1]] = "" if words[2] == "none" else words[2]
            self._default = words[1]
        elif words[0] == "start":
            self.starts = tuple(self._qualified(name) for name in words[1:])
        elif words[0] == "type":
            self._types[words[1]] = line.split(None, 2)[2]
        elif words[0] == "let":
            self._pieces[words[1]] = " ".join(line.split(None, 2)[2:])
        elif line.startswith("@"):
            for name, attribute in self._attributes(line)[0].items():
                self.attributes[name] = attribute
        else:
            names, description = re.split(r":(?= |$)", line, maxsplit=1)
            for name in names.split(","):
                self._declare(name.strip(), self._whole(description.strip()))

    def _whole(self, text: str) -> str:
        """A piece of a grammar with everything put in that it names."""
        while "$" in text:  # what is put in may name more
            text = _PIECE.sub(lambda found: self._pieces[found[1]], text)
        return text

    def _declare(self, name: str, description: str) -> None:
        body, *attributes = re.split(r"(?=@)", description, maxsplit=1)
        declared, foreign = self._attributes(attributes[0]) if attributes else ({}, "")
        body = body.strip()
        is_open = body == "open"
        mixed = body.startswith("mixed")
        if body.startswith("text"):
            content: Content = EMPTY
            text = self._type(body.removeprefix("text").strip() or "string")
        else:
            content = EMPTY if is_open else self._content(body.removeprefix("mixed").strip())
            text = ""
        key = self._key(name)
        needed = tuple(name for name, attribute in declared.items() if attribute.required)
        self.declarations[key] = Declaration(content, text, mixed, is_open, declared, needed, foreign)
        if not name.rpartition(":")[2][0].isupper():
            self.globals[key] = key

    def _attributes(self, text: str) -> tuple[dict[str, Attribute], Foreign]:
        declared: dict[str, Attribute] = {}
        foreign: Foreign = ""
        for part in text.split("@")[1:]:
            name, _, written = part.strip().partition(" ")
            if name == "*":
                foreign = _FOREIGN.get(written.strip(), "strict")
                continue
            required = name.endswith("!")
            plain = name.rstrip("!")
            key = self._qualified(plain) if ":" in plain else plain
            declared[key] = Attribute(self._type(written.strip() or "string"), required)
        return declared, foreign

    def _type(self, written: str) -> str:
        return self._types.get(written, written)

    def _qualified(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        namespace = self._prefixes[prefix or self._default]
        return f"{{{namespace}}}{local}" if namespace else local

    def _key(self, name: str) -> str:
        return self._qualified(name)

    def _content(self, text: str) -> Content:
        tokens = re.findall(r"all\(|[()|?*+]|[\w:.=\-]+", text)
        content, rest = self._alternatives(tokens)
        if rest:
            raise ValueError(f"left over in a content model: {' '.join(rest)}")
        return content

    def _alternatives(self, tokens: list[str]) -> tuple[Content, list[str]]:
        options: list[Content] = []
        while True:
            option, tokens = self._sequence(tokens)
            options.append(option)
            if not tokens or tokens[0] != "|":
                return choice(*options), tokens
            tokens = tokens[1:]

    def _sequence(self, tokens: list[str]) -> tuple[Content, list[str]]:
        parts: list[Content] = []
        while tokens and tokens[0] not in (")", "|"):
            part, tokens = self._part(tokens)
            parts.append(part)
        content: Content = EMPTY
        for part in reversed(parts):
            content = sequence(part, content)
        return content, tokens

    def _part(self, tokens: list[str]) -> tuple[Content, list[str]]:
        token, tokens = tokens[0], tokens[1:]
        if token == "all(":
            return self._any_order(tokens)
        if token == "(":
            part, tokens = self._alternatives(tokens)
            tokens = tokens[1:]
        else:
            part = self._child(token)
        if tokens and tokens[0] in "?*+":
            mark, tokens = tokens[0], tokens[1:]
            if mark == "?":
                part = choice(part, EMPTY)
            else:
                part = Repeated(part) if mark == "*" else sequence(part, Repeated(part))
        return part, tokens

    def _any_order(self, tokens: list[str]) -> tuple[Content, list[str]]:
        parts: list[Child] = []
        needed: set[str] = set()
        while tokens[0] != ")":
            part = self._child(tokens[0])
            if not isinstance(part, Child):
                raise ValueError("only elements have any order")
            tokens = tokens[1:]
            parts.append(part)
            if tokens[0] == "?":
                tokens = tokens[1:]
            else:
                needed.add(part.name)
        return AnyOrder(tuple(parts), frozenset(needed)), tokens[1:]

    def _child(self, token: str) -> Child | Wild:
        namespace = self._prefixes[self._default]
        if token == "other":
            return Wild(namespace, known=True)
        if token == "lax":
            return Wild(namespace, known=False)
        if token == "any":
            return Wild("", known=True)
        name, _, description = token.partition("=")
        return Child(self._qualified(name), self._key(description or name))

    def _check(self) -> None:
        """Raises `ValueError` where a grammar names what it does not describe."""
        for name, declaration in self.declarations.items():
            for written in (declaration.text, *(attribute.type for attribute in declaration.attributes.values())):
                if written:
                    check_of(written)
            missing = _children_of(declaration.content) - self.declarations.keys()
            if missing:
                raise ValueError(f"{name} has {', '.join(sorted(missing))}, which the grammar does not describe")
        if not self.starts or not set(self.starts) <= self.globals.keys():
            raise ValueError("the grammar does not describe its start")


def _children_of(content: Content) -> set[str]:
    found: set[str] = set()
    todo = [content]
    while todo:
        part = todo.pop()
        if isinstance(part, Child):
            found.add(part.declaration)
        elif isinstance(part, AnyOrder):
            todo.extend(part.parts)
        elif isinstance(part, Repeated):
            todo.append(part.content)
        elif not isinstance(part, Wild):
            todo.extend(getattr(part, "options", ()))
            todo.extend(
                inner for inner in (getattr(part, "first", None), getattr(part, "rest", None)) if inner is not None
            )
    return found


def _lines(text: str) -> Iterator[str]:
    """The grammar's lines, whole and without comments."""
    current = ""
    for line in text.splitlines():
        plain = line.partition(" #")[0].rstrip() if not line.startswith("#") else ""
        if not plain:
            continue
        if plain[0].isspace():
            more = plain.strip()
            current += more if more.startswith("|") else f" {more}"
            continue
        if current:
            yield current
        current = plain
    if current:
        yield current


def _is_open_to(wild: Wild, tag: str) -> bool:
    return not wild.namespace or not tag.startswith(f"{{{wild.namespace}}}")


def _unexpected(tag: str, where: str, state: Content) -> str:
    expected = _expected(state)
    return f"<{_short(tag)}> may not stand here in {where}{f': {expected}' if expected else ''}"


def _expected(state: Content) -> str:
    names = [f"<{_short(opening.name)}>" for opening in openings(state) if isinstance(opening, Child)]
    if not names:
        return "" if not may_end(state) else "nothing more is expected"
    more = f" and {len(names) - _MOST_NAMED} others" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more} {'is' if len(names) == 1 else 'are'} expected"


def _problem(element: etree._Element, message: str) -> Problem:
    return Problem(element.sourceline or 1, message)


def _named(element: etree._Element) -> str:
    return f"<{_short(element.tag)}>"


def _short(name: object) -> str:
    """A qualified name without its namespace."""
    return str(name).rpartition("}")[2]


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
