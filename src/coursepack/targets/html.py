"""A plain website: opens in a browser from a disk or a server, and keeps a learner's progress in that browser."""

from coursepack.model.course import Course
from coursepack.pages.fidelity import fidelity
from coursepack.pages.site import site
from coursepack.targets.base import BuildContext, Output, Target

NAME = "html"


def write(course: Course, context: BuildContext) -> Output:
    """The files of the site, its first page first."""
    return Output(site(course, context, context.shared), fidelity(course, NAME))


TARGET = Target(name=NAME, kind="folder", use="open in a browser", write=write)
