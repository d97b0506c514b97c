"""`cse-rules contact`."""

import click

from cse_rules.assess import assess, load_ruleset
from cse_rules.assess.documents import contact_form
from cse_rules.cli.forms import Form, form_options, hand_out
from cse_rules.cli.inputs import read_case
from cse_rules.cli.options import as_of_option, fail_if_a_rule_did, ruleset_option
from cse_rules.facts.values import When
from cse_rules.render.forms import contact_sections, contact_title, contact_to_dict


@click.command("contact")
@click.argument("case")
@ruleset_option
@as_of_option
@form_options
def command(case: str, ruleset: str, as_of: When | None, shape: str, output: str | None) -> None:
    """Write the contact about CASE with the front door that the ruleset refers to.

    What to do now comes first. Then what was seen, every other child who may be involved, what the child needs now, who
    knows of the contact, the level with what it could be, the actions, and what is not known. In Darlington it goes to
    the Children's Access Point; contact details that nobody has checked are marked. No sensitive field is in it.

    \b
    Examples:
      cse-rules contact case.yaml
      cse-rules contact case.yaml --format docx --output contact.docx
      cse-rules contact case.yaml --ruleset ./our-rules --format json
    """  # noqa: D301  # click reads the backspace
    found = assess(read_case(case, as_of), load_ruleset(ruleset))
    made = contact_form(found)
    form = Form(title=contact_title(made), sections=contact_sections(made), data=lambda: contact_to_dict(made))
    hand_out(form, shape, output)
    fail_if_a_rule_did(found)
