"""The simulated LMS that ships in `templates/lms`: which files a page loads for it, in their order."""

from coursepack import resources

VALIDATORS = (
    *("player/lms/scorm/elements.js", "player/lms/scorm12/values.js"),
    *(f"player/lms/scorm2004/{part}.js" for part in ("values", "responses", "reading")),
)
"""The player's own modules, by which the LMS judges values."""

PARTS = ("runtime", "scorm12", "scorm2004", "profiles", "faults", "host")

FILES = (*VALIDATORS, *(f"lms/{part}.js" for part in PARTS))
"""Names under `templates/`, with `/`."""


def script() -> str:
    """All of them as one classic script."""
    return "\n".join(resources.read(name) for name in FILES)
