"""What writes pages and XML: everything is escaped by the libraries, and windows tell each other nothing (S6, S10)."""

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import UndefinedError

from coursepack.handover import sheet
from coursepack.model.theme import Theme, ThemeTemplate
from coursepack.pages.environment import environment
from tests.support.tools import ROOT

SOURCES = ROOT / "src" / "coursepack"
TEMPLATES = ROOT / "templates"
OWN_THEME = Theme(templates=(ThemeTemplate("objectives.html", "theme/objectives.html", "{{ objectives }}"),))

ENVIRONMENTS = {
    "pages": environment(),
    "pages in a course's own theme": environment(OWN_THEME),
    "admin sheet": sheet._environment(),
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_s6_every_template_is_escaped_and_knows_no_missing_value(name: str) -> None:
    one = ENVIRONMENTS[name]
    assert one.autoescape is True  # a function would go by the ending of a template's name
    assert one.from_string("{{ text }}").render(text="</p><script>'\"&") == "&lt;/p&gt;&lt;script&gt;&#39;&#34;&amp;"
    with pytest.raises(UndefinedError):
        one.from_string("{{ nothing }}").render()


def made() -> Iterator[tuple[str, dict[str | None, str]]]:
    """(name, keywords) of every call that makes a template or an environment, also of a class of our own."""
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        nodes = list(ast.walk(ast.parse(text))) if "jinja2" in text else []
        makers = {
            "Environment",
            "SandboxedEnvironment",
            "ImmutableSandboxedEnvironment",
            "NativeEnvironment",
            "Template",
        }
        for node in nodes:
            if isinstance(node, ast.ClassDef) and makers.intersection(ast.unparse(base) for base in node.bases):
                makers.add(node.name)
        for node in nodes:
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in makers:
                yield ast.unparse(node.func), {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}


def test_s6_there_is_no_other_way_to_make_a_template() -> None:
    found = list(made())
    assert len(found) == len(ENVIRONMENTS), [name for name, _ in found]
    assert {(settings["autoescape"], settings["undefined"]) for _, settings in found} == {("True", "StrictUndefined")}
    for path in TEMPLATES.rglob("*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape", path.read_text(encoding="utf-8")), path


def test_s6_xml_is_written_by_lxml_and_by_one_tree_of_our_own() -> None:
    """The items of QTI that the tree writes are read by lxml and by other tools in tests/qti."""
    declared = []
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(from|import) xml\b", text, re.MULTILINE), f"{path} uses the standard library's XML"
        if "<?xml" in text:
            declared.append(path.relative_to(SOURCES).as_posix())
    assert declared == ["targets/_qti/layout.py", "xml.py"]


def test_s10_only_tabs_of_one_address_tell_each_other_anything() -> None:
    """A BroadcastChannel reaches pages of one origin alone; what it brings is decoded as a saved state is."""
    sent, heard = [], []
    for path in sorted((TEMPLATES / "player").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        sent += [(path.name, place) for place in re.findall(r"([\w.]+)\.postMessage\(", text)]
        heard += [(path.name, place) for place in re.findall(r"([\w.]+)\.addEventListener\(\"message", text)]
        assert not re.search(r"\bonmessage\b|(?<![.\w])postMessage\(|MessageChannel|SharedWorker", text), path
    assert sent == heard == [("joining.js", "channel")]
