"""Files of feedback on cards, as commands take them."""

from collections.abc import Iterable
from pathlib import Path

import click
from attrs import evolve

from cse_rules.assess import assess
from cse_rules.check import CheckedRuleset
from cse_rules.cli.inputs import piped
from cse_rules.errors import CaseError, Diagnostic
from cse_rules.facts import Case
from cse_rules.facts.types import Fact
from cse_rules.syntax.nodes import text_of

feedback_option = click.option(
    "--feedback",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Add what people did with the cards, from JSON (`-`: standard input); can be given several times.",
)


def with_feedback(case: Case, ruleset: CheckedRuleset, files: Iterable[Path]) -> Case:
    """The case with what feedback adds to it.

    Raises:
        CaseError: naming every problem of every file.
    """
    return case.with_fact(*feedback_facts(case, ruleset, files))


def feedback_facts(case: Case, ruleset: CheckedRuleset, files: Iterable[Path]) -> tuple[Fact, ...]:
    """The facts that feedback gives and that the case does not hold yet, each once.

    Raises:
        CaseError: naming every problem of every file.
    """
    paths = tuple(files)
    if not paths:
        return ()
    from cse_rules.render.cards import read_feedback  # not needed by those who have none

    before = assess(case, ruleset, try_answers=False)
    facts: dict[Fact, None] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            text = piped("-") if str(path) == "-" else text_of(path)
            assert text is not None  # standard input always has one
            if isinstance(text, Diagnostic):
                raise CaseError([text])
            facts |= dict.fromkeys(read_feedback(text, before))
        except CaseError as error:
            problems += [_in_file(path, one) for one in error.diagnostics]
    if problems:
        raise CaseError(problems)
    return tuple(facts)


def _in_file(path: Path, problem: Diagnostic) -> Diagnostic:
    """The problem with its file, as `feedback.json: feedback[0].card`."""
    if problem.location is not None:
        return problem
    first, *rest = problem.path or ("",)
    file = "<standard input>" if str(path) == "-" else str(path)
    return evolve(problem, path=(f"{file}: {first}" if first else file, *rest))
