"""`cse-rules plan`."""

import json

import click

from cse_rules.assess import assess, load_ruleset
from cse_rules.assess.practice import plan_of
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, fail_if_a_rule_did, fail_where_a_calendar_ends, ruleset_option
from cse_rules.cli.terminal import colour, unicode, width
from cse_rules.facts.values import When
from cse_rules.render.act_now import act_now
from cse_rules.render.json import planned_to_dict
from cse_rules.render.plan import plan_sections
from cse_rules.render.report import footer_section
from cse_rules.render.text import print_sections
from cse_rules.render.words import Words


@click.command("plan")
@click.argument("case")
@ruleset_option
@as_of_option
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def command(case: str, ruleset: str, as_of: When | None, shape: str) -> None:
    """Show the actions of CASE as a plan: who carries out what, by when, how far it has come, and when to look again.

    An action is done when the case holds an `action_taken` for it; without one it is outstanding or overdue, and where
    the record leaves it open, it is not known. Nobody of the household of a person of concern gets the plan.

    \b
    Examples:
      cse-rules plan case.yaml
      cse-rules plan case.yaml --as-of 2017-03-01
      cse-rules plan case.yaml --format json
    """  # noqa: D301  # click reads the backspace
    found = assess(read_case(case, as_of), load_ruleset(ruleset), try_answers=False)
    words = Words.of(found)
    if shape == "json":
        click.echo(json.dumps(planned_to_dict(found), indent=2, ensure_ascii=not unicode()))
    else:
        sections = [act_now(found, words), *plan_sections(found, words), footer_section(found)]
        click.echo(print_sections(sections, width=width(), colour=colour()), nl=False, color=True)
    review = plan_of(found).review
    fail_where_a_calendar_ends([review.problem] if review is not None else [])
    fail_if_a_rule_did(found)
