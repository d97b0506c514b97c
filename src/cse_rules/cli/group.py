"""`cse-rules`: what all commands have in common."""

import click

from cse_rules.cli.failures import Careful
from cse_rules.cli.terminal import WIDEST
from cse_rules.render import library


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
      3   a rule failed, or a second opinion differs; the rest of the assessment stands
      70  a mistake of the library, to be reported

    \b
    Examples:
      cse-rules assess case.yaml
      cse-rules explain case.yaml missing-repeatedly
      cse-rules check rulesets/darlington
      cse-rules test rulesets/darlington
    """  # noqa: D301  # click reads the backspace
