"""Scripts made short without a change in what they do: no blanks, and short names for what only the player uses.

It reads the player's own way of writing (templates/player), not JavaScript at large: statements end in semicolons, no
regular expression follows a bracket, and names that come from elsewhere stand in `GLOBALS` and `GIVEN`.
`tests/pages/test_shrinking.py` holds each result against TypeScript's reading of it: the same syntax tree, and no
name changed that the browser or the page's data gave.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

GLOBALS = frozenset(
    "Array ArrayBuffer BigInt Boolean BroadcastChannel DataView Date Element Error Event HTMLElement HTMLInputElement "
    "HTMLProgressElement HTMLSelectElement Infinity IntersectionObserver Intl JSON Map Math NaN Number Object "
    "RangeError RegExp Set String TextDecoder TextEncoder URL Uint8Array atob console decodeURIComponent document "
    "getSelection history localStorage location navigator PAGE_DATA parseInt performance undefined window".split()
)
"""What the browser gives, and the place where `coursepack.pages.player` puts a site's data."""

GIVEN = frozenset(
    "answer body call checked close closed constructor count data done entries error every get hint id "
    "interaction key keys left mark open pages place questions result score section set state status text title".split()
)
"""Members of the player's classes that something of JavaScript's, the browser's or the page's data is called like."""

UNMET = frozenset(
    "adopt at changed check children commit extend finish finished flush form held label line locked mode moveTo "
    "name progress put readable refresh remote reset resume retry rows save share show since span start store "
    "submit take threshold touched width write".split()
)
"""Those that something is called like which the player never touches, as `store` of `Atomics`: they are shortened.

A test holds both lists against TypeScript's declarations, so that a member with a name of the platform's is in one of
them; another one proves by types that no name of the platform's itself is changed.
"""

Role = Literal["", "variable", "member", "property", "both"]
"""`member`: a property where a class of the player has it; `both`: `{ name }`, a property and a variable."""

_KEYWORDS = frozenset(
    "async await break case catch class const continue default delete do else extends false finally for function get "
    "if in instanceof let new null of return set static super switch this throw true try typeof void while".split()
)
_BEFORE_VALUES = frozenset("return typeof case in of".split())
_BEFORE_OBJECTS = frozenset("( , = : ? [ return const let ... && || ??".split())
_MODIFIERS = frozenset("get set static async".split())
_DECLARATIONS = frozenset("const let function class".split())

_TOKEN = re.compile(
    r"""(?P<blank>[ \t]+)|(?P<line>\s*\n\s*)|(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<word>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)
    |(?P<sign>\.\.\.|=>|\?\.(?!\d)|[=!]==|\*\*|&&|\|\||\?\?|\+\+|--|[-+*/%&|^=!<>]=|>>>|<<|>>|[^\s\w"'`])""",
    re.DOTALL | re.VERBOSE,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
_TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^\\`$])*(?:`|\$\{)", re.DOTALL)
"""The piece of a template from its start, or from the end of an expression in it, to the next expression or its end."""


@dataclass(slots=True)
class _Token:
    """`part` numbers the top-level statements and members of classes, so that each has short names of its own."""

    kind: str
    text: str
    role: Role = ""
    part: int = 0
    declared: bool = False
    """At the top, so that all parts mean the same by it."""
    after_line: bool = False


@lru_cache(maxsize=50)
def shortened(script: str) -> str:
    """`script`, which is one function that is called at once, in fewer characters."""
    tokens = list(_tokens(script))
    _give_roles(tokens)
    _divide(tokens)
    _rename(tokens)
    return "".join(_written(tokens))


def members(script: str) -> frozenset[str]:
    """The names of what the classes of `script` have, before any is changed."""
    tokens = list(_tokens(script))
    _give_roles(tokens)
    return _members(tokens)


def _members(tokens: Iterable[_Token]) -> frozenset[str]:
    return frozenset(token.text for token in tokens if token.role == "member")


def _tokens(script: str) -> Iterator[_Token]:
    templates: list[int] = []
    depth = 0
    at = 0
    last = _Token("sign", ";")
    line = False
    while at < len(script):
        character = script[at]
        if character == "`" or (character == "}" and templates and templates[-1] == depth):
            if character == "}":
                templates.pop()
            kind, found = "template", _TEMPLATE.match(script, at + 1)
        elif character == "/" and script[at + 1] not in "/*" and not _ends_value(last):
            kind, found = "regex", _REGEX.match(script, at)
        else:
            found = _TOKEN.match(script, at)
            kind = found.lastgroup or "" if found else ""
        if not found:
            raise _unknown("a text, a name, a number or a sign", script[at : at + 40])
        text = script[at : found.end()]
        at = found.end()
        if kind in ("blank", "comment", "line"):
            line = line or kind == "line"
            continue
        if kind == "template" and text.endswith("${"):
            templates.append(depth)
        elif kind == "sign" and text in "{}":
            depth += 1 if text == "{" else -1
        last = _Token(kind, text, after_line=line)
        line = False
        yield last


def _unknown(wanted: str, found: str) -> ValueError:
    return ValueError(f"not of the player's way of writing, which has {wanted}: {found!r}")


def _ends_value(token: _Token) -> bool:
    """Whether a slash after `token` divides."""
    if token.kind == "word":
        return token.text not in _BEFORE_VALUES
    return token.kind != "sign" or token.text in (")", "]", "}")


def _give_roles(tokens: list[_Token]) -> None:
    """Finds what each word is used as."""
    open_: list[str] = []
    class_begins = False
    for place, token in enumerate(tokens):
        before = tokens[place - 1].text if place else ""
        after = tokens[place + 1].text if place + 1 < len(tokens) else ""
        text = token.text
        if token.kind == "sign" and text in "([{":
            sort = text
            if text == "{":
                sort = "class" if class_begins else "object" if before in _BEFORE_OBJECTS else "block"
                class_begins = False
            open_.append(sort)
        elif token.kind == "sign" and text in ")]}":
            open_.pop()
        elif token.kind == "template":
            if text.startswith("}"):
                open_.pop()
            if text.endswith("${"):
                open_.append("template")
        elif token.kind == "word":
            around = open_[-1] if open_ else ""
            key = around == "object" and (before in ("{", ",") or before in _MODIFIERS)
            if before in (".", "?."):
                token.role = "member" if after == "=" and tokens[place - 2].text == "this" else "property"
            elif around == "class" and after in ("(", "=", ";") and before not in ("=", "."):
                token.role = "member"
            elif key and after in (":", "("):
                token.role = "property"
            elif text in _KEYWORDS:
                class_begins = class_begins or text == "class"
            else:
                token.role = "both" if key and after in (",", "}", "=") else "variable"


def _divide(tokens: list[_Token]) -> None:
    """Finds the parts, and the names that all of them share. What encloses everything is two brackets deep."""
    depth = part = 0
    in_class = declares = False
    for token in tokens:
        depth -= (token.kind == "sign" and token.text in ")]}") + (token.kind == "template" and token.text[0] == "}")
        in_class = in_class and depth > 2
        if token.role == "member" and in_class and depth == 3:
            part += 1
        token.part = part
        if declares and token.kind == "sign":
            raise _unknown("one name after each const, let, function and class at the top", token.text)
        token.declared = declares
        if token.kind == "sign" and depth == 2 and token.text in ";}":
            part += 1
        if depth == 2 and token.kind != "template":
            in_class = in_class or token.text == "class"
            declares = token.text in _DECLARATIONS
        depth += (token.kind == "sign" and token.text in "([{") + (token.kind == "template" and token.text[-1] == "{")


def _rename(tokens: list[_Token]) -> None:
    """Gives short names to members, to what is declared at the top, and within each part to all other variables.

    A variable that an object takes over under its own name (`{ name }`) keeps it where the property does.
    """
    own = _members(tokens) - GIVEN
    tops = {token.text for token in tokens if token.declared}
    tied = {(token.part, token.text) for token in tokens if token.role == "both" and token.text not in own}
    fixed = GLOBALS | {name for _, name in tied if name in tops}
    taken = {token.text for token in tokens if token.role} | _KEYWORDS
    properties = _shortest((token.text for token in tokens if token.role not in ("", "variable")), own, taken, 1)
    variables = [token for token in tokens if token.role in ("variable", "both")]
    shared = _shortest((token.text for token in variables), tops - fixed, taken, 2)
    inside: dict[int, dict[str, str]] = {}
    free: dict[int, Iterator[str]] = {}
    for token in variables:
        if token.text not in tops and token.text not in fixed and (token.part, token.text) not in tied:
            names = inside.setdefault(token.part, {})
            if token.text not in names:
                names[token.text] = next(free.setdefault(token.part, _short_names(taken, 1)))
    for token in tokens:
        variable = shared.get(token.text) or inside.get(token.part, {}).get(token.text, token.text)
        name = properties.get(token.text, token.text)
        if token.role == "variable":
            token.text = variable
        elif token.role == "both":
            token.text = name if name == variable else f"{name}:{variable}"
        elif token.role:
            token.text = name


def _shortest(uses: Iterable[str], wanted: Set[str], taken: Set[str], least: int) -> dict[str, str]:
    """{name: a shorter one}, the shortest for those that are used most."""
    counts = Counter(name for name in uses if name in wanted)
    names = zip((name for name, _ in counts.most_common()), _short_names(taken, least), strict=False)
    return {name: short for name, short in names if len(short) < len(name)}


def _short_names(taken: Set[str], least: int) -> Iterator[str]:
    """Names of one character, where `least` is 1, then of two; the letters that texts use most come first."""
    letters = "etnairsolcudmphgfvbyxkwjqzETNAIRSOLCUDMPHGFVBYXKWJQZ_$"
    singles = letters if least == 1 else ""
    pairs = ("".join(pair) for pair in product(letters, letters + "0123456789"))
    yield from (name for names in (singles, pairs) for name in names if name not in taken)


def _written(tokens: list[_Token]) -> Iterator[str]:
    """The texts with what must stand between them. The semicolon before a closing bracket is not needed."""
    last = _Token("sign", "(")
    for token in tokens:
        if last.text == ";" and token.text != "}":
            yield ";"
        words = last.kind in ("word", "number") and token.kind in ("word", "number")
        if words or (last.text in ("+", "-") and token.text[0] == last.text):
            yield " "
        elif token.after_line and last.text[-1] in ")]}" and (token.kind != "sign" or token.text in "{[("):
            yield "\n"
        if token.text != ";":
            yield token.text
        last = token
    if last.text == ";":
        yield ";"
