"""What every piece of HTML rests on: safe addresses, attributes of authors, and characters that HTML can hold."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from markupsafe import escape

from coursepack.languages import direction
from coursepack.model.content import Attributes

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes of addresses that a page may link to; relative addresses have none."""

_FORBIDDEN_CHARACTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_FORBIDDEN_CHARACTERS}]")
_TO_ESCAPE = re.compile(f"[&<>\"'{_FORBIDDEN_CHARACTERS}]")
_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r")
_PIECE = 1 << 16
_IGNORED_BY_BROWSERS = re.compile("[\t\n\r]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_CLASS_NAME = re.compile(r"-?[A-Za-z_][\w-]*", re.ASCII)
_VALUES = frozenset({"lang", "dir", "title", "cite", "datetime"})
_ADDRESS_CHARACTERS = "!#$%&'()*+,-./:;=?@_~[]"


def clean(html: str) -> str:
    """`html` without the characters that neither HTML nor XML can hold."""
    return _FORBIDDEN.sub("", html)


def encoded(html: str) -> bytes:
    """`html` in UTF-8, likewise cleaned; much faster than `clean` on a whole page."""
    data = html.encode("utf-8", "ignore").translate(None, _CONTROLS)  # "ignore" drops lone surrogates
    return data.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")  # U+FFFE and U+FFFF


def encoded_pieces(pieces: Iterable[str]) -> bytes:
    """A page that comes in pieces, as `encoded` makes it of the whole; the whole is never held as text.

    A large piece is encoded part by part: each step would else need room for all of it once more.
    """
    made: list[bytes] = []
    waiting: list[str] = []
    size = 0
    for whole in pieces:
        parts = [whole] if len(whole) <= _PIECE else _parts(whole)
        for piece in parts:
            waiting.append(piece)
            size += len(piece)
            if size > _PIECE:
                made.append(encoded("".join(waiting)))
                waiting.clear()
                size = 0
    made.append(encoded("".join(waiting)))
    return b"".join(made)


def _parts(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE):
        yield str.__getitem__(text, slice(start, start + _PIECE))  # a slice of `Markup` would be one again


def escaped(text: str) -> str:
    """`text` for a place between tags or quotes, without what HTML cannot hold.

    `markupsafe.escape` makes an object of every text, and most texts have nothing to escape.
    """
    return str(escape(clean(text))) if _TO_ESCAPE.search(text) else text


def safe_address(address: str) -> str | None:
    """`address` as a link may carry it, percent-encoded where needed, or None where a link must not lead there.

    Accepted are the schemes of `SCHEMES` and relative addresses; what a browser would read as another host
    without a scheme (`//host`, `\\\\host`, `/\\host`) is not.
    """
    compact = _IGNORED_BY_BROWSERS.sub("", clean(address)).strip()
    if not compact or compact[:2].replace("\\", "/") == "//":
        return None
    scheme = _SCHEME.match(compact)
    if scheme and scheme[1].lower() not in SCHEMES:
        return None
    if not scheme and ":" in re.split(r"[/?#]", compact, maxsplit=1)[0]:
        return None
    return quote(compact, safe=_ADDRESS_CHARACTERS)


def is_external(address: str) -> bool:
    """Whether `address` (a safe one) leads out of the course in a browser."""
    return address[:8].lower().startswith(("http:", "https:"))


def attributes_of(author: Attributes | None, id_prefix: str, own_class: str = "") -> str:
    """The attributes of an element, each with a space before it.

    An author's id gets `id_prefix`, and class names of theirs get `x-`, so that neither can be mistaken
    for one that the pages and the player know.
    """
    if author is None:
        return f' class="{own_class}"' if own_class else ""
    classes = [own_class] if own_class else []
    classes.extend(f"x-{name}" for name in author.classes if _CLASS_NAME.fullmatch(name))
    parts = [f' id="{escaped(id_prefix + author.id)}"'] if author.id else []
    if classes:
        parts.append(f' class="{" ".join(classes)}"')
    values = {name: value for name, value in author.values if name in _VALUES}
    if "lang" in values:  # text of another language has that language's direction
        values.setdefault("dir", direction(values["lang"]))
    parts.extend(f' {name}="{escaped(value)}"' for name, value in values.items())
    return "".join(parts)
