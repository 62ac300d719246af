"""The one table of what judges sources: a new family of rules is a file of its own and a row here."""

from collections.abc import Callable

from coursepack.checks import accessibility, assets, colours, links, objectives, quizzes, structure
from coursepack.checks.subject import Subject
from coursepack.diagnostics import Report, Rule

CHECKS: tuple[Callable[[Subject, Report], None], ...] = (
    structure.check,
    accessibility.check,
    colours.check,
    links.check,
    assets.check,
    quizzes.check,
    objectives.check,
)

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *accessibility.RULES,
    *colours.RULES,
    *links.RULES,
    *assets.RULES,
    *quizzes.RULES,
    *objectives.RULES,
)
