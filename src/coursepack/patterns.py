"""Regular expressions that are compiled when they are first used: most courses never use most of them."""

import re
from typing import Any, cast


class _Late:
    """Stands for a compiled pattern; after the first call of a method the pattern's own is called at once."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = self.__dict__.get("_compiled")
        if compiled is None:
            compiled = self._compiled = re.compile(self._source, self._flags)
        value = self.__dict__[name] = getattr(compiled, name)
        return value


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(source, flags)`, put off until one of its methods is called. A wrong pattern raises then."""
    return cast(re.Pattern[str], _Late(source, flags))
