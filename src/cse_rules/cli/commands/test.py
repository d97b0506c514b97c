"""`cse-rules test`."""

import json
from pathlib import Path

import click

from cse_rules.assess import load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.cli.failures import FAILED
from cse_rules.cli.progress import progress
from cse_rules.cli.writing import write_whole
from cse_rules.workbench import run_scenarios
from cse_rules.workbench.coverage import coverage
from cse_rules.workbench.coverage_report import coverage_page, render_coverage
from cse_rules.workbench.junit import junit
from cse_rules.workbench.mutating import mutate
from cse_rules.workbench.mutation_report import mutation_data, render_mutations
from cse_rules.workbench.scenario_report import render_stories


@click.command("test")
@click.argument("ruleset")
@click.option("--junit", "junit_file", metavar="FILE", help="Write the outcome of each story as JUnit XML too.")
@click.option("--coverage", "covering", is_flag=True, help="Which answers did each clause of each rule give?")
@click.option("--coverage-html", metavar="FILE", help="The same, painted on the rules in one page.")
@click.option("--mutate", "mutating", is_flag=True, help="Change each rule by one step; does a story notice?")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="With --mutate: this rule or parameter alone.")
@click.option(
    "--at-least", type=click.FloatRange(0, 100), metavar="PERCENT", help="The score that --mutate must reach."
)
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="With --mutate: how to print what survives.",
)  # fmt: skip
@click.pass_context
def command(
    ctx: click.Context,
    ruleset: str,
    junit_file: str | None,
    covering: bool,
    coverage_html: str | None,
    mutating: bool,
    rules: tuple[str, ...],
    at_least: float | None,
    shape: str,
) -> None:
    """Tell the scenarios of RULESET, a shipped one or a folder, and name the answers that none of them shows.

    With --mutate every threshold, window, operator, band, level, deadline and so on is changed by one step, one at a
    time, and the stories are told again. What no story notices survives, and the exit status is 1 if anything does, or
    if the score is below --at-least. A survivor that means the same can be argued away in a file *.survivors.yaml.

    \b
    Examples:
      cse-rules test darlington
      cse-rules test ./our-rules --junit outcome.xml
      cse-rules test ./our-rules --coverage --coverage-html coverage.html
      cse-rules test ./our-rules --mutate --at-least 95
      cse-rules test ./our-rules --mutate --rule missing-repeatedly
    """  # noqa: D301  # click reads the backspace
    if not mutating and (rules or at_least is not None or shape != "text"):
        raise click.UsageError("--rule, --at-least and --format go with --mutate", ctx)
    if mutating and (junit_file is not None or covering or coverage_html is not None):
        raise click.UsageError("--junit and --coverage are about the stories as they are: leave out --mutate", ctx)
    checked = load_ruleset(ruleset)
    folder = ruleset_folder(ruleset)
    if mutating:
        with progress("trying mutants") as told:
            tried = mutate(folder, checked, rules=rules, told=told)
        if shape == "json":
            click.echo(json.dumps(mutation_data(tried), indent=2))
        else:
            click.echo(render_mutations(tried), nl=False)
        reached = not tried.survivors if at_least is None else 100 * tried.score >= at_least
        if not reached or tried.stale:
            ctx.exit(FAILED)
        return
    report = run_scenarios(folder, checked)
    if junit_file is not None:
        write_whole(Path(junit_file), junit(report.results, name=checked.ruleset.id))
    click.echo(render_stories(report, checked), nl=False)
    if covering or coverage_html is not None:
        with progress("looking at clauses") as told:
            found = coverage(folder, checked, told=told)
        if covering:
            click.echo(render_coverage(found), nl=False)
        if coverage_html is not None:
            write_whole(Path(coverage_html), coverage_page(found, checked.ruleset))
    if not report.passed:
        ctx.exit(FAILED)
