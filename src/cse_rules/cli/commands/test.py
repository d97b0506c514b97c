"""`cse-rules test`."""

import click

from cse_rules.assess import load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.cli.failures import FAILED
from cse_rules.cli.stories import render_stories
from cse_rules.workbench import run_scenarios


@click.command("test")
@click.argument("ruleset")
@click.pass_context
def command(ctx: click.Context, ruleset: str) -> None:
    """Tell the scenarios of RULESET, a shipped one or a folder, and name the answers that none of them shows.

    \b
    Examples:
      cse-rules test darlington
      cse-rules test ./our-rules
    """  # noqa: D301  # click reads the backspace
    checked = load_ruleset(ruleset)
    report = run_scenarios(ruleset_folder(ruleset), checked)
    click.echo(render_stories(report, checked), nl=False)
    if not report.passed:
        ctx.exit(FAILED)
