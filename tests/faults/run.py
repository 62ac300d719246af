"""Runs the whole fault table and writes docs/faults.md: `make faults`. Ends with 1 where something did not hold.

With words as arguments only the rows whose label contains one of them are run, and only their lines are written anew.
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
from tests.support.browser import ARGUMENTS, running_chromium
from tests.support.tools import ROOT, WHOLE_BROWSERS, program

TABLE = ROOT / "docs" / "faults.md"
WORKERS = 2

_stack = ExitStack()
_browsers: list[Browser] = []
"""The small one, and the one that learners have, which takes five times as long to open a page."""


def start_browsers() -> None:
    small = _stack.enter_context(running_chromium())
    whole = small.browser_type.launch(executable_path=program(*WHOLE_BROWSERS), args=list(ARGUMENTS))
    _browsers.extend((small, whole))


def run_row(label: str) -> tuple[Seen, list[str], float]:
    (row,) = [row for row in rows() if row.label == label]
    began = time.perf_counter()
    try:
        seen = row.run(_browsers[row.needs_the_whole_browser])
        found = problems(row, seen)
    except Exception as problem:
        seen, found = Seen(), [f"the trial broke: {problem}"]
    return seen, found, time.perf_counter() - began


def main(words: list[str]) -> int:
    chosen = [row for row in rows() if not words or any(word in row.label for word in words)]
    done: list[tuple[Row, Seen]] = []
    failed = 0
    with multiprocessing.get_context("spawn").Pool(WORKERS, start_browsers) as pool:
        answered = pool.imap(run_row, [row.label for row in chosen])
        for row, (seen, found, seconds) in zip(chosen, answered, strict=True):
            done.append((row, seen))
            failed += bool(found)
            print(f"{'FAILED' if found else 'held  '} {row.label} {seconds:.1f} s", *found, sep="\n       ", flush=True)
    print(f"{len(chosen)} rows, {failed} failed")
    if not failed:
        kept = TABLE.read_text(encoding="utf-8") if words else ""
        text = with_lines(kept, list(lines(whole(done)))) if words else page(done)
        TABLE.write_text(text, encoding="utf-8")
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


def page(done: list[tuple[Row, Seen]]) -> str:
    navigation = [seen.navigation for _, seen in done if seen.navigation is not None]
    found = [
        HEAD,
        f"A browser that was killed cost no accepted answer and at most {max(navigation)} s of navigation.",
        "",
    ]
    found += ["| | What goes wrong | Standard | start | middle | exit |", "|---|---|---|---|---|---|", *lines(done)]
    return "\n".join(found) + "\n"


def lines(done: Iterable[tuple[Row, Seen]]) -> Iterator[str]:
    """A line of the table for each fault and standard."""
    groups: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for row, seen in done:
        cells = groups.setdefault((row.what.fault, row.what.name, row.what.title, row.standard), {})
        cells[row.moment] = cell(row, seen)
    for (fault, _, title, standard), cells in groups.items():
        yield f"| {fault} | {title.replace('|', chr(92) + '|')} | {standard} | {' | '.join(three(cells))} |"


def whole(done: list[tuple[Row, Seen]]) -> list[tuple[Row, Seen]]:
    """Those of which every moment was run: a line of the table has them all."""
    run = {row.label for row, _ in done}
    missed = {(row.what.name, row.standard) for row in rows() if row.label not in run}
    return [(row, seen) for row, seen in done if (row.what.name, row.standard) not in missed]


def with_lines(text: str, new: list[str]) -> str:
    """The page with these lines in place of those of the same fault and standard, or behind the last of that fault."""
    found = text.splitlines()
    for line in new:
        name = line.split(" | ")[:3]
        same = [at for at, old in enumerate(found) if old.split(" | ")[:3] == name]
        if same:
            found[same[0]] = line
        else:
            found.insert(max(at for at, old in enumerate(found) if old.startswith(line[:5])) + 1, line)
    return "\n".join(found) + "\n"


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
