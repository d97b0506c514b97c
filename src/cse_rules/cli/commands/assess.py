"""`cse-rules assess`."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cse_rules.assess import Assessment, assess, load_ruleset
from cse_rules.assess.assessment import MOST_TRIED
from cse_rules.cli.feedback import feedback_option, with_feedback
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, fail_if_a_rule_did, ruleset_option
from cse_rules.cli.progress import progress
from cse_rules.cli.terminal import colour, unicode, width
from cse_rules.cli.writing import hand_over
from cse_rules.facts.values import When
from cse_rules.render.audiences import AUDIENCES, FULL, UnknownAudience, audience_named
from cse_rules.render.json import render_json
from cse_rules.render.text import render_text

if TYPE_CHECKING:
    from cse_rules.assess.session import History

_DAYS, _DAYS_OF_A_LONG_CASE = 40, 12
"""On how many days at most the picture looks at the level: each takes as long as two assessments."""
_READ_IT = "note: read it before you give it away: what the child wants, and what is confidential, is for you to weigh"


def _audience(ctx: click.Context, param: click.Parameter, value: str) -> str:
    try:
        return audience_named(value).name
    except UnknownAudience as error:
        raise click.BadParameter(str(error), ctx, param) from None


@click.command("assess")
@click.argument("case")
@ruleset_option
@as_of_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "html", "md", "docx", "cards"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@feedback_option
@click.option(
    "--audience",
    callback=_audience,
    default=FULL.name,
    show_default=True,
    metavar="|".join(AUDIENCES),
    help="For whom: what they are not told is left out, or has other words.",
)
@click.option("--output", metavar="FILE", help="Write it to a file, whole or not at all.")
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
    audience: str,
    output: str | None,
    feedback: tuple[Path, ...],
    second_opinion: Literal["durable"] | None,
) -> None:
    """Assess CASE, a YAML or JSON file, or `-` for standard input: what to do now comes first.

    With --format html it is one page that stands alone, to be read, heard or printed, with a picture of what happened
    when. With --audience it is a version for others; none is made for a family in whose household a person of concern
    lives, or may live.

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
      cse-rules assess case.yaml --format html --output report.html
      cse-rules assess case.yaml --format docx --audience partner --output report.docx
      cse-rules assess case.yaml --second-opinion durable
      cse-rules assess case.yaml --format cards --feedback feedback.json
    """  # noqa: D301  # click reads the backspace
    if shape in ("json", "cards") and audience != FULL.name:
        help_ = "--audience goes with text, html, md and docx"
        raise click.UsageError(f"--format {shape} says all, for programs: {help_}")
    checked = load_ruleset(ruleset)
    known = with_feedback(read_case(case, as_of), checked, feedback)
    found = assess(known, checked, second_opinion=second_opinion)
    hand_over(_rendered(found, shape, audience, plain=output is not None), Path(output) if output else None)
    if AUDIENCES[audience].for_family:
        click.echo(_READ_IT, err=True)
    fail_if_a_rule_did(found)


def _rendered(found: Assessment, shape: str, audience: str, *, plain: bool) -> str | bytes:
    match shape:
        case "json":
            return render_json(found, ascii_only=not plain and not unicode())
        case "cards":
            from cse_rules.render.cards import render_cards  # the other forms do not need it

            return render_cards(found, ascii_only=not plain and not unicode())
        case "html":
            from cse_rules.render.html import render_html

            return render_html(found, audience=audience, history=_looked_back(found, audience))
        case "md":
            from cse_rules.render.documents.reports import render_markdown

            return render_markdown(found, audience=audience, history=_looked_back(found, audience))
        case "docx":
            from cse_rules.render.documents.reports import render_docx

            return render_docx(found, audience=audience, history=_looked_back(found, audience))
        case _:
            return render_text(found, audience=audience, width=width(), colour=colour() and not plain)


def _looked_back(found: Assessment, audience: str) -> "History | None":
    """The level on earlier days; asked first whether there may be a report, as looking back takes a while."""
    from cse_rules.assess.session import history
    from cse_rules.render.sharing.refusing import fit

    if not fit(found, audience).tells_every_fact:  # the level on earlier days would not be shown
        return None
    with progress("looking back") as told:
        at_most = _DAYS if len(found.case.by_id) <= MOST_TRIED else _DAYS_OF_A_LONG_CASE
        return history(found.case, found.checked, at_most=at_most, told=told)
