"""Finds out where every link, image and mention of a unit leads; what leads nowhere is reported."""

import posixpath
from collections.abc import Callable
from functools import cached_property
from urllib.parse import unquote, urlsplit

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.content import (
    Block,
    Paragraph,
    UnitMention,
    nested_inlines,
    plain_text,
    walk_blocks,
)
from coursepack.model.course import (
    Asset,
    AssetTarget,
    CourseTarget,
    Target,
    UnitTarget,
    WebTarget,
)
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.assets import AssetStore
from coursepack.reading.discovery import MARKDOWN, Sources
from coursepack.reading.exports import google_docs, obsidian
from coursepack.reading.markdown.context import slug
from coursepack.reading.pictures import FILE_TELLS_MORE, UNUSABLE_IMAGE, picture_problem
from coursepack.reading.places import UnitPlaces
from coursepack.reading.prose import only_mention
from coursepack.reading.values import did_you_mean

UNRESOLVED_REFERENCE = Rule(
    "unresolved-reference",
    Severity.WARNING,
    "A text directs learners to a unit that the course does not have.",
    "They would look for it in vain.",
    "write the unit that is named, or correct its number; the text is kept as it is",
    example="See activity 1.7",
)
BROKEN_LINK = Rule(
    "broken-link",
    Severity.WARNING,
    "A link leads to a file or heading that the course does not have.",
    "Learners who follow it would get nowhere; its text is kept without the link.",
    "correct the address, or add the file that it names",
    example="Read [the recipe](recipes.md) where the file is called recipe.md",
)
MISSING_IMAGE = Rule(
    "missing-image",
    Severity.WARNING,
    "An image or media file is not there.",
    "Learners would see its alternative text only.",
    "put the file where the text says it is, or correct the path",
    example="![A loaf](loaf.png) where there is no loaf.png",
)
ACTIVE_DOWNLOAD = Rule(
    "active-download",
    Severity.WARNING,
    "A file that learners can open may run a program of its own.",
    "It opens inside the learning system, with the learner's rights there; some systems refuse such packages.",
    "link a PDF, a picture or a text, or put the page on a web server and link to that",
    example="[the simulation](simulation.html)",
    source="Moodle and Open edX restrict what kinds of files a package may hold",
)
UNUSABLE_REFERENCE = Rule(
    "unusable-reference",
    Severity.WARNING,
    "A link or image points to a place on the author's own computer, or uses a scheme that packages cannot have.",
    "It would work nowhere but there; its text is kept without the link.",
    "put the file beside the lesson and give its relative path, or use an https:// address",
    example="![A loaf](C:\\Users\\me\\loaf.png)",
)
REMOTE_IMAGE = Rule(
    "remote-image",
    Severity.WARNING,
    "An image is fetched from another server.",
    "Packages request nothing from outside: it would not be shown, and its server would learn who is learning.",
    "save the image beside the lesson and give its relative path",
    example="![A loaf](https://example.org/loaf.png)",
)

_SCHEME = late(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ACTIVE = frozenset(".html .htm .xhtml .xht .js .mjs .swf .jar .exe .bat .cmd .ps1 .sh .vbs .msi .apk .app".split())
"""Extensions of files that a browser or a system runs."""

_WEB = ("http", "https", "mailto", "tel")


MOST_GUESSES = 100
"""Broken references of a course for which the nearest name is looked up."""


class Resolver:
    """Resolves the references of a course, file by file."""

    def __init__(self, sources: Sources, places: UnitPlaces, assets: AssetStore, report: Report) -> None:
        self._sources = sources
        self._places = places
        self._assets = assets
        self._report = report
        self.targets: dict[str, dict[str, Target]] = {}
        self._guesses = 0
        self._noted: set[str] = set()
        self._pictures: dict[str, tuple[str, bool]] = {}
        self._folded = {file.casefold(): file for file in sources.files}

    def link(self, href: str, at: Position) -> None:
        """Resolve a link."""
        known = self.targets.setdefault(at.file, {})
        if href in known:
            return
        target = self._link(href, at)
        if target is not None:
            known[href] = target

    def mention(self, label: str, number: str, at: Position) -> None:
        """Resolve a mention of a unit; it is silent where it does not: words may read like one by chance."""
        unit_id = self._places.named(label, number, at.file)
        if unit_id is not None:
            self.targets.setdefault(at.file, {})[f"{label} {number}"] = UnitTarget(unit_id)

    def direction(self, blocks: tuple[Block, ...], language: str) -> None:
        """Report paragraphs that only direct to a unit that is not there ("See activity 1.1")."""
        for block in walk_blocks(blocks):
            if not isinstance(block, Paragraph) or len(block.children) > 5:
                continue
            mention = next((node for node in nested_inlines(block.children) if isinstance(node, UnitMention)), None)
            text = plain_text(block.children)
            if mention is None or not only_mention(language).fullmatch(text):
                continue
            if self._places.named(mention.label, mention.number, block.at.file) is None:
                noun = mention.label.split()[-1]
                several = len(self._places.by_number.get((mention.label, mention.number), ()))
                self._report.add(
                    UNRESOLVED_REFERENCE,
                    block.at,
                    f'"{text}" could mean {several} units' if several else f'"{text}" names no unit of this course',
                    help="write a link to the file of the one that is meant"
                    if several
                    else f'write the {noun} as a heading "{mention.label.capitalize()} {mention.number}: …" or a file '
                    f"{mention.label.replace(' ', '-')}-{mention.number}.md; the text is kept as it is",
                    width=len(text),
                )

    def image(self, source: str, at: Position) -> None:
        """Resolve an image or media file."""
        known = self.targets.setdefault(at.file, {})
        if isinstance(known.get(source), AssetTarget):
            return
        if source.startswith(google_docs.SCHEME):
            picture = self._places.exports.embedded.get(source.removeprefix(google_docs.SCHEME))
            if picture is not None:
                name = source.removeprefix(google_docs.SCHEME)
                asset = self._assets.take_data(name, picture[1], picture[0], self._sources.path(at.file))
                known[source] = AssetTarget(asset.path)
            return
        if source.startswith(obsidian.SCHEME):
            name = obsidian.split_target(source)[0]
            named = self._places.exports.find(name, at.file)
            if named is None:
                self._report.add(MISSING_IMAGE, at, f"{name} is not there", width=len(name) + 5)
            else:
                self._take(source, named, at)
            return
        scheme = _scheme(source)
        if scheme in ("http", "https") or source.startswith("//"):
            self._report.add(REMOTE_IMAGE, at, f"{source} is on another server and is not carried", width=len(source))
            return
        if scheme or source.startswith("/") or "\\" in source:
            self._report.add(UNUSABLE_REFERENCE, at, f'"{unquote(source)[:80]}" cannot be carried', width=len(source))
            return
        file = self._file(source, at)
        if file is not None and (file in self._places.folders or file.lower().endswith(MARKDOWN)):
            what, cure = f"{source} is no picture, but a page", f"link to it without the ! before it: [words]({source})"
            self._report.add(UNUSABLE_IMAGE, at, what, help=cure, width=len(source))
            return
        if file is None:
            hint = self._hint(posixpath.basename(source), self._names)
            self._report.add(MISSING_IMAGE, at, f"{source} is not there{hint}", width=len(source))
            return
        self._take(source, file, at)

    def _take(self, reference: str, file: str, at: Position) -> None:
        try:
            problem, is_usable = self._pictures.get(file) or picture_problem(self._sources.path(file))
            self._pictures[file] = (problem, is_usable)
            if problem:
                end = "" if is_usable else "; it is not carried"
                self._report.add(UNUSABLE_IMAGE, at, f"{file} {problem}{end}", width=len(reference))
            if not is_usable and problem:
                return
            asset = self._assets.take(file, self._sources.path(file))
            self._tell_notes(file, asset, at, len(reference))
        except OSError as error:
            self._report.add(MISSING_IMAGE, at, f"{file} cannot be read: {error.strerror}")
            return
        if not asset.size:
            self._report.add(MISSING_IMAGE, at, f"{file} is empty")
        self.targets.setdefault(at.file, {})[reference] = AssetTarget(asset.path)

    def _tell_notes(self, file: str, asset: Asset, at: Position, width: int) -> None:
        """What becomes of the notes in a file, once for each."""
        if file in self._noted:
            return
        self._noted.add(file)
        if asset.pieces:
            self._report.inferred["picture without metadata"] += 1
        if file in self._assets.telling:
            what = "the place where it was taken" if asset.media_type.startswith("video/") else "notes of its own"
            self._report.add(FILE_TELLS_MORE, at, f"{file} holds {what}, and is carried with them", width=width)

    def _link(self, href: str, at: Position) -> Target | None:
        if href.startswith(obsidian.SCHEME):
            return self._wiki(href, at)
        scheme = _scheme(href)
        if scheme in _WEB:
            if scheme.startswith("http") and not _names_server(href):
                self._report.add(BROKEN_LINK, at, f'"{href}" names no server', width=len(href))
                return None
            return WebTarget(href)
        if scheme or href.startswith(("//", "/")) or "\\" in href:
            self._report.add(
                UNUSABLE_REFERENCE, at, f'"{unquote(href)[:80]}" cannot be followed from a package', width=len(href)
            )
            return None
        if not href:
            self._report.add(BROKEN_LINK, at, "the link has no address")
            return None
        path, _, fragment = href.partition("#")
        path = path.partition("?")[0]
        fragment = unquote(fragment)
        if not path:
            return self._in_file(at.file, fragment, href, at)
        file = self._file(path, at)
        if file is None:
            self._broken(href, at)
            return None
        if file in self._places.folders:
            return self._unit_or_course(self._places.folders[file])
        if file.lower().endswith(MARKDOWN) and file in self._places.titles:
            return self._in_file(file, fragment, href, at)
        return self._download(href, file, at)

    def _download(self, href: str, file: str, at: Position) -> Target | None:
        if posixpath.splitext(file)[1].lower() in _ACTIVE:
            self._report.add(ACTIVE_DOWNLOAD, at, f"{file} may run a program of its own", width=len(href))
        self._take(href, file, at)
        return self.targets[at.file].get(href)

    def _wiki(self, href: str, at: Position) -> Target | None:
        page, heading = obsidian.split_target(href)
        file = self._places.exports.find(page, at.file) if page else at.file
        if file is None:
            self._report.add(BROKEN_LINK, at, f"[[{page}]] names no page of this course", width=len(page) + 4)
            return None
        if file in self._places.titles:
            return self._in_file(file, heading, href, at)
        return self._download(href, file, at)

    def _unit_or_course(self, unit_id: str) -> Target:
        return UnitTarget(unit_id) if unit_id else CourseTarget()

    def _in_file(self, file: str, fragment: str, href: str, at: Position) -> Target | None:
        places = self._places
        line = places.exports.aliases.get(file, {}).get(fragment)
        if line is not None:
            above = [place for place in places.headings.get(file, ()) if place[0] <= line]
            if above:
                _, owner, anchor = max(above)
                return UnitTarget(owner, anchor) if owner else CourseTarget()
        if fragment:
            wanted = slug(fragment)
            unit_id = places.titles.get(file, {}).get(wanted)
            if unit_id is not None:
                return self._unit_or_course(unit_id)
            for owner, anchors in self._anchored.get(file, ()):
                if wanted in anchors or fragment in anchors:
                    return UnitTarget(owner, wanted if wanted in anchors else fragment) if owner else CourseTarget()
            hint = self._hint(wanted, lambda: [*places.titles.get(file, {}), *self._anchors(file)])
            self._report.add(
                BROKEN_LINK,
                at,
                f'"{unquote(href)}" leads to no heading of {file}{hint}',
                width=len(href),
            )
        unit_id = places.by_file.get(file)
        return None if unit_id is None or fragment else self._unit_or_course(unit_id)

    def _anchors(self, file: str) -> list[str]:
        return [anchor for _, anchors in self._anchored.get(file, ()) for anchor in sorted(anchors)]

    @cached_property
    def _anchored(self) -> dict[str, list[tuple[str, set[str]]]]:
        """{file: (id of a unit, the anchors of the headings that it has in that file)}"""
        found: dict[str, list[tuple[str, set[str]]]] = {}
        for place, anchors in self._places.anchors.items():
            owner, _, file = place.partition("\0")
            found.setdefault(file, []).append((owner, anchors))
        return found

    def _names(self) -> list[str]:
        return [posixpath.basename(file) for file in self._sources.files]

    def _hint(self, word: str, known: Callable[[], list[str]]) -> str:
        """What `word` was probably meant to be; each guess looks at all that is known, so that there are not many."""
        self._guesses += 1
        return did_you_mean(word, known()) if self._guesses <= MOST_GUESSES else ""

    def _broken(self, href: str, at: Position) -> None:
        hint = self._hint(posixpath.basename(unquote(href.partition("#")[0])), self._names)
        shown = unquote(href.removeprefix(obsidian.SCHEME))
        self._report.add(BROKEN_LINK, at, f'"{shown}" leads nowhere in this course{hint}', width=len(href))

    def _file(self, reference: str, at: Position) -> str | None:
        """The file or introduced folder that a relative reference means, or None."""
        folder = posixpath.dirname(at.file)
        bare = reference.partition("#")[0].partition("?")[0]
        for written in (bare, unquote(bare)):
            path = posixpath.normpath(posixpath.join(folder, written))
            path = "" if path == "." else path
            if path.startswith(".."):
                return None
            if path in self._sources.files or path in self._places.folders:
                return path
            if self._folded.get(path.casefold()):
                return self._folded[path.casefold()]
            for suffix in MARKDOWN[:1]:
                if path + suffix in self._sources.files:
                    return path + suffix
        return None


def _names_server(address: str) -> bool:
    try:
        return bool(urlsplit(unquote(address)).hostname)
    except ValueError:  # such as an open bracket, which begins an IPv6 address
        return False


def _scheme(reference: str) -> str:
    found = _SCHEME.match(reference)
    return found[1].lower() if found else ""
