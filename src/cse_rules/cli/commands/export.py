"""`cse-rules export`."""

from datetime import date
from pathlib import Path

import click

from cse_rules.assess import load_ruleset
from cse_rules.cli.failures import FAILED
from cse_rules.cli.inputs import day
from cse_rules.cli.terminal import unicode
from cse_rules.cli.writing import write_whole
from cse_rules.engines.durable.exporting import exported
from cse_rules.facts.values import When
from cse_rules.render.durable_rules import left_out_lines, render_durable_rules


@click.command("export")
@click.argument("ruleset")
@click.option("--to", "form", type=click.Choice(["durable-rules"]), required=True, help="For which engine.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it, whole or not at all; left out it is printed.")
@click.option(
    "--only-what-it-gets-right", "partly", is_flag=True, help="Leave out the other rules, and say which, and why."
)
@click.option("--on", "on", callback=day, metavar="DATE", help="Rules and thresholds of this day; today if left out.")
@click.pass_context
def command(ctx: click.Context, ruleset: str, form: str, output: str | None, partly: bool, on: When | None) -> None:
    """Write RULESET, a shipped one or a folder, for another engine that you run already.

    durable-rules answers a flat list of tests of one fact as this library does, and gets wrong what takes several
    facts, counts, what is not there, and a window that moves from day to day. A ruleset that holds any of these is
    refused, with every rule named, and the exit status is 1: a host that runs only part of a ruleset misses children.
    With --only-what-it-gets-right the rest is written, and what was left out is said on standard error.

    An action is named by the id of its rule; with a question mark after it a detail is missing, and the rule may be
    met. How facts have to be told stands in the documentation, under "Export to durable-rules".

    \b
    Examples:
      cse-rules export ./our-rules --to durable-rules -o our-rules.json
      cse-rules export darlington --to durable-rules --only-what-it-gets-right --on 2017-03-01
    """  # noqa: D301  # click reads the backspace
    the_day = date.today() if on is None else on.last_day  # noqa: DTZ011  rulesets are dated in local days
    found = exported(load_ruleset(ruleset), the_day)
    said = "left out" if partly else "error"
    for line in left_out_lines(found):
        click.echo(f"{said}: {line}", err=True)
    if found.left_out and not partly:
        number = len({one.rule for one in found.left_out})
        click.echo(
            f"error: {number} of {number + len(found.rules)} rules cannot be answered by durable-rules as they are "
            "here; nothing was written (help: --only-what-it-gets-right leaves them out)",
            err=True,
        )
        ctx.exit(FAILED)
    if not found.rules:
        click.echo("error: no rule is left to be written", err=True)
        ctx.exit(FAILED)
    text = render_durable_rules(found, ascii_only=output is None and not unicode())
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(Path(output), text)
    click.echo(f"{len(found.rules)} rules written to {output}", err=True)
