"""The pages that a package opens: whether they can find their learning system, and what they fetch from elsewhere.

Scripts are read, never run: what is said of them is a suspicion, and a warning.
"""

import re
from collections.abc import Iterator

import msgspec
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
    source="SCORM 1.2 RTE: the object API; SCORM 2004 RTE: the object API_1484_11",
)
NO_API_CALL = Rule(
    "no-api-call",
    Severity.WARNING,
    "A content object's page and scripts never look for a learning system.",
    "A SCO that reports nothing stays incomplete, or is complete as soon as it was opened, depending on the system.",
    'call the API, or declare the page as an asset (scormtype="asset")',
    example='a page without any script, declared with adlcp:scormtype="sco"',
    source="SCORM 1.2 CAM, Content Model: a SCO has to find and initialise the API",
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
    source="Content Security Policy Level 3, script-src: 'unsafe-inline'; blank pages in Canvas (LiaScript, issue 246)",
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


class Apis(msgspec.Struct, frozen=True):
    """Which interfaces a content object's page and scripts name; `whole`: all of them could be looked at."""

    of_12: bool
    of_2004: bool
    whole: bool


def judge(package: Package, report: Report) -> None:
    """What the launch pages of a SCORM package are suspected of."""
    scripts = _Scripts(package)
    for resource, page, root in _pages(package):
        _judge_requests(package, resource, root, report)
        if resource.scorm_type == "sco":
            _judge_api(package, resource, scripts.apis(resource, page, root), report)


def apis_named(package: Package) -> Iterator[tuple[Resource, Apis]]:
    """The interfaces that each content object of a SCORM package names."""
    scripts = _Scripts(package)
    for resource, page, root in _pages(package):
        if resource.scorm_type == "sco":
            yield resource, scripts.apis(resource, page, root)


def _pages(package: Package) -> Iterator[tuple[Resource, bytes, etree._Element]]:
    """The launch pages of a SCORM package, each once: (what opens it, its bytes, its root element)."""
    if package.manifest is None or not package.kind.is_scorm:
        return
    seen: set[str] = set()
    for resource in package.manifest.resources:
        if resource.path in seen or resource.path not in package.archive.entries or len(seen) >= _MOST_PAGES:
            continue
        if not resource.path.lower().endswith((".html", ".htm", ".xhtml")):
            continue
        seen.add(resource.path)
        page = package.archive.read(resource.path, _MOST_PAGE_BYTES)
        root = _html(page)
        if root is not None:
            yield resource, page, root


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


def _judge_api(package: Package, resource: Resource, apis: Apis, report: Report) -> None:
    at = package.in_file(resource.path)
    if not apis.whole:
        return
    if not apis.of_12 and not apis.of_2004:
        report.add(NO_API_CALL, at, "neither the page nor its scripts look for a learning system's API")
    elif package.kind in SCORM_2004 and not apis.of_2004:
        report.add(WRONG_API, at, f"the page looks for API (SCORM 1.2); the manifest says {package.kind.value}")
    elif package.kind is Kind.SCORM_12 and not apis.of_12:
        report.add(WRONG_API, at, "the page looks for API_1484_11 (SCORM 2004); the manifest says SCORM 1.2")


class _Scripts:
    """Looks for the names of interfaces in the files of a package; each file is read once."""

    def __init__(self, package: Package) -> None:
        self._archive = package.archive
        self._known: dict[str, tuple[bool, bool]] = {}
        self._left = _MOST_SCRIPTS_BYTES

    def apis(self, resource: Resource, page: bytes, root: etree._Element) -> Apis:
        """What a page and all that it runs name."""
        names = {name for element in root.iter("script") if (name := _in_package(resource, element.get("src") or ""))}
        # A page in a frame looks for the API as well as its host: authoring tools put their player there.
        names.update(file.path for file in resource.files if file.path.lower().endswith((".js", ".html", ".htm")))
        found = [_named_in(page)]
        whole = True
        for name in sorted(names & self._archive.entries.keys()):
            if name not in self._known and self._left > 0:
                text = self._archive.read(name, _MOST_SCRIPT_BYTES)
                self._left -= len(text)
                self._known[name] = _named_in(text)
            whole = whole and name in self._known
            found.append(self._known.get(name, (False, False)))
        return Apis(any(of_12 for of_12, _ in found), any(of_2004 for _, of_2004 in found), whole)


def _named_in(text: bytes) -> tuple[bool, bool]:
    """Whether a text names the interface of SCORM 1.2, and that of SCORM 2004."""
    return bool(_API_12.search(text)), bool(_API_2004.search(text))


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
