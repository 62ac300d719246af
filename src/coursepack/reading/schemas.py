"""JSON Schemas of what authors write as settings, for editors that complete keys and underline mistakes."""

from collections.abc import Iterable, Mapping

from coursepack.reading import config, settings
from coursepack.reading.values import Reader, Schema, schema_of, words


def config_schema(rules: Iterable[str]) -> Schema:
    """`coursepack.toml`; `rules` are the diagnostics that may have a severity."""
    tables = {name: _table(keys) for name, keys in config.TABLES.items()}
    tables["translations"] = {"type": "object", "additionalProperties": tables["translations"]}
    tables["severity"] = {
        "type": "object",
        "properties": {name: {"$ref": "#/$defs/severity"} for name in sorted(rules)},
        "additionalProperties": False,
    }
    schema = _table(config.KEYS)
    return schema | {
        "properties": schema["properties"] | tables,
        "$defs": {"severity": words(*config.SEVERITIES)},
    }


def front_matter_schema() -> Schema:
    """The front matter of a lesson, an activity, a quiz, a module or the course: the keys of all of them."""
    kinds = ("activity", "quiz", "course")
    keys = {
        key: reader for kind in kinds for key, reader in settings.front_matter_keys(kind, whole_course=False).items()
    }
    schema = _table(keys)
    for key, said in schema["properties"].items():
        if place := settings.place_of_key(key):
            schema["properties"][key] = said | {"description": place}
    return schema


def _table(keys: Mapping[str, Reader]) -> Schema:
    return {
        "type": "object",
        "properties": {key: schema_of(reader) for key, reader in keys.items()},
        "additionalProperties": False,
    }
