"""`cse-rules history`."""

import json

import click

from cse_rules.assess import load_ruleset
from cse_rules.assess.session import history
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, fail_if_a_rule_did, ruleset_option
from cse_rules.cli.progress import progress
from cse_rules.cli.terminal import colour, unicode, width
from cse_rules.facts.values import Span, When
from cse_rules.render.history import history_sections, history_to_dict
from cse_rules.render.text import print_sections


def _span(ctx: click.Context, param: click.Parameter, value: str | None) -> Span | None:
    if value is None:
        return None
    try:
        span = Span.parse(value)
    except ValueError:
        raise click.BadParameter("not a length of time; write it as `1 month`", ctx, param) from None
    if span.on_the_clock or span.amount < 1:
        raise click.BadParameter("the days looked at are a day apart or more", ctx, param)
    return span


@click.command("history")
@click.argument("case")
@ruleset_option
@as_of_option
@click.option("--every", callback=_span, metavar="SPAN", help="Look besides that once in every such span, as `7 days`.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def command(case: str, ruleset: str, as_of: When | None, every: Span | None, shape: str) -> None:
    """Show the level of CASE over time: as it was known then, and as it is known now.

    Known then is what had been recorded by the end of a day. Known now is all that has since been learned, each fact
    from the day on which it happened. Days on which the two part are marked, and so is what was learned later.

    The days are those on which something was recorded or happened, and those on which the level turned with time alone.
    A fact that does not say when it was recorded counts as known from the day of the case on.

    \b
    Examples:
      cse-rules history case.yaml
      cse-rules history case.yaml --as-of 2017-03-01 --every "1 month"
      cse-rules history case.yaml --ruleset ./our-rules --format json
    """  # noqa: D301  # click reads the backspace
    about, rules = read_case(case, as_of), load_ruleset(ruleset)
    with progress("looking back") as told:
        found = history(about, rules, every=every, told=told)
    if shape == "json":
        click.echo(json.dumps(history_to_dict(found), indent=2, ensure_ascii=not unicode()))
    else:
        click.echo(print_sections(history_sections(found), width=width(), colour=colour()), nl=False, color=True)
    for day in found.days:
        for seen in (day.then, day.now):
            if seen.assessment is not None:
                fail_if_a_rule_did(seen.assessment)
