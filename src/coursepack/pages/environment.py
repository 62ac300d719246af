"""The Jinja environments of the pages: everything is escaped, and a missing value is an error."""

import traceback
from collections.abc import Callable
from functools import cache, lru_cache

from jinja2 import Environment, FileSystemLoader, FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coursepack import resources
from coursepack.model.theme import Theme

SHIPPED = "shipped/"
"""Stands before the name of a template where a replaced one asks for the one that it replaces."""

_PLAIN = Theme()


def environment(theme: Theme = _PLAIN) -> Environment:
    """The environment over the shipped templates of `page/`, some of which `theme` may replace.

    Escaping is on for every template whatever its name; Jinja's own default depends on the name's ending.
    """
    return _sandbox(theme) if theme.templates else _shipped()


@cache
def _shipped() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources.templates() / "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@lru_cache(maxsize=4)
def _sandbox(theme: Theme) -> Environment:
    """What a course brings is run in a sandbox that changes nothing, and reads no file: texts are all it has."""
    own = {template.name: template for template in theme.templates}

    def load(name: str) -> tuple[str, str | None, Callable[[], bool]] | None:
        if name in own:
            return own[name].text, own[name].file, lambda: True
        plain = name.removeprefix(SHIPPED)
        return (resources.read(f"page/{plain}"), None, lambda: True) if plain in _names() else None

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _names() -> frozenset[str]:
    return frozenset(path.name for path in (resources.templates() / "page").glob("*.html"))


def template_fault(error: Exception, theme: Theme) -> tuple[str, int, str] | None:
    """(file, line, what is wrong) where `error` came out of a template of the course's own."""
    files = {template.file for template in theme.templates}
    if isinstance(error, TemplateSyntaxError) and error.filename in files:
        return error.filename or "", error.lineno, error.message or "it cannot be read"
    places = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    inside = [place for place in places if place[0] in files]
    return (*inside[-1], str(error) or type(error).__name__) if inside else None
