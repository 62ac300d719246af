"""Kills builds: `python -m tests.hostile.killed_builds FOLDER TIMES` runs the whole command again and again.

Each build is a process of its own that is killed with SIGKILL at a random moment and runs what `coursepack build` runs;
only the interpreter's start is not repeated. After each kill the outputs must all be whole. Prints what was seen.
"""

import os
import random
import re
import signal
import sys
import time
import zipfile
from pathlib import Path

from coursepack.cli.main import run
from coursepack.xml import parse

VERSION = re.compile(r"Version(\d+)x")


def main(folder: Path, times: int) -> None:
    chance = random.Random(14)
    write(folder, 0)
    build(folder)
    begin = time.monotonic()
    write(folder, 1)
    build(folder)
    whole = time.monotonic() - begin
    seen: set[tuple[str, ...]] = set()
    for number in range(2, times + 2):
        write(folder, number)
        child = os.fork()
        if child == 0:
            build(folder)
            os._exit(0)
        time.sleep(chance.random() * whole)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        seen.add(versions(folder / "build"))
    mixed = sum(len(set(found)) > 1 for found in seen)
    build(folder)
    left = [path.name for path in folder.rglob(".coursepack-p*")]
    assert left == [], left
    assert set(versions(folder / "build")) == {str(times + 1)}
    print(f"{times} builds killed, {len(seen)} states seen, {mixed} between two outputs")


def write(folder: Path, number: int) -> None:
    """A course whose every page and question says which version it is."""
    (folder / "lesson-1.md").write_text(f"# Lesson 1: Storage\n\nVersion{number}x\n\n## More\n\nWords.\n")
    (folder / "lesson-2.md").write_text(f"# Lesson 2: Transport\n\nVersion{number}x\n")
    (folder / "quiz-1.md").write_text(f"# Quiz 1: Check\n\n## Version{number}x?\n\n- [x] This\n- [ ] That\n")


def build(folder: Path) -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    kept = os.dup(1)
    os.dup2(null, 1)
    code = run(["build", str(folder), "-o", str(folder / "build")])
    sys.stdout.flush()
    os.dup2(kept, 1)
    assert code == 0, code


def versions(out: Path) -> tuple[str, ...]:
    """The version of each output; each must be of one version alone."""
    texts: list[list[str]] = [[path.read_text(encoding="utf-8") for path in (out / "html").rglob("*.html")]]
    for path in out.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            texts.append([archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")])
    for path in out.glob("*.xml"):
        parse(path.read_bytes())
        texts.append([path.read_text(encoding="utf-8")])
    assert len(texts) == 3
    found = tuple({*VERSION.findall("".join(group))} for group in texts)
    assert all(len(group) == 1 for group in found), found
    return tuple(next(iter(group)) for group in found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
