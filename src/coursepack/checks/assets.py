"""Whether the files of a course are used, light enough, and named so that they survive on every machine."""

import posixpath
from collections import defaultdict
from urllib.parse import unquote

from coursepack.checks.subject import Subject
from coursepack.diagnostics import Fix, Report, Rule, Severity
from coursepack.model.course import Asset
from coursepack.model.source import Position

UNUSED_FILE = Rule(
    "unused-file",
    Severity.NOTE,
    "A picture or download lies among the lessons, and no lesson refers to it.",
    "It is in no package. Perhaps a picture was renamed, or a link to it was forgotten.",
    "refer to the file in a lesson, or take it out of the folder",
    example="a file old-diagram.png beside the lessons that none of them shows",
)
LARGE_PICTURE = Rule(
    "large-picture",
    Severity.WARNING,
    "A picture is much larger than any screen needs.",
    "Learners on a telephone wait for it and pay for it, and the package becomes harder to upload.",
    "save it at most 2,000 pixels wide, as JPEG or WebP for photographs",
    example="![The bakery](photo-straight-from-the-camera.jpg)",
)
LARGE_MEDIA = Rule(
    "large-media",
    Severity.WARNING,
    "A video, a sound or a download is very large.",
    "Systems limit the size of an upload: a package with it may be refused, and learners wait for it.",
    "compress it, or put it on a video server and link to that",
    example="![The whole lecture](lecture-in-4k.mp4)",
)
CASE_DIFFERS = Rule(
    "case-differs",
    Severity.NOTE,
    "A reference and the name of its file differ in upper and lower case.",
    "coursepack finds the file all the same; a forge, an editor on Linux and most web servers do not.",
    "write the name as the file has it",
    example="![A map](Map.png) where the file is map.png",
)
UNPORTABLE_FILE_NAME = Rule(
    "unportable-file-name",
    Severity.WARNING,
    "The name of a file cannot exist on every system.",
    "Whoever gets the course on another system, from a zip or from git, misses the file or loses another one.",
    'use letters, digits, "-", "_" and "." only, and let names differ in more than upper and lower case',
    example="a file Lesson 1: Start?.md, or map.png beside Map.png",
    source="Microsoft, Naming Files, Paths, and Namespaces",
)

RULES = (UNUSED_FILE, LARGE_PICTURE, LARGE_MEDIA, CASE_DIFFERS, UNPORTABLE_FILE_NAME)

PICTURE_BYTES = 3_000_000
PICTURE_PIXELS = 6_000
"""Pixels of the longer side from which a picture is too large."""
MEDIA_BYTES = 100_000_000

_SHOWN = frozenset(
    ".png .jpg .jpeg .gif .svg .webp .avif .bmp .tif .tiff .mp4 .webm .mov .m4v .mp3 .m4a .ogg .wav .pdf .doc .docx "
    ".odt .ppt .pptx .odp .xls .xlsx .ods".split()
)
_DEVICES = frozenset(
    "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6".split()
)
_FORBIDDEN = frozenset('<>:"|?*\\')


def check(subject: Subject, report: Report) -> None:
    """Judge the files of a course, and how they are referred to."""
    _check_sizes(subject, report)
    _check_cases(subject, report)
    _check_names(subject.files, report)
    if subject.whole:
        _check_unused(subject, report)


def _check_sizes(subject: Subject, report: Report) -> None:
    heavy = {asset.path: why for asset in subject.course.assets.values() if (why := _weight(asset))}
    if not heavy:
        return
    for file, reference, at in _references(subject):
        asset = subject.course.asset_of(file, reference)
        why = heavy.pop(asset.path, "") if asset is not None else ""
        if asset is not None and why:
            rule = LARGE_PICTURE if asset.media_type.startswith("image/") else LARGE_MEDIA
            report.add(rule, at, f"{posixpath.basename(asset.path)} {why}", width=len(reference))


def _weight(asset: Asset) -> str:
    """Why an asset is too large, in words; "" where it is not."""
    if not asset.media_type.startswith("image/"):
        return f"has {asset.size / 1e6:,.0f} MB" if asset.size > MEDIA_BYTES else ""
    if asset.size > PICTURE_BYTES:
        return f"has {asset.size / 1e6:.1f} MB"
    if max(asset.width, asset.height) > PICTURE_PIXELS and asset.media_type != "image/svg+xml":
        return f"is {asset.width:,} × {asset.height:,} pixels"
    return ""


def _references(subject: Subject) -> list[tuple[str, str, Position]]:
    """(file, reference, place) of all pictures, media and links, as they are written."""
    found = subject.survey
    made = [(node.at.file, node.source, node.at) for node in found.images]
    made += [(node.at.file, node.source, node.at) for node in found.media]
    made += [(node.at.file, node.href, node.at) for node, _ in found.links]
    return made


def _check_cases(subject: Subject, report: Report) -> None:
    told: set[tuple[str, str]] = set()
    for file, reference, at in _references(subject):
        if "://" in reference or reference.startswith(("#", "mailto:", "tel:")) or (file, reference) in told:
            continue
        if reference not in subject.course.targets.get(file, {}):
            continue
        told.add((file, reference))
        folder = posixpath.dirname(file)
        bare = reference.partition("#")[0].partition("?")[0]
        if (f"{folder}/{bare}" if folder else bare) in subject.files:
            continue
        names = [posixpath.normpath(posixpath.join(folder, path)) for path in (bare, unquote(bare))]
        if not bare or any(name in subject.files for name in names):
            continue
        same = next((path for path in subject.files if path.casefold() == names[1].casefold()), "")
        if same:
            report.add(CASE_DIFFERS, at, f'the file is called "{posixpath.basename(same)}"', width=len(reference))
            _offer_case(subject, bare, same, at, report)


def _offer_case(subject: Subject, written: str, file: str, at: Position, report: Report) -> None:
    """Offer to write a reference as its file is called, where it stands in its line once and without escapes."""
    line = subject.line(at)
    right = posixpath.relpath(file, posixpath.dirname(at.file) or ".")
    if written.casefold() == right.casefold() and line.count(written) == 1:
        fixed = line.replace(written, right)
        report.fix(Fix(CASE_DIFFERS.name, at.file, at.line, at.line, f"{fixed}\n"))


def _check_names(files: frozenset[str], report: Report) -> None:
    folded: dict[str, str] = {}
    for file in sorted(files):
        other = folded.setdefault(file.casefold(), file)
        if other != file:
            report.add(UNPORTABLE_FILE_NAME, Position(file, 0), f'this name and "{other}" differ only in case')
        for name in file.split("/"):
            if why := _unportable(name):
                report.add(UNPORTABLE_FILE_NAME, Position(file, 0), f'the name "{name}" {why}')
                break


def _unportable(name: str) -> str:
    if not _FORBIDDEN.isdisjoint(name) or not name.isprintable():
        marks = [mark if mark.isprintable() else "a control character" for mark in name if mark in _FORBIDDEN]
        return f"has {marks[0] if marks else 'a control character'}, which Windows refuses"
    if name.endswith((".", " ")):
        return "ends in a dot or a space, which Windows takes away"
    if name.split(".")[0].lower() in _DEVICES:
        return "is that of a device on Windows"
    return ""


def _check_unused(subject: Subject, report: Report) -> None:
    used = {str(asset.source) for asset in subject.course.assets.values()}
    named = {unquote(reference).rpartition("/")[2] for _, reference, _ in _references(subject)}
    unused: dict[str, list[str]] = defaultdict(list)
    for file in sorted(subject.files):
        folder, name = posixpath.split(file)
        if posixpath.splitext(name)[1].lower() not in _SHOWN or name in named:
            continue
        if str(subject.root.joinpath(*file.split("/"))) not in used:
            unused[folder].append(name)
    for folder, names in unused.items():
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        message = f"no lesson refers to {shown}"
        report.add(UNUSED_FILE, Position(posixpath.join(folder, names[0]), 0), message)
