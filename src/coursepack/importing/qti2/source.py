"""The items and tests of QTI 2 and 3 in a package, or in a single file."""

from coursepack.formats.opening import Opening
from coursepack.importing.packages import Document, Source, has_resources
from coursepack.importing.qti2.version3 import is_version3, rename

_ROOTS = ("assessmentItem", "assessmentTest", "qti-assessment-item", "qti-assessment-test")


class Contents:
    """`items`, `tests`: the documents of a source by path, in the order of the manifest."""

    def __init__(self, source: Source) -> None:
        self.items: dict[str, Document] = {}
        self.tests: dict[str, Document] = {}
        for path, document in source.documents.items():
            if is_version3(document.root):
                rename(document.root)
            if document.root.tag == "assessmentItem":
                self.items[path] = document
            elif document.root.tag in ("assessmentTest", "assessmentSection"):
                self.tests[path] = document
            else:
                source.unreadable.append((path, f"<{document.root.tag!s}> is no item and no test"))


def is_qti2(opening: Opening) -> bool:
    """Whether a file is an item, a test or a package of QTI 2 or 3."""
    if opening.is_zip:
        return has_resources(opening, "xmlv2p", "xmlv3p")
    return opening.root.rpartition("}")[2] in _ROOTS
