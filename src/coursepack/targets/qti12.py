"""QTI 1.2: a package in Common Cartridge's profile, and one with what Canvas adds to it."""

from coursepack.model.course import Course
from coursepack.targets._qti12.writing import write_package
from coursepack.targets.base import BuildContext, Output, Target

NAME = "qti12"
CANVAS = "qti12-canvas"


def write(course: Course, context: BuildContext) -> Output:
    """The files of the package in Common Cartridge's profile; none where no question is left to write."""
    return write_package(course, context, NAME, for_canvas=False)


def write_canvas(course: Course, context: BuildContext) -> Output:
    """The files of the package for Canvas; none where no question is left to write."""
    return write_package(course, context, CANVAS, for_canvas=True)


TARGET = Target(
    name=NAME,
    kind="zip",
    use="import into a system that reads QTI 1.2 packages",
    write=write,
    carries="questions",
    by_default=False,
)

CANVAS_TARGET = Target(
    name=CANVAS,
    kind="zip",
    use="import into Canvas as a QTI file",
    write=write_canvas,
    carries="questions",
    by_default=False,
)
