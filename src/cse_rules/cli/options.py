"""Options that several commands share, and what an assessment with errors means for the exit status."""

from collections.abc import Iterable

import click

from cse_rules.assess import Assessment
from cse_rules.cli.failures import RULE_FAILED
from cse_rules.cli.inputs import day

ruleset_option = click.option(
    "--ruleset", default="darlington", show_default=True, metavar="ID|DIR", help="A shipped ruleset, or a folder."
)
as_of_option = click.option(
    "--as-of",
    callback=day,
    metavar="DATE",
    help="The day to assess, as 2017-02-20, in place of the case's own.",
)


def fail_if_a_rule_did(found: Assessment) -> None:
    """Say which rules failed, and leave with the status for it."""
    if found.errors:
        number = len(found.errors)
        what = "1 problem" if number == 1 else f"{number} problems"
        click.echo(f"error: {what} while assessing, listed under errors; the rest of the assessment stands", err=True)
        for one in found.errors:
            click.echo(f"error: {one}", err=True)
        click.get_current_context().exit(RULE_FAILED)


def fail_where_a_calendar_ends(problems: Iterable[str | None]) -> None:
    """Say for which years the calendar has no data, and leave with the status for what could not be worked out."""
    said = dict.fromkeys(one for one in problems if one is not None)
    for one in said:
        click.echo(f"error: {one}", err=True)
    if said:
        click.get_current_context().exit(RULE_FAILED)
