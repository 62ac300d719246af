"""Banks that are made to harm: refused in words, with nothing written; and imports that are killed."""

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
        (ESSAY.format("", "x" * (11 << 20)), "a single text or file in it is larger than 10 MB"),
        (ESSAY.format("".join(f' a{n}="1"' for n in range(100_000)), "x"), "more than 1000 attributes"),
    ],
    ids=["length", "attributes"],
)
def test_xml_out_of_measure(bank: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "bank.xml"
    path.write_text(bank, encoding="utf-8")
    with pytest.raises(SourceError, match=words):
        read_bank(path)


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
