"""`cse-rules explain`."""

import click

from cse_rules.assess import explain, load_ruleset
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, fail_if_a_rule_did, ruleset_option
from cse_rules.cli.terminal import colour, width
from cse_rules.facts.values import When
from cse_rules.render.explanation import render_explanation


@click.command("explain")
@click.argument("case")
@click.argument("rule")
@ruleset_option
@as_of_option
def command(case: str, rule: str, ruleset: str, as_of: When | None) -> None:
    """Explain RULE for CASE: why it is met, why it is not, or what is not known and who may know.

    \b
    Examples:
      cse-rules explain case.yaml rape-disclosed
      cse-rules explain case.yaml missing-repeatedly --as-of 2017-02-20
    """  # noqa: D301  # click reads the backspace
    found = explain(read_case(case, as_of), load_ruleset(ruleset), rule)
    click.echo(render_explanation(found, width=width(), colour=colour()), nl=False, color=True)
    fail_if_a_rule_did(found.assessment)
