"""What targets could not carry as it was written, in words: for the end of a build, and for a build that this stops."""

from collections.abc import Callable, Iterable, Sequence

from coursepack.cli.console import clean
from coursepack.diagnostics import Fidelity
from coursepack.results import Loaded
from coursepack.titles import titled, titles_of

MOST = 5
"""Lines on losses at the end of a build that was not asked to tell all."""

_FATES = {"dropped": "lost", "degraded": "simplified"}
_FORBIDDEN = {"never": (), "dropped": ("dropped",), "degraded": ("dropped", "degraded")}


def forbidden(rows: Iterable[Fidelity], fail_on: str) -> tuple[Fidelity, ...]:
    """The losses that `fail_on` (never, dropped, degraded) does not allow."""
    return tuple(row for row in rows if row.fate in _FORBIDDEN[fail_on])


def counted(rows: Sequence[Fidelity]) -> str:
    """How much the targets could not carry, in words."""
    parts: list[str] = []
    for fate, word in _FATES.items():
        for target in dict.fromkeys(row.target for row in rows):
            losses = [row for row in rows if row.fate == fate and row.target == target]
            if losses:
                parts.append(f"{_counted_losses(losses)} {word} in {target}")
    return ", ".join(parts) or "every package holds all that was read"


def _counted_losses(losses: Sequence[Fidelity]) -> str:
    """How many questions there are, and how much else: "1 question, parts of 2 questions and 3 other things"."""
    whole = {row.feature for row in losses if row.is_question and not row.is_lost_part}
    partly = {row.feature for row in losses if row.is_lost_part}
    others = sum(not row.is_question for row in losses)
    parts = [
        _number(len(whole), "question"),
        f"parts of {_number(len(partly), 'question')}" if partly else "",
        _number(others, "other thing" if whole or partly else "thing"),
    ]
    said = [part for part in parts if part]
    return " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)


def _number(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number != 1 else ''}" if number else ""


def print_losses(
    tell: Callable[[str], None], loaded: Loaded, rows: Sequence[Fidelity], *, most: int | None = None
) -> None:
    """A line for each loss, questions first; targets that lose the same share one. `most`: lines at most."""
    titles = titles_of(loaded.course)
    lines: dict[tuple[str, str, str], list[str]] = {}
    for row in sorted((row for row in rows if row.fate in _FATES), key=lambda row: row.order):
        what = f"{titled(row.feature, titles)} ({row.at.file}:{row.at.line})"
        targets = lines.setdefault((_FATES[row.fate], what, row.how), [])
        if row.target not in targets:
            targets.append(row.target)
    shown = list(lines.items())[:most]
    for (word, what, how), targets in shown:
        tell(f"  {word} in {', '.join(targets)}: {clean(what)}: {clean(how)}")
    if len(shown) < len(lines):
        tell(f"  … and {len(lines) - len(shown)} more: coursepack -v build tells all of them")
