"""`cse-rules explain`."""

import json

import click

from cse_rules.assess import explain, gaps, load_ruleset
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, fail_if_a_rule_did, ruleset_option
from cse_rules.cli.terminal import colour, unicode, width
from cse_rules.facts.values import When
from cse_rules.render.explanation import explanation_data, explanation_sections, why_not_sections
from cse_rules.render.gaps import gaps_data, gaps_sections
from cse_rules.render.text import print_sections


@click.command("explain")
@click.argument("case")
@click.argument("rule", required=False)
@click.option("--why-not", metavar="RULE", help="Only what stands in the way of a rule: the nearest miss, the unknown.")
@click.option("--gaps", "ranked", is_flag=True, help="What is not known, ranked by what it could do to the level.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@ruleset_option
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    case: str,
    rule: str | None,
    why_not: str | None,
    ranked: bool,
    shape: str,
    ruleset: str,
    as_of: When | None,
) -> None:
    """Explain RULE for CASE: why it is met, why it is not, or what is not known and who may know.

    With --gaps no rule is named: every missing detail and open topic of the case, what could raise the level furthest
    first, then what something to act on now depends on.

    \b
    Examples:
      cse-rules explain case.yaml rape-disclosed
      cse-rules explain case.yaml missing-repeatedly --as-of 2017-02-20
      cse-rules explain case.yaml --why-not missing-repeatedly
      cse-rules explain case.yaml --gaps
    """  # noqa: D301  # click reads the backspace
    if sum((rule is not None, why_not is not None, ranked)) != 1:
        raise click.UsageError("give a RULE, or --why-not RULE, or --gaps: one of them", ctx)
    given, checked = read_case(case, as_of), load_ruleset(ruleset)
    if ranked:
        found = gaps(given, checked)
        assessment, data, sections = found.assessment, gaps_data, gaps_sections
        content = data(found) if shape == "json" else sections(found)
    else:
        explained = explain(given, checked, rule or why_not or "", try_answers=None)
        assessment = explained.assessment
        sections_of = explanation_sections if why_not is None else why_not_sections
        content = explanation_data(explained) if shape == "json" else sections_of(explained)
    if isinstance(content, dict):
        click.echo(json.dumps(content, indent=2, ensure_ascii=not unicode()))
    else:
        click.echo(print_sections(content, width=width(), colour=colour()), nl=False, color=True)
    fail_if_a_rule_did(assessment)
