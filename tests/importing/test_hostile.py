"""Banks that are made to harm: refused in words, with nothing written; and imports that are killed."""

import base64
import os
import random
import signal
import time
from pathlib import Path

import pytest

from coursepack.errors import SourceError
from coursepack.importing.table import read_bank
from coursepack.packaging.additions import add_files

ESSAY = (
    '<quiz><question type="essay"{}><name><text>n</text></name><questiontext><text>{}</text></questiontext>'
    "</question></quiz>"
)


@pytest.mark.parametrize(
    ("bank", "words"),
    [
        (ESSAY.format("", f"<![CDATA[{'x' * (11 << 20)}]]>"), "a text in CDATA, .* larger than 10 MB"),
        (ESSAY.format("", f"<b>{'x' * (65 << 20)}</b>"), "a picture or other file in it is larger than 48 MB"),
        (ESSAY.format(f' a="{"x" * (11 << 20)}"', "x"), "an attribute .* larger than 10 MB"),
        (f"<quiz><!--{'x' * (11 << 20)}--></quiz>", "a comment .* larger than 10 MB"),
        (ESSAY.format("", "<b>" * 300 + "</b>" * 300), "more than 256 elements stand inside each other"),
        (ESSAY.format("".join(f' a{n}="1"' for n in range(100_000)), "x"), "more than 1000 attributes"),
    ],
    ids=["text", "file", "attribute", "comment", "depth", "attributes"],
)
def test_xml_out_of_measure(bank: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "bank.xml"
    path.write_text(bank, encoding="utf-8")
    with pytest.raises(SourceError, match=words):
        read_bank(path)


def test_a_large_picture_is_read(tmp_path: Path) -> None:
    """libxml2 by itself reads no text of more than 10 MB, which is a picture of 7.5 MB."""
    data = random.Random(9).randbytes(9 << 20)
    text = '<img src="@@PLUGINFILE@@/a.png" alt="A"/>'.replace("<", "&lt;")
    file = f'</text><file name="a.png" path="/" encoding="base64">{base64.b64encode(data).decode()}</file><text>'
    path = tmp_path / "bank.xml"
    path.write_text(ESSAY.format("", text + file), encoding="utf-8")
    _, bank, notes = read_bank(path)
    assert bank.files == {"a.png": data}
    assert notes.rows == ()


def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    files = {f"unit-{number % 5}/quiz-{number}.md": b"x" * 5_000 for number in range(200)}
    chance = random.Random(5)
    states: set[bool] = set()
    for number in range(8):
        root = tmp_path / str(number)
        child = os.fork()
        if child == 0:
            add_files(root, files)
            os._exit(0)
        time.sleep(chance.random() * 0.08 if number else 0.0)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        states.add(root.exists())
        if root.exists():
            assert len([path for path in root.rglob("*") if path.is_file()]) == len(files)
    assert False in states
    assert add_files(tmp_path / "last", files) == tuple(files)
    assert not list(tmp_path.glob(".coursepack*"))
