"""What targets could not carry as it was written, in words: for the end of a build, and for a build that this stops."""

import re
from collections.abc import Callable, Iterable, Sequence

from coursepack.cli.console import clean
from coursepack.diagnostics import Fidelity
from coursepack.model.assessment import Pool
from coursepack.model.content import plain_text
from coursepack.model.course import Course
from coursepack.results import Loaded

MOST = 5
"""Lines on losses at the end of a build that was not asked to tell all."""

_FATES = {"dropped": "lost", "degraded": "simplified"}
_FORBIDDEN = {"never": (), "dropped": ("dropped",), "degraded": ("dropped", "degraded")}
_LONGEST_TITLE = 60


def forbidden(rows: Iterable[Fidelity], fail_on: str) -> tuple[Fidelity, ...]:
    """The losses that `fail_on` (never, dropped, degraded) does not allow."""
    return tuple(row for row in rows if row.fate in _FORBIDDEN[fail_on])


def counted(rows: Sequence[Fidelity]) -> str:
    """How much the targets could not carry, in words."""
    parts: list[str] = []
    for fate, word in _FATES.items():
        for target in dict.fromkeys(row.target for row in rows):
            number = sum(row.fate == fate and row.target == target for row in rows)
            if number:
                parts.append(f"{number} {'thing' if number == 1 else 'things'} {word} in {target}")
    return ", ".join(parts) or "nothing lost in any target"


def print_losses(
    tell: Callable[[str], None], loaded: Loaded, rows: Sequence[Fidelity], *, most: int | None = None
) -> None:
    """A line for each loss, what is left out first; targets that lose the same share one. `most`: lines at most."""
    titles = _titles(loaded.course)
    lines: dict[tuple[str, str, str], list[str]] = {}
    for fate, word in _FATES.items():
        for row in rows:
            if row.fate == fate:
                what = f"{_titled(row.feature, titles)} ({row.at.file}:{row.at.line})"
                targets = lines.setdefault((word, what, row.how), [])
                if row.target not in targets:
                    targets.append(row.target)
    shown = list(lines.items())[:most]
    for (word, what, how), targets in shown:
        tell(f"  {word} in {', '.join(targets)}: {clean(what)}: {clean(how)}")
    if len(shown) < len(lines):
        tell(f"  … and {len(lines) - len(shown)} more: coursepack -v build tells all of them")


def _titled(feature: str, titles: dict[str, str]) -> str:
    """`feature` with the title of what it belongs to in place of the id at its end."""
    words, _, identifier = feature.rpartition(" ")
    title = titles.get(identifier, "")
    return f'{words} "{title}"' if words and title else feature


def _titles(course: Course) -> dict[str, str]:
    """{id: title in plain words} of all that a loss can belong to."""
    named = [(unit.id, unit.name) for unit in course.units()]
    for quiz in course.quizzes():
        named.append((quiz.id, quiz.name))
        named.extend((item.id, plain_text(item.title)) for item in quiz.items if isinstance(item, Pool))
        named.extend((question.id, plain_text(question.title)) for question in quiz.questions())
    return {identifier: _short(title) for identifier, title in named}


def _short(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    return re.sub(r"\W+\w*$", "", title[:_LONGEST_TITLE]) + "…"
