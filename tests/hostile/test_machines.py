"""Other systems, as far as this one can play them: no POSIX modules, no modes, consoles of old code pages."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.hostile.running import COURSE, environment, leftovers, outputs
from tests.support.courses import write_sources
from tests.support.tools import ROOT

WINDOWS = """
import os, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "posix_ipc"):
    sys.modules[name] = None
import signal
for name in ("fchmod", "O_DIRECTORY", "getuid", "fork", "mkfifo", "sync"):
    if hasattr(os, name): delattr(os, name)
for name in ("SIGPROF", "ITIMER_PROF", "setitimer", "SIGKILL"):
    if hasattr(signal, name): delattr(signal, name)
import ctypes
def refuse(*_, **__): raise OSError("no such library")
ctypes.CDLL = refuse
sys.platform = "win32" if "late" in sys.argv else sys.platform
from coursepack.packaging import system
assert system.fcntl is None
system.sys = type(sys)("sys"); system.sys.platform = "win32"
from coursepack.cli.main import main
main()
"""

AT_HOME = {
    "fcntl": {"packaging/system.py"},
    "msvcrt": {"packaging/system.py"},
    "ctypes": {"packaging/system.py", "pages/limits.py"},
    "resource": {"packaging/memory.py"},
    "pwd": set(),
    "grp": set(),
    "termios": set(),
    "posix": set(),
}
"""{module that not every system has: who may import it}"""


def test_a_build_needs_nothing_that_only_posix_has(tmp_path: Path) -> None:
    write_sources(tmp_path, COURSE)
    for lesson in ("# Lesson 1: A\n\nOne.\n", "# Lesson 1: A\n\nTwo.\n"):
        write_sources(tmp_path, {"lesson-1.md": lesson})
        done = subprocess.run(
            [sys.executable, "-c", WINDOWS, "build", str(tmp_path), "-o", str(tmp_path / "build")],
            env={**environment(), "PYTHONIOENCODING": "cp1252"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        done.stdout.decode("cp1252")
    assert b"Two." in b"".join(content for path, content in outputs(tmp_path).items() if path.endswith(".html"))
    assert leftovers(tmp_path) == []


def test_what_only_some_systems_have_is_imported_in_one_place() -> None:
    package = ROOT / "src" / "coursepack"
    for path in package.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(package).as_posix()
        for node in ast.walk(tree):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for module in modules:
                assert name in AT_HOME.get(module.split(".")[0], {name}), f"{name} imports {module}"
            if isinstance(node, ast.Attribute) and node.attr in ("fchmod", "O_DIRECTORY", "fork", "getuid"):
                assert name == "packaging/system.py", f"{name} uses {node.attr}"


def test_texts_are_read_and_written_without_the_encoding_of_the_machine() -> None:
    """`open` and its kin follow the locale where nobody says better: every text says UTF-8."""
    package = ROOT / "src" / "coursepack"
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in ("read_text", "write_text") and not isinstance(node.func.value, ast.Name):
                said = {keyword.arg for keyword in node.keywords}
                assert "encoding" in said, f"{path.name}:{node.lineno} does not say the encoding"


def test_consoles_of_old_code_pages_show_findings(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": "# Ä · 日本\n\n[日本](fehlt-日本.md) │ 🎓\n"})
    for encoding in ("cp1252", "cp437", "ascii", "cp1252:strict"):
        done = subprocess.run(
            [sys.executable, "-m", "coursepack", "build", str(tmp_path), "-o", str(tmp_path / "build")],
            env={**environment(), "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert b"[broken-link]" in done.stderr
        assert b"Traceback" not in done.stderr
