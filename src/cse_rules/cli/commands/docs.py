"""`cse-rules docs`."""

import json
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from cse_rules.assess import load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.cli.progress import progress
from cse_rules.cli.terminal import width
from cse_rules.cli.writing import make_folder, write_whole
from cse_rules.errors import did_you_mean
from cse_rules.render.sentences import rule_sentence


@click.command("docs")
@click.argument("ruleset")
@click.option("--out", metavar="DIR", help="The folder to write the site to.")
@click.option("--rule", metavar="RULE", help="Print the sentence of one rule instead.")
@click.option(
    "--mutation-report", metavar="FILE", help="What `cse-rules test --mutate --format json` printed, for its score."
)
@click.pass_context
def command(ctx: click.Context, ruleset: str, out: str | None, rule: str | None, mutation_report: str | None) -> None:
    """Write a site of RULESET for those who must approve it: every rule as a plain sentence, with its source.

    The pages stand alone: they fetch nothing, need no script and can be printed, a page for each theme.

    \b
    Examples:
      cse-rules docs darlington --out site
      cse-rules docs ./our-rules --rule missing-repeatedly
      cse-rules test ./our-rules --mutate --format json > mutants.json
      cse-rules docs ./our-rules --out site --mutation-report mutants.json
    """  # noqa: D301  # click reads the backspace
    if (out is None) == (rule is None):
        raise click.UsageError("give --out DIR or --rule RULE: one of them", ctx)
    checked = load_ruleset(ruleset)
    if rule is not None:
        found = next((one for one in checked.ruleset.rules if one.id == rule), None)
        if found is None:
            hint = did_you_mean(rule, [one.id for one in checked.ruleset.rules])
            raise click.UsageError(f"there is no rule `{rule}`" + (f"; {hint}" if hint else ""), ctx)
        click.echo("\n".join(textwrap.wrap(rule_sentence(found, checked.ruleset), width())))
        return
    mutation = _report(ctx, mutation_report)
    from cse_rules.workbench import run_scenarios
    from cse_rules.workbench.coverage import coverage
    from cse_rules.workbench.site import site
    from cse_rules.workbench.site.contents import gather
    from cse_rules.workbench.stories import read_scenarios

    folder = ruleset_folder(ruleset)
    with progress("looking at clauses") as told:
        shown = coverage(folder, checked, told=told)
    pages = site(gather(checked, read_scenarios(folder), run_scenarios(folder, checked), shown, mutation))
    target = make_folder(Path(out or ""))
    for name, text in pages.items():
        write_whole(target / name, text)
    click.echo(f"{len(pages)} pages written to {target}; begin with {target / 'index.html'}")


def _report(ctx: click.Context, name: str | None) -> Mapping[str, Any] | None:
    """The report of a mutation run."""
    if name is None:
        return None
    try:
        data = json.loads(Path(name).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{name} cannot be read as JSON ({type(error).__name__})", ctx) from None
    if not isinstance(data, dict) or not {"score", "noticed", "survivors", "argued"} <= set(data):
        raise click.UsageError(f"{name} is no report of `cse-rules test --mutate --format json`", ctx)
    return data
