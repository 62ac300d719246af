"""QTI 2.1: a package with one test for each quiz and one item for each question."""

from coursepack.model.course import Course
from coursepack.targets._qti.dialect import QTI_21
from coursepack.targets._qti.writing import write_package
from coursepack.targets.base import BuildContext, Output, Target

NAME = "qti21"


def write(course: Course, context: BuildContext) -> Output:
    """The files of the package; none where no question is left to write."""
    return write_package(course, context, QTI_21, NAME)


TARGET = Target(
    name=NAME,
    kind="zip",
    use="import into a system that reads QTI 2.1 packages",
    write=write,
    carries="questions",
    by_default=False,
)
