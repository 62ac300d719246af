"""Pictures go out without what they say besides their points: Chromium shows the same, the right way up."""

import base64
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from coursepack.packaging.files import asset_file
from coursepack.pipeline import load
from coursepack.reading.metadata.exif import orientation
from coursepack.reading.metadata.table import without_notes
from tests.cli.commands import coursepack
from tests.support.courses import write_sources

SECRET = b"Secret Street 1"
DRAW = """async (kind) => {
  const canvas = document.createElement("canvas");
  canvas.width = 4;
  canvas.height = 2;
  const pen = canvas.getContext("2d", { alpha: false });
  pen.fillStyle = "red";
  pen.fillRect(0, 0, 2, 2);
  pen.fillStyle = "blue";
  pen.fillRect(2, 1, 2, 1);
  const blob = await new Promise((done) => canvas.toBlob(done, kind));
  return Array.from(new Uint8Array(await blob.arrayBuffer()));
}"""
POINTS = """async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d").drawImage(image, 0, 0);
  const points = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return [canvas.width, canvas.height, Array.from(points).join()];
}"""
GIF = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")


def exif(turned: int, order: str = ">") -> bytes:
    """Exif data with an orientation, and a comment in a second place."""
    head = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, 8)
    entries = struct.pack(f"{order}HHHIHHHHI", 2, 0x0112, 3, 1, turned, 0, 0x010E, 2, len(SECRET))
    return head + entries + struct.pack(f"{order}II", 38, 0) + SECRET


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def noted_jpeg(plain: bytes) -> bytes:
    notes = (
        segment(0xE1, b"Exif\0\0" + exif(6)) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
        + segment(0xED, b"Photoshop 3.0\0" + SECRET) + segment(0xFE, SECRET)
    )  # fmt: skip
    return plain[:2] + notes + plain[2:] + plain[:2] + segment(0xFE, SECRET)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def noted_png(plain: bytes) -> bytes:
    return plain[:33] + chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"eXIf", exif(6)) + plain[33:] + SECRET


def noted_webp(plain: bytes) -> bytes:
    def part(name: bytes, content: bytes) -> bytes:
        return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)

    assert plain[12:16] == b"VP8X"  # as Chromium writes it, with a colour profile
    header = plain[12:20] + bytes([plain[20] | 0x0C]) + plain[21:]
    parts = header + part(b"EXIF", exif(6)) + part(b"XMP ", SECRET)
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts


def noted_gif(plain: bytes) -> bytes:
    note = bytes([len(SECRET)]) + SECRET + b"\0"
    return plain[:19] + b"\x21\xfe" + note + b"\x21\xff\x0bXMP DataXMP" + note + plain[19:]


NOTED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a.jpg": ("image/jpeg", noted_jpeg),
    "b.png": ("image/png", noted_png),
    "c.webp": ("image/webp", noted_webp),
    "d.gif": ("image/gif", noted_gif),
}


def test_pictures_are_shown_as_before_and_say_nothing_else(page: Page, tmp_path: Path) -> None:
    pictures: dict[str, bytes] = {}
    for name, (kind, noted) in NOTED.items():
        plain = GIF if kind == "image/gif" else bytes(page.evaluate(DRAW, kind))
        assert without_notes(plain) == ((), False), name
        pictures[name] = noted(plain)
    text = "# Lesson 1\n\n" + "".join(f"![{name}]({name})\n\n" for name in NOTED)
    write_sources(tmp_path, {"a.md": text, **pictures})
    loaded = load(tmp_path)
    assert loaded.report.diagnostics == []
    assert loaded.report.inferred["picture without metadata"] == len(NOTED)
    for name, (kind, _) in NOTED.items():
        asset = loaded.course.assets[f"assets/{name}"]
        content = asset_file(asset).whole()
        assert SECRET in pictures[name]
        assert SECRET not in content
        assert len(content) == asset.size == asset_file(asset).size
        assert without_notes(content)[0] in ((), asset.pieces) or name in (
            "a.jpg",
            "b.png",
        )  # with its orientation alone
        before, after = (
            page.evaluate(POINTS, f"data:{kind};base64,{base64.b64encode(data).decode()}")
            for data in (pictures[name], content)
        )
        assert before == after, name
        assert [asset.width, asset.height] == after[:2], name
    turned = [(asset.width, asset.height) for asset in loaded.course.assets.values()]
    assert turned == [(2, 4), (2, 4), (4, 2), (1, 1)]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turned", [1, 6, 8])
def test_orientation_is_read_in_either_byte_order(order: str, turned: int) -> None:
    assert orientation(exif(turned, order)) == turned


def test_orientation_that_is_cut_off_or_nonsense_is_upright() -> None:
    assert orientation(exif(9)) == 1
    assert {orientation(exif(6)[:length]) for length in range(20)} == {1}


@given(
    st.sampled_from(
        [
            noted_gif(GIF),
            noted_png(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + chunk(b"IEND", b"")),
            noted_jpeg(b"\xff\xd8" + segment(0xDA, b"\0") + b"ab\xff\0\xff\xd9"),
            noted_webp(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + b"\0" * 10 + b"VP8 \2\0\0\0ab"),
        ]
    ),
    st.integers(0, 400),
    st.binary(max_size=3),
)
def test_a_damaged_picture_is_carried_as_it_is_or_cleaned(data: bytes, place: int, damage: bytes) -> None:
    pieces, _ = without_notes(data[:place] + damage + data[place + len(damage) :])
    assert all(isinstance(piece, bytes) or 0 <= piece[0] <= sum(piece) <= len(data) + 3 for piece in pieces)


def test_films_and_pictures_that_cannot_be_cleaned_are_named_once(tmp_path: Path) -> None:
    film = b"\0\0\0\x14ftypqt  \0\0\0\0" + b"\0" * 1_048_560 + b"\xa9xyz\0\x12\x15\xc7+48.1374+011.5755/"
    avif = b"\0\0\0\x1cftypavif" + b"\0\0\0\x15infe\2\0\0\0\0\1\0\0Exif\0"
    text = "# Lesson 1\n\n![A walk](walk.mp4)\n\n![A loaf](loaf.avif)\n\n![Again](loaf.avif)\n"
    write_sources(tmp_path, {"a.md": text, "walk.mp4": film, "loaf.avif": avif})
    assert [found.message for found in load(tmp_path).report.diagnostics if found.rule.name == "file-tells-more"] == [
        "walk.mp4 holds the place where it was taken, and is carried with them",
        "loaf.avif holds notes of its own, and is carried with them",
    ]


def test_a_build_says_that_it_took_something_out(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": "# Lesson 1\n\n![A dot](d.gif)\n", "d.gif": noted_gif(GIF)})
    done = coursepack("build", "-t", "html", cwd=tmp_path)
    assert "1 picture without its metadata" in done.out
