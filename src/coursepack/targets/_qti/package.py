"""A package of items and tests: the manifest, with what says what each part is about."""

from urllib.parse import quote

import msgspec

from coursepack.ids import short_identifier
from coursepack.model.assessment import Question
from coursepack.model.content import plain_text
from coursepack.model.course import Asset, Course
from coursepack.targets._bank.names import question_name
from coursepack.targets._qti.dialect import Dialect
from coursepack.targets._qti.layout import document
from coursepack.targets._qti.node import Node

IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
MANIFEST = "imsmanifest.xml"
_IN_LINES = frozenset(
    "manifest metadata resources resource imsqti:qtiMetadata lom:lom lom:general lom:title lom:keyword lom:description "
    "lom:classification lom:purpose lom:taxonPath lom:taxon lom:entry".split()
)
ITEMS = "items"
TESTS = "tests"


class Resource(msgspec.Struct, frozen=True):
    """A file of the package: its `path`, what it shows, and what it is about.

    `own` are the paths of files that belong to it alone, `assets` those of files of the course, `parts` the
    identifiers of resources that it puts together.
    """

    identifier: str
    kind: str
    path: str
    title: str = ""
    own: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    objectives: tuple[tuple[str, str], ...] = ()
    difficulty: str = ""
    interactions: tuple[str, ...] = ()


def objectives_of(course: Course) -> dict[str, str]:
    """{id: words} of every objective of the course."""
    found = [*course.objectives, *(each for unit in (*course.units(), *course.quizzes()) for each in unit.objectives)]
    return {each.id: plain_text(each.text) for each in found}


def item_resource(
    question: Question, dialect: Dialect, objectives: dict[str, str], assets: tuple[str, ...], own: tuple[str, ...]
) -> Resource:
    """An item as a resource; `objectives`: see `objectives_of`."""
    return Resource(
        identifier=f"item_{question.id}",
        kind=dialect.item_type,
        path=f"{ITEMS}/{question.id}.xml",
        title=question_name(question),
        own=own,
        assets=assets,
        keywords=tuple(dict.fromkeys(question.tags)),
        objectives=tuple((each, objectives.get(each, "")) for each in question.objectives),
        difficulty=question.difficulty,
    )


def manifest(course: Course, dialect: Dialect, resources: list[Resource], assets: dict[str, Asset]) -> bytes:
    """The manifest of a package; every file of it is in one resource."""
    make = _Maker(course.language)
    names = {path: f"asset_{number}" for number, path in enumerate(sorted(assets), 1)}
    parent = make("resources")
    for each in resources:
        parent.append(_resource(make, each, names, dialect))
    for path, name in names.items():
        found = make("resource", make("file", href=_address(path)), identifier=name, type="webcontent")
        found.set("href", _address(path))
        parent.append(found)
    metadata = make("metadata", make("schema", dialect.package_schema), make("schemaversion", dialect.package_version))
    metadata.append(make.lom(course.name or course.id, language=course.language, description=course.description))
    root = make("manifest", metadata, make("organizations"), parent, identifier=short_identifier(course.id))
    root.attributes = {"xmlns:lom": LOM, **root.attributes}
    return document(root, IMSCP, _IN_LINES)


def _resource(make: "_Maker", resource: Resource, names: dict[str, str], dialect: Dialect) -> Node:
    made = make("resource", identifier=resource.identifier, type=resource.kind, href=_address(resource.path))
    metadata = make("metadata")
    if resource.interactions:  # before all else, as QTI 2.2 wants it
        about = make("imsqti:qtiMetadata", *(make("imsqti:interactionType", name) for name in resource.interactions))
        about.set("xmlns:imsqti", dialect.metadata_namespace)
        metadata.append(about)
    metadata.append(make.lom_of(resource))
    made.append(metadata)
    made.extend(make("file", href=_address(path)) for path in (resource.path, *resource.own))
    made.extend(make("dependency", identifierref=names[path]) for path in sorted(resource.assets))
    made.extend(make("dependency", identifierref=part) for part in resource.parts)
    return made


def _address(path: str) -> str:
    return quote(path)


class _Maker:
    """Makes elements of the manifest and of its LOM metadata."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, name: str, *children: Node | str, **attributes: str) -> Node:
        return Node(name, attributes, list(children))

    def _lom(self, name: str, *children: Node | str, **attributes: str) -> Node:
        return Node(f"lom:{name}", attributes, list(children))

    def _words(self, name: str, words: str) -> Node:
        return self._lom(name, self._lom("string", words, language=self._language))

    def lom(self, title: str, *, language: str = "", description: str = "") -> Node:
        """What something is called."""
        general = self._lom("general", self._words("title", title))
        if language:
            general.append(self._lom("language", language))
        if description:
            general.append(self._words("description", description))
        return self._lom("lom", general)

    def lom_of(self, resource: Resource) -> Node:
        """What a part is called, and about: tags as keywords, objectives and difficulty as classifications."""
        general = self._lom("general", self._words("title", resource.title))
        general.extend(self._words("keyword", word) for word in resource.keywords)
        made = self._lom("lom", general)
        if resource.difficulty:
            made.append(self._classification("educational level", resource.difficulty, ""))
        for name, words in resource.objectives:
            made.append(self._classification("educational objective", name, words))
        return made

    def _classification(self, purpose: str, name: str, words: str) -> Node:
        told = self._lom("purpose", self._lom("source", "LOMv1.0"), self._lom("value", purpose))
        made = self._lom("classification", told)
        taxon = self._lom("taxon", self._lom("id", name))
        if words:
            taxon.append(self._words("entry", words))
        made.append(self._lom("taxonPath", self._words("source", "coursepack"), taxon))
        return made
