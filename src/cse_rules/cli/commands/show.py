"""`cse-rules show`."""

import json
from datetime import date

import click

from cse_rules.assess import load_ruleset
from cse_rules.cli.inputs import day
from cse_rules.cli.terminal import colour, unicode, width
from cse_rules.facts.values import When
from cse_rules.render.text import print_sections
from cse_rules.workbench.in_force import show, shown_data, shown_sections


@click.command("show")
@click.argument("ruleset")
@click.option("--on", "on", callback=day, metavar="DATE", help="The day, as 2018-04-01; today if left out.")
@click.option("--since", callback=day, metavar="DATE", help="Also say what came or went after this day.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@click.pass_context
def command(ctx: click.Context, ruleset: str, on: When | None, since: When | None, shape: str) -> None:
    """Show RULESET, a shipped one or a folder, as it is in force on a day.

    Every rule that an assessment of that day runs, the value of each parameter, what a local pack has switched off,
    and what changes next.

    \b
    Examples:
      cse-rules show darlington
      cse-rules show ./our-rules --on 2018-04-01
      cse-rules show ./our-rules --on 2018-04-01 --since 2017-04-01
    """  # noqa: D301  # click reads the backspace
    the_day = date.today() if on is None else on.last_day  # noqa: DTZ011  rulesets are dated in local days
    first = since.last_day if since is not None else None
    if first is not None and first > the_day:
        raise click.UsageError(f"--since {first} is later than the day shown, {the_day}", ctx)
    found = show(load_ruleset(ruleset), on=the_day, since=first)
    if shape == "json":
        click.echo(json.dumps(shown_data(found), indent=2, ensure_ascii=not unicode()))
    else:
        click.echo(print_sections(shown_sections(found), width=width(), colour=colour()), nl=False, color=True)
