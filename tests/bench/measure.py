"""Runs a command and tells what it cost: processor time and memory, of the command and all that it waited for."""

import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """`cpu`: seconds of user and system time; `memory`: bytes, the peak of the largest process."""

    cpu: float
    memory: int


@dataclass(frozen=True)
class Ratio:
    """A's time as a share of B's, over pairs that ran in turn."""

    pairs: tuple[tuple[Cost, Cost], ...]

    @property
    def shares(self) -> list[float]:
        return sorted(a.cpu / b.cpu for a, b in self.pairs)

    @property
    def median(self) -> float:
        return statistics.median(self.shares)

    @property
    def memory(self) -> int:
        """The largest peak of A, in bytes."""
        return max(a.memory for a, _ in self.pairs)

    def __str__(self) -> str:
        a, b = (statistics.median(pair[side].cpu for pair in self.pairs) for side in (0, 1))
        spread = f"{self.shares[0]:.2f} to {self.shares[-1]:.2f}"
        return f"{a:.3f} s / {b:.3f} s = {self.median:.2f} ({spread} in {len(self.pairs)} pairs)"


class CommandFailedError(Exception):
    """A measured command ended with an error, so that its cost means nothing."""


class Measurement:
    """Measures commands in an environment of their own: byte code is cached, and nothing else is."""

    def __init__(self, scratch: Path) -> None:
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONUNBUFFERED")
        }
        self.environment["PYTHONPYCACHEPREFIX"] = str(scratch / "bytecode")

    def run(self, command: Sequence[str | Path], folder: Path, status: int = 0) -> Cost:
        """Runs `command` in `folder`; raises CommandFailedError with what it said unless it ends with `status`."""
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                command, cwd=folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
            _, ended, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(ended)
            if process.returncode != status:
                output.seek(0)
                said = output.read().decode("utf-8", "replace")[-3000:]
                raise CommandFailedError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{said}")
        return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)

    def compare(
        self, a: Sequence[str | Path], b: Sequence[str | Path], folder: Path, pairs: int, leftovers: Sequence[str] = ()
    ) -> Ratio:
        """Runs A B A B …, after one of each that is not counted; removes `leftovers` in `folder` before each run."""

        def cold(command: Sequence[str | Path]) -> Cost:
            for name in leftovers:
                path = folder / name
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
            return self.run(command, folder)

        cold(a), cold(b)
        return Ratio(tuple((cold(a), cold(b)) for _ in range(pairs)))
