"""When a learner may go on: what a page asks for before the next one opens, and what opens a page. A convenience: the
text of a page that is not open is in the package all the same."""

from typing import Literal

import msgspec

Gate = Literal["", "always", "seen", "answered", "passed"]
"""What must be done on a page before the pages after it open; "" is the course's own rule."""


class Condition(msgspec.Struct, frozen=True):
    """What opens a page: a score in a quiz. `share` (0 to 1) None is the quiz's pass mark.

    `quiz`: the quiz's id; while a course is read, what the author wrote for it.
    """

    quiz: str
    share: float | None = None
