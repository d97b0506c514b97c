"""`cse-rules check`."""

from pathlib import Path

import click

from cse_rules.assess import load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.check import CheckedRuleset
from cse_rules.cli.failures import FAILED
from cse_rules.cli.watching import changes
from cse_rules.errors import Diagnostic, RulesetError, Severity, in_reading_order
from cse_rules.render.diagnostics import render_diagnostics
from cse_rules.render.diagnostics_json import render_diagnostics_json
from cse_rules.render.github import render_github
from cse_rules.render.sarif import render_sarif
from cse_rules.render.summary import render_summary
from cse_rules.syntax.rulesets import folders_of
from cse_rules.workbench import run_scenarios
from cse_rules.workbench.linting import lint, registry

_NO_SUCH_FILE = "CSE003"
_LEVELS = [str(one) for one in Severity]


@click.command("check")
@click.argument("ruleset")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json", "sarif", "github"]), default="text", show_default=True,
    help="How to print it.",
)  # fmt: skip
@click.option(
    "--level", type=click.Choice(_LEVELS), default="warning", show_default=True, help="From where on to exit with 1."
)
@click.option("--no-scenarios", is_flag=True, help="Leave out the stories: quick, and blind to those that fail.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, stories too, until Ctrl-C.")
@click.pass_context
def command(ctx: click.Context, ruleset: str, shape: str, level: str, no_scenarios: bool, watch: bool) -> None:
    """Check RULESET, a shipped one or a folder: every problem at once, or what it holds.

    What makes no sense is an error and stops the ruleset from being used. Lints name what makes sense and can hardly
    be meant, as an error, a warning or a note, and stop nothing: each has a page in the reference, under its code, and
    can be accepted in a rule with a reason. The stories beside the rules are told as well: one that fails is an error,
    with --watch on every save too; --no-scenarios leaves them out.

    \b
    Examples:
      cse-rules check darlington
      cse-rules check ./our-rules --watch
      cse-rules check ./our-rules --watch --no-scenarios
      cse-rules check ./our-rules --format github --level error
    """  # noqa: D301  # click reads the backspace
    folder = ruleset_folder(ruleset)
    if watch:
        for _ in changes(*folders_of(folder)):
            click.clear()
            found, checked = _check(folder, told=not no_scenarios)
            click.echo(_text(found, checked), nl=False)
            left_out = ", the stories left out" if no_scenarios else ""
            click.echo(f"watching{left_out}; Ctrl-C ends it", err=True)
    found, checked = _check(folder, told=not no_scenarios)
    match shape:
        case "json":
            click.echo(render_diagnostics_json(found), nl=False)
        case "sarif":
            click.echo(render_sarif(found, {code: one.about for code, one in registry().items()}), nl=False)
        case "github":
            click.echo(render_github(found), nl=False)
        case _:
            click.echo(_text(found, checked), nl=False)
    failing = _LEVELS[: _LEVELS.index(level) + 1]
    if any(one.severity in failing for one in found):
        ctx.exit(FAILED)


def _check(folder: Path, *, told: bool) -> tuple[tuple[Diagnostic, ...], CheckedRuleset | None]:
    try:
        checked = load_ruleset(folder)
        report = run_scenarios(folder, checked) if told else None
    except RulesetError as error:
        if all(one.code == _NO_SUCH_FILE for one in error.diagnostics):
            raise
        return error.diagnostics, None
    return in_reading_order([*checked.warnings, *lint(checked, report)]), checked


def _text(found: tuple[Diagnostic, ...], checked: CheckedRuleset | None) -> str:
    return render_diagnostics(found) + (render_summary(checked) if checked is not None else "")
