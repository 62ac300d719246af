"""The JSON Schemas of settings take all that the readers take, and refuse what is misspelt."""

import json
import tomllib
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from coursepack.cli.main import run
from coursepack.reading import config, settings
from coursepack.reading.values import Reader, schema_of
from tests.docs.examples import examples_of
from tests.support.repository import repository_files, text_of
from tests.support.tools import ROOT

READERS: dict[str, Reader] = {
    **config.KEYS,
    **{f"{table}.{key}": reader for table, keys in config.TABLES.items() for key, reader in keys.items()},
    **{
        f"front matter of {kind}: {key}": reader
        for kind in ("lesson", "activity", "quiz", "course")
        for key, reader in settings.front_matter_keys(kind, whole_course=False).items()
    },
}
VALUES: list[Any] = [
    *(True, False, 0, 1, 2, 70, 100, 101, -1, 0.5, 1.5, 30.5, 123456, [], ["a", "b"], [1], {"a": "b"}, "", " "),
    *("yes", "No", " ON ", "0", "1", "7", "0.7", "70%", " 70,5 % ", "+3", "-1", "101 %", "unlimited", "All", "none"),
    *("20 min", "1:30:00", "1h 5 m", "90 s", "soon", "en", "pt-BR", " de ", "english", ["en", "de"], ["en", "EN"]),
    *("quiz 1.1 70 %", ["quiz 1.1", "quiz 2 passed"], ["pages 90 %", "quizzes-taken"], "Questions", "#1f5fbf", "abc"),
    *("sans", "Georgia, serif", "3 px", "40rem", "Continue", ["continue", "exitAll"], "exit, abandon", "4.5", 4.5),
    *(">=0.1", "0.1", "==9", "3rd", "4TH", "free", "In-Order", "Best", "end", "BOTH", "calm", "each", "lesson"),
    *("never", "package", "failed", "suspend", "nothing", "seen"),
]


def judge(name: str, capsys: pytest.CaptureFixture[str]) -> jsonschema.Draft202012Validator:
    capsys.readouterr()
    assert run(["schema", name]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def wrong(judge: jsonschema.Draft202012Validator, document: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in judge.iter_errors(document)]


@pytest.mark.parametrize("name", READERS)
def test_what_a_reader_takes_is_taken_by_its_schema(name: str) -> None:
    schema = jsonschema.Draft202012Validator(schema_of(READERS[name]))
    taken = 0
    for value in VALUES:
        try:
            READERS[name](value)
        except ValueError:
            continue
        taken += 1
        assert schema.is_valid(value), value
    assert taken


def test_settings_that_are_in_use_fit(capsys: pytest.CaptureFixture[str]) -> None:
    schema = judge("config", capsys)
    documented = [example.text for example in examples_of("docs/authoring.md") if example.kind == "config"]
    for text in (text_of("coursepack.toml"), *documented):
        assert wrong(schema, tomllib.loads(text)) == []
    assert wrong(schema, {"severity": {"missing-alt-text": "off"}, "translations": {"de": {"title": "Brot"}}}) == []


@pytest.mark.parametrize(
    "document",
    [
        {"titel": "Bread"},
        {"scoring": {"pass": "most"}},
        {"severity": {"missing-alt-texts": "off"}},
        {"severity": {"missing-alt-text": "mild"}},
        {"theme": {"accent": "blue-ish"}},
        {"translations": {"de": {"titel": "Brot"}}},
        {"quiz": 3},
    ],
)
def test_settings_with_a_mistake_do_not_fit(document: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert wrong(judge("config", capsys), document)


def front_matter() -> list[str]:
    """The front matter of the sample course and of the documented examples that have nothing wrong with them."""
    texts = [
        (ROOT / name).read_text(encoding="utf-8")
        for name in repository_files()
        if name.startswith("content/") and name.endswith(".md")
    ]
    texts += [example.text for example in examples_of("docs/authoring.md") if not example.reports]
    return [text.split("---\n")[1] for text in texts if text.startswith("---\n")]


def test_front_matter_in_use_fits(capsys: pytest.CaptureFixture[str]) -> None:
    schema = judge("front-matter", capsys)
    found = front_matter()
    assert len(found) > 3
    for text in found:
        assert wrong(schema, YAML(typ="safe").load(text)) == []
    assert wrong(schema, {"duraton": "25 min"})
    assert wrong(schema, {"graded": "perhaps"})
