"""`cse-rules assess`."""

import click

from cse_rules.assess import assess, load_ruleset
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, fail_if_a_rule_did, ruleset_option
from cse_rules.cli.terminal import colour, unicode, width
from cse_rules.facts.values import When
from cse_rules.render.json import render_json
from cse_rules.render.text import render_text


@click.command("assess")
@click.argument("case")
@ruleset_option
@as_of_option
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def command(case: str, ruleset: str, as_of: When | None, shape: str) -> None:
    """Assess CASE, a YAML or JSON file, or `-` for standard input: what to do now comes first.

    \b
    Examples:
      cse-rules assess case.yaml
      cse-rules assess case.yaml --as-of 2017-02-20
      cse-rules assess case.yaml --ruleset ./our-rules --format json
    """  # noqa: D301  # click reads the backspace
    found = assess(read_case(case, as_of), load_ruleset(ruleset))
    if shape == "json":
        click.echo(render_json(found, ascii_only=not unicode()), nl=False)
    else:
        click.echo(render_text(found, width=width(), colour=colour()), nl=False, color=True)
    fail_if_a_rule_did(found)
