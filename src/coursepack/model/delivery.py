"""How a course is handed to a learning system: as one piece, or in parts that the system lists and records."""

from typing import Literal

import msgspec

Layout = Literal["course", "module", "lesson"]


Control = Literal["previous", "continue", "exit", "exitAll", "abandon", "abandonAll", "suspendAll"]


class Scorm2004(msgspec.Struct, frozen=True):
    """What is said in SCORM 2004 alone.

    `navigation`: "free" through the LMS's contents, or "in-order" by its next and previous. `hide`: the LMS's controls
    that learners do not see; None leaves it to the layout. `completion_threshold` (0 to 1): the LMS decides what is
    complete by how much is done; None: the package does. `on_leave`: what is asked of the LMS when a learner leaves.
    """

    edition: Literal["3rd", "4th"] = "3rd"
    navigation: Literal["free", "in-order"] = "free"
    hide: tuple[Control, ...] | None = None
    completion_threshold: float | None = None
    on_leave: Literal["nothing", "exit-all"] = "nothing"


class Delivery(msgspec.Struct, frozen=True):
    """`layout`: what a learning system opens and keeps a record of. `zips`: whether each part is a package of its own.

    With the layout "course" there is one part, and `zips` means nothing. `completion_page`: learners can print a page
    on the course once they have completed it.
    """

    layout: Layout = "course"
    zips: Literal["one", "each"] = "one"
    scorm2004: Scorm2004 = Scorm2004()
    completion_page: bool = False
