"""Whatever bytes come, judging ends in a verdict: no exception but the tool's own, and no other."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.validation.judge import judge_file
from coursepack.validation.systems import SYSTEMS
from tests.validation.kit import (
    BANK,
    CMI5_STRUCTURE,
    SCORM_12_MANIFEST,
    SCORM_2004_MANIFEST,
    cmi5,
    scorm12,
    scorm2004,
    zipped,
)
from tests.validation.test_gift import GOOD

_ZIPS = [zipped(files, stored=stored) for files in (scorm12(), scorm2004(), cmi5()) for stored in (True, False)]
_TEXTS = [SCORM_12_MANIFEST, SCORM_2004_MANIFEST, CMI5_STRUCTURE, BANK, GOOD]
_EDITS = st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=8), st.integers(0, 40)), min_size=1, max_size=6)


def _edited(data: bytes, edits: list[tuple[int, bytes, int]]) -> bytes:
    """`data` with pieces put in, each in place of some bytes."""
    for place, piece, length in edits:
        at = place % (len(data) + 1)
        data = data[:at] + piece + data[at + length :]
    return data


def _verdict(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        verdict = judge_file(path, tuple(SYSTEMS))
        assert all(found.message for found in verdict.diagnostics)


@settings(max_examples=150)
@given(st.sampled_from(_ZIPS), _EDITS)
def test_damaged_zips_end_in_a_verdict(data: bytes, edits: list[tuple[int, bytes, int]]) -> None:
    _verdict("package.zip", _edited(data, edits))


@settings(max_examples=150)
@given(st.sampled_from(_TEXTS), _EDITS)
def test_damaged_texts_end_in_a_verdict(text: str, edits: list[tuple[int, bytes, int]]) -> None:
    data = _edited(text.encode(), edits)
    _verdict("bank.xml", data)
    _verdict("package.zip", zipped({"imsmanifest.xml": data, "index.html": "x", "cmi5.xml": data}))


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_verdict(data: bytes) -> None:
    for name in ("file.zip", "file.xml", "file.gift"):
        _verdict(name, data)


@settings(max_examples=100)
@given(st.text(alphabet="{}=~#%:-> \n\\$ab1.T", max_size=120))
def test_any_gift_ends_in_a_verdict(text: str) -> None:
    _verdict("bank.gift", f"::a:: b {{T}}\n\n{text}".encode())
