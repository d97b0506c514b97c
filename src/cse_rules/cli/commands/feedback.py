"""`cse-rules feedback`."""

from pathlib import Path

import click

from cse_rules.assess import load_ruleset
from cse_rules.cli.feedback import feedback_facts
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, ruleset_option
from cse_rules.facts.values import When
from cse_rules.render.cards.writing import facts_as_yaml


@click.command("feedback")
@click.argument("case")
@click.argument("feedback", nargs=-1, required=True, type=click.Path(path_type=Path))
@ruleset_option
@as_of_option
def command(case: str, feedback: tuple[Path, ...], ruleset: str, as_of: When | None) -> None:
    """Print what people did with the cards of CASE as facts, to be put under `facts` in its file.

    FEEDBACK are JSON files in the manner of CDS Hooks; one file, or CASE, can be `-` for standard input. What the case
    holds already is not printed again. An accepted suggestion is printed as an action taken or as a step of a
    challenge. Of a question nothing is: its answer is a fact that somebody has to write. Comments are not read.

    \b
    Examples:
      cse-rules feedback case.yaml feedback.json > done.yaml
      cse-rules feedback case.yaml monday.json tuesday.json --as-of 2017-03-07
    """  # noqa: D301  # click reads the backspace
    facts = feedback_facts(read_case(case, as_of), load_ruleset(ruleset), feedback)
    click.echo(facts_as_yaml(facts), nl=False)
    if not facts:
        click.echo("note: nothing that the case does not hold already", err=True)
