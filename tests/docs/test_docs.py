"""The documentation tells the truth: its examples build as it says, and it names every command, option and key."""

import re
from pathlib import Path

import click
import pytest

from coursepack import pipeline
from coursepack.cli.main import cli
from coursepack.diagnostics import Severity
from coursepack.reading import config, settings
from coursepack.reading.markdown.context import slug
from coursepack.reading.prose import LABELS
from coursepack.rules import PACKAGE_RULES, RULES, SOURCE_RULES, explained
from coursepack.targets.table import DEFAULT_TARGETS, TARGETS
from tests.docs.examples import Example, examples_of, write_course
from tests.support.repository import repository_files, text_of
from tests.support.tools import ROOT

DOCUMENTS = [name for name in repository_files() if name == "README.md" or re.fullmatch(r"docs/[^/]+\.md", name)]
EXAMPLES = [example for document in DOCUMENTS for example in examples_of(document)]
# `draw`, `time-limit` and their like are read, but no target acts on them yet: the page says that they are missing.
NOT_YET = {"draw", "time-limit", "pause", "extra-time", "scale"}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_example_builds_as_described(example: Example, tmp_path: Path) -> None:
    source = tmp_path / "course"
    source.mkdir()
    write_course(example, source)
    loaded = pipeline.load(source)
    if not loaded.report.has_errors:
        built = pipeline.build(loaded, [], tmp_path / "build")
        assert {output.target for output in built.outputs} == {target.name for target in DEFAULT_TARGETS}
    found = {each.rule.name: each for each in pipeline.findings(loaded) if each.severity > Severity.NOTE}
    assert set(found) == example.reports, [f"{each.at}: {each.message}" for each in found.values()]
    if any(each.severity is Severity.ERROR for each in found.values()):
        return
    lost = [row for row in built.fidelity if row.target in ("html", "scorm12") and row.fate != "kept"]
    assert [row for row in lost if row.feature.split()[0] not in NOT_YET] == []


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.kind == "quiz" and not each.reports], ids=str)
def test_every_heading_of_a_quiz_example_is_a_question(example: Example, tmp_path: Path) -> None:
    write_course(example, tmp_path)
    headings = len(re.findall(r"^##+ (?!Pool:)", example.text, flags=re.MULTILINE))
    questions = [question for quiz in pipeline.load(tmp_path).course.quizzes() for question in quiz.questions()]
    assert len(questions) == headings


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.asks is not None], ids=str)
def test_an_example_asks_as_many_questions_as_it_says(example: Example, tmp_path: Path) -> None:
    write_course(example, tmp_path)
    assert sum(1 for quiz in pipeline.load(tmp_path).course.quizzes() for _ in quiz.questions()) == example.asks


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.mends], ids=str)
def test_fix_writes_what_is_shown(example: Example, tmp_path: Path) -> None:
    (before,) = (each for each in examples_of(example.document) if each.name == example.mends)
    write_course(before, tmp_path)
    pipeline.fix(pipeline.load(tmp_path))
    assert (tmp_path / before.name).read_text(encoding="utf-8") == example.text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_to_a_heading_leads_there(name: str) -> None:
    prose = re.sub(r"`[^`\n]+`", "", _prose(text_of(name)))
    for path, anchor in re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", prose):
        document = (Path(name).parent / path).as_posix() if path else name
        headings = re.findall(r"^#+ (.+)$", _prose(text_of(document)), flags=re.MULTILINE)
        assert anchor in {slug(re.sub(r"[`*]", "", heading)) for heading in headings}, f"{name}: {path}#{anchor}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_diagnostic_that_a_document_names_exists(name: str) -> None:
    named = set(re.findall(r"(?:error|warning|note|diagnostic) `([a-z]+(?:-[a-z]+)+)`", text_of(name)))
    named |= set(re.findall(r"\[([a-z]+(?:-[a-z]+)+)\]$", text_of(name), flags=re.MULTILINE))
    assert named <= {rule.name for rule in RULES}


def test_every_command_has_a_section_that_names_its_options() -> None:
    text = text_of("docs/command-line.md")
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    missing = [option for option in _options(cli) if f"`{option}" not in sections["Global options"]]
    for name, command in _subcommands().items():
        section = sections.get(f"coursepack {name}", "")
        assert section, f"no section on coursepack {name}"
        missing += [f"{name} {option}" for option in _options(command) if f"`{option}" not in section]
    assert missing == []


OF_OTHERS = set(
    "--find-links --network --no-deps --no-index --only-binary --require-hashes --rm --user --userns".split()
)
"""Options of pip and podman, which the documents name, too."""


def test_no_document_names_a_command_or_option_that_is_not_there() -> None:
    options = {"--help", *_options(cli), *(each for command in _subcommands().values() for each in _options(command))}
    options |= OF_OTHERS
    for document in DOCUMENTS:
        code = "\n".join(_commands(document))
        assert set(re.findall(r"\bcoursepack ([a-z]+)(?=[ `\n])", code)) <= set(_subcommands()), document
        assert set(re.findall(r"(?<!\S)`?(--[a-z][a-z-]*)", code)) <= options, document


def test_every_target_is_documented() -> None:
    for target in TARGETS:
        assert f"**`{target.name}`**" in text_of("docs/outputs.md")


def test_every_key_and_setting_is_documented() -> None:
    text = text_of("docs/authoring.md")
    tables = (
        settings.UNIT_KEYS,
        settings.ACTIVITY_KEYS,
        settings.COURSE_KEYS,
        settings.QUIZ_KEYS,
        settings.QUESTION_KEYS,
    )
    known = {key for table in tables for key in table} - NOT_YET
    assert [key for key in sorted(known) if f"**`{key}`**" not in text] == []
    toml, *_ = (example.text for example in examples_of("docs/authoring.md") if example.kind == "config")
    tables_of_all = (f"[{table}]" for table in config.TABLES if table != "translations")  # that has one a language
    keys = {*config.KEYS, *config.SCORING_KEYS, *tables_of_all, "[translations.de]"}
    assert [key for key in sorted(keys) if not re.search(rf"^{re.escape(key)}(?: =|$|\s+#)", toml, re.MULTILINE)] == []


def test_every_setting_of_a_quiz_has_its_row() -> None:
    text = text_of("docs/authoring.md")
    assert [key for key in settings.QUIZ_KEYS if f"| **`{key}`** |" not in text] == []


def test_the_readme_names_every_target() -> None:
    text = text_of("README.md")
    assert [target.name for target in TARGETS if not target.by_default and f"`-t {target.name}`" not in text] == []


def test_every_diagnostic_is_explained(request: pytest.FixtureRequest) -> None:
    """`pytest --accept` rewrites the explanations."""
    document = ROOT / "docs" / "diagnostics.md"
    text = document.read_text(encoding="utf-8")
    for mark, rules in (("source rules", SOURCE_RULES), ("package rules", PACKAGE_RULES)):
        listed = re.compile(rf"(?<=<!-- {mark} -->\n).*?(?=\n<!-- end of {mark} -->)", re.DOTALL)
        all_of_them = "\n\n".join(explained(rule) for rule in sorted(rules, key=lambda rule: rule.name))
        if request.config.getoption("--accept"):
            text = listed.sub(all_of_them.replace("\\", r"\\"), text)
            document.write_text(text, encoding="utf-8")
        assert listed.findall(text) == [all_of_them]


def test_every_label_of_a_callout_is_documented() -> None:
    (listed,) = re.findall(r"^The bold labels, with a colon: (.+)\.$", text_of("docs/authoring.md"), re.MULTILINE)
    assert {label.strip() for label in listed.split(",")} == set(LABELS)


def _subcommands() -> dict[str, click.Command]:
    context = click.Context(cli)
    found = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def _options(command: click.Command) -> list[str]:
    return [option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts]


def _commands(document: str) -> list[str]:
    """The code of a document, in lines and in fences without a language: where commands are written."""
    text = text_of(document)
    fences = re.findall(r"^(`{3,})(\w*)\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL)
    return [*(code for _, language, code in fences if not language), *re.findall(r"`[^`\n]+`", _prose(text))]


def _prose(text: str) -> str:
    return re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
