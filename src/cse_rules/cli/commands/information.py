"""`cse-rules information`."""

import click

from cse_rules.assess import assess, load_ruleset
from cse_rules.assess.documents import information_report
from cse_rules.cli.forms import Form, form_options, hand_out
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, fail_if_a_rule_did, ruleset_option
from cse_rules.facts.values import When
from cse_rules.render.forms import information_sections, information_title, information_to_dict


@click.command("information")
@click.argument("case")
@ruleset_option
@as_of_option
@form_options
def command(case: str, ruleset: str, as_of: When | None, shape: str, output: str | None) -> None:
    """Write the information report (soft intelligence) of CASE for the police.

    It lists the people, vehicles, places, accounts online and other children of the case, and what was seen or told of
    them. Registrations, addresses, accounts, descriptions and sources are in it and in nothing else: send it to the
    addressee alone. What is not known is named with whom to ask; names are written in by hand; the police grade it.

    It replaces neither a call to 999 nor a referral: for that there is `cse-rules contact`.

    \b
    Examples:
      cse-rules information case.yaml
      cse-rules information case.yaml --format docx --output information.docx
      cse-rules information case.yaml --ruleset ./our-rules --format json
    """  # noqa: D301  # click reads the backspace
    found = assess(read_case(case, as_of), load_ruleset(ruleset), try_answers=False)
    report = information_report(found)
    form = Form(
        title=information_title(report),
        sections=information_sections(report),
        data=lambda: information_to_dict(report),
    )
    hand_out(form, shape, output)
    fail_if_a_rule_did(found)
