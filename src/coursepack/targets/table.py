"""The one table of targets: a new one is a file of its own and a row here."""

from coursepack.targets import (
    _ledger,
    _missing,
    _state,
    gift,
    html,
    html_single,
    moodle_xml,
    qti12,
    qti21,
    qti22,
    scorm12,
    scorm2004,
)
from coursepack.targets.base import Target

TARGETS: tuple[Target, ...] = (
    html.TARGET,
    html_single.TARGET,
    scorm12.TARGET,
    scorm2004.TARGET,
    moodle_xml.TARGET,
    gift.TARGET,
    qti21.TARGET,
    qti22.TARGET,
    qti12.TARGET,
    qti12.CANVAS_TARGET,
)
"""Every target, in the order in which they are told and made."""

DEFAULT_TARGETS = tuple(target for target in TARGETS if target.by_default)
"""Those that are made where nobody names targets."""

BY_NAME: dict[str, Target] = {target.name: target for target in TARGETS}

RULES = (*_ledger.RULES, *_missing.RULES, *_state.RULES)
"""The kinds of diagnostics that targets give."""
