"""What a file is, found out from what is in it, never from its name."""

from enum import Enum


class Kind(Enum):
    """A kind of package or question bank; the value is its name for people."""

    SCORM_12 = "SCORM 1.2"
    SCORM_2004_2ND = "SCORM 2004 2nd Edition"
    SCORM_2004_3RD = "SCORM 2004 3rd Edition"
    SCORM_2004_4TH = "SCORM 2004 4th Edition"
    CONTENT_PACKAGE = "IMS Content Packaging"
    CMI5 = "cmi5"
    CARTRIDGE_11 = "IMS Common Cartridge 1.1"
    CARTRIDGE_12 = "IMS Common Cartridge 1.2"
    CARTRIDGE_13 = "IMS Common Cartridge 1.3"
    QTI_12 = "QTI 1.2 package"
    QTI_21 = "QTI 2.1 package"
    QTI_22 = "QTI 2.2 package"
    QTI_30 = "QTI 3.0 package"
    EPUB = "EPUB"
    MOODLE_XML = "Moodle XML"
    GIFT = "GIFT"
    QTI_12_DOCUMENT = "QTI 1.2 document"
    QTI_2_DOCUMENT = "QTI 2 document"
    UNKNOWN = "unknown"

    @property
    def is_scorm(self) -> bool:
        return self in SCORM


SCORM_2004 = (Kind.SCORM_2004_2ND, Kind.SCORM_2004_3RD, Kind.SCORM_2004_4TH)
SCORM = (Kind.SCORM_12, *SCORM_2004)
CARTRIDGES = (Kind.CARTRIDGE_11, Kind.CARTRIDGE_12, Kind.CARTRIDGE_13)
QTI_PACKAGES = (Kind.QTI_12, Kind.QTI_21, Kind.QTI_22, Kind.QTI_30)
