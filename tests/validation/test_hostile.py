"""Hostile packages: each is refused with its own finding, nothing is written, and time and memory stay bounded."""

import io
import json
import stat
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from coursepack.packaging import archive
from coursepack.validation.judge import judge_file
from tests.validation.kit import BANK, SCORM_12_MANIFEST, changed, judged, rules, scorm12, zipped
from tests.validation.zips import (
    bomb,
    crowded,
    duplicated,
    encrypted,
    of_several_disks,
    overlapping,
    with_entry,
    with_other_local_name,
    with_two_ends,
    with_wrong_checksum,
    with_wrong_size,
)

MOST_SECONDS = 10.0
MOST_MEMORY = 512 << 20

_BOUNDED = """
import json, resource, sys, time
from pathlib import Path
from coursepack.packaging import archive
from coursepack.validation.judge import judge_file
resource.setrlimit(resource.RLIMIT_AS, ({memory} + (1 << 30), {memory} + (1 << 30)))
start = time.process_time()
verdict = judge_file(Path(sys.argv[1]))
seconds = time.process_time() - start
# Not getrusage: a child begins with the peak of the process that started it (Linux, exec after vfork).
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
names = [found.rule.name for found in verdict.diagnostics]
print(json.dumps([names, seconds, int(peak.split()[1]) * 1024]))
"""


def bounded(folder: Path, data: bytes, name: str = "package.zip") -> set[str]:
    """The rules that a file breaks, judged in a process of its own whose time and memory are looked at."""
    path = folder / name
    path.write_bytes(data)
    before = sorted(folder.rglob("*"))
    run = subprocess.run(
        [sys.executable, "-c", _BOUNDED.format(memory=MOST_MEMORY), str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=folder,
    )
    assert run.returncode == 0, run.stderr
    found, seconds, memory = json.loads(run.stdout)
    assert seconds < MOST_SECONDS
    assert memory < MOST_MEMORY
    assert sorted(folder.rglob("*")) == before
    return set(found)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.html",
        "a/../../evil.html",
        "/etc/passwd",
        "C:/evil.html",
        "C:evil.html",
        "a\\..\\evil.html",
        ".",
        "a/./b.html",
        "a//b.html",
        "bell\x07.html",
    ],
)
def test_p1_names_that_lead_out(name: str, tmp_path: Path) -> None:
    verdict = judged(tmp_path, with_entry(name))
    assert "unsafe-name" in rules(verdict)
    assert [path.name for path in tmp_path.rglob("*")] == ["package.zip"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFBLK])
def test_p2_links_and_devices(kind: int, tmp_path: Path) -> None:
    assert "unsafe-entry" in rules(judged(tmp_path, with_entry("thing", b"/etc/passwd", mode=kind | 0o777)))


def test_p3_too_much_for_its_size(tmp_path: Path) -> None:
    assert "archive-bomb" in bounded(tmp_path, bomb())


def test_p3_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert archive.MOST_ENTRIES == 50_000
    monkeypatch.setattr(archive, "MOST_ENTRIES", 100)
    for number, refused in ((97, False), (98, True)):  # beside the three of a good package
        files = scorm12() | {f"{each}.txt": "" for each in range(number)}
        assert ("archive-bomb" in rules(judged(tmp_path, files))) == refused


def test_p3_a_table_of_contents_without_end(tmp_path: Path) -> None:
    assert bounded(tmp_path, crowded(110_000)) == {"archive-bomb"}


def test_p4_overlapping_entries(tmp_path: Path) -> None:
    assert "archive-bomb" in bounded(tmp_path, overlapping(copies=200, size=50 << 20))


def test_p4_zips_in_zips_are_not_opened(tmp_path: Path) -> None:
    inner = zipped({f"{number}.zip": bomb() for number in range(3)})
    assert "missing-manifest" in bounded(tmp_path, zipped({"inner.zip": inner}))


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (with_wrong_checksum(), "damaged-entry"),
        (with_wrong_size(), "damaged-entry"),
        (with_other_local_name(), "damaged-entry"),
        (duplicated(), "duplicate-entry"),
        (b"junk" + zipped(scorm12()), "junk-in-archive"),
        (zipped(scorm12()) + b"junk", "junk-in-archive"),
        (with_two_ends(), "junk-in-archive"),
        (of_several_disks(), "not-a-zip"),
        (zipped(scorm12())[:-30], "not-a-zip"),
        (zipped(scorm12())[:200], "not-a-zip"),
    ],
)
def test_p5_zips_that_lie(data: bytes, rule: str, tmp_path: Path) -> None:
    assert rule in rules(judged(tmp_path, data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_p6_unusual_methods(method: int, tmp_path: Path) -> None:
    assert "unusual-compression" in rules(judged(tmp_path, with_entry("a.txt", b"x" * 100, method=method)))
    assert "unusual-compression" in rules(judged(tmp_path, encrypted()))


def test_p7_long_and_alike_names(tmp_path: Path) -> None:
    assert "unportable-name" in rules(judged(tmp_path, with_entry("a/" * 150 + "b.html")))
    assert "confusable-names" in rules(judged(tmp_path, with_entry("Index.HTML")))
    accents = scorm12() | {"caf\u00e9.html": "x", "cafe\u0301.html": "y"}
    assert "confusable-names" in rules(judged(tmp_path, accents))


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ({f"course/{name}": text for name, text in scorm12().items()}, "misplaced-manifest"),
        ({"IMSMANIFEST.XML": SCORM_12_MANIFEST}, "misplaced-manifest"),
        ({"index.html": "x"}, "missing-manifest"),
        ({"imsmanifest.xml": b""}, "unreadable-manifest"),
    ],
)
def test_p8_manifest_out_of_place(files: dict[str, str | bytes], rule: str, tmp_path: Path) -> None:
    assert rule in rules(judged(tmp_path, files))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_p8_manifest_in_another_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    text = SCORM_12_MANIFEST.replace('encoding="UTF-8"', f'encoding="{"UTF-16" if "16" in encoding else "UTF-8"}"')
    assert rules(judged(tmp_path, scorm12() | {"imsmanifest.xml": text.encode(encoding)})) == []


_LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE manifest [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        f'<!DOCTYPE manifest [<!ENTITY e0 "ha">{_LAUGHS}]>',
        '<!DOCTYPE manifest SYSTEM "http://127.0.0.1:9/evil.dtd">',
        '<!DOCTYPE manifest [<!ENTITY % p SYSTEM "http://127.0.0.1:9/evil.dtd">%p;]>',
        f'<!DOCTYPE manifest [<!ENTITY long "{"x" * 100_000}">]>',
        "<!DOCTYPE manifest>",
    ],
)
@pytest.mark.parametrize("where", ["manifest", "bank"])
def test_p9_declarations_are_refused(declaration: str, where: str, tmp_path: Path) -> None:
    if where == "manifest":
        text = changed(SCORM_12_MANIFEST, "<manifest", f"{declaration}<manifest")
        assert "unreadable-manifest" in bounded(tmp_path, zipped(scorm12(text)))
    else:
        assert "unreadable-bank" in bounded(
            tmp_path, changed(BANK, "<quiz>", f"{declaration}<quiz>").encode(), "bank.xml"
        )


def test_p10_nothing_is_fetched(tmp_path: Path) -> None:
    """Schema locations and inclusions are text: a listener that would be reached hears nothing."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x.xsd"
        text = changed(
            SCORM_12_MANIFEST,
            'identifier="bread"',
            'identifier="bread" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 {address}"',
        )
        included = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}"/>'
        assert rules(judged(tmp_path, scorm12(text))) == []
        verdict = judged(tmp_path, scorm12(changed(text, "</manifest>", f"{included}</manifest>")))
        assert rules(verdict) == ["invalid-manifest"]
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    "text",
    [
        changed(SCORM_12_MANIFEST, "<resources>", "<item>" * 300 + "<resources>"),
        changed(SCORM_12_MANIFEST, "<resources>", "<resources " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">"),
        changed(SCORM_12_MANIFEST, 'version="1"', f'version="{"x" * (11 << 20)}"'),
        changed(SCORM_12_MANIFEST, "Flour", "Flo\x08ur"),
    ],
    ids=["depth", "attributes", "length", "control character"],
)
def test_p11_xml_out_of_measure(text: str, tmp_path: Path) -> None:
    assert bounded(tmp_path, zipped(scorm12(text), stored=True)) & {"unreadable-manifest", "invalid-manifest"}


@pytest.mark.parametrize(
    "href",
    ["%2e%2e/evil.js", "..%2Fevil.js", "javascript:alert(1)", "data:text/html,x", "C:/a.js", "//host/a.js", "/a.js"],
)
def test_p12_addresses_that_lead_out(href: str, tmp_path: Path) -> None:
    text = changed(SCORM_12_MANIFEST, '<file href="player.js"/>', f'<file href="{href}"/>')
    assert "unsafe-href" in rules(judged(tmp_path, scorm12(text)))


def test_p12_base_that_leads_out(tmp_path: Path) -> None:
    text = changed(SCORM_12_MANIFEST, "<resources>", '<resources xml:base="../other/">')
    assert "unsafe-href" in rules(judged(tmp_path, scorm12(text)))


def test_p13_circles_and_crowds(tmp_path: Path) -> None:
    """A circle through 4,000 resources, 1,000 files that are not there, and 100,000 items."""
    resources = "".join(
        f'<resource identifier="c{n}" type="webcontent" adlcp:scormtype="asset">'
        f'<dependency identifierref="c{(n + 1) % 4_000}"/></resource>'
        for n in range(4_000)
    )
    files = "".join(f'<file href="{n}.txt"/>' for n in range(1_000))
    items = "".join(f'<item identifier="i{n}" identifierref="res_1"><title>T</title></item>' for n in range(100_000))
    text = changed(SCORM_12_MANIFEST, "</resources>", f"{resources}</resources>")
    text = changed(text, '<file href="player.js"/>', f'<file href="player.js"/>{files}')
    text = changed(text, "</organization>", f"{items}</organization>")
    others = {f"{n}.TXT": "" for n in range(1_000)}
    found = bounded(tmp_path, zipped(scorm12(text) | others, stored=True))
    assert found >= {"dependency-cycle", "missing-file"}


def test_p13_a_net_of_circles(tmp_path: Path) -> None:
    """Each of 100 resources depends on all of them: 5,050 circles, of which the first ones are told."""
    ones = "".join(f'<dependency identifierref="c{n}"/>' for n in range(100))
    net = "".join(f'<resource identifier="c{n}" type="webcontent">{ones}</resource>' for n in range(100))
    text = changed(SCORM_12_MANIFEST, "</resources>", f"{net}</resources>")
    found = judged(tmp_path, scorm12(text)).diagnostics
    assert 0 < sum(one.rule.name == "dependency-cycle" for one in found) <= 20
    assert max(len(one.message) for one in found) < 500


def test_p13_a_manifest_without_end(tmp_path: Path) -> None:
    text = changed(SCORM_12_MANIFEST, "</resources>", "<a/>" * 400_000 + "</resources>")
    (found,) = judged(tmp_path, scorm12(text)).diagnostics
    assert found.message == "the manifest has more than 400,000 elements"


@pytest.mark.parametrize("name", ["content/run.php", "libraries/a/.htaccess", "Setup.EXE", "a/b.jar"])
def test_p14_programs_in_packages(name: str, tmp_path: Path) -> None:
    for files in ({"h5p.json": "{}", name: "x"}, scorm12() | {name: "x"}):
        found = [one for one in judged(tmp_path, files).diagnostics if one.rule.name == "program-in-package"]
        assert [one.at.file for one in found] == [f"{tmp_path}/package.zip/{name}"]


def test_p15_tar_files_are_not_taken_for_packages(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        info = tarfile.TarInfo("link")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert bounded(tmp_path, stream.getvalue(), "course.tar.gz") == {"unknown-file"}


def test_p16_files_in_banks(tmp_path: Path) -> None:
    large = changed(BANK, "aGVsbG8=", "A" * (12 << 20))  # more than libxml2 takes by itself; Moodle takes it
    assert bounded(tmp_path, large.encode(), "bank.xml") <= {"broken-bank-file"}
    assert "broken-bank-file" in bounded(tmp_path, changed(BANK, "aGVsbG8=", "not base64!").encode(), "bank.xml")
    split = changed(BANK, "<p>Which?", "<p>]]&gt;]]]]><![CDATA[> Which?")
    assert bounded(tmp_path, split.encode(), "bank.xml") == set()


def test_p17_patterns_take_no_time(tmp_path: Path) -> None:
    """What our own patterns could be made to try again and again."""
    gaps = "{1:SA:=" * 20_000 + "\\" * 20_000
    text = changed(BANK, "It is {1:SA:=right~wrong}.", gaps)
    assert "broken-gaps" in bounded(tmp_path, text.encode(), "bank.xml")
    identifier = "2024-" * 20_000
    assert bounded(tmp_path, zipped(scorm12(changed(SCORM_12_MANIFEST, '"bread"', f'"m{identifier}"')))) is not None


def test_unreadable_file_is_said_in_words(tmp_path: Path) -> None:
    from coursepack.errors import SourceError

    with pytest.raises(SourceError, match="cannot be read"):
        judge_file(tmp_path / "nothing.zip")
    start = time.process_time()
    assert rules(judged(tmp_path, b"", name="empty.zip")) == ["not-a-zip"]
    assert time.process_time() - start < MOST_SECONDS
