"""Runs the whole fault table and writes docs/faults.md: `make faults`. Ends with 1 where something did not hold.

With words as arguments only the rows whose label contains one of them are run, and nothing is written.
"""

import multiprocessing
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser

from tests.faults.learner import Seen
from tests.faults.table import MOMENTS, Row, problems, rows
from tests.support.browser import running_chromium
from tests.support.tools import ROOT

TABLE = ROOT / "docs" / "faults.md"
WORKERS = 2

_stack = ExitStack()
_browser: Browser | None = None


def start_browser() -> None:
    global _browser
    _browser = _stack.enter_context(running_chromium())


def run_row(label: str) -> tuple[Seen, list[str], float]:
    (row,) = [row for row in rows() if row.label == label]
    assert _browser is not None
    began = time.perf_counter()
    try:
        seen = row.run(_browser)
        found = problems(row, seen)
    except Exception as problem:
        seen, found = Seen(), [f"the trial broke: {problem}"]
    return seen, found, time.perf_counter() - began


def main(words: list[str]) -> int:
    chosen = [row for row in rows() if not words or any(word in row.label for word in words)]
    done: list[tuple[Row, Seen]] = []
    failed = 0
    with multiprocessing.get_context("spawn").Pool(WORKERS, start_browser) as pool:
        answered = pool.imap(run_row, [row.label for row in chosen])
        for row, (seen, found, seconds) in zip(chosen, answered, strict=True):
            done.append((row, seen))
            failed += bool(found)
            print(f"{'FAILED' if found else 'held  '} {row.label} {seconds:.1f} s", *found, sep="\n       ", flush=True)
    print(f"{len(chosen)} rows, {failed} failed")
    if not words and not failed:
        TABLE.write_text(page(done), encoding="utf-8")
        print(f"wrote {TABLE.relative_to(ROOT)}")
    return 1 if failed else 0


HEAD = """# The fault table

What happens to a learner's work when the learning system, the browser or the network fails. Written by
`make faults`, which does all of this in a real Chromium with a real package and
[the simulated LMS](simulated-lms.md); every number is counted by that run.

A cell says how many of the answers that the page had shown as saved were there in a later session: `3/3` is all of
three. *told* means that one quiet notice said that progress cannot be saved, or is kept in the browser only, and
that it went when saving worked again. In no row did the page throw or log an error, and in each the pages of the
course could be read.

- **start**: the fault lasts the whole first session. **middle**: it comes after the first answer, and goes.
  **exit**: it comes just before the learner leaves. For faults in what the LMS gives back: at the first, second or
  last launch.
- *by LMS*: the system itself destroyed what it had accepted; the course went on with what status and place allowed.
- A dash: there is nothing to try at that moment.
"""


def page(done: Iterable[tuple[Row, Seen]]) -> str:
    groups: dict[tuple[str, str, str, str], dict[str, str]] = {}
    navigation = [seen.navigation for _, seen in done if seen.navigation is not None]
    for row, seen in done:
        cells = groups.setdefault((row.what.fault, row.what.name, row.what.title, row.standard), {})
        cells[row.moment] = cell(row, seen)
    lines = [
        HEAD,
        f"A browser that was killed cost no accepted answer and at most {max(navigation)} s of navigation.",
        "",
    ]
    lines += ["| | What goes wrong | Standard | start | middle | exit |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {fault} | {title.replace('|', chr(92) + '|')} | {standard} | {' | '.join(three(cells))} |"
        for (fault, _, title, standard), cells in groups.items()
    ]
    return "\n".join(lines) + "\n"


def three(cells: dict[str, str]) -> Iterator[str]:
    for moment in MOMENTS:
        yield cells.get(moment) or cells.get("whole") or "–"


def cell(row: Row, seen: Seen) -> str:
    kept = f"{len(set(seen.accepted)) - len(set(seen.lost))}/{len(set(seen.accepted))}"
    told = ", told" if row.tells else ""
    lost = ", by LMS" if seen.lost else ""
    return f"{kept}{told}{lost}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
