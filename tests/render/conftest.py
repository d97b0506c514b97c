from datetime import date
from pathlib import Path

import pytest

from cse_rules.assess import Assessment, assess, load_ruleset
from cse_rules.check import CheckedRuleset
from cse_rules.syntax.cases import load_case, parse_case

SARAH = Path(__file__).parents[2] / "examples" / "sarah"


@pytest.fixture(scope="session")
def darlington() -> CheckedRuleset:
    return load_ruleset("darlington")


@pytest.fixture(scope="session")
def sarah(darlington: CheckedRuleset) -> dict[int, Assessment]:
    """The assessments of the three parts."""
    return {n: assess(load_case(SARAH / f"part-{n}.yaml", as_of=date(2017, 6, 1)), darlington) for n in (1, 2, 3)}


def assessed(text: str, *, child: str = "{age: 15}", day: date = date(2017, 6, 1)) -> Assessment:
    """The assessment of people and facts written down."""
    case = parse_case(f"case: mill-lane\nchild: {child}\n{text}", as_of=day)
    return assess(case, load_ruleset("darlington"))
