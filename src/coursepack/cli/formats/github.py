"""GitHub's workflow commands: a line for each finding, which GitHub shows as an annotation of the change."""

from collections.abc import Sequence

from coursepack.diagnostics import Diagnostic, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def rendered(found: Sequence[Diagnostic], _: Severity) -> str:
    """The findings as workflow commands."""
    return "\n".join(_command(one) for one in found)


def _command(found: Diagnostic) -> str:
    properties = {"file": found.at.file}
    if found.at.line:
        properties["line"] = str(found.at.line)
        if found.at.column:
            properties |= {"col": str(found.at.column), "endColumn": str(found.at.column + found.width)}
    properties["title"] = found.rule.name
    words = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    advice = f"\n{found.help}" if found.help else ""
    return f"::{_COMMANDS[found.severity]} {words}::{_data(found.message + advice)}"


def _data(text: str) -> str:
    """`text` as the data of a command: what would end it is escaped as the runner's toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
