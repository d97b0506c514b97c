"""Cases and facts are drawn from type hints, and nothing is imported before somebody wants that."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cse_rules_hypothesis
from cse_rules import Case, CheckedRuleset, Child, When, assess, load_ruleset
from cse_rules.facts import FACTS, Fact, KnownBy, Many, Range, Span
from cse_rules.rules import Ruleset
from cse_rules.testing import types, use_for_type_hints
from tests.testing.own import RIDE_RULES, TaxiRide, own_ruleset

ROOT = Path(__file__).parents[2]
VALUES = (When, Range, Many, Span, Child, KnownBy, Case, Ruleset, CheckedRuleset)


def run(*lines: str) -> str:
    """What a Python of its own prints, in which nobody has imported anything before."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(lines)], capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "", "HYPOTHESIS_NO_PLUGINS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_entry_point_names_the_function_that_registers() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    module, _, name = project["project"]["entry-points"]["hypothesis"]["cse_rules"].partition(":")
    assert getattr(sys.modules[module], name) is cse_rules_hypothesis.register
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert f"/src/{module}" in wheel["include"]
    assert wheel["sources"][f"src/{module}"] == module


DARLINGTON = load_ruleset("darlington")
LIBRARY = "print(sorted(one for one in sys.modules if one.partition('.')[0] == 'cse_rules'))"


def test_registering_imports_nothing_of_the_library() -> None:
    printed = run("import sys, hypothesis, cse_rules_hypothesis", "cse_rules_hypothesis.register()", LIBRARY)
    assert printed == "[]\n"


@pytest.mark.parametrize("first", [True, False])
def test_a_class_is_registered_whether_it_is_imported_before_or_after_hypothesis(first: bool) -> None:
    hook = "import hypothesis, cse_rules_hypothesis; cse_rules_hypothesis.register()"
    library = "from cse_rules import Case, When, CheckedRuleset; from cse_rules.facts import Sighting"
    printed = run(
        *((library, hook) if first else (hook, library)),
        "from hypothesis import given, settings",
        "import sys",
        "print([one for one in sys.modules if one.startswith('cse_rules.testing')], sys.meta_path[0].__class__.__name__)",
        "@settings(max_examples=5, database=None, deadline=None)",
        "@given(...)",
        "def look(case: Case, sighting: Sighting, ruleset: CheckedRuleset) -> None:",
        "    assert (str(case.as_of), type(sighting), type(ruleset)) == ('2017-06-30', Sighting, CheckedRuleset)",
        "look()",
        "print('drawn')",
    )
    lines = printed.splitlines()
    assert lines[0].startswith("[] ")
    assert "_Watch" not in lines[0]
    assert lines[1:] == ["drawn"]


def test_imports_are_watched_once_and_only_until_the_last_class_was_imported() -> None:
    watching = "print([type(one).__name__ for one in sys.meta_path].count('_Watch'))"
    printed = run(
        "import sys, hypothesis, cse_rules_hypothesis",
        "cse_rules_hypothesis.register(); cse_rules_hypothesis.register()",
        watching,
        "from cse_rules import Case, CheckedRuleset",
        watching,
    )
    assert printed == "1\n0\n"


def test_a_module_that_was_waited_for_has_its_own_loader() -> None:
    """Pytest loads every module through one object: what is done to it is done to all of them."""
    printed = run(
        "import sys, hypothesis, cse_rules_hypothesis",
        "cse_rules_hypothesis.register()",
        "import cse_rules.facts.case as case, cse_rules.facts.model as model",
        "print(type(case.__loader__) is type(case.__spec__.loader) is type(model.__loader__))",
    )
    assert printed == "True\n"


def test_without_hypothesis_the_install_line_is_said() -> None:
    printed = run(
        "import sys; sys.modules['hypothesis'] = None",
        "from cse_rules import EngineMissing",
        "try:",
        "    import cse_rules.testing",
        "except EngineMissing as error:",
        "    print(isinstance(error, ImportError), error)",
    )
    assert printed == 'True cse_rules.testing needs Hypothesis: pip install "cse-rules[testing]"\n'


@pytest.mark.parametrize("cls", [*VALUES, *(kind.cls for kind in FACTS.fact_types)], ids=lambda cls: cls.__name__)
def test_every_class_of_facts_and_values_is_drawn_from_its_type(cls: type) -> None:
    @settings(max_examples=10)
    @given(st.from_type(cls))
    def look(one: object) -> None:
        assert type(one) is cls

    look()


@given(...)
def test_a_case_is_drawn_from_a_type_hint_for_the_usual_ruleset(case: Case, fact: Fact, when: When) -> None:
    assert assess(case, DARLINGTON, try_answers=False).case is case
    assert fact.type_name in FACTS.types
    assert when.earliest <= when.latest


@pytest.fixture
def own() -> Iterator[CheckedRuleset]:
    ruleset = own_ruleset(*RIDE_RULES)
    before = list(types._IN_USE)
    use_for_type_hints(ruleset)
    yield ruleset
    types._IN_USE[:] = before


def test_type_hints_can_mean_a_ruleset_and_fact_types_of_somebodys_own(own: CheckedRuleset) -> None:
    rides: list[int] = []

    @given(case=st.from_type(Case), ride=st.from_type(TaxiRide))
    def look(case: Case, ride: TaxiRide) -> None:
        assess(case, own, try_answers=False)
        rides.append(len(case.by_type.get("taxi_ride", ())))
        assert ride.passengers is None or 1 <= ride.passengers <= 6

    look()
    assert sum(rides) > 5
