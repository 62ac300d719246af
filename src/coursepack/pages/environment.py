"""The Jinja environments of the pages: everything is escaped, and a missing value is an error."""

import sys
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any, NoReturn

from jinja2 import (
    Environment,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coursepack import resources
from coursepack.model.theme import Theme
from coursepack.pages.limits import limited
from coursepack.pages.printing import Codes, made_of, printed, watched

SHIPPED = "shipped/"
"""Stands before the name of a template where a replaced one asks for the one that it replaces."""

_PLAIN = Theme()

_LARGEST_FACTOR = 1_000_000
_LARGEST_POWER = 64


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
    return _Sandbox(
        loader=_Loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class _Loader(FunctionLoader):
    """The templates of a theme, and the shipped ones that it does not replace or asks for by `SHIPPED`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(self._text)
        self._own = {template.name: template for template in theme.templates}

    def _text(self, name: str) -> tuple[str, str | None, Callable[[], bool]] | None:
        if name in self._own:
            return self._own[name].text, self._own[name].file, lambda: True
        plain = name.removeprefix(SHIPPED)
        return (resources.read(f"page/{plain}"), None, lambda: True) if plain in _names() else None

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """The template `name`; one that Jinja or Python cannot compile is told like others that cannot be read."""
        try:
            return super().load(environment, name, globals)
        except (RecursionError, MemoryError, SyntaxError):
            if name not in self._own:
                raise
            raise TemplateSyntaxError("it is nested too deeply", 1, name, self._own[name].file) from None


class _Sandbox(ImmutableSandboxedEnvironment):
    """Where the templates of a course run: no clock, no chance, and no step that takes for ever."""

    code_generator_class = Codes
    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, finalize=printed)
        del self.globals["lipsum"], self.filters["random"]  # by chance
        self.filters = watched(self.filters)

    def call(self, context: Context, function: Any, /, *given: Any, **named: Any) -> Any:
        """What a function of the template gives; a method of a text makes none of an address."""
        result = super().call(context, function, *given, **named)
        method = getattr(function, "__wrapped__", function)  # `format` is wrapped by the sandbox
        is_of_text = isinstance(getattr(method, "__self__", None), str)
        return made_of(result, *given, *named.values()) if is_of_text else result

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Raise what happened, at the lines of the templates; an interrupted step may have none (CPython 3.11)."""
        step = sys.exc_info()[2]
        while step and (inner := step.tb_next):
            if inner.tb_lineno:
                step = inner
            else:
                step.tb_next = inner.tb_next
        super().handle_exception(source)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Python multiplies and raises whole numbers of any length in one step, which nothing can interrupt."""
        if operator == "%":
            return made_of(super().call_binop(context, operator, left, right), right)
        if any(isinstance(number, int) and abs(number) > _LARGEST_FACTOR for number in (left, right)):
            raise SecurityError(f"numbers up to {_LARGEST_FACTOR:,} can be multiplied in a template")
        if operator == "**" and isinstance(right, int) and right > _LARGEST_POWER:
            raise SecurityError(f"powers up to {_LARGEST_POWER} can be taken in a template")
        return super().call_binop(context, operator, left, right)


@cache
def _names() -> frozenset[str]:
    return frozenset(path.name for path in (resources.templates() / "page").glob("*.html"))


@contextmanager
def running(theme: Theme) -> Iterator[None]:
    """While pages in the look of `theme` are made: its own templates are ended where they take too much."""
    if not theme.templates:
        yield
        return
    with limited(frozenset(template.file for template in theme.templates)):
        yield


def template_fault(error: Exception, theme: Theme) -> tuple[str, int, str] | None:
    """(file, line, what is wrong) where `error` came out of a template of the course's own."""
    files = {template.file for template in theme.templates}
    if isinstance(error, TemplateSyntaxError) and error.filename in files:
        return error.filename or "", error.lineno, error.message or "it cannot be read"
    places = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    inside = [place for place in places if place[0] in files]
    return (*inside[-1], _PLAINLY.get(type(error)) or str(error) or type(error).__name__) if inside else None


_PLAINLY: dict[type[Exception], str] = {
    MemoryError: "it asks for more memory than there is",
    RecursionError: "it uses itself without end",
}
