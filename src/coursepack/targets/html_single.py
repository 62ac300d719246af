"""The whole course in one HTML file that can be mailed, and keeps a learner's progress in the browser that opens it."""

from collections.abc import Iterator

from coursepack.diagnostics import Fidelity
from coursepack.model.course import Course
from coursepack.pages.fidelity import fidelity
from coursepack.pages.inlined import LARGEST, inlined_document, too_large, uses
from coursepack.targets.base import BuildContext, Output, Target

NAME = "html-single"


def write(course: Course, context: BuildContext) -> Output:
    """The one file."""
    file = inlined_document(course, context, context.shared)
    return Output((file,), (*fidelity(course, NAME), *_left_out(course)))


def _left_out(course: Course) -> Iterator[Fidelity]:
    """A row for each place at which a file is missing because of its size."""
    for asset in too_large(course):
        name = asset.source.name
        how = (
            f"{asset.size / 1e6:.1f} MB, and one file takes up to {LARGEST / 1e6:.0f} MB of each; its name stands there"
        )
        for at in dict.fromkeys(uses(course, asset)):
            yield Fidelity(NAME, f"file {name}", "dropped", at, how)


TARGET = Target(
    name=NAME,
    kind="file",
    use="mail it, or open it in a browser",
    write=write,
    suffix=".html",
    stem="single",
    by_default=False,
)
