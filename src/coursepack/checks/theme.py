"""Whether a course's own look can be read, and whether its own templates work."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.course import Course
from coursepack.model.source import Position
from coursepack.pages.document import single_document
from coursepack.pages.environment import running, template_fault
from coursepack.pages.site import site
from coursepack.pages.theme import TEXT_CONTRAST, palettes, too_faint

LOW_CONTRAST = Rule(
    "low-contrast",
    Severity.ERROR,
    "The accent of the theme is too close to what it stands on.",
    "Links and buttons in it cannot be read by everybody.",
    "take the shade that the message names, or a darker one (accent-dark: a lighter one)",
    example='[theme]\naccent = "#7fb2ff"',
    source="WCAG 2.2, 1.4.3 Contrast (Minimum)",
)
THEME_TEMPLATE = Rule(
    "theme-template",
    Severity.ERROR,
    "A template of the theme does not work.",
    "No page could be made with it.",
    "correct the line that the message names; docs/theming.md lists what a template may use",
    example="theme/cover.html with {{ cover.titel }}",
)
RULES = (LOW_CONTRAST, THEME_TEMPLATE)


class _Trial(msgspec.Struct, frozen=True):
    """Stands for a build while the templates are tried."""

    coursepack_version: str = "0"
    fingerprint: str = "0"


def check_theme(course: Course, accent: Position, accent_dark: Position, report: Report) -> None:
    """Report what is wrong with the theme; the places are where the two colours are written."""
    theme = course.theme
    light, dark = palettes(theme)
    for colours, written, at, name, scheme in (
        (light, theme.accent, accent, "accent", "light"),
        (dark, theme.accent_dark, accent_dark, "accent-dark", "dark"),
    ):
        found = too_faint(written, colours) if written else None
        if found:
            ratio, shade = found
            report.add(
                LOW_CONTRAST,
                at,
                f"{name} {written} has a contrast of {ratio:.1f} in the {scheme} scheme; {TEXT_CONTRAST:g} is needed",
                help=f'the nearest shade that passes: {name} = "{shade}"',
            )
    if theme.templates:  # every page once: what a template does shows only then
        with templates_told(course, report):
            single_document(course, _Trial(), "local")
            list(site(course, _Trial()))


@contextmanager
def templates_told(course: Course, report: Report) -> Iterator[None]:
    """Report what goes wrong in a template of the course's own while its pages are made; that ends the making."""
    try:
        with running(course.theme):
            yield
    except Exception as error:
        fault = template_fault(error, course.theme)
        if fault is None:
            raise
        file, line, message = fault
        report.add(THEME_TEMPLATE, Position(file, line), message)
