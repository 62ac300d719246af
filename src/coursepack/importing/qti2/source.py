"""The items and tests of QTI 2 in a package, or in a single file."""

from coursepack.formats.opening import Opening
from coursepack.importing.packages import Document, Source, has_resources


class Contents:
    """`items`, `tests`: the documents of a source by path, in the order of the manifest."""

    def __init__(self, source: Source) -> None:
        self.items: dict[str, Document] = {}
        self.tests: dict[str, Document] = {}
        for path, document in source.documents.items():
            if document.root.tag == "assessmentItem":
                self.items[path] = document
            elif document.root.tag in ("assessmentTest", "assessmentSection"):
                self.tests[path] = document
            else:
                source.unreadable.append((path, f"<{document.root.tag!s}> is no item and no test"))


def is_qti2(opening: Opening) -> bool:
    """Whether a file is an item, a test or a package of QTI 2."""
    if opening.is_zip:
        return has_resources(opening, "xmlv2p")
    return opening.root.rpartition("}")[2] in ("assessmentItem", "assessmentTest")
