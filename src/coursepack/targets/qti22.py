"""QTI 2.2: a package with one test for each quiz and one item for each question."""

from coursepack.model.course import Course
from coursepack.targets._qti.dialect import QTI_22
from coursepack.targets._qti.writing import write_package
from coursepack.targets.base import BuildContext, Output, Target

NAME = "qti22"


def write(course: Course, context: BuildContext) -> Output:
    """The files of the package; none where no question is left to write."""
    return write_package(course, context, QTI_22, NAME)


TARGET = Target(
    name=NAME,
    kind="zip",
    use="import into a system that reads QTI 2.2 packages",
    write=write,
    carries="questions",
    by_default=False,
)
