"""Whatever bytes come, judging ends in a verdict: no exception but the tool's own, and no other."""

import copy
import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from coursepack.validation.judge import judge_file
from coursepack.validation.systems import SYSTEMS
from tests.validation.kit import (
    BANK,
    CMI5_STRUCTURE,
    SCORM_12_MANIFEST,
    SCORM_2004_MANIFEST,
    Files,
    cmi5,
    scorm12,
    scorm2004,
    zipped,
)
from tests.validation.qti_cases import ASSESSMENT, ITEM, TEST, qti12, qti21
from tests.validation.test_gift import GOOD

_ZIPS = [zipped(files, stored=stored) for files in (scorm12(), scorm2004(), cmi5()) for stored in (True, False)]
_TEXTS = [SCORM_12_MANIFEST, SCORM_2004_MANIFEST, CMI5_STRUCTURE, BANK, GOOD]
_QUESTIONS: list[tuple[str, Callable[[bytes], Files]]] = [
    (ITEM, lambda data: qti21() | {"items/one.xml": data}),
    (TEST, lambda data: qti21() | {"tests/test.xml": data}),
    (ASSESSMENT, lambda data: qti12() | {"quiz.xml": data}),
]
_Edits = list[tuple[int, bytes, int]]
_EDITS = st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=8), st.integers(0, 40)), min_size=1, max_size=6)


def _edited(data: bytes, edits: _Edits) -> bytes:
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
def test_damaged_zips_end_in_a_verdict(data: bytes, edits: _Edits) -> None:
    _verdict("package.zip", _edited(data, edits))


@settings(max_examples=150)
@given(st.sampled_from(_TEXTS), _EDITS)
def test_damaged_texts_end_in_a_verdict(text: str, edits: _Edits) -> None:
    data = _edited(text.encode(), edits)
    _verdict("bank.xml", data)
    _verdict("package.zip", zipped({"imsmanifest.xml": data, "index.html": "x", "cmi5.xml": data}))


@settings(max_examples=80)
@given(st.sampled_from(_QUESTIONS), _EDITS)
def test_damaged_questions_end_in_a_verdict(source: tuple[str, Callable[[bytes], Files]], edits: _Edits) -> None:
    text, package = source
    data = _edited(text.encode(), edits)
    _verdict("questions.xml", data)
    _verdict("package.zip", zipped(package(data)))


@settings(max_examples=80)
@given(st.sampled_from([ITEM, TEST, ASSESSMENT, BANK]), st.lists(st.integers(0, 10_000), min_size=2, max_size=8))
def test_questions_with_parts_astray_end_in_a_verdict(text: str, places: list[int]) -> None:
    """Well-formed all the same: elements are moved into others, and attributes and texts come from elsewhere."""
    root = etree.fromstring(text.encode())
    for first, second in itertools.pairwise(places):
        elements = list(root.iter("*"))
        one, other = elements[first % len(elements)], elements[second % len(elements)]
        if first % 3 == 0:
            other.append(copy.deepcopy(one))
        elif first % 3 == 1 and (parent := one.getparent()) is not None:
            parent.remove(one)
        else:
            one.text = other.text
            for key, value in zip(list(one.attrib), other.attrib.values(), strict=False):
                one.set(key, value)
    _verdict("questions.xml", etree.tostring(root))


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_verdict(data: bytes) -> None:
    for name in ("file.zip", "file.xml", "file.gift"):
        _verdict(name, data)


@settings(max_examples=100)
@given(st.text(alphabet="{}=~#%:-> \n\\$ab1.T", max_size=120))
def test_any_gift_ends_in_a_verdict(text: str) -> None:
    _verdict("bank.gift", f"::a:: b {{T}}\n\n{text}".encode())
