"""The player's files, put together from shipped parts: its script by what a course uses, and its stylesheet."""

import gettext
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, assert_never

import msgspec

from coursepack import resources
from coursepack.languages import plural_samples
from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from coursepack.model.content import Block, Figure, walk_blocks
from coursepack.model.course import Course
from coursepack.model.theme import Theme
from coursepack.pages.gating import gates
from coursepack.pages.search import is_searched
from coursepack.pages.shrinking import shortened
from coursepack.pages.theme import theme_stylesheet

Standard = Literal["scorm12", "scorm2004", "local"]

_CORE = (
    *("words", "page", "numbers", "bits", "codec", "saving", "store", "joining"),
    *("colours", "contents", "about", "navigation", "copying"),
)

_QUIZZES = (*("chance", "records", "scoring", "progress", "journal", "answers", "feedback", "question", "quiz"),)
"""The parts of `core/` that a course with questions needs, too."""

_QUESTIONS = (
    *("rows", "choice", "typed", "text_entry", "numeric_entry", "match", "order"),
    *("gaps", "hotspot", "essay", "upload"),
)
"""The parts that take answers, in their order: a part comes after those that it builds on."""

_CLOCK = "core/clock"

_SHARED = "PAGE_DATA"
"""Stands in the script where a site's data is put in."""

_SCORM = ("lms/scorm/elements", "lms/scorm/api", "lms/scorm/answers", "lms/scorm/session")
"""What both SCORM standards share."""

_SCORM12 = ("values", "answers", "session")
_SCORM2004 = ("values", "responses", "answers", "session", "objectives")
"""What each of them says itself."""

_ASKING = frozenset({"answers", "responses", "objectives"})
"""The parts of a standard that only a course with questions needs."""

STANDARDS: dict[Standard, tuple[str, ...]] = {
    "scorm12": (*_SCORM, *(f"lms/scorm12/{name}" for name in _SCORM12), "lms/local/storage"),
    "scorm2004": (*_SCORM, *(f"lms/scorm2004/{name}" for name in _SCORM2004), "lms/local/storage"),
    "local": ("lms/local/storage",),
}

_STYLES = (
    "tokens",
    "base",
    "frame",
    "contents",
    "about",
    "completion",
    "pages",
    "text",
    "code",
    "callouts",
    "figures",
    "terms",
    "search",
    "gating",
    "questions",
    "answers",
    "print",
)

_PLAIN = Theme()

_INLINE_TYPE = re.compile(r"/\*\* @\w+ .*? \*/ ?")


def has_completion(course: Course, standard: Standard) -> bool:
    """Whether learners can print a page on the course: only where what they opened is the whole course."""
    return course.delivery.completion_page and (standard == "local" or course.delivery.layout == "course")


def script(course: Course, standard: Standard, shared: str | None = None) -> bytes:
    """The text of `player.js`: the parts that `course` needs, in one strict function.

    `shared` is data, as JSON, that completes what every page of a site carries (see `coursepack.pages.site`).
    """
    text = _joined(parts(course, standard), shared is not None)
    return text.replace(_SHARED, shared or "", 1).encode()


@lru_cache(maxsize=64)
def _joined(names: tuple[str, ...], is_sharing: bool) -> str:
    """The script of these parts, with a place for shared data. Many packages of one course have the same parts."""
    texts = [_part(f"{name}.js") for name in names]
    if is_sharing:
        texts.insert(-1, f"SHARED_DATA.push({_SHARED});\n")
    return shortened('(function () {\n"use strict";\n' + "".join(texts) + "})();\n")


def parts(course: Course, standard: Standard) -> tuple[str, ...]:
    """The names of the parts that `course` needs, in their order."""
    used = {part for quiz in course.quizzes() for question in quiz.questions() for part in _parts(question.interaction)}
    names = [f"core/{name}" for name in _CORE]
    if used:
        names.extend(f"core/{name}" for name in _QUIZZES)
        if any(quiz.settings.time_limit for quiz in course.quizzes()):
            names.append(_CLOCK)
        names.extend(f"questions/{name}" for name in _QUESTIONS if name in used)
    if any(map(_has_figure, _texts(course))):
        names.append("core/enlarging")
    if gates(course):
        names.append("core/gating")
    if is_searched(course):
        names.append("core/search")
    names.extend(name for name in STANDARDS[standard] if used or name.rpartition("/")[2] not in _ASKING)
    if has_completion(course, standard):
        names.append("core/completion")
    names.append("core/start")
    return tuple(names)


def _parts(interaction: Interaction | None) -> frozenset[str]:
    """The parts in `questions/` that `interaction` needs."""
    match interaction:
        case None:
            return frozenset()
        case ChoiceInteraction():
            return frozenset({"choice"})
        case TextEntryInteraction():
            return frozenset({"typed", "text_entry"})
        case NumericEntryInteraction():
            return frozenset({"typed", "numeric_entry"})
        case MatchInteraction() | PlacementInteraction():
            return frozenset({"rows", "match"})
        case OrderInteraction():
            return frozenset({"rows", "order"})
        case GapsInteraction(gaps=gaps, presentation=presentation):
            inside = () if presentation == "drag" else (part for gap in gaps for part in _parts(gap.interaction))
            return frozenset({"rows", "choice", "typed", "gaps", *inside})
        case HotspotInteraction():
            return frozenset({"choice", "hotspot"})
        case ExtendedTextInteraction():
            return frozenset({"essay"})
        case UploadInteraction():
            return frozenset({"choice", "upload"})
        case _:
            assert_never(interaction)


def _texts(course: Course) -> Iterator[tuple[Block, ...]]:
    """The texts of the pages, but for those in questions."""
    yield course.blocks
    yield from (unit.blocks for unit in course.units())


def _has_figure(blocks: tuple[Block, ...]) -> bool:
    return Figure in map(type, walk_blocks(blocks))


def stylesheet(theme: Theme = _PLAIN) -> bytes:
    """The text of `player.css` in the look of `theme`."""
    return (theme_stylesheet(theme) + "".join(_style(name) for name in _STYLES) + theme.css).encode()


def scheme_script() -> bytes:
    """The text of `scheme.js`, which waits for nothing: what it sets must stand before the page is drawn."""
    return shortened(_part("core/scheme.js")).encode()


def noscript_stylesheet() -> bytes:
    """The text of `noscript.css`, which shows what a script would."""
    return _style("noscript").encode()


def words(translation: gettext.NullTranslations, language: str) -> dict[str, str | dict[str, str]]:
    """{message key: what the player says, with `{name}` for what is filled in}; plural forms by CLDR's categories."""
    messages = msgspec.json.decode(resources.read("player/words.json"), type=dict[str, str | dict[str, str]])
    samples = plural_samples(language)
    return {
        key: translation.gettext(message)
        if isinstance(message, str)
        else {
            category: translation.ngettext(message["one"], message["other"], number)
            for category, number in samples.items()
        }
        for key, message in messages.items()
    }


@lru_cache(maxsize=200)
def _part(name: str) -> str:
    """A shipped part without what it says of types within lines."""
    return _INLINE_TYPE.sub("", resources.read(f"player/{name}"))


def _style(name: str) -> str:
    """A shipped stylesheet without its comments, which have their lines to themselves, and without empty lines."""
    lines: list[str] = []
    in_comment = False
    for line in resources.read(f"player/{name}.css").splitlines():
        content = line.strip()
        if in_comment or content.startswith("/*"):
            in_comment = not content.endswith("*/")
        elif content:
            lines.append(content)
    return "\n".join(lines) + "\n"
