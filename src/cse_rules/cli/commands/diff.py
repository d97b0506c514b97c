"""`cse-rules diff`."""

import json
from pathlib import Path

import click

from cse_rules.assess import load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.cli.failures import FAILED, UNUSABLE
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option
from cse_rules.cli.progress import progress
from cse_rules.cli.terminal import colour, unicode, width
from cse_rules.facts.values import When
from cse_rules.render.diagnostics import render_diagnostics
from cse_rules.render.text import print_sections
from cse_rules.workbench.diff import Compared, case_files, changes, compare_cases, compare_scenarios
from cse_rules.workbench.diff.report import diff_data, diff_sections


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--cases", metavar="DIR|FILE", help="Assess these cases under both.")
@click.option("--scenarios", is_flag=True, help="Take the stories of OLD as the cases.")
@click.option("--never-less-cautious", is_flag=True, help="Exit with 1 if any case is less cautious under NEW.")
@as_of_option
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str,
    cases: str | None,
    scenarios: bool,
    never_less_cautious: bool,
    as_of: When | None,
    shape: str,
) -> None:
    """What changed from the ruleset OLD to the ruleset NEW, and which cases that changes.

    Less cautious is a lower level, a lower level that it could be, an action that is later or gone, a trigger, a sign
    or a challenge that is gone, or a question with nothing in its place. Cases that neither ruleset can assess are
    named, and make the exit status 2.

    \b
    Examples:
      cse-rules diff darlington ./our-rules
      cse-rules diff darlington ./our-rules --cases ./caseload --as-of 2017-02-20
      cse-rules diff darlington ./our-rules --scenarios --never-less-cautious
    """  # noqa: D301  # click reads the backspace
    if cases is not None and scenarios:
        raise click.UsageError("--cases and --scenarios cannot both be given", ctx)
    if never_less_cautious and cases is None and not scenarios:
        raise click.UsageError("--never-less-cautious needs --cases or --scenarios", ctx)
    before, after = load_ruleset(old), load_ruleset(new)
    found = changes(before.ruleset, after.ruleset)
    compared: Compared | None = None
    if cases is not None:
        files = case_files(Path(cases))
        with progress("assessing", len(files)) as told:
            compared = compare_cases(files, before, after, read=lambda path: read_case(str(path), as_of), told=told)
    elif scenarios:
        with progress("assessing") as told:
            compared = compare_scenarios(ruleset_folder(old), before, after, told=told)
    if shape == "json":
        click.echo(json.dumps(diff_data(found, compared), indent=2, ensure_ascii=not unicode()))
    else:
        sections = diff_sections(before.ruleset, after.ruleset, found, compared)
        click.echo(print_sections(sections, width=width(), colour=colour()), nl=False, color=True)
    if compared is not None and compared.problems:
        click.echo(render_diagnostics(compared.problems), err=True, nl=False)
        ctx.exit(UNUSABLE)
    if never_less_cautious and compared is not None and compared.less_cautious:
        ctx.exit(FAILED)
