"""XML: the one hardened parser and the one writer."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from lxml import etree

from coursepack.errors import CoursepackError
from coursepack.patterns import late

_FORBIDDEN = late("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (5th edition, section 2.2) has no way to write."""

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'

MOST_ATTRIBUTES = 1000
"""Of one element; no standard comes near it, and lxml's time grows with the square of their number."""


MOST_DEPTH = 256
"""Elements inside each other, as many as libxml2 takes by itself."""

MOST_TEXT_BYTES = 64 << 20
"""Of one text that stands by itself, such as a file in base64: one of 48 MB."""

_MOST_OTHER_BYTES = 10 << 20
_CHUNK = 64 << 10
_FILE_TOO_LARGE = (
    f"a picture or other file in it is larger than {(MOST_TEXT_BYTES >> 20) * 3 // 4} MB: make it smaller, or leave it "
    "out of the bank and add it to the course by hand"
)
_OTHER_TOO_LARGE = (
    f"a text in CDATA, an attribute or a comment in it is larger than {_MOST_OTHER_BYTES >> 20} MB, most likely for a "
    "picture that is written into it: attach the picture to the question as a file, and export again"
)


class XmlError(CoursepackError):
    """The text is not XML that coursepack reads. `line` is where it stops, 0 where that is not known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def parse(data: bytes) -> etree._Element:
    """The root element of an XML document.

    No entity is expanded, nothing is fetched, and a document type declaration is refused outright.
    Raises `XmlError`.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _in_words(error) from None
    if root.getroottree().docinfo.doctype:
        raise XmlError("a document type declaration is not accepted")
    for element in root.iter(etree.Element):
        _count_attributes(element)
    return root


def _count_attributes(element: etree._Element) -> None:
    if len(element.attrib) > MOST_ATTRIBUTES:
        raise XmlError(f"an element has more than {MOST_ATTRIBUTES} attributes", element.sourceline or 0)


def _in_words(error: etree.XMLSyntaxError) -> XmlError:
    """What a parser says, in words where it refuses what is well-formed, but larger than it reads."""
    said, line = error.msg or "", error.lineno or 0
    if "huge" in said.lower() or "too long" in said.lower():
        return XmlError("a single text or file in it is larger than 10 MB", line)
    return XmlError(f"not well-formed XML: {said}", line)


def stream(path: Path, name: str) -> Iterator[etree._Element]:
    """Every element `name` of a file, one after the other; what is behind an element is not held in memory.

    An element is emptied when the next one is asked for. Refuses what `parse_file` refuses. Raises `XmlError`.
    """
    inside = 0
    for event, element in _safe_events(path):
        if event == "start":
            inside += element.tag == name
            continue
        if element.tag == name:
            inside -= 1
            yield element
        parent = element.getparent()
        if not inside and parent is not None:
            element.clear()
            while (before := element.getprevious()) is not None:
                parent.remove(before)


def parse_file(path: Path) -> etree._Element:
    """The root element of a file. Refuses what `parse` refuses, but takes a text of up to `MOST_TEXT_BYTES`.

    Such a text is a picture in base64. Raises `XmlError`.
    """
    events = _safe_events(path)
    found = next(events, None)
    for _ in events:
        pass
    if found is None:
        raise XmlError("not well-formed XML: the document is empty")
    return found[1]


def _safe_events(path: Path) -> Iterator[tuple[str, etree._Element]]:
    """What begins and ends in a file, as long as it is nothing that harms."""
    depth = 0
    try:
        for event, element in _events(path):
            if event == "start":
                depth += 1
                if depth == 1 and element.getroottree().docinfo.doctype:
                    raise XmlError("a document type declaration is not accepted")
                if depth > MOST_DEPTH:
                    raise XmlError(f"more than {MOST_DEPTH} elements stand inside each other", element.sourceline or 0)
                _count_attributes(element)
            else:
                depth -= 1
            yield event, element
    except etree.XMLSyntaxError as error:
        raise _in_words(error) from None


def _events(path: Path) -> Iterator[tuple[str, etree._Element]]:
    """What begins and ends in a file.

    libxml2 has one switch for all of its limits, and the one on texts is too low. It is off here, so what comes between
    two events is counted. What a chunk ends in is seen by its last `<`: a tag that is not complete, a comment, an
    instruction and a CDATA section get the old limit. Where that `<` is inside one of them, so does the text behind it.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    silent = line = 0
    in_text = False
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            opened = max(chunk.rfind(b"<"), 0)
            for piece in (chunk[:opened], chunk[opened:]):
                parser.feed(piece)
                silent += len(piece)
                in_text = in_text and not piece.startswith(b"<")
                for event, element in parser.read_events():
                    silent, in_text, line = 0, True, element.sourceline or line
                    yield event, element
                # The parser may tell of a tag only when what is behind it has come.
                in_text = in_text and not (piece == b"<" or piece.startswith((b"<!", b"<?")))
            if silent > (MOST_TEXT_BYTES if in_text else _MOST_OTHER_BYTES):
                raise XmlError(_FILE_TOO_LARGE if in_text else _OTHER_TOO_LARGE, line)
    parser.close()
    yield from parser.read_events()


def root_name(start: bytes) -> str:
    """The name of the first element of a document that begins with `start`, as "{namespace}name"; "" where it has none.

    Nothing is expanded or fetched, and nothing is said about the rest.
    """
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with suppress(etree.XMLSyntaxError):  # what comes behind the first element does not matter here
        parser.feed(start)
    for _, element in parser.read_events():
        return str(element.tag)
    return ""


def html_name(element: etree._Element) -> str:
    """The name of an element of HTML, or of MathML in it, without a namespace and in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def parse_html(html: str) -> etree._Element:
    """The `<body>` of a piece of HTML, however it is written: libxml2's parser mends what it can.

    Comments are left out, nothing is fetched. More than 256 elements inside each other are one.
    """
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    text = clean(html)
    root = etree.fromstring(f"<html><body>{text}</body></html>".encode("utf-8", "replace"), parser)
    body = root.find("body") if root is not None else None
    return body if body is not None else etree.Element("body")


def write(root: etree._Element, *, indent: str | None = "  ") -> bytes:
    """The document as UTF-8 with declaration, indented where it has no text; None leaves its white space alone."""
    if indent is not None:
        etree.indent(root, indent)
    data: bytes = etree.tostring(root, encoding="UTF-8")
    return _DECLARATION + data + b"\n"


def write_list(name: str, children: Iterable[etree._Element], *, indent: str = "  ") -> bytes:
    """What `write` makes of an element `name` with these children, which are held in memory one at a time.

    b"" where there are none.
    """
    parts: list[bytes] = []
    for child in children:
        etree.indent(child, indent, level=1)
        parts.append(indent.encode() + etree.tostring(child, encoding="UTF-8"))
    if not parts:
        return b""
    return _DECLARATION + b"\n".join([f"<{name}>".encode(), *parts, f"</{name}>".encode()]) + b"\n"


def clean(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("", text)
