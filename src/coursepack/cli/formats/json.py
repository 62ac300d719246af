"""JSON: a list with a record for each finding, as `report.json` has them."""

from collections.abc import Sequence

import msgspec

from coursepack.diagnostics import Diagnostic, Severity
from coursepack.records import finding_of


def rendered(found: Sequence[Diagnostic], _: Severity) -> str:
    """The findings as a JSON list."""
    return msgspec.json.format(msgspec.json.encode([finding_of(one) for one in found])).decode()
