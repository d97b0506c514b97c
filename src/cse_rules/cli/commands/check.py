"""`cse-rules check`."""

import click

from cse_rules.assess import load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.cli.failures import FAILED
from cse_rules.errors import RulesetError
from cse_rules.render.diagnostics import render_diagnostics
from cse_rules.render.summary import render_summary

_NO_SUCH_FILE = "CSE003"


@click.command("check")
@click.argument("ruleset")
@click.pass_context
def command(ctx: click.Context, ruleset: str) -> None:
    """Check RULESET, a shipped one or a folder: every problem at once, or what it holds.

    \b
    Examples:
      cse-rules check darlington
      cse-rules check ./our-rules
    """  # noqa: D301  # click reads the backspace
    folder = ruleset_folder(ruleset)
    try:
        checked = load_ruleset(folder)
    except RulesetError as error:
        if all(one.code == _NO_SUCH_FILE for one in error.diagnostics):
            raise
        click.echo(render_diagnostics(error.diagnostics), nl=False)
        ctx.exit(FAILED)
    click.echo(render_diagnostics(checked.warnings) + render_summary(checked), nl=False)
