"""No address that a package must not have reaches an output, wherever an author writes it."""

import base64
import re
from pathlib import Path

import pytest

from coursepack.pipeline import load, make
from tests.support.courses import write_sources

_BAD = ("javascript:alert(1)", "JaVaScRiPt:x", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "//host/x")
_LINKS = " ".join(f"[w]({bad}) <{bad}> ![w]({bad}) <a href=\"{bad}\">w</a> <img src='{bad}' alt='w'>" for bad in _BAD)
_SOURCE = f"""\
# Lesson {_LINKS}

{_LINKS}[^1]

| {_LINKS} |
|---|
| [r] |

## Check

<!-- quiz -->

### Q {_LINKS}

- [x] a {_LINKS}
  > {_LINKS}
- [ ] b

> **Hint:** {_LINKS}

> **Explanation:** {_LINKS}

[r]: javascript:alert(1)
[^1]: {_LINKS}
"""


def test_a_refused_address_is_in_no_output(tmp_path: Path) -> None:
    write_sources(tmp_path, {"lesson.md": _SOURCE})
    loaded = load(tmp_path)
    assert not loaded.report.has_errors
    made, _ = make(loaded, [])
    for one in made:
        for file in one.output.files:
            if isinstance(file.content, bytes) and file.path.endswith((".html", ".xml")):
                text = file.content.decode("utf-8")
                kept = re.findall(r'"questions":\s*"([A-Za-z0-9+/=]+)"', text)
                text += "".join(base64.b64decode(part).decode("utf-8") for part in kept)
                found = re.findall(r"(?i)(?:href|src)\W{1,5}(?:javascript|vbscript|data:text|file:|//)", text)
                assert found == [], (one.target.name, file.path)


@pytest.mark.parametrize("name", ["sim.html", "sim.HTM", "run.js", "setup.exe"])
def test_files_that_run_are_told(name: str, tmp_path: Path) -> None:
    write_sources(
        tmp_path, {"a.md": f"# A\n\nSee [it]({name}) and [that](notes.pdf).\n", name: "<p>x</p>", "notes.pdf": "x"}
    )
    found = [(found.rule.name, found.message) for found in load(tmp_path).report.diagnostics]
    assert found == [("active-download", f"{name} may run a program of its own")]


def test_an_image_that_is_a_page_is_told_with_the_link_to_write(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": "# A\n\nSee ![it](b.md) there.\n", "b.md": "# B\n\nWords.\n"})
    (found,) = load(tmp_path).report.diagnostics
    assert (found.rule.name, found.message) == ("unusable-image", "b.md is no picture, but a page")
    assert found.help.endswith("[words](b.md)")
