"""Where a package of QTI says that its documents with questions are."""

from collections.abc import Iterable


def question_document(kind: str, href: str, files: Iterable[str]) -> str:
    """The document with questions that a resource of a manifest is: its address, else that of its first file.

    "" where the resource is none.
    """
    if not kind.startswith("imsqti_"):
        return ""
    return href or next(iter(files), "")
