"""JSON: a list with a record for each finding, as `report.json` has them."""

from collections.abc import Sequence

import msgspec

from coursepack.buildreport import diagnostic_record
from coursepack.diagnostics import Diagnostic


def rendered(found: Sequence[Diagnostic]) -> str:
    """The findings as a JSON list."""
    return msgspec.json.format(msgspec.json.encode([diagnostic_record(one) for one in found])).decode()
