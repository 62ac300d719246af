"""What the judge is measured by: a large honest package, a bank of questions, and files that want to cost time."""

import random
import sys
import zipfile
from pathlib import Path

from tests.validation.kit import SCORM_2004_MANIFEST, scorm2004
from tests.validation.qti_cases import ITEM, MANIFEST_21

_PLACE = "    <resource "


def write_package(path: Path, objects: int, files: int, size: int) -> None:
    """A SCORM 2004 package with so many content objects and files, of `size` bytes in all."""
    chance = random.Random(1)
    page, script = (str(scorm2004()[name]) for name in ("index.html", "player.js"))
    each = files // objects - 2
    data = chance.randbytes(size // (objects * each))
    head, _, rest = SCORM_2004_MANIFEST.partition("      <item ")
    tail = rest[rest.index("      <imsss:sequencing><imsss:controlMode") :]
    items = "".join(
        f'<item identifier="item_{number}" identifierref="res_{number}"><title>Part {number}</title></item>\n'
        for number in range(objects)
    )
    resources: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(objects):
            names = [f"{number}/index.html", f"{number}/player.js", *(f"{number}/{part}.jpg" for part in range(each))]
            contents: list[str | bytes] = [page, script, *([data] * each)]
            for name, content in zip(names, contents, strict=True):
                archive.writestr(name, content)
            declared = "".join(f'<file href="{name}"/>' for name in names)
            resources.append(
                f'<resource identifier="res_{number}" type="webcontent" adlcp:scormType="sco" href="{names[0]}">'
                f"{declared}</resource>\n"
            )
        begin, end = tail.index("<resource "), tail.index("  </resources>")
        archive.writestr("imsmanifest.xml", head + items + tail[:begin] + "".join(resources) + tail[end:])


def write_items(path: Path, count: int) -> None:
    """A QTI 2.1 package with so many questions."""
    begin, end = MANIFEST_21.index(_PLACE), MANIFEST_21.index("  </resources>")
    resources: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("items/loaf.png", b"png")
        for number in range(count):
            name = f"items/{number}.xml"
            archive.writestr(name, ITEM.replace('identifier="one"', f'identifier="q{number}"'))
            resources.append(
                f'<resource identifier="r{number}" type="imsqti_item_xmlv2p1" href="{name}"><file href="{name}"/>'
                '<file href="items/loaf.png"/></resource>\n'
            )
        archive.writestr("imsmanifest.xml", MANIFEST_21[:begin] + "".join(resources) + MANIFEST_21[end:])


def _elements(name: str, count: int) -> bytes:
    return f"<{name}>".encode() + b"<a/>" * count + f"</{name}>".encode()


def write_costly(folder: Path) -> None:
    """Files that are small, or honest in their sizes, and made to keep a judge busy."""
    item = ITEM.replace("<itemBody>", "<itemBody>" + "<p>x</p>" * 2_000_000)
    contents: dict[str, dict[str, bytes | str]] = {
        "costly-items.zip": {"imsmanifest.xml": MANIFEST_21, "items/one.xml": item},
        "costly-manifest.zip": {"imsmanifest.xml": _elements("manifest", 5_000_000)},
        "costly-zeros.zip": {"imsmanifest.xml": b"<manifest>", "big.bin": bytes(1 << 30)},
    }
    for name, files in contents.items():
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for inner, content in files.items():
                archive.writestr(inner, content)
    bank = folder / "costly-bank.xml"
    question = '<question type="multichoice"><name><text>a</text></name></question>'
    bank.write_text(f"<quiz>{question * 500_000}</quiz>")
    gift = folder / "costly-bank.gift"
    gift.write_text("::a:: b {=c ~d}\n\n" * 100_000 + "{" * 100_000)


if __name__ == "__main__":
    write_costly(Path(sys.argv[1]))
