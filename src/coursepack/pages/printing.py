"""What a course's own templates may print: what has a text of its own, so that every build gives the same page.

Python's text for a function, a generator and the like holds its address, which is another at each run. It is refused
where it becomes text: printed by itself, joined to other text, filled into it, or handed to a filter.
"""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from types import GeneratorType
from typing import Any

from jinja2 import Undefined, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext

_ADDRESS = re.compile(r"(?<=\w) at 0x[0-9a-f]+(?=>)", re.IGNORECASE)
_JOINED = "text to join"
"""The name of a filter that no template can write, since it has spaces."""


@pass_eval_context  # so that nothing is printed, and escaped before that, while a template is only compiled
def printed(_: EvalContext, value: Any) -> Any:
    """`value`, which is printed. Raises `SecurityError` where its text would be an address."""
    _refuse(value)
    return value


def made_of(text: Any, *parts: Any) -> Any:
    """`text`, which was made of `parts`. Raises `SecurityError` where the address of one of them may stand in it."""
    if isinstance(text, str) and " at 0x" in text.lower():
        _refuse(parts)
    return text


def _joined(value: Any) -> Any:
    _refuse(value)
    return value


def watched(filters: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """The filters of an environment, none of which makes text of an address; `Codes` needs one of them."""
    return {**{name: _watched(one) for name, one in filters.items()}, _JOINED: _joined}


class Codes(CodeGenerator):
    """Python for templates in which "~" joins nothing but what may be printed."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - the name that Jinja calls
        for joined in node.find_all(nodes.Concat):
            joined.nodes = [
                nodes.Filter(part, _JOINED, [], [], None, None, lineno=part.lineno, environment=self.environment)
                for part in joined.nodes
            ]
        super().visit_Template(node, frame)


def _watched(filter_: Callable[..., Any]) -> Callable[..., Any]:
    first = 1 if hasattr(filter_, "jinja_pass_arg") else 0  # Jinja's own argument stands before the value

    @wraps(filter_)
    def run(*given: Any, **named: Any) -> Any:
        # What runs out while it is read could not be looked at afterwards.
        values = [list(one) if isinstance(one, GeneratorType) else one for one in given[first:]]
        return made_of(filter_(*given[:first], *values, **named), *values, *named.values())

    return run


def _refuse(value: Any) -> None:
    """Raise `SecurityError` where the text of `value`, or of something in it, is an address."""
    if isinstance(value, str | int | Undefined):
        return
    if isinstance(value, list | tuple | set | frozenset):
        for one in value:
            _refuse(one)
    elif isinstance(value, dict):
        _refuse([*value, *value.values()])
    elif _ADDRESS.search(text := str(value)):
        raise SecurityError(f"{_ADDRESS.sub('', text)} has no text that could be printed; is it to be called?")
