"""Shortened scripts do what the parts say: TypeScript reads both."""

import json
import re
import subprocess
from itertools import product
from pathlib import Path

import pytest

from coursepack import resources
from coursepack.pages import player
from coursepack.pages.player import Standard
from coursepack.pages.shrinking import GIVEN, UNMET, members, shortened
from tests.runtime.packages import choice, course, quiz, with_ways
from tests.support.every_interaction import every_question
from tests.support.tools import node_modules, program

CONFIG = {
    "compilerOptions": {
        "allowJs": True,
        "noEmit": True,
        "target": "ES2020",
        "lib": ["ES2020", "DOM", "DOM.Iterable"],
        "types": [],
        "moduleDetection": "legacy",
    },
    "files": ["player.js"],
}

_ALONE = {question.id: course(quiz("q", 0, question)) for question in every_question()}

COURSES = {
    # One course for each set of parts.
    **dict({player.parts(made, "local"): (name, made) for name, made in _ALONE.items()}.values()),
    "nothing": course(),
    "choice": course(quiz("q", 0, choice("c", 1))),
    "timed": course(quiz("q", 0, choice("c", 1), time_limit=60)),
    "everything": with_ways(course(quiz("q", 0, *every_question(), time_limit=60))),
}


def differences(folder: Path, script: str, parts: tuple[str, ...]) -> list[str]:
    """What TypeScript finds to be different in `script`."""
    (folder / "player.js").write_text(script, encoding="utf-8")
    (folder / "tsconfig.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    templates = resources.templates() / "player"
    command = [
        *(program("node"), str(Path(__file__).with_name("shrinking.mjs")), str(node_modules())),
        *(str(templates / "tsconfig.json"), str(folder / "tsconfig.json"), str(folder / "player.js")),
        *(str(templates / f"{part}.js") for part in parts),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        *((name, "local") for name in COURSES),
        *product(("nothing", "everything"), sorted(set(player.STANDARDS) - {"local"})),
    ],
)
def test_a_shortened_script_reads_as_its_parts_do(tmp_path: Path, name: str, standard: Standard) -> None:
    made = COURSES[name]
    assert differences(tmp_path, player.script(made, standard).decode(), player.parts(made, standard)) == []


def names_of_the_platform() -> set[str]:
    """Every member of what JavaScript and the browser have, as TypeScript declares them."""
    (declarations,) = (node_modules() / "@typescript").glob("*/lib/lib.dom.d.ts")
    found: set[str] = set()
    for pattern in ("lib.dom*.d.ts", "lib.es*.d.ts"):
        for path in declarations.parent.glob(pattern):
            text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            found.update(re.findall(r"^\s+(?:readonly |get |set )*([A-Za-z_$][\w$]*)\??(?=[(:<])", text, re.MULTILINE))
    return found


def test_every_member_that_is_called_like_something_of_the_platform_is_known() -> None:
    platform = names_of_the_platform()
    assert {"at", "querySelector", "textContent", "localStorage", "finished", "persisted"} <= platform
    texts = [path.read_text(encoding="utf-8") for path in (resources.templates() / "player").rglob("*.js")]
    own = frozenset[str]().union(*map(members, texts))
    unknown = sorted((own & platform) - GIVEN - UNMET)
    assert unknown == [], "to be put into GIVEN, or into UNMET where the player never touches what is called so"
    assert own & platform >= UNMET
    assert not UNMET & GIVEN
    assert own >= GIVEN, f"no member of the player's: {sorted(GIVEN - own)}"


def test_a_name_of_the_browser_that_was_changed_is_found(tmp_path: Path) -> None:
    made = COURSES["nothing"]
    script = player.script(made, "local").decode().replace("document.title", "document.titel")
    assert "title" in differences(tmp_path, script, player.parts(made, "local"))[0]


def test_a_changed_name_in_a_text_is_found(tmp_path: Path) -> None:
    """A shortened player has no such name any more, and the text would still ask for it."""
    made = COURSES["choice"]
    script = player.script(made, "local").decode()
    assert '"text"in' in script
    found = differences(tmp_path, script.replace('"text"in', '"joinState"in', 1), player.parts(made, "local"))
    assert any("a text that is a changed name: joinState" in one for one in found), found


def test_a_changed_value_is_found(tmp_path: Path) -> None:
    made = COURSES["nothing"]
    script = player.script(made, "local").decode()
    for before, after in (("65000", "65001"), ('"use strict";', '"use strict";0;'), ("===", "!==")):
        assert before in script
        assert differences(tmp_path, script.replace(before, after, 1), player.parts(made, "local"))


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("const long = { a: 1 };\ngo(long.a);", "const ee={a:1};e(ee.a)"),
        ("go(`a ${b ? `{${c}}` : 1} z`);", "e(`a ${t?`{${n}}`:1} z`)"),
        ("const x = a / b / c;", "const x=e/t/n"),
        ('go(/[/"]\\//g, "//");', 'e(/[/"]\\//g,"//")'),
        ("a + +b; // c\na - -b;", "e+ +t;e- -t"),
        ("function f({ b, d: e }) {\ng(b, e);\n}\nf(f);", "function f({b,d:t}){n(b,t)}\nf(f)"),
        (
            "class A {\nconstructor() {\nthis.own = 1;\n}\nget two() {\nconst { own } = this;\nreturn own;\n}\n}",
            "class A{constructor(){this.e=1}\nget t(){const{e}=this;return e}}",
        ),
    ],
)
def test_what_is_left_of_a_script(script: str, short: str) -> None:
    assert shortened(f"(function () {{\n{script}\n}})();") == f"(function(){{{short}}})();"


def test_what_is_written_another_way_is_refused() -> None:
    for script in ('"open\n', "const { one } = two;\n", "const [one] = two;\n"):
        with pytest.raises(ValueError, match="not of the player's way of writing"):
            shortened(f"(function () {{\n{script}}})();")
