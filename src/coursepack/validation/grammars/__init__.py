"""The grammars of the standards, one module each; tests hold them against the official schemas."""

from coursepack.validation.grammars import (
    cmi5,
    common_cartridge,
    content_package,
    qti_assessment,
    qti_item,
    qti_package,
    scorm12,
    scorm2004,
)

__all__ = [
    "cmi5",
    "common_cartridge",
    "content_package",
    "qti_assessment",
    "qti_item",
    "qti_package",
    "scorm12",
    "scorm2004",
]
