"""Code as HTML: highlighted at build time with a small set of class names."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from coursepack.pages.markup import escaped

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

LONGEST = 100_000
"""Characters above which code is left plain: some lexers take quadratic time."""

_CLASSES = (
    ("Comment.Preproc", "k"),
    ("Comment", "c"),
    ("Keyword.Constant", "m"),
    ("Keyword.Type", "b"),
    ("Keyword", "k"),
    ("Operator.Word", "k"),
    ("Literal.String", "s"),
    ("Literal.Number", "m"),
    ("Literal", "m"),
    ("Name.Builtin", "b"),
    ("Name.Exception", "b"),
    ("Name.Function", "f"),
    ("Name.Class", "f"),
    ("Name.Decorator", "d"),
    ("Name.Tag", "k"),
    ("Name.Attribute", "f"),
    ("Name.Variable", "d"),
    ("Name.Constant", "m"),
    ("Generic.Heading", "h"),
    ("Generic.Subheading", "h"),
    ("Generic.Prompt", "c"),
    ("Generic.Output", "c"),
    ("Generic.Inserted", "i"),
    ("Generic.Deleted", "x"),
    ("Generic.Emph", "c"),
    ("Generic.Strong", "h"),
)
"""What is coloured: the first entry that a token's type falls under gives its class."""


def code_block(text: str, language: str, attributes: str = ' class="code"') -> str:
    """A block of code with its language's name; `attributes` are those of the outer element."""
    name, markup = highlighted(text, language)
    label = f'<span class="code-language">{escaped(name)}</span>' if name else ""
    return f'<div{attributes}>{label}<pre tabindex="0"><code translate="no">{markup}</code></pre></div>'


@lru_cache(maxsize=20_000)
def highlighted(text: str, language: str) -> tuple[str, str]:
    """(the language's name for people, the code as HTML); plain text where the language is not known."""
    lexer = _lexer(language.lower()) if language else None
    if lexer is None:
        return language, escaped(text)
    if len(text) > LONGEST:
        return lexer.name, escaped(text)
    parts: list[str] = []
    pending, pending_class = "", ""
    for kind, value in lexer.get_tokens(text):
        token_class = _class_of(kind)
        if token_class != pending_class and not value.isspace():
            _write(parts, pending, pending_class)
            pending, pending_class = value, token_class
        else:
            pending += value
    _write(parts, pending, pending_class)
    return lexer.name, "".join(parts)


def _write(parts: list[str], text: str, token_class: str) -> None:
    if token_class and text:
        parts.append(f'<span class="{token_class}">{escaped(text)}</span>')
    elif text:
        parts.append(escaped(text))


@cache
def _lexer(language: str) -> "Lexer | None":
    # Imported late: most pages have no code, and Pygments is slow to load.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    if language in {"text", "plain", "plaintext", "txt"}:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def _class_of(kind: "_TokenType") -> str:
    name = str(kind).removeprefix("Token.")
    for prefix, token_class in _CLASSES:
        if name == prefix or name.startswith(f"{prefix}."):
            return token_class
    return ""
