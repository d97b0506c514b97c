"""Put a fact type and a rule of your own under property tests: a planted fault is found and printed as a story."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cse_rules import FACTS, Case, CheckedRuleset, When, load_ruleset
from cse_rules.facts import Fact, documented
from cse_rules.testing import Counterexample, check_monotone, facts, from_ruleset

FILES = {
    "ruleset": """
{ruleset: rides, title: Rides, edition: "1", status: draft, preface: An example., statement: "An example, not for use.",
scale: [nothing_found, high], bands: [some], themes: {places: Places}, sources: {ours: {title: An example of our own}},
directory: {office: {title: The office}}, refer_to: office, sufficient: {topics: [rides], fresh_for: $fresh_for}}""",
    "vocabulary": "topics: {rides: {title: Rides, ask: Which rides?, of: [office], types: [taxi_ride]}}",
    "parameters": "parameters: {fresh_for: {title: T, values: [{value: 6 weeks, since: 2000-01-01, reference: us}]}}",
}
RULE = """
- {{rule: ride, title: A ride at night, source: {{ours: an example}}, level: high, {more}
   raise: {{indicator: ride, kind: risk, band: some, theme: places}}}}"""
WRONG = "non_monotone: the newest ride says how it is now, when: {latest: taxi_ride, is: {at_night: true}},"
RIGHT = "when: {some: taxi_ride, where: {at_night: true}},"


@frozen(kw_only=True)
class TaxiRide(Fact):
    """The child was driven in a taxi."""

    type_name: ClassVar[str] = "taxi_ride"
    date: When | None = documented("when", default=None)
    at_night: bool | None = documented("whether it was at night", default=None)


def try_out(rules: CheckedRuleset) -> None:
    """Look for a case in which one more ride takes something back."""

    @settings(max_examples=200, deadline=None, derandomize=True, database=None)
    @given(from_ruleset(rules), facts(TaxiRide, ruleset=rules, fields={"id": st.just("one-more")}))
    def one_more_ride_takes_nothing_back(case: Case, ride: Fact) -> None:
        check_monotone(rules, case, ride)

    one_more_ride_takes_nothing_back()


for rule in (WRONG, RIGHT):
    with TemporaryDirectory() as folder:
        for name, text in {**FILES, "rides": RULE.format(more=rule)}.items():
            (Path(folder) / f"{name}.yaml").write_text(text, encoding="utf-8")
        rules = load_ruleset(folder, model=FACTS.with_type(TaxiRide))
    try:
        try_out(rules)
        print("no case was found")
    except Counterexample as found:
        print(found)
