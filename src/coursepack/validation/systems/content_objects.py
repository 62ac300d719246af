"""What learning systems are known to make of content objects that SCORM allows."""

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.kinds import SCORM, SCORM_2004, Kind
from coursepack.validation.launch import apis_named
from coursepack.validation.package import Package

SINGLE_SCO_ONLY = Rule(
    "single-sco-only",
    Severity.ERROR,
    "The package has several content objects, and the system takes one.",
    "The upload is refused, or only the first one is shown.",
    "publish the whole course as one content object",
    example="three <item> elements, each with an identifierref",
    source="help pages of Tovuti and CrossKnowledge; for Opigno, eXeLearning (iteexe), issue 499",
)
UNDECIDED_API = Rule(
    "undecided-api",
    Severity.WARNING,
    "A content object looks for the interfaces of both SCORM 1.2 and SCORM 2004, and the system offers both.",
    "Where the pages take the one that the manifest does not promise, nothing is recorded.",
    "fix the standard in the settings of your authoring tool, or try there whether results arrive",
    example="a script that takes API_1484_11 where there is one, and else API",
    source="adapt-contrib-spoor, README (Saba, Kallidus); pipwerks/scorm-api-wrapper, issue 30 (Saba)",
)
SHARED_BEGINNING = Rule(
    "shared-beginning",
    Severity.WARNING,
    "The manifest's identifier is longer than what SuccessFactors tells packages apart by.",
    "Two courses of one vendor whose identifiers begin alike are taken for the same.",
    "let the first 15 characters differ from course to course",
    example='identifier="com.example.courses.bread"',
    source="SAP KBA 2316909",
)
CORNERSTONE_EDITION = Rule(
    "cornerstone-edition",
    Severity.WARNING,
    "Cornerstone implements the 3rd edition of SCORM 2004.",
    "What only other editions have is not honoured there.",
    "publish for SCORM 2004 3rd Edition, or for SCORM 1.2",
    example="<schemaversion>2004 4th Edition</schemaversion>",
    source="Cornerstone's help: Create New Publication",
)
SCORM_NOT_TAKEN = Rule(
    "scorm-not-taken",
    Severity.WARNING,
    "Canvas itself does not play SCORM packages.",
    "The upload works only where an add-on for SCORM is switched on.",
    "ask for the add-on, or import a Common Cartridge or QTI package",
    example="a SCORM package for Canvas",
    source="Canvas guides; text2qti, issues 43, 46 and 72",
)
SCORM_2004_NOT_TAKEN = Rule(
    "scorm-2004-not-taken",
    Severity.WARNING,
    "Chamilo supports SCORM 1.2, not SCORM 2004.",
    "Its makers say that they will not add it; uploads of such packages ended in an error.",
    "publish for SCORM 1.2",
    example="<schemaversion>2004 3rd Edition</schemaversion>",
    source="Chamilo 1.10 and 1.11: chamilo-lms, issues 1948, 2369 and 3001",
)

RULES = (
    SINGLE_SCO_ONLY,
    UNDECIDED_API,
    SHARED_BEGINNING,
    CORNERSTONE_EDITION,
    SCORM_NOT_TAKEN,
    SCORM_2004_NOT_TAKEN,
)

_TOLD_APART = 15


def judge_number(package: Package, report: Report) -> None:
    manifest = package.manifest
    if manifest is None or package.kind not in SCORM:
        return
    opening = [item for item in manifest.items() if item.target]
    if len(opening) > 1:
        message = f"{len(opening)} items open something; the system takes one"
        report.add(SINGLE_SCO_ONLY, package.at(opening[1].line), message)


def judge_apis(package: Package, report: Report) -> None:
    for resource, apis in apis_named(package):
        if apis.of_12 and apis.of_2004:
            message = f"the page or its scripts name API and API_1484_11; the manifest says {package.kind.value}"
            report.add(UNDECIDED_API, package.in_file(resource.path), message)


def judge_beginning(package: Package, report: Report) -> None:
    manifest = package.manifest
    if manifest is not None and package.kind in SCORM and len(manifest.identifier) > _TOLD_APART:
        seen = manifest.identifier[:_TOLD_APART]
        report.add(SHARED_BEGINNING, package.at(1), f'of "{manifest.identifier[:60]}" it sees "{seen}"')


def judge_edition(package: Package, report: Report) -> None:
    if package.kind in SCORM_2004 and package.kind is not Kind.SCORM_2004_3RD:
        report.add(CORNERSTONE_EDITION, package.at(1), f"the package is {package.kind.value}")


def judge_scorm(package: Package, report: Report) -> None:
    if package.kind in SCORM:
        report.add(SCORM_NOT_TAKEN, package.at(0), f"the package is {package.kind.value}")


def judge_scorm_2004(package: Package, report: Report) -> None:
    if package.kind in SCORM_2004:
        report.add(SCORM_2004_NOT_TAKEN, package.at(1), f"the package is {package.kind.value}")
