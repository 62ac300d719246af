"""What the documentation shows as output is what comes out.

    <!-- transcript COMMAND SOURCE [unticked] -->

`SOURCE` is the file of an example in the same document, or `sample`, the course in `content/`. `unticked`: with no box
ticked. Sizes may differ from those in the documentation: they change with every change of the player.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.examples import examples_of, write_course
from tests.support.repository import repository_files, text_of
from tests.support.tools import ROOT

DOCUMENTS = [name for name in repository_files() if name == "README.md" or re.fullmatch(r"docs/[^/]+\.md", name)]
_MARKED = re.compile(r"^<!-- transcript (.+?) -->\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TRANSCRIPTS = [(name, *found) for name in DOCUMENTS for found in _MARKED.findall(text_of(name))]


@pytest.mark.parametrize(("document", "words", "shown"), TRANSCRIPTS)
def test_every_transcript_is_what_comes_out(document: str, words: str, shown: str, tmp_path: Path) -> None:
    command, source, *changes = words.split()
    arguments = [command]
    if source == "sample":
        arguments = ["--config", str(ROOT / "coursepack.toml"), *arguments]
        if command == "build":
            arguments += [str(ROOT), "-o", "build", "--locked"]
    else:
        (example,) = (each for each in examples_of(document) if each.name == source)
        write_course(example, tmp_path)
    if changes == ["unticked"]:
        file = tmp_path / source
        file.write_text(file.read_text(encoding="utf-8").replace("[x]", "[ ]"), encoding="utf-8")
    run = [sys.executable, "-m", "coursepack", *arguments]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == (1 if changes else 0)
    assert _without_sizes(done.stderr + done.stdout) == _without_sizes(shown)


def _without_sizes(text: str) -> str:
    return re.sub(r" +[\d.]+ (?:B|KB|MB)\b", " N KB", text)
