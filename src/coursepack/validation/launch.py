"""The pages that a package opens: whether they can find their learning system, and what they fetch from elsewhere.

Scripts are read, never run: what is said of them is a suspicion, and a warning.
"""

import re
from collections.abc import Iterator

from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.kinds import SCORM_2004, Kind
from coursepack.validation.manifest import Resource, package_path
from coursepack.validation.package import Package

WRONG_API = Rule(
    "wrong-api",
    Severity.ERROR,
    "The pages look for another learning system's interface than the manifest promises.",
    "Nothing is recorded: the course runs, and every learner stays incomplete.",
    "publish the course again for the standard that the manifest names",
    example="a SCORM 1.2 manifest whose script only looks for API_1484_11",
    source="SCORM 1.2 RTE 3.3 (API); SCORM 2004 RTE 3.3 (API_1484_11)",
)
NO_API_CALL = Rule(
    "no-api-call",
    Severity.WARNING,
    "A content object's page and scripts never look for a learning system.",
    "A SCO that reports nothing stays incomplete, or is complete as soon as it was opened, depending on the system.",
    'call the API, or declare the page as an asset (scormtype="asset")',
    example='a page without any script, declared with adlcp:scormtype="sco"',
    source="SCORM 1.2 CAM 2.1.2: a SCO has to find and initialise the API",
)
OUTSIDE_REQUEST = Rule(
    "outside-request",
    Severity.WARNING,
    "A page loads something from another server.",
    "It tells that server who learns what, and fails without network or where a content security policy stands.",
    "put the file into the package",
    example='<script src="https://cdn.example.org/jquery.js"></script>',
    source="GDPR, article 5 (1) c; measured blank pages in frames of learning systems",
)
INLINE_SCRIPT = Rule(
    "inline-script",
    Severity.NOTE,
    "A page has scripts or event handlers inside its HTML.",
    "Systems that send a strict content security policy do not run them: the page stays blank or dead.",
    "move the code into a .js file of the package",
    example='<body onload="start()">',
    source="Content Security Policy Level 3, 6.6.3; blank pages in Canvas (LiaScript, issue 246)",
)

RULES = (WRONG_API, NO_API_CALL, OUTSIDE_REQUEST, INLINE_SCRIPT)

_MOST_PAGES = 500
_MOST_PAGE_BYTES = 2 << 20
_MOST_SCRIPT_BYTES = 4 << 20
_MOST_SCRIPTS_BYTES = 32 << 20
_OUTSIDE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SOURCES = {
    "script": ("src",),
    "img": ("src",),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "source": ("src",),
    "embed": ("src",),
    "object": ("data",),
}
_LINKED = ("stylesheet", "icon", "preload", "modulepreload", "shortcut icon")
_API_12 = re.compile(rb"LMSInitialize|\.API\b|\[[\"']API[\"']\]|[\"']API[\"']")
_API_2004 = re.compile(rb"API_1484_11")


def judge(package: Package, report: Report) -> None:
    """What the launch pages of a SCORM package are suspected of."""
    manifest = package.manifest
    if manifest is None or not package.kind.is_scorm:
        return
    scripts: dict[str, tuple[bool, bool]] = {}
    budget = [_MOST_SCRIPTS_BYTES]
    seen: set[str] = set()
    for resource in manifest.resources:
        if resource.path in seen or resource.path not in package.archive.entries or len(seen) >= _MOST_PAGES:
            continue
        if not resource.path.lower().endswith((".html", ".htm", ".xhtml")):
            continue
        seen.add(resource.path)
        page = package.archive.read(resource.path, _MOST_PAGE_BYTES)
        root = _html(page)
        if root is None:
            continue
        _judge_requests(package, resource, root, report)
        if resource.scorm_type == "sco":
            _judge_api(package, resource, page, root, (scripts, budget), report)


def _judge_requests(package: Package, resource: Resource, root: etree._Element, report: Report) -> None:
    at = package.in_file(resource.path)
    outside = list(dict.fromkeys(_outside(root)))
    if outside:
        more = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
        report.add(OUTSIDE_REQUEST, at, f"the page loads {outside[0][:120]}{more}")
    inline = sum(
        (
            element.tag == "script"
            and not element.get("src")
            and _is_script(element)
            and bool((element.text or "").strip())
        )
        + sum(str(name).startswith("on") for name in element.attrib)
        for element in root.iter()
        if isinstance(element.tag, str)
    )
    if inline:
        words = "a script or event handler" if inline == 1 else f"{inline} scripts and event handlers"
        report.add(INLINE_SCRIPT, at, f"the page has {words} inside its HTML")


def _judge_api(
    package: Package,
    resource: Resource,
    page: bytes,
    root: etree._Element,
    memory: tuple[dict[str, tuple[bool, bool]], list[int]],
    report: Report,
) -> None:
    found_12, found_2004 = bool(_API_12.search(page)), bool(_API_2004.search(page))
    names = {name for element in root.iter("script") if (name := _in_package(resource, element.get("src") or ""))}
    # A page in a frame looks for the API as well as its host: authoring tools put their player there.
    names.update(file.path for file in resource.files if file.path.lower().endswith((".js", ".html", ".htm")))
    for name in sorted(names & package.archive.entries.keys()):
        of_12, of_2004 = _mentions(package, name, memory)
        found_12, found_2004 = found_12 or of_12, found_2004 or of_2004
    at = package.in_file(resource.path)
    wants_2004 = package.kind in SCORM_2004
    if not found_12 and not found_2004:
        report.add(NO_API_CALL, at, "neither the page nor its scripts look for a learning system's API")
    elif wants_2004 and not found_2004:
        report.add(WRONG_API, at, f"the page looks for API (SCORM 1.2); the manifest says {package.kind.value}")
    elif package.kind is Kind.SCORM_12 and not found_12:
        report.add(WRONG_API, at, "the page looks for API_1484_11 (SCORM 2004); the manifest says SCORM 1.2")


def _mentions(package: Package, name: str, memory: tuple[dict[str, tuple[bool, bool]], list[int]]) -> tuple[bool, bool]:
    """Whether a file names the API of SCORM 1.2, and that of SCORM 2004; each file is read once."""
    known, budget = memory
    if name not in known:
        if budget[0] <= 0:
            return True, True  # not looked at: nothing is held against it
        text = package.archive.read(name, _MOST_SCRIPT_BYTES)
        budget[0] -= len(text)
        known[name] = (bool(_API_12.search(text)), bool(_API_2004.search(text)))
    return known[name]


def _html(page: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(page, etree.HTMLParser(no_network=True, recover=True))
    except etree.XMLSyntaxError:
        return None


def _outside(root: etree._Element) -> Iterator[str]:
    """The addresses on other servers that a page loads by itself; links that a learner clicks are not among them."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name in _SOURCES.get(element.tag, ()):
            address = (element.get(name) or "").strip()
            if _OUTSIDE.match(address):
                yield address
        if element.tag == "link" and (element.get("rel") or "").strip().lower() in _LINKED:
            address = (element.get("href") or "").strip()
            if _OUTSIDE.match(address):
                yield address


def _is_script(element: etree._Element) -> bool:
    kind = (element.get("type") or "").strip().lower()
    return kind in ("", "module", "text/javascript", "application/javascript")


def _in_package(resource: Resource, address: str) -> str:
    folder = resource.path.rpartition("/")[0]
    return package_path(f"{folder}/" if folder else "", address.strip())
