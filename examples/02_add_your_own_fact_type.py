"""Add a fact type of your own, with a field that is worked out, and a rule that reads it."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from attrs import frozen

from cse_rules import FACTS, When, assess, load_ruleset, parse_case
from cse_rules.facts import DerivedField, Fact, documented
from cse_rules.facts.kinds import Flag

RULESET = """
{ruleset: taxi-rides, title: A ruleset for one type of fact, edition: "1", status: draft,
preface: An example., statement: "An example, not for use.",
scale: [nothing_found, look_again], bands: [some], themes: {places: Places},
sources: {ours: {title: An example of our own}}, directory: {office: {title: The office}}, refer_to: office,
sufficient: {topics: [rides], fresh_for: $fresh_for}}"""
VOCABULARY = "topics: {rides: {title: Rides, ask: Which taxi rides are known?, of: [office], types: [taxi_ride]}}"
PARAMETERS = "parameters: {fresh_for: {title: T, values: [{value: 6 weeks, since: 2000-01-01, reference: example}]}}"
RULES = """
- rule: ride-paid-by-somebody-else
  title: A ride that somebody else paid for
  source: {ours: an example}
  when: {some: taxi_ride, where: {somebody_else_paid: true}}
  raise: {indicator: paid_ride, kind: risk, band: some, theme: places}
  level: look_again
"""


@frozen(kw_only=True)
class TaxiRide(Fact):
    """The child was driven in a taxi."""

    type_name: ClassVar[str] = "taxi_ride"

    date: When | None = documented("when", default=None)
    child_paid: bool | None = documented("whether the child paid the fare", default=None)


def somebody_else_paid(ride: TaxiRide) -> bool | None:
    """None means not known; the library then asks for `child_paid`, the field that it `needs`."""
    return None if ride.child_paid is None else not ride.child_paid


PAID = DerivedField("somebody_else_paid", Flag(), "child_paid", "somebody else paid", compute=somebody_else_paid)
MODEL = FACTS.with_type(TaxiRide, derived=(PAID,))

with TemporaryDirectory() as folder:
    texts = {"ruleset": RULESET, "vocabulary": VOCABULARY, "parameters": PARAMETERS, "rides": RULES}
    for name, text in texts.items():
        (Path(folder) / f"{name}.yaml").write_text(text, encoding="utf-8")
    ruleset = load_ruleset(folder, model=MODEL)

for ride in ("{child_paid: false}", "{id: ride-1}"):
    case = parse_case(f"facts: [taxi_ride: {ride}]", as_of=date(2017, 2, 3), model=MODEL)
    assessment = assess(case, ruleset)
    print(assessment.statement, *(f"| {question.ask}" for question in assessment.questions))
