"""The admin sheet as one HTML file without a script, and README.txt, from the same facts."""

import base64
import hashlib
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from coursepack import resources
from coursepack.handover.facts import Facts
from coursepack.model.theme import Theme
from coursepack.pages.markup import encoded
from coursepack.pages.theme import theme_stylesheet

README = "README.txt"

_WIDTH = 78
_MADE_WITH = "Made with coursepack"
_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


def sheet_html(facts: Facts) -> bytes:
    """The admin sheet."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = (
        _environment().get_template("sheet.html").render(facts=facts, style=Markup(style), style_hash=digest, size=size)
    )
    return encoded(html)


def readme_text(facts: Facts) -> bytes:
    """README.txt: the sheet in short, for whoever has only the folder."""
    return ("\n".join(line.rstrip() for line in _readme(facts)) + "\n").encode("utf-8", "replace")


def is_ours(path: Path) -> bool:
    """Whether README.txt may be written: there is none, or it is one of a build. People keep such files, too."""
    try:
        return _MADE_WITH.encode() in path.read_bytes()
    except FileNotFoundError:
        return True
    except OSError:
        return False


def size(number: int) -> str:
    """A number of bytes for people: "31 KB"."""
    if number < 1000:
        return f"{number} B"
    if number < 1_000_000:
        return f"{number / 1000:.0f} KB"
    return f"{number / 1_000_000:.1f} MB"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources.templates() / "admin"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _style() -> str:
    """The tokens of the pages and the sheet's own rules, without comments; nothing in them ends the element."""
    text = theme_stylesheet(Theme()) + resources.read("player/tokens.css") + resources.read("admin/sheet.css")
    return _COMMENT.sub("", text)


def _readme(facts: Facts) -> Iterator[str]:
    yield from (facts.title, "=" * min(len(facts.title), _WIDTH), "")
    yield from _wrapped(f"Version: {facts.edition}.")
    yield from (f"{_MADE_WITH} {facts.coursepack}.", f"{facts.contents}.")
    if facts.losses:
        yield from ("", "BEFORE YOU UPLOAD", "")
    for sentence in facts.losses:
        yield from _wrapped(f"- {sentence}", "  ")
    yield from ("", "FILES", "")
    for package in facts.packages:
        yield f"{package.name} ({size(package.size)}): {package.use}"
        for note in package.notes:
            yield from _wrapped(f"- {note}", "  ")
        if package.zips:
            yield from ("", "The table of zips, in the order of the course:", "")
        for zipped in package.zips:
            yield zipped.name
            yield from _wrapped(f"- {zipped.title} ({size(zipped.size)})", "  ")
            score = "a score" if zipped.score else "no score"
            yield f"- done with the status {zipped.status.capitalize()}, {score}; identifier {zipped.identifier}"
    yield from ("", "WHAT TO SET", "")
    for package in facts.packages:
        for system in package.systems:
            yield f"{system.name} ({package.name})"
            for setting in system.settings:
                why = f" ({setting.why})" if setting.why else ""
                yield from _wrapped(f"- {setting.name}: {setting.value}{why}", "  ")
            yield from _wrapped(f"- Update: {system.update}", "  ")
            yield ""
    if facts.has_scorm:
        yield from _hears(facts)
    yield from ("", "WHAT CHANGED", "")
    if facts.since is None:
        yield "This is the first build of the course in this folder."
    else:
        built = f"{facts.since.version or 'the build'} (fingerprint {facts.since.fingerprint})"
        locked = "the build that coursepack.lock comes from"
        yield from _wrapped(f"Since {built if facts.since.fingerprint else locked}:")
        for sentence in facts.changes:
            yield from _wrapped(f"- {sentence}", "  ")
        for sentence in facts.meaning:
            yield from _wrapped(sentence)
    yield from ("", "FIVE CLICKS TO ACCEPT IT", "")
    for number, (click, seen) in enumerate(facts.test, 1):
        yield from _wrapped(f"{number}. {click} {seen}", "   ")


def _hears(facts: Facts) -> Iterator[str]:
    yield from ("WHAT THE LMS HEARS", "", "The course is complete when a learner has:")
    for condition in facts.conditions:
        yield from _wrapped(f"- {condition}", "  ")
    for mark in facts.marks:
        yield from _wrapped(mark)
    yield ""
    for row in facts.rows:
        told: list[str] = [row.outcome.status] if facts.has_scorm12 else []
        if facts.has_scorm2004:
            told.append(f"{'in SCORM 2004 ' if told else ''}{row.completion} and {row.success}")
        score = row.told(facts.has_scorm12, facts.has_scorm2004)
        yield from _wrapped(f"- {row.situation}: {', '.join(told)}, score {score}, exit {row.exit or 'empty'}", "  ")
    if facts.entries:
        yield from ("", "Each entry in the LMS, and what it says in the end:")
    for entry in facts.entries:
        yield from _wrapped(f"- {entry.title}: {', '.join(entry.conditions)}; {entry.end}", "  ")
    yield from ("", "WHAT IS STORED", "")
    yield from _wrapped(
        "The LMS alone gets status, score, time, the place, answers, and a record to go on from. Nothing is loaded "
        "from outside, and nothing is sent to anybody else. Accessibility and licences: see the admin sheet beside "
        "this file."
    )


def _wrapped(text: str, indent: str = "") -> list[str]:
    """`text` in lines of at most 78 characters, the later ones indented."""
    return textwrap.wrap(" ".join(text.split()), _WIDTH, subsequent_indent=indent, break_long_words=False) or [""]
