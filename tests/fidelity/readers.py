"""The table of independent readers, one for each target: a new target has its own row here.

A reader is given {path: content} of what a build wrote for the target, and tells what it found in words of the model.
It knows the format from its documentation, and uses no code of the writer.
"""

from collections.abc import Callable, Mapping

from tests.fidelity.read_gift import read_gift_file
from tests.fidelity.read_moodle import read_moodle
from tests.fidelity.read_pages import read_pages
from tests.fidelity.read_qti12 import read_qti12
from tests.fidelity.read_qti21 import read_qti21
from tests.fidelity.seen import Found

READERS: dict[str, Callable[[Mapping[str, bytes]], Found]] = {
    "html": read_pages,
    "html-single": read_pages,
    "scorm12": read_pages,
    "scorm2004": read_pages,
    "moodle-xml": read_moodle,
    "gift": read_gift_file,
    "qti21": read_qti21,
    "qti22": read_qti21,
    "qti12": read_qti12,
    "qti12-canvas": read_qti12,
}
