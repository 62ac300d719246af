"""The exceptions that stop a run.

    CoursepackError            what coursepack itself raises; the message is for the person who ran it
    ├── UsageError             the command, the configuration or the environment is at fault (exit code 2)
    └── SourceError            the sources cannot be read at all (exit code 1)

What an author should mend is never raised: it is a `coursepack.diagnostics.Diagnostic`.
"""


class CoursepackError(Exception):
    """A problem that stops the run, told in the words of the person who ran it."""

    exit_code = 1

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class UsageError(CoursepackError):
    """The command, the configuration or the environment does not allow the run."""

    exit_code = 2


class SourceError(CoursepackError):
    """The sources cannot be read at all."""
