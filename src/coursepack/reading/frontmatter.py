"""YAML front matter: cut from a file's text, every value as its text or a list or mapping of texts, with its place.

Scalars keep the author's characters, so that 1.10 stays a version and `no` a country; who needs a number reads one.
"""

import re
from typing import Any

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.patterns import late

BAD_FRONT_MATTER = Rule(
    "bad-front-matter",
    Severity.ERROR,
    "The front matter between the two --- lines is not valid YAML.",
    "None of its settings can be read.",
    'write one "key: value" a line; put quotation marks round a value that holds a colon',
    example="---\ntitle: Bread: how to bake it\n---",
    source='YAML 1.2.2, 7.3.3: a plain text may not hold ": "',
)

_OPENING = late(r"---[ \t]*\n")
_KEY = late(r"([\w-]+)[ \t]*:(?:[ \t]|$)")
MAX_LENGTH = 65_536
"""Characters of front matter beyond which it is refused: no course has that much, a hostile file may."""


class FrontMatter:
    """The keys of a file's front matter (`values`), where each stands (`where`), and how many lines it takes."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.where: dict[str, Position] = {}
        self.lines = 0


def read_front_matter(text: str, file: str, report: Report) -> FrontMatter:
    """The front matter that `text` opens with; an empty one where it opens with none.

    A `---` with no key under it is a break between sections, not front matter.
    """
    found = FrontMatter()
    if not _OPENING.match(text):
        return found
    lines = text.split("\n")
    said = [line for line in lines[1:] if line.strip()]
    first = next((line for line in said if not line.startswith("#")), "")
    if not _KEY.match(first) and not (said and said[0].rstrip() == "---"):
        return found  # a heading between two breaks looks like a comment of YAML
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        report.add(BAD_FRONT_MATTER, Position(file, 1), 'the front matter is not closed by a second "---" line')
        return found
    source = "\n".join(lines[1:end])
    found.lines = end + 1
    for index, line in enumerate(lines[1:end], 2):
        key = _KEY.match(line)
        if key:
            found.where.setdefault(key[1], Position(file, index))
    if source.strip():
        found.values = _parse(source, file, report)
    for name in found.values:
        found.where.setdefault(name, Position(file, 1))
    return found


_OPEN_QUOTE = "found unexpected end of stream"
_IN_WORDS = {
    _OPEN_QUOTE: "this quotation mark is not closed",
    "mapping values are not allowed here": "this colon stands in a value without quotation marks",
    "that cannot start any token": "no value begins with this character",
}
"""{what the YAML reader says: what an author understands}"""


def _parse(source: str, file: str, report: Report) -> dict[str, Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(source) > MAX_LENGTH or re.search(r"(?m)(?:^|[:\-\[,]\s+)[&*][\w-]+", source):
        report.add(BAD_FRONT_MATTER, Position(file, 1), "the front matter is too long or uses YAML anchors")
        return {}
    yaml = YAML(typ="base", pure=True)
    try:
        loaded = yaml.load(source)
    except MarkedYAMLError as error:
        problem = str(error.problem or error.context).split("\n")[0]
        open_quote = problem == _OPEN_QUOTE
        mark = error.context_mark if open_quote else error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        problem = next((words for yaml_words, words in _IN_WORDS.items() if yaml_words in problem), problem)
        report.add(BAD_FRONT_MATTER, Position(file, line, column), f"the front matter cannot be read: {problem}")
        return {}
    except (YAMLError, ValueError) as error:
        report.add(BAD_FRONT_MATTER, Position(file, 1), f"the front matter cannot be read: {error}")
        return {}
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        report.add(BAD_FRONT_MATTER, Position(file, 2), 'the front matter is not a list of "key: value" lines')
        return {}
    return {str(key): value for key, value in loaded.items()}
