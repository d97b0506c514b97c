"""`cse-rules`: assess, explain, check, test."""

import os
import shutil
import sys

import click

from cse_rules.assess import Assessment, assess, explain, load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.cli.failures import FAILED, RULE_FAILED, Careful
from cse_rules.cli.inputs import day, read_case
from cse_rules.cli.stories import render_stories
from cse_rules.errors import RulesetError
from cse_rules.facts.values import When
from cse_rules.render import library
from cse_rules.render.diagnostics import render_diagnostics
from cse_rules.render.explanation import render_explanation
from cse_rules.render.json import render_json
from cse_rules.render.summary import render_summary
from cse_rules.render.text import NARROWEST, render_text

WIDEST = 100
_NO_SUCH_FILE = "CSE003"

_ruleset = click.option(
    "--ruleset", default="darlington", show_default=True, metavar="ID|DIR", help="A shipped ruleset, or a folder."
)
_as_of = click.option(
    "--as-of",
    callback=day,
    metavar="DATE",
    help="The day to assess, as 2017-02-20, in place of the case's own.",
)


@click.group(cls=Careful, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST})
@click.version_option(library.version(), prog_name=library.NAME)
def main() -> None:
    """Explained decision support for professionals who protect children from sexual exploitation.

    It supports judgement and never replaces it. If a child is in immediate danger, call 999.

    \b
    Exit status:
      0   done
      1   a check or a scenario failed
      2   the input cannot be used
      3   a rule failed; the rest of the assessment stands
      70  a mistake of the library, to be reported

    \b
    Examples:
      cse-rules assess case.yaml
      cse-rules explain case.yaml missing-repeatedly
      cse-rules check rulesets/darlington
      cse-rules test rulesets/darlington
    """  # noqa: D301  # click reads the backspace


@main.command("assess")
@click.argument("case")
@_ruleset
@_as_of
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def assess_(case: str, ruleset: str, as_of: When | None, shape: str) -> None:
    """Assess CASE, a YAML or JSON file, or `-` for standard input: what to do now comes first.

    \b
    Examples:
      cse-rules assess case.yaml
      cse-rules assess case.yaml --as-of 2017-02-20
      cse-rules assess case.yaml --ruleset ./our-rules --format json
    """  # noqa: D301  # click reads the backspace
    found = assess(read_case(case, as_of), load_ruleset(ruleset))
    if shape == "json":
        click.echo(render_json(found, ascii_only=not _unicode()), nl=False)
    else:
        click.echo(render_text(found, width=_width(), colour=_colour()), nl=False, color=True)
    _fail_if_a_rule_did(found)


@main.command("explain")
@click.argument("case")
@click.argument("rule")
@_ruleset
@_as_of
def explain_(case: str, rule: str, ruleset: str, as_of: When | None) -> None:
    """Explain RULE for CASE: why it is met, why it is not, or what is not known and who may know.

    \b
    Examples:
      cse-rules explain case.yaml rape-disclosed
      cse-rules explain case.yaml missing-repeatedly --as-of 2017-02-20
    """  # noqa: D301  # click reads the backspace
    found = explain(read_case(case, as_of), load_ruleset(ruleset), rule)
    click.echo(render_explanation(found, width=_width(), colour=_colour()), nl=False, color=True)
    _fail_if_a_rule_did(found.assessment)


@main.command("check")
@click.argument("ruleset")
@click.pass_context
def check_(ctx: click.Context, ruleset: str) -> None:
    """Check RULESET, a shipped one or a folder: every problem at once, or what it holds.

    \b
    Examples:
      cse-rules check darlington
      cse-rules check ./our-rules
    """  # noqa: D301  # click reads the backspace
    folder = ruleset_folder(ruleset)
    try:
        checked = load_ruleset(folder)
    except RulesetError as error:
        if all(one.code == _NO_SUCH_FILE for one in error.diagnostics):
            raise
        click.echo(render_diagnostics(error.diagnostics), nl=False)
        ctx.exit(FAILED)
    click.echo(render_diagnostics(checked.warnings) + render_summary(checked), nl=False)


@main.command("test")
@click.argument("ruleset")
@click.pass_context
def test_(ctx: click.Context, ruleset: str) -> None:
    """Tell the scenarios of RULESET, a shipped one or a folder, and name the answers that none of them shows.

    \b
    Examples:
      cse-rules test darlington
      cse-rules test ./our-rules
    """  # noqa: D301  # click reads the backspace
    from cse_rules.workbench import run_scenarios  # needed by this command alone

    checked = load_ruleset(ruleset)
    report = run_scenarios(ruleset_folder(ruleset), checked)
    click.echo(render_stories(report, checked), nl=False)
    if not report.passed:
        ctx.exit(FAILED)


def _fail_if_a_rule_did(found: Assessment) -> None:
    if found.errors:
        number = len(found.errors)
        what = "1 problem" if number == 1 else f"{number} problems"
        click.echo(f"error: {what} while assessing, listed under errors; the rest of the assessment stands", err=True)
        for one in found.errors:
            click.echo(f"error: {one}", err=True)
        click.get_current_context().exit(RULE_FAILED)


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int:
    if not sys.stdout.isatty():
        return WIDEST
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def _unicode() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") in ("utf8", "utf8sig")
