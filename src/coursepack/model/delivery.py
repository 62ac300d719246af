"""How a course is handed to a learning system: as one piece, or in parts that the system lists and records."""

from typing import Literal

import msgspec

Layout = Literal["course", "module", "lesson"]


class Delivery(msgspec.Struct, frozen=True):
    """`layout`: what a learning system opens and keeps a record of. `zips`: whether each part is a package of its own.

    With the layout "course" there is one part, and `zips` means nothing.
    """

    layout: Layout = "course"
    zips: Literal["one", "each"] = "one"
