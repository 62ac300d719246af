"""Golden cases: folders of `input.md` (or a whole course in `input/`) beside `expected/`.

    tests/cases/<area>/<subject>-<verdict>/
        input.md
        expected/…      what must come out, one file each

A golden file proves that nothing changed, not that it is right.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.support.tools import ROOT

CASES = ROOT / "tests" / "cases"


def case_folders(area: str) -> list[Path]:
    """The case folders of an area, by name; an area without any is an error of the test."""
    folders = sorted(path for path in (CASES / area).iterdir() if path.is_dir())
    assert folders, f"no cases in {CASES / area}"
    return folders


def tree_of_zip(content: bytes) -> dict[str, bytes]:
    """{name in the zip: its bytes}, in the zip's order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def tree_of_folder(folder: Path) -> dict[str, bytes]:
    """{path under the folder, with `/`: its bytes}, sorted."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class Golden:
    """Compares what came out with the `expected/` folder of a case, or rewrites that folder (`pytest --accept`)."""

    def __init__(self, accept: bool) -> None:
        self.accept = accept

    def check(self, case: Path, found: Mapping[str, str | bytes]) -> None:
        """`found`: {path under `expected/`: content}. Binary content is best given as its description."""
        expected = case / "expected"
        content = {name: _to_bytes(value) for name, value in found.items()}
        if self.accept:
            _write(expected, content)
        before = tree_of_folder(expected)
        assert sorted(content) == sorted(before), f"{case.name}: other files than in expected/"
        for name, value in content.items():
            assert _to_lines(value) == _to_lines(before[name]), f"{case.name}: expected/{name} differs"


def _write(folder: Path, content: dict[str, bytes]) -> None:
    for name in tree_of_folder(folder):
        if name not in content:
            (folder / name).unlink()
    for name, value in content.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(value)


def _to_bytes(value: str | bytes) -> bytes:
    return value.encode("utf-8") if isinstance(value, str) else value


def _to_lines(value: bytes) -> list[str] | bytes:
    try:
        return value.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return value
