"""The command `coursepack`: its groups of options, its exit codes, and what happens when something goes wrong.

Exit codes: 0 clean; 1 findings, or a build that could not be made; 2 usage, configuration or environment; 3 a fault
of coursepack; 130 and 143 interrupted.
"""

import errno
import gc
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from coursepack import __version__
from coursepack.cli.memory import mind_memory
from coursepack.errors import CoursepackError

_COMMANDS = {
    "build": "Make packages and pages from a folder of lessons.",
    "check": "Judge the sources without writing anything.",
    "validate": "Judge packages and question banks, yours and anybody's.",
    "inspect": "Show what a package or question bank holds.",
    "import": "Bring questions of another tool along, as Markdown.",
    "targets": "List the formats that can be built.",
    "rules": "List everything that can be found in sources and packages.",
    "explain": "Explain a finding: why it matters, and what to do.",
    "schema": "Print the JSON Schema of what is written for programs.",
}


_MODULES = {"import": "importing"}
"""The modules of commands whose names are words of Python itself."""


class _LateCommands(click.Group):
    """Imports a command's module only when that command runs: `--version` and `--help` stay quick."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name)
        module = __import__(f"coursepack.cli.{name}", fromlist=["command"])
        command: click.Command = module.command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0] if args else ""
        if name and name not in _COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, _COMMANDS, 1, 0.5)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            ctx.fail(f'there is no command "{name}"{hint}')
        return super().resolve_command(ctx, args)


@click.group(
    cls=_LateCommands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
    help="Turns a folder of Markdown lessons into packages that any learning management system can load.",
    epilog="Start with: coursepack build FOLDER",
)
@click.option("-C", "directory", type=click.Path(path_type=Path), metavar="DIR", help="Run as if started in DIR.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use FILE instead of coursepack.toml.")
@click.option("-v", "--verbose", is_flag=True, help="Say more: notes, and what a target could not carry.")
@click.option("-q", "--quiet", is_flag=True, help="Say less: errors only.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="When to use colour.")
@click.option("--traceback", is_flag=True, help="Show the traceback of a fault of coursepack.")
@click.version_option(__version__, prog_name="coursepack", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, /, directory: Path | None, config: Path | None, **options: Any) -> None:
    """Take the global options, then run a command; without one, show the help."""
    from coursepack.cli.console import Console

    if directory is not None:
        try:
            os.chdir(directory)
        except OSError as error:
            raise click.UsageError(f"cannot go to {directory}: {(error.strerror or '').lower()}") from None
    console = Console(options["color"], quiet=options["quiet"], verbose=options["verbose"])
    ctx.obj = {"console": console, "config": config}
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    _open_what_is_closed()
    signal.signal(signal.SIGTERM, _terminated)
    mind_memory()
    # A course is a large tree without cycles: looking for garbage in it a hundred times is a fifth of a build.
    gc.set_threshold(1_000_000, 50, 1000)
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    # To take a large course apart object by object, as the interpreter would, is a tenth of a build.
    os._exit(code)


def _open_what_is_closed() -> None:
    """Whoever started this may have closed standard output (`>&-`): what is printed goes nowhere, and into no file."""
    number = 0
    while number <= 2:
        number = os.open(os.devnull, os.O_RDWR)
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - lives as long as the process


def run(arguments: list[str]) -> int:
    """Run the command line with `arguments` and return the exit code."""
    try:
        code = cli.main(arguments, prog_name="coursepack", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        error.show()
        if isinstance(error, click.NoSuchOption) and error.ctx and error.ctx.parent and _is_global(error.option_name):
            click.echo(f"  help: write it before the command: coursepack {error.option_name} …", err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was built before is untouched", err=True)
        return 130
    except CoursepackError as error:
        from coursepack.cli.console import clean

        for line in error.message.split("\n"):
            click.echo(f"error: {clean(line)}", err=True)
        if error.help:
            click.echo(f"  help: {clean(error.help)}", err=True)
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has gone: let the interpreter's own last flush go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except MemoryError:
        click.echo(
            "error: the memory is used up; what was built before is untouched\n"
            "  help: build on a machine with more memory, or divide the course",
            err=True,
        )
        return 2
    except Exception as error:
        from coursepack.cli.console import clean

        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            click.echo("error: no space left on the device that the output goes to", err=True)
            return 2
        if "--traceback" in arguments:
            import traceback

            traceback.print_exc()
        click.echo(
            f"coursepack has a fault: {type(error).__name__}: {clean(str(error))}\n"
            f"  help: please report this line with coursepack {__version__} and the file that it was reading; "
            "--traceback before the command shows more",
            err=True,
        )
        return 3


def _is_global(option: str) -> bool:
    return any(option in parameter.opts for parameter in cli.params)


def _terminated(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(143)
