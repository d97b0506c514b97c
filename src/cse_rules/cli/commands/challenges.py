"""`cse-rules challenges`."""

import json

import click

from cse_rules.assess import assess, load_ruleset
from cse_rules.assess.practice import carried_challenges
from cse_rules.assess.session import history, late_recognition
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, fail_if_a_rule_did, fail_where_a_calendar_ends, ruleset_option
from cse_rules.cli.progress import progress
from cse_rules.cli.terminal import colour, unicode, width
from cse_rules.facts.values import When
from cse_rules.render.about import about_section
from cse_rules.render.challenges import challenge_section
from cse_rules.render.json import challenges_to_dict
from cse_rules.render.text import print_sections
from cse_rules.render.words import Words

MOST_DAYS = 40
"""On how many days at most it is looked back for a level that was recognised late."""


@click.command("challenges")
@click.argument("case")
@ruleset_option
@as_of_option
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def command(case: str, ruleset: str, as_of: When | None, shape: str) -> None:
    """Show how far the professional challenges of CASE have come: who carries each, to whom, and by when.

    A challenge is the same one for as long as its reason stands. What nobody answers in the time of a stage is shown as
    ignored and moves to the next stage. It is answered by a record in the case, under the id that is printed with it:

    \b
      - challenge_step: {of: no-further-action-at-medium-or-high/nfa, did: accepted, by: manager, date: 2017-03-01}

    `did` is raised, accepted or overridden; overriding needs `because`, one of the ruleset's codes. No answer changes a
    level, a trigger or an action. What was recognised late, though it could be established from what had been recorded,
    is a challenge as well.

    \b
    Examples:
      cse-rules challenges case.yaml
      cse-rules challenges case.yaml --as-of 2017-03-01
      cse-rules challenges case.yaml --format json
    """  # noqa: D301  # click reads the backspace
    found = assess(read_case(case, as_of), load_ruleset(ruleset), try_answers=False)
    with progress("looking back") as told:
        late = late_recognition(history(found.case, found.checked, at_most=MOST_DAYS, told=told))
    carried = carried_challenges(found, late=late)
    if shape == "json":
        click.echo(json.dumps(challenges_to_dict(found, late), indent=2, ensure_ascii=not unicode()))
    else:
        sections = [challenge_section(found, Words.of(found), late), about_section(found.checked.ruleset)]
        click.echo(print_sections(sections, width=width(), colour=colour()), nl=False, color=True)
    fail_where_a_calendar_ends(stage.problem for one in carried for stage in one.stages)
    fail_if_a_rule_did(found)
