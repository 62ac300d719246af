"""Files of a package that are programs: whatever its kind, they have no business there."""

import re

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.package import Package

PROGRAM_IN_PACKAGE = Rule(
    "program-in-package",
    Severity.WARNING,
    "A file of the package is a program for a server or a computer, not for a browser.",
    "Several systems refuse the whole package; one that does not might run it with its own rights.",
    "take the file out; to hand it to learners, put it into a zip of its own or on a web server",
    example="player/save.php, setup.exe, .htaccess",
    source="H5P's list of allowed files; CrossKnowledge, third-party prerequisites; Peritus Learning, SCORM packages",
)

RULES = (PROGRAM_IN_PACKAGE,)

_PROGRAM = re.compile(
    r"(?:^|/)\.htaccess$"
    r"|\.(?:php\w?|phtml?|phar|aspx?|jspx?|cgi|shtml|exe|dll|com|scr|msi|bat|cmd|ps1|vbs|jar)$",
    re.IGNORECASE,
)
"""What a server runs by its name, or a double click; a `.py` or `.sh` is a text for whoever learns to write one."""


def judge(package: Package, report: Report) -> None:
    """The programs among the files."""
    for name in package.archive.entries:
        if _PROGRAM.search(name):
            report.add(PROGRAM_IN_PACKAGE, package.in_file(name), f"{name.rpartition('/')[2]!a} is a program")
