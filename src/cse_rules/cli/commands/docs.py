"""`cse-rules docs`."""

import json
import textwrap
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from cse_rules.assess import load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.check import CheckedRuleset
from cse_rules.cli.failures import FAILED
from cse_rules.cli.inputs import day
from cse_rules.cli.progress import progress
from cse_rules.cli.terminal import width
from cse_rules.cli.writing import make_folder, write_whole
from cse_rules.errors import did_you_mean
from cse_rules.facts.values import When
from cse_rules.render.sentences import rule_sentence
from cse_rules.workbench import run_scenarios
from cse_rules.workbench.mutating import about_now
from cse_rules.workbench.mutation_report import why_not_about


@click.command("docs")
@click.argument("ruleset")
@click.option("--out", metavar="DIR", help="The folder to write the site to.")
@click.option("--rule", metavar="RULE", help="Print the sentence of one rule instead.")
@click.option(
    "--mutation-report", metavar="FILE", help="What `cse-rules test --mutate --format json` printed, for its score."
)
@click.option("--on", callback=day, metavar="DATE", help="The day whose numbers the sentences name; today if left out.")
@click.pass_context
def command(
    ctx: click.Context, ruleset: str, out: str | None, rule: str | None, mutation_report: str | None, on: When | None
) -> None:
    """Write a site of RULESET for those who must approve it: every rule as a plain sentence, with its source.

    The pages stand alone: they fetch nothing, need no script and can be printed, a page for each theme. The first one
    says how the rules are tested. If a story fails it says so, and the exit status is 1. A report of mutants is taken
    only for the rules and the stories that it was made with.

    \b
    Examples:
      cse-rules docs darlington --out site
      cse-rules docs ./our-rules --rule missing-repeatedly
      cse-rules test ./our-rules --mutate --format json > mutants.json
      cse-rules docs ./our-rules --out site --mutation-report mutants.json
    """  # noqa: D301  # click reads the backspace
    if (out is None) == (rule is None):
        raise click.UsageError("give --out DIR or --rule RULE: one of them", ctx)
    the_day = date.today() if on is None else on.last_day  # noqa: DTZ011  rulesets are dated in local days
    checked = load_ruleset(ruleset)
    if rule is not None:
        found = next((one for one in checked.ruleset.rules if one.id == rule), None)
        if found is None:
            hint = did_you_mean(rule, [one.id for one in checked.ruleset.rules])
            raise click.UsageError(f"there is no rule `{rule}`" + (f"; {hint}" if hint else ""), ctx)
        click.echo("\n".join(textwrap.wrap(rule_sentence(found, checked.ruleset, on=the_day), width())))
        return
    from cse_rules.workbench.coverage import coverage
    from cse_rules.workbench.inheriting import gather as gather_stories
    from cse_rules.workbench.site import site
    from cse_rules.workbench.site.contents import gather

    folder = ruleset_folder(ruleset)
    mutation = _report(ctx, mutation_report, folder, checked)
    told_stories = gather_stories(folder, checked.ruleset).told
    outcome = run_scenarios(folder, checked)
    with progress("looking at clauses") as told:
        shown = coverage(folder, checked, told=told)
    pages = site(gather(checked, told_stories, outcome, shown, mutation, on=the_day))
    target = make_folder(Path(out or ""))
    for name, text in pages.items():
        write_whole(target / name, text)
    click.echo(f"{len(pages)} pages written to {target}; begin with {target / 'index.html'}")
    failing = [one for one in outcome.results if not one.passed]
    if failing:
        what = "1 story fails" if len(failing) == 1 else f"{len(failing)} stories fail"
        click.echo(f"warning: {what}; the first page says so, and `cse-rules test` says why", err=True)
        for one in failing:
            click.echo(f"  {one.at}: {one.sentence}", err=True)
        ctx.exit(FAILED)


def _report(ctx: click.Context, name: str | None, folder: Path, checked: CheckedRuleset) -> Mapping[str, Any] | None:
    """The report of a mutation run of exactly these rules and stories."""
    if name is None:
        return None
    try:
        data = json.loads(Path(name).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{name} cannot be read as JSON ({type(error).__name__})", ctx) from None
    why = why_not_about(data, about_now(folder, checked))
    if why is not None:
        again = "; make a new one: cse-rules test RULESET --mutate --format json"
        raise click.UsageError(f"{name} {why}{again}", ctx)
    report: Mapping[str, Any] = data
    return report
