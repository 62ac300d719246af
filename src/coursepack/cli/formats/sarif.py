"""SARIF 2.1.0 (OASIS), which code hosts show beside the lines: one run, its rules, a result for each finding."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from coursepack import __version__
from coursepack.diagnostics import Diagnostic, Rule, Severity

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def rendered(found: Sequence[Diagnostic], _: Severity) -> str:
    """The findings as a SARIF log."""
    rules = list({one.rule.name: one.rule for one in found}.values())
    index = {rule.name: number for number, rule in enumerate(rules)}
    driver = {"name": "coursepack", "version": __version__, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, index[one.rule.name]) for one in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log)).decode()


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.problem},
        "fullDescription": {"text": f"{rule.problem} {rule.why}"},
        "help": {"text": rule.mend},
        "defaultConfiguration": {"level": rule.severity.word},
    }


def _result(found: Diagnostic, rule_index: int) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(found.at.file)}}
    if found.at.line:
        location["region"] = {"startLine": found.at.line}
        if found.at.column:
            location["region"] |= {"startColumn": found.at.column, "endColumn": found.at.column + found.width}
    advice = f" ({found.help})" if found.help else ""
    return {
        "ruleId": found.rule.name,
        "ruleIndex": rule_index,
        "level": found.severity.word,
        "message": {"text": f"{found.message}{advice}"},
        "locations": [{"physicalLocation": location}],
    }
