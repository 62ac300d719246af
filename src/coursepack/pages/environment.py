"""The one Jinja environment of the pages: everything is escaped, and a missing value is an error."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coursepack import resources


@cache
def environment() -> Environment:
    """The environment over the shipped templates of `page/`.

    Escaping is on for every template whatever its name; Jinja's own default depends on the name's ending.
    """
    return Environment(
        loader=FileSystemLoader(resources.templates() / "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
