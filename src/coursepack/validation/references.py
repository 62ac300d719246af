"""Item → resource → file → dependency: whether everything that a manifest names is there, and the other way round."""

from collections.abc import Iterator
from itertools import islice

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.kinds import CARTRIDGES, SCORM
from coursepack.validation.manifest import File, Manifest, Resource
from coursepack.validation.package import Package

MISSING_FILE = Rule(
    "missing-file",
    Severity.ERROR,
    "The manifest names a file that the zip does not have.",
    "A learner meets a blank page or a broken image there.",
    "put the file into the zip under exactly this name; upper and lower case differ on most servers",
    example='<file href="Intro.html"/> where the zip has intro.html',
    source="IMS Content Packaging 1.1.4: the element <file>",
)
UNDECLARED_FILE = Rule(
    "undeclared-file",
    Severity.NOTE,
    "The zip has files that no resource of the manifest names.",
    "Most systems unpack them all the same; some copy only what is declared, and a page lacks its pictures there.",
    'name each file in a <file href="…"/> of the resource that needs it',
    example="images/logo.png without a <file> element",
    source="SCORM 1.2 CAM, Content Packaging: a resource lists all its files",
)
BROKEN_REFERENCE = Rule(
    "broken-reference",
    Severity.ERROR,
    "An item or a dependency names a resource that does not exist.",
    "The entry in the course's contents opens nothing.",
    "give identifierref the identifier of a <resource>",
    example='<item identifierref="res_9"/> where no resource has the identifier res_9',
    source="IMS Content Packaging 1.1.4: identifierref of <item>",
)
UNSAFE_HREF = Rule(
    "unsafe-href",
    Severity.ERROR,
    "An address in the manifest leads out of the package.",
    "Learning systems refuse such packages, or the page does not open where there is no network.",
    "use a relative address of a file in the zip",
    example='<resource href="../../other/index.html"/>, href="javascript:…", href="C:/course/index.html"',
    source="IMS Content Packaging 1.1.4: href of <resource> and <file>, xml:base",
)
OUTSIDE_RESOURCE = Rule(
    "outside-resource",
    Severity.WARNING,
    "A resource lies on another server.",
    "It needs that server, a network and the learner's consent; scores cannot be reported from there in most systems.",
    "put the content into the package",
    example='<resource adlcp:scormtype="sco" href="https://example.org/course/index.html"/>',
    source="SCORM 2004 RTE, API: it is found through windows of the same origin only",
)
MISSING_LAUNCH = Rule(
    "missing-launch",
    Severity.ERROR,
    "An item opens a resource that has no page to open.",
    "Learners click on it and see nothing.",
    'give the resource href="the page to open"',
    example='<resource identifier="r1" type="webcontent" adlcp:scormtype="sco"><file href="a.html"/></resource>',
    source="SCORM 1.2 CAM, Content Packaging: href of <resource>; Moodle 4.5 warns and shows nothing",
)
NOTHING_TO_OPEN = Rule(
    "nothing-to-open",
    Severity.ERROR,
    "No item of the package opens anything.",
    "A learning system takes it and shows an empty activity.",
    "give at least one <item> an identifierref",
    example="<organizations/> in a SCORM package",
    source="SCORM 1.2 CAM, Content Packaging: organizations and items",
)
EMPTY_ITEM = Rule(
    "empty-item",
    Severity.WARNING,
    "An item opens nothing and holds no other items.",
    "It stands in the contents and does nothing when clicked.",
    "give it an identifierref, or take it out",
    example='<item identifier="i7"><title>Summary</title></item>',
    source="SCORM 2004 CAM: an <item> without others in it has to name a resource",
)
UNUSED_RESOURCE = Rule(
    "unused-resource",
    Severity.NOTE,
    "No item and no other resource uses a content object.",
    "Learners cannot reach it.",
    "add an item that opens it, or take it out",
    example='<resource identifier="r9" adlcp:scormtype="sco" …/> without an <item identifierref="r9">',
    source="SCORM 2004 CAM, Content Packaging: a resource is reached by an <item> or a <dependency>",
)
DEPENDENCY_CYCLE = Rule(
    "dependency-cycle",
    Severity.ERROR,
    "Resources depend on each other in a circle.",
    "Some systems follow it until they stop with an error.",
    "take one of the dependencies out",
    example="r1 depends on r2, r2 on r1",
    source="IMS Content Packaging 1.1.4: the element <dependency>",
)
DEFAULT_ORGANIZATION = Rule(
    "default-organization",
    Severity.WARNING,
    "The manifest's default organization does not exist.",
    "Systems take the first one instead, or none.",
    "let default be the identifier of an <organization>",
    example='<organizations default="org_1"><organization identifier="org_2">',
    source="IMS Content Packaging 1.1.4: default of <organizations>",
)

RULES = (
    MISSING_FILE,
    UNDECLARED_FILE,
    BROKEN_REFERENCE,
    UNSAFE_HREF,
    OUTSIDE_RESOURCE,
    MISSING_LAUNCH,
    NOTHING_TO_OPEN,
    EMPTY_ITEM,
    UNUSED_RESOURCE,
    DEPENDENCY_CYCLE,
    DEFAULT_ORGANIZATION,
)

_MOST_NAMED = 5
_MOST_CIRCLES = 20
"""More of them only say that there is no order at all, and there can be millions."""


def judge(package: Package, report: Report) -> None:
    """Everything that a manifest's references are wrong about."""
    manifest = package.manifest
    if manifest is None:
        return
    resources = {resource.identifier: resource for resource in manifest.resources}
    if manifest.default and manifest.default not in {each.identifier for each in manifest.organizations}:
        message = f'the default organization is "{manifest.default}", which does not exist'
        report.add(DEFAULT_ORGANIZATION, package.at(manifest.line), message)
    _judge_items(package, manifest, resources, report)
    spelt = {name.lower(): name for name in package.archive.entries}
    for resource in manifest.resources:
        _judge_resource(package, resource, resources, spelt, report)
    for cycle in islice(_cycles(resources), _MOST_CIRCLES):
        shown = cycle if len(cycle) <= 2 * _MOST_NAMED else [*cycle[:_MOST_NAMED], "…", cycle[-1]]
        message = f"resources depend in a circle: {' → '.join(shown)}"
        report.add(DEPENDENCY_CYCLE, package.at(resources[cycle[0]].line), message)
    _judge_undeclared(package, manifest, report)


def _judge_items(package: Package, manifest: Manifest, resources: dict[str, Resource], report: Report) -> None:
    opened = False
    used = {identifier for resource in manifest.resources for identifier, _ in resource.dependencies}
    for item in manifest.items():
        name = f'the item "{item.title or item.identifier}"'
        if not item.target:
            if not item.items and package.kind in SCORM:
                report.add(EMPTY_ITEM, package.at(item.line), f"{name} opens nothing")
            continue
        used.add(item.target)
        resource = resources.get(item.target)
        if resource is None:
            message = f'{name} names the resource "{item.target}", which does not exist'
            report.add(BROKEN_REFERENCE, package.at(item.line), message)
        elif resource.href:
            opened = True
        elif package.kind in SCORM:
            message = f'{name} opens the resource "{item.target}", which has no href'
            report.add(MISSING_LAUNCH, package.at(item.line), message)
    if package.kind in SCORM and not opened:
        report.add(NOTHING_TO_OPEN, package.at(manifest.line), "no item of the package opens a page")
    for resource in manifest.resources:
        if resource.scorm_type == "sco" and resource.identifier not in used:
            report.add(
                UNUSED_RESOURCE, package.at(resource.line), f'nothing opens the content object "{resource.identifier}"'
            )


def _judge_resource(
    package: Package, resource: Resource, resources: dict[str, Resource], spelt: dict[str, str], report: Report
) -> None:
    """`spelt`: {name in the zip, in lower case: as it is written there}."""
    launch = (File(resource.href, resource.path, resource.line),) if resource.href else ()
    seen: set[str] = set()
    for file in (*launch, *resource.files):
        if file.href in seen:
            continue
        seen.add(file.href)
        _judge_file(package, resource, file, spelt, report)
    for identifier, line in resource.dependencies:
        if identifier not in resources:
            message = f'the resource "{resource.identifier}" depends on "{identifier}", which does not exist'
            report.add(BROKEN_REFERENCE, package.at(line), message)


def _judge_file(package: Package, resource: Resource, file: File, spelt: dict[str, str], report: Report) -> None:
    where = package.at(file.line)
    if file.href.lower().startswith(("http://", "https://")):
        report.add(OUTSIDE_RESOURCE, where, f'the resource "{resource.identifier}" lies outside: {file.href}')
    elif not file.path:
        report.add(UNSAFE_HREF, where, f'"{file.href}" leads out of the package')
    elif file.path not in package.archive.entries:
        near = spelt.get(file.path.lower(), "")
        hint = f'; it has "{near}"' if near else ""
        report.add(MISSING_FILE, where, f'the zip has no file "{file.path}"{hint}')


def _judge_undeclared(package: Package, manifest: Manifest, report: Report) -> None:
    if package.kind in CARTRIDGES:
        return
    declared = {file.path for resource in manifest.resources for file in resource.files}
    declared.update(resource.path for resource in manifest.resources)
    beside = {name for name in package.archive.entries if "/" not in name and name.endswith((".xsd", ".dtd"))}
    left = sorted(
        name
        for name in package.archive.entries
        if name not in declared and name != package.manifest_name and name not in beside and not name.endswith(".xsd")
    )
    if left:
        more = f" and {len(left) - _MOST_NAMED} more" if len(left) > _MOST_NAMED else ""
        words = ", ".join(f'"{name}"' for name in left[:_MOST_NAMED])
        count = "1 file is" if len(left) == 1 else f"{len(left)} files are"
        report.add(UNDECLARED_FILE, package.at(manifest.line), f"{count} in no resource: {words}{more}")


def _cycles(resources: dict[str, Resource]) -> Iterator[list[str]]:
    """Circles of dependencies, each once, as identifiers from one of its members back to itself."""
    done: set[str] = set()
    for start in resources:
        path = {} if start in done else {start: 0}  # in the order of its members, each with its place
        todo = [[identifier for identifier, _ in resources[start].dependencies]] if path else []
        while todo:
            if not todo[-1]:
                todo.pop()
                done.add(path.popitem()[0])
                continue
            following = todo[-1].pop()
            if following in path:
                yield [*islice(path, path[following], None), following]
            elif following in resources and following not in done:
                path[following] = len(path)
                todo.append([identifier for identifier, _ in resources[following].dependencies])
