"""`cse-rules compare`."""

import json

import click

from cse_rules.assess import load_ruleset
from cse_rules.cli.failures import UNUSABLE
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option
from cse_rules.cli.terminal import colour, unicode, width
from cse_rules.facts.values import When
from cse_rules.render.text import print_sections
from cse_rules.workbench.comparing import compare, comparison_data
from cse_rules.workbench.comparing_report import comparison_sections


@click.command("compare")
@click.argument("case")
@click.option("--rulesets", required=True, metavar="A,B,…", help="Shipped rulesets or folders, with commas between.")
@as_of_option
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@click.pass_context
def command(ctx: click.Context, case: str, rulesets: str, as_of: When | None, shape: str) -> None:
    """Assess CASE under several rulesets side by side, and say where they part.

    First one line for each: its level on its own scale, what it could be by details missing from what is recorded, how
    much is to be done at once, and how much nobody has asked. Then why, ruleset by ruleset. Then what each recorded
    fact counts for where they do not agree.

    A ruleset that lacks a word of the case, or has no value yet for one of its numbers on that day, is left out: no
    fact is dropped. The report says where the word stands and does not repeat it. The exit status is 2 if none of them
    can assess the case.

    \b
    Examples:
      cse-rules compare case.yaml --rulesets darlington,seraf,croydon,staffordshire,merseyside
      cse-rules compare case.yaml --rulesets darlington,./our-rules
      cse-rules compare case.yaml --rulesets darlington,./our-rules --format json
    """  # noqa: D301  # click reads the backspace
    names = list(dict.fromkeys(name.strip() for name in rulesets.split(",") if name.strip()))
    if len(names) < 2:
        raise click.UsageError("name two rulesets or more, with commas between", ctx)
    found = compare(read_case(case, as_of), {name: load_ruleset(name) for name in names})
    if shape == "json":
        click.echo(json.dumps(comparison_data(found), indent=2, ensure_ascii=not unicode()))
    else:
        click.echo(print_sections(comparison_sections(found), width=width(), colour=colour()), nl=False, color=True)
    if not found.usable:
        click.echo("error: none of these rulesets can assess the case", err=True)
        ctx.exit(UNUSABLE)
