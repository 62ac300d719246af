"""The examples of the documentation: fences that a comment marks, each a small course that really builds.

    <!-- example lesson as=lesson-1.1.md reports=html-not-allowed -->
    ```markdown
    …
    ```

The first word says what the fence holds: a `lesson` (any unit or file), a `quiz` (a whole quiz file, or only questions,
which then get a heading), or a `config`. `as`: the file's name. `with`: names of other examples of the same document
that belong to the course. `reports`: the diagnostics, notes aside, that it must have; without it there are none.
`asks`: how many questions the course has. `mends`: the name of the example that `coursepack check --fix` turns into
this one.
"""

import re
from pathlib import Path

import msgspec

from tests.support.repository import text_of

_MARKED = re.compile(
    r"^<!-- example (?P<kind>lesson|quiz|config)(?P<words>(?: [a-z]+=[^\s>]+)*) -->\n"
    r"(?P<fence>`{3,})\w+\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"^<!-- example .*$", re.MULTILINE)
_DEFAULT_NAME = {"lesson": "lesson.md", "quiz": "quiz.md", "config": "coursepack.toml"}
_REFERENCE = re.compile(r"\]\(([\w.-]+\.(?:svg|png|mp4|mp3|pdf|csv))\b")
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"><title>A box</title></svg>\n'


class Example(msgspec.Struct, frozen=True):
    """One marked fence; `line` is that of its comment."""

    document: str
    line: int
    kind: str
    name: str
    text: str
    companions: tuple[str, ...] = ()
    reports: frozenset[str] = frozenset()
    asks: int | None = None
    mends: str = ""

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def examples_of(document: str) -> list[Example]:
    """Every marked fence of a document; a comment that marks none is an error."""
    source = text_of(document)
    found: list[Example] = []
    for match in _MARKED.finditer(source):
        words = dict(word.split("=", 1) for word in match["words"].split())
        assert set(words) <= {"as", "with", "reports", "asks", "mends"}, f"{document}: {match['words']}"
        found.append(
            Example(
                document,
                source.count("\n", 0, match.start()) + 1,
                match["kind"],
                words.get("as", _DEFAULT_NAME[match["kind"]]),
                match["text"],
                tuple(words["with"].split(",")) if "with" in words else (),
                frozenset(words["reports"].split(",")) if "reports" in words else frozenset(),
                int(words["asks"]) if "asks" in words else None,
                words.get("mends", ""),
            )
        )
    assert len(found) == len(_COMMENT.findall(source)), f"a comment in {document} marks no fence"
    return found


def write_course(example: Example, folder: Path) -> None:
    """Write the course that an example makes, with stand-ins for the images and downloads that it refers to."""
    companions = [other for other in examples_of(example.document) if other.name in example.companions]
    assert len(companions) == len(example.companions), f"{example}: not every companion is an example"
    for each in (example, *companions):
        text = each.text
        if each.kind == "quiz" and not re.match(r"(?:---\n|# )", text):
            text = f"# Quiz: An example\n\n{text}"
        (folder / each.name).write_text(text, encoding="utf-8")
        for name in _REFERENCE.findall(text):
            (folder / name).write_text(_SVG if name.endswith(".svg") else name, encoding="utf-8")
    if example.kind == "config":
        (folder / "content").mkdir()
        (folder / "content" / "lesson.md").write_text("# A lesson\n\nIt has a text.\n", encoding="utf-8")
