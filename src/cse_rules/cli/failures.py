"""How the command line fails: a message for people on standard error, a number for programs, never a traceback.

A traceback may hold what stands in a case, and ends up in tickets and logs.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import click

from cse_rules.cli import commands
from cse_rules.errors import CaseError, CseRulesError, RulesetError
from cse_rules.render.diagnostics import render_diagnostics

FAILED = 1
"""A check or a scenario failed."""
UNUSABLE = 2
"""The input cannot be used; nothing was assessed."""
RULE_FAILED = 3
"""A rule failed, or a second opinion differs; the rest of the assessment stands."""
UNEXPECTED = 70
"""A mistake of the library (`EX_SOFTWARE`)."""
INTERRUPTED = 130
PIPE_CLOSED = 141
"""Nobody reads any more, as after `| head`: what a shell calls a process ended by SIGPIPE."""


class Careful(click.Group):
    """Commands whose every failure is a message and an exit status; one is imported when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, by name."""
        return sorted(module.name.replace("_", "-") for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}").command
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command.

        Raises:
            click.exceptions.Exit: with the status, on any failure.
        """
        _never_stumble_over_a_letter()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            _stop_writing()
            ctx.exit(PIPE_CLOSED)
        except (KeyboardInterrupt, click.Abort):
            ctx.exit(INTERRUPTED)
        except (CaseError, RulesetError) as error:
            click.echo(render_diagnostics(error.diagnostics), err=True, nl=False)
            ctx.exit(UNUSABLE)
        except CseRulesError as error:  # an unknown rule, an engine that is not installed
            click.echo(f"error: {error}", err=True)
            ctx.exit(UNUSABLE)
        except Exception as error:  # noqa: BLE001  whatever it is, its text may hold what stands in the case
            click.echo(f"error: {_where(error)}; there is no result. {_REPORT}", err=True)
            ctx.exit(UNEXPECTED)


_REPORT = "This is a mistake of cse-rules: please report this line, it holds nothing of the case (see SECURITY.md)."


def _where(error: Exception) -> str:
    """The kind of error and the place in the code, never its message."""
    trace, place = error.__traceback__, "an unknown place"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "cse_rules" in path.parts:
            inside = path.parts[len(path.parts) - 1 - path.parts[::-1].index("cse_rules") :]
            place = f"{'/'.join(inside)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"unexpected {type(error).__name__} at {place}"


def _never_stumble_over_a_letter() -> None:
    """A terminal that lacks a letter gets a question mark: a report must not fail half-way."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _stop_writing() -> None:
    """Nothing more goes to the closed pipe, not even when Python flushes at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None  # a stream without a descriptor
