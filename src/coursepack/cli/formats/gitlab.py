"""GitLab's code quality report: a list of issues with fingerprints that survive a move of lines."""

import hashlib
from collections import Counter
from collections.abc import Sequence

import msgspec

from coursepack.diagnostics import Diagnostic, Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def rendered(found: Sequence[Diagnostic], _: Severity) -> str:
    """The findings as a code quality report."""
    seen: Counter[tuple[str, str, str]] = Counter()
    issues = []
    for one in found:
        key = (one.at.file, one.rule.name, one.message)
        seen[key] += 1
        fingerprint = hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "replace")).hexdigest()
        issues.append(
            {
                "description": one.message,
                "check_name": one.rule.name,
                "fingerprint": fingerprint[:40],
                "severity": _SEVERITIES[one.severity],
                "location": {"path": one.at.file, "lines": {"begin": max(1, one.at.line)}},
            }
        )
    return msgspec.json.format(msgspec.json.encode(issues)).decode()
