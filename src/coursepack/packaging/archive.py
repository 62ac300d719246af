"""Zips that somebody else made, read without trusting a word of them.

Nothing is ever extracted to disk. Sizes are counted on the bytes that really come out, names are judged before they are
used, and entries that share bytes, hide behind others or lie about themselves are told apart from honest ones.
"""

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from coursepack.diagnostics import Diagnostic, Report, Rule, Severity
from coursepack.errors import SourceError
from coursepack.model.source import Position

MOST_ENTRIES = 50_000
"""Open edX refuses more files in a package; Canvas takes twice as many."""

MOST_BYTES = 2 << 30
"""Unpacked, all entries together: Open edX's limit."""

MOST_RATIO = 200
"""Unpacked bytes for each packed one, beyond which a package counts as a bomb (Open edX; Canvas refuses from 100)."""

_RATIO_FROM = 8 << 20
"""Bytes; below that a ratio says nothing, because empty tables and blank images pack well."""

MOST_ENTRY_BYTES = 1 << 30

_LONGEST_NAME = 255
_MOST_ENTRIES_WITHOUT_ZIP64 = 65_535
_CHUNK = 1 << 18
_END = b"PK\x05\x06"
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_END_SIZE = 22
_LOCAL_SIZE = 30
_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STRIPPED_BY_MOODLE = frozenset("&'\"|<>:")

NOT_A_ZIP = Rule(
    "not-a-zip",
    Severity.ERROR,
    "The file is no zip, or a damaged one.",
    "No learning system can open it.",
    "export or download it again; a transfer that stopped half-way is the usual cause",
    example="a RAR archive that was renamed to course.zip",
    source="SCORM 2004 3rd Edition CAM and IMS CP: a package is a zip; PKWARE APPNOTE 6.3, 4.3.16",
)
DAMAGED_ENTRY = Rule(
    "damaged-entry",
    Severity.ERROR,
    "A file in the zip cannot be read back, or is not what the zip's table of contents says.",
    "Some systems refuse the package, others show a page with a part missing.",
    "make the zip again with an ordinary program",
    example="a download that was interrupted",
    source="PKWARE APPNOTE 6.3, 4.4.7 to 4.4.9: checksum and sizes",
)
UNSAFE_NAME = Rule(
    "unsafe-name",
    Severity.ERROR,
    "A name in the zip leads out of the package or cannot be a file's name.",
    "A system that unpacks it could be made to overwrite its own files; careful ones refuse the whole package.",
    "give the file a plain relative name with / between folders",
    example="../../etc/passwd",
    source="PKWARE APPNOTE 6.3, 4.4.17; CWE-22: path traversal",
)
UNSAFE_ENTRY = Rule(
    "unsafe-entry",
    Severity.ERROR,
    "An entry of the zip is a link or a device, not a file.",
    "What it leads to lies outside the package; careful systems refuse it.",
    "put the file itself into the zip",
    example="a symbolic link index.html -> /etc/passwd",
    source="CWE-61: following of symbolic links; PKWARE APPNOTE 6.3, 4.4.15",
)
ARCHIVE_BOMB = Rule(
    "archive-bomb",
    Severity.ERROR,
    "The zip holds far more than its size lets expect.",
    "Systems refuse such packages, because unpacking them fills their disks.",
    "leave out what the course does not need; store large media outside the package",
    example="10 GB of zeros in an entry of 10 MB",
    source="CWE-409; limits of Open edX (2 GB, 50,000 files, 200 times) and Canvas (100,000 files, 100 times)",
)
DUPLICATE_ENTRY = Rule(
    "duplicate-entry",
    Severity.ERROR,
    "Two entries of the zip have the same name.",
    "Which of the two a learner sees depends on the system.",
    "make the zip again from the folder, without appending to an old one",
    example="imsmanifest.xml, and later imsmanifest.xml again",
    source="CVE-2013-4787: of two equal names one program reads the first, another the last",
)
CONFUSABLE_NAMES = Rule(
    "confusable-names",
    Severity.WARNING,
    "Two names in the zip differ only in upper and lower case or in the way an accent is written.",
    "On Windows and macOS servers one file replaces the other.",
    "rename one of the two",
    example="Index.html beside index.html",
    source="CWE-178; Unicode Standard Annex 15: normalization forms",
)
UNUSUAL_COMPRESSION = Rule(
    "unusual-compression",
    Severity.ERROR,
    "An entry is encrypted, or packed in a way that is neither stored nor deflated.",
    "Learning systems read only these two.",
    "make the zip again without a password, with the ordinary method",
    example="index.html, compressed by LZMA",
    source="SCORM 2004 3rd Edition CAM: a package keeps to RFC 1951 (deflate)",
)
UNPORTABLE_NAME = Rule(
    "unportable-name",
    Severity.WARNING,
    "A name in the zip will be changed or refused by some learning systems.",
    "Links to the file break: a learner sees an empty place.",
    "use letters, digits, - and _ in names, at most 255 characters for the whole path",
    example="what?.png",
    source="Moodle 4.5 and 5.1: names are cleaned, paths have at most 255 characters",
)
MISSING_UTF8_FLAG = Rule(
    "missing-utf8-flag",
    Severity.WARNING,
    "A name with letters beyond ASCII is not marked as UTF-8.",
    "Moodle and others read it in another alphabet and lose the file.",
    "make the zip with a program that marks names as UTF-8, or use plain letters",
    example="Übung.html without bit 11 of its flags",
    source="PKWARE APPNOTE 6.3, 4.4.4 (bit 11) and appendix D; Moodle 4.5 and 5.1",
)
JUNK_IN_ARCHIVE = Rule(
    "junk-in-archive",
    Severity.WARNING,
    "The zip has bytes before, behind or between its files that belong to none of them.",
    "Different programs may see different contents.",
    "make the zip again",
    example="a zip with 2 KB of another program before its first file",
    source="PKWARE APPNOTE 6.3, 4.3.6: the order of a zip file",
)

RULES = (
    NOT_A_ZIP,
    DAMAGED_ENTRY,
    UNSAFE_NAME,
    UNSAFE_ENTRY,
    ARCHIVE_BOMB,
    DUPLICATE_ENTRY,
    CONFUSABLE_NAMES,
    UNUSUAL_COMPRESSION,
    UNPORTABLE_NAME,
    MISSING_UTF8_FLAG,
    JUNK_IN_ARCHIVE,
)


class Entry(msgspec.Struct, frozen=True):
    """A file in a zip: its name as written there, its packed and unpacked size in bytes.

    `is_utf8`: the bytes of its name are UTF-8, whether they are marked so or not.
    """

    name: str
    packed: int
    size: int
    is_utf8: bool = True


class Archive:
    """A zip that was looked through once: `entries` by name are the files that can be read safely.

    `diagnostics` tells everything else. Use it as a context manager.
    """

    def __init__(self, path: Path, label: str = "") -> None:
        """Open the zip at `path` and judge it with all its contents.

        Raises `SourceError` where the file cannot be read.
        """
        self.label = label or path.name
        self.entries: dict[str, Entry] = {}
        self.folders: set[str] = set()
        self._report = Report()
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._zip: zipfile.ZipFile | None = None
        try:
            self._stream: BinaryIO = path.open("rb")
            self.size = self._stream.seek(0, io.SEEK_END)
        except OSError as error:
            raise SourceError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None
        infos = self._contents()
        self._judge(infos)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._zip is not None:
            self._zip.close()
        self._stream.close()

    @property
    def is_readable(self) -> bool:
        """Whether the zip's table of contents could be read at all."""
        return self._zip is not None

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return self._report.diagnostics

    def read(self, name: str, limit: int = 64 << 20) -> bytes:
        """The bytes of an entry, at most `limit` of them. Raises `KeyError` for a name that `entries` has not."""
        assert self._zip is not None
        with self._zip.open(self._infos[name]) as stream:
            return stream.read(limit)

    def _found(self, rule: Rule, message: str, name: str = "") -> None:
        place = f"{self.label}/{name}" if name else self.label
        self._report.add(rule, Position(place, 0, 0), message)

    def _contents(self) -> list[zipfile.ZipInfo]:
        """The zip's table of contents, [] where it cannot be used."""
        tail_size = min(self.size, _END_SIZE + 0xFFFF)
        self._stream.seek(self.size - tail_size)
        tail = self._stream.read(tail_size)
        end = tail.rfind(_END)
        if end < 0 or len(tail) - end < _END_SIZE:
            self._found(NOT_A_ZIP, "the file is no zip: the mark at its end is missing")
            return []
        _, disk, first_disk, _, _, size, offset, comment = struct.unpack("<4s4H2LH", tail[end : end + _END_SIZE])
        if (disk, first_disk) not in ((0, 0), (0xFFFF, 0xFFFF)):
            self._found(NOT_A_ZIP, "the zip is one part of several; a package has to be whole")
            return []
        if end + _END_SIZE + comment < len(tail):
            self._found(JUNK_IN_ARCHIVE, f"{len(tail) - end - _END_SIZE - comment} bytes follow the end of the zip")
        if tail.count(_END) > 1:
            self._found(JUNK_IN_ARCHIVE, "the zip has two ends; programs disagree which one counts")
        if not self._fits(size, offset):
            return []
        try:
            self._zip = zipfile.ZipFile(self._stream)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError, struct.error) as error:
            self._found(NOT_A_ZIP, f"the zip cannot be read: {error}")
            return []
        return self._zip.infolist()

    def _fits(self, size: int, offset: int) -> bool:
        """Whether the table of contents is small enough to be read into memory; zipfile itself has no limit."""
        count = 0
        position = max(0, self.size - _END_SIZE - 0xFFFF - size) if size != 0xFFFFFFFF else min(offset, self.size)
        self._stream.seek(min(position, self.size))
        kept = b""
        while piece := self._stream.read(1 << 20):
            count += (kept + piece).count(_CENTRAL)
            kept = piece[-3:]
            if count > 2 * MOST_ENTRIES:
                self._found(ARCHIVE_BOMB, f"the zip has more than {2 * MOST_ENTRIES:,} entries")
                return False
        return True

    def _judge(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > MOST_ENTRIES:
            self._found(ARCHIVE_BOMB, f"the zip has {len(infos):,} entries; systems take up to {MOST_ENTRIES:,}")
        elif len(infos) > _MOST_ENTRIES_WITHOUT_ZIP64:
            self._found(UNPORTABLE_NAME, f"the zip has {len(infos):,} entries; older programs read {0xFFFF:,} of them")
        overlapping = self._overlapping(infos)
        folded: dict[str, str] = {}
        budget = MOST_BYTES
        for info in infos:
            name = info.filename
            raw = info.orig_filename
            if problem := name_problem(raw):
                self._found(UNSAFE_NAME, f"the name {raw!a} {problem}")
                continue
            if info.is_dir():
                self.folders.add(name.rstrip("/"))
                continue
            if name in self.entries:
                self._found(DUPLICATE_ENTRY, f"{name!a} stands in the zip twice", name)
                continue
            if not self._is_plain(info):
                continue
            self._judge_name(info, folded)
            if info.header_offset in overlapping:
                self._found(ARCHIVE_BOMB, f"{name!a} shares its bytes with another entry of the zip", name)
                continue
            if budget <= 0:
                continue
            unpacked = self._unpack(info, budget)
            if unpacked is None:
                continue
            budget -= unpacked
            if budget <= 0:
                self._found(ARCHIVE_BOMB, f"unpacked, the zip has more than {MOST_BYTES >> 30} GB")
                continue
            self.entries[name] = Entry(name, info.compress_size, unpacked, _is_utf8(info))
            self._infos[name] = info

    def _is_plain(self, info: zipfile.ZipInfo) -> bool:
        """Whether an entry is a file that every system can unpack."""
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            word = "a link" if kind == stat.S_IFLNK else "no file"
            self._found(UNSAFE_ENTRY, f"{info.filename!a} is {word}", info.filename)
            return False
        if info.flag_bits & _ENCRYPTED:
            self._found(UNUSUAL_COMPRESSION, f"{info.filename!a} is encrypted", info.filename)
            return False
        if info.compress_type not in _METHODS:
            message = f"{info.filename!a} is packed by method {info.compress_type}; systems read 0 and 8"
            self._found(UNUSUAL_COMPRESSION, message, info.filename)
            return False
        return True

    def _judge_name(self, info: zipfile.ZipInfo, folded: dict[str, str]) -> None:
        name = info.filename
        if len(name) > _LONGEST_NAME:
            self._found(UNPORTABLE_NAME, f"the path has {len(name)} characters; Moodle takes 255", name)
        if stripped := sorted(_STRIPPED_BY_MOODLE.intersection(name)):
            self._found(UNPORTABLE_NAME, f"Moodle takes {' '.join(stripped)} out of the name", name)
        elif ".." in name:
            self._found(UNPORTABLE_NAME, "Moodle takes two dots in a row out of the name", name)
        if not name.isascii() and not info.flag_bits & _NAME_IS_UTF8:
            self._found(MISSING_UTF8_FLAG, "the name has letters beyond ASCII and is not marked as UTF-8", name)
        key = unicodedata.normalize("NFC", name).casefold()
        other = folded.setdefault(key, name)
        if other != name:
            self._found(CONFUSABLE_NAMES, f"{name!a} and {other!a} are one file on some systems", name)

    def _overlapping(self, infos: list[zipfile.ZipInfo]) -> frozenset[int]:
        """The header offsets of entries whose bytes are used by another one, too."""
        found: set[int] = set()
        reach, last = 0, -1
        for info in sorted(infos, key=lambda info: info.header_offset):
            end = info.header_offset + _LOCAL_SIZE + len(info.orig_filename.encode()) + info.compress_size
            if info.header_offset < reach:
                found.update((info.header_offset, last))
            elif last < 0 < info.header_offset:
                self._found(JUNK_IN_ARCHIVE, f"{info.header_offset} bytes stand before the zip's first entry")
            if end > reach:
                reach, last = end, info.header_offset
        return frozenset(found)

    def _unpack(self, info: zipfile.ZipInfo, budget: int) -> int | None:
        """How many bytes an entry really has, after reading them all; None where it is not to be used."""
        assert self._zip is not None
        name = info.filename
        limit = min(budget, MOST_ENTRY_BYTES, max(_RATIO_FROM, MOST_RATIO * info.compress_size))
        count = 0
        try:
            with self._zip.open(info) as stream:
                for piece in _pieces(stream):
                    count += len(piece)
                    if count > limit:
                        self._found(
                            ARCHIVE_BOMB,
                            f"{name!a} has {info.compress_size:,} bytes in the zip and more than {limit:,} unpacked",
                            name,
                        )
                        return None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            self._found(DAMAGED_ENTRY, f"{name!a} cannot be unpacked: {error}", name)
            return None
        if count != info.file_size:
            message = f"{name!a} has {count:,} bytes; the zip's table of contents says {info.file_size:,}"
            self._found(DAMAGED_ENTRY, message, name)
            return None
        return count


def _is_utf8(info: zipfile.ZipInfo) -> bool:
    if info.flag_bits & _NAME_IS_UTF8 or info.filename.isascii():
        return True
    try:
        info.orig_filename.encode("cp437").decode()  # zipfile reads names without the mark as cp437
    except UnicodeError:
        return False
    return True


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_CHUNK):
        yield piece


def name_problem(name: str) -> str:
    """Why `name` must not be used as a path, or "" where it can."""
    if not name.strip("/"):
        return "is empty"
    if "\0" in name:
        return "has a NUL character"
    if "\\" in name:
        return "has a backslash, which is a folder's mark on Windows only"
    if name.startswith("/"):
        return "is absolute"
    if len(name) > 1 and name[1] == ":" and name[0].isalpha():
        return "begins with a drive"
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in name):
        return "has a control character"
    parts = name.rstrip("/").split("/")
    if ".." in parts:
        return "leads out of the package"
    if "." in parts or "" in parts:
        return "has a part without a name"
    return ""
