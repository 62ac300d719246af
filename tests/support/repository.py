"""What stands in the repository: the files that are, or will be, committed."""

import subprocess
from functools import cache

from tests.support.tools import ROOT, program


@cache
def repository_files() -> tuple[str, ...]:
    """Every file that git does not ignore, relative to the checkout, sorted."""
    command = [program("git"), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    return tuple(sorted({name for name in listed.split("\0") if name and (ROOT / name).is_file()}))


@cache
def text_of(name: str) -> str:
    """The text of a file of the repository, or "" where it is not text."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
