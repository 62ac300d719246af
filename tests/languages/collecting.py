"""Collects what coursepack says to learners: every message that a catalogue has to translate, and where it stands."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from jinja2 import nodes

from coursepack import resources
from coursepack.model.course import UNIT_LABELS
from coursepack.pages import document
from coursepack.pages.environment import environment
from coursepack.pages.rich_text import CALLOUT_NAMES
from tests.support.tools import ROOT

PAGES = ROOT / "src" / "coursepack" / "pages"
LOCALE = ROOT / "src" / "coursepack" / "locale"

_SINGLE = frozenset({"words", "_words", "word", "_", "gettext"})
_PLURAL = frozenset({"count", "ngettext"})
_CONTEXT = frozenset({"pgettext"})


class Message(NamedTuple):
    """A message of the sources. `plural` and `context` are "" where it has none."""

    text: str
    plural: str = ""
    context: str = ""


def messages() -> dict[Message, str]:
    """{message: where it is said first}, in the order of the places."""
    found: dict[Message, str] = {}
    for message, place in (*_of_code(), *_of_templates(), *_of_player(), *_of_tables()):
        found.setdefault(message, place)
    return found


def _of_code() -> Iterator[tuple[Message, str]]:
    """Calls with literal words in the code of the pages."""
    for path in sorted(PAGES.rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                literals = [word.value for word in node.args if isinstance(word, ast.Constant)]
                said = _said(name, [word for word in literals if isinstance(word, str)])
                if said:
                    yield said, place


def _of_templates() -> Iterator[tuple[Message, str]]:
    """Calls with literal words in the templates of the pages."""
    for path in sorted((resources.templates() / "page").glob("*.html")):
        tree = environment().parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            name = getattr(call.node, "attr", getattr(call.node, "name", ""))
            said = _said(name, [word.value for word in call.args if isinstance(word, nodes.Const)])
            if said:
                yield said, f"templates/page/{path.name}"


def _said(name: str, words: list[str]) -> Message | None:
    if name in _SINGLE and words:
        return Message(words[0])
    if name in _PLURAL and len(words) > 1:
        return Message(words[0], words[1])
    if name in _CONTEXT and len(words) > 1:
        return Message(words[1], context=words[0])
    return None


def _of_player() -> Iterator[tuple[Message, str]]:
    words = msgspec.json.decode(resources.read("player/words.json"), type=dict[str, str | dict[str, str]])
    for said in words.values():
        yield (
            Message(said) if isinstance(said, str) else Message(said["one"], said["other"]),
            "templates/player/words.json",
        )


def _of_tables() -> Iterator[tuple[Message, str]]:
    """What is looked up in tables, and translated where it is shown."""
    for name in CALLOUT_NAMES.values():
        yield Message(name), "src/coursepack/pages/rich_text.py"
    for label in UNIT_LABELS:
        yield Message(label.capitalize()), "src/coursepack/model/course.py"
    for sentence in (document.KEPT_BY_LMS, document.KEPT_HERE):
        yield Message(sentence), "src/coursepack/pages/document.py"


def catalogue_of(language: str) -> Path:
    """The path of a language's catalogue."""
    return LOCALE / language / "LC_MESSAGES" / "coursepack.po"


def catalogues() -> dict[str, Path]:
    """{language: the path of its catalogue}."""
    return {path.parent.parent.name: path for path in sorted(LOCALE.glob("*/LC_MESSAGES/coursepack.po"))}
