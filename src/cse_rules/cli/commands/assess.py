"""`cse-rules assess`."""

from pathlib import Path
from typing import Literal

import click

from cse_rules.assess import assess, load_ruleset
from cse_rules.cli.feedback import feedback_option, with_feedback
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
    "--format",
    "shape",
    type=click.Choice(["text", "json", "cards"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@feedback_option
@click.option(
    "--second-opinion",
    type=click.Choice(["durable"]),
    help="Ask another engine as well which facts match, and show every difference.",
)
def command(
    case: str,
    ruleset: str,
    as_of: When | None,
    shape: str,
    feedback: tuple[Path, ...],
    second_opinion: Literal["durable"] | None,
) -> None:
    """Assess CASE, a YAML or JSON file, or `-` for standard input: what to do now comes first.

    With --second-opinion durable, durable-rules, an engine that others wrote, is asked which single facts match which
    patterns. A difference, a fact that it refuses or a crash is shown first, and the exit status is 3. Where it is not
    installed the report says "no second opinion", and nothing fails.

    With --format cards it is printed as JSON in the manner of CDS Hooks, for programs that show cards; --feedback reads
    what people did with such cards, and adds it to what is known before the case is assessed.

    \b
    Examples:
      cse-rules assess case.yaml
      cse-rules assess case.yaml --as-of 2017-02-20
      cse-rules assess case.yaml --ruleset ./our-rules --format json
      cse-rules assess case.yaml --second-opinion durable
      cse-rules assess case.yaml --format cards --feedback feedback.json
    """  # noqa: D301  # click reads the backspace
    checked = load_ruleset(ruleset)
    known = with_feedback(read_case(case, as_of), checked, feedback)
    found = assess(known, checked, second_opinion=second_opinion)
    if shape == "cards":
        from cse_rules.render.cards import render_cards  # the other forms do not need it

        click.echo(render_cards(found, ascii_only=not unicode()), nl=False)
    elif shape == "json":
        click.echo(render_json(found, ascii_only=not unicode()), nl=False)
    else:
        click.echo(render_text(found, width=width(), colour=colour()), nl=False, color=True)
    fail_if_a_rule_did(found)
