"""Messages: where, what, and in which order."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules.errors import (
    CaseError,
    CseRulesError,
    Diagnostic,
    EngineMissing,
    Location,
    RulesetError,
    Severity,
    did_you_mean,
    dotted,
    in_reading_order,
)

locations = st.builds(Location, st.sampled_from(("a.yaml", "b.yaml")), st.integers(1, 99), st.integers(1, 99))
paths = st.lists(st.sampled_from(("facts", 0, 3, "to")), max_size=3).map(tuple)
diagnostics = st.builds(
    Diagnostic, st.sampled_from(("CSE101", "CSE102")), st.sampled_from(("one", "two")), st.none() | locations, paths
)


@given(st.lists(diagnostics), st.randoms(use_true_random=False))
def test_messages_come_in_the_order_in_which_people_read_whatever_the_order_they_were_found_in(
    found: list[Diagnostic], random: object
) -> None:
    ordered = in_reading_order(found)
    assert set(ordered) == set(found)
    assert len(ordered) == len(set(found))
    assert [str(one) for one in in_reading_order(reversed(found))] == [str(one) for one in ordered]
    places = [one.location for one in ordered]
    placed = [place for place in places if place is not None]
    assert placed == sorted(placed)
    assert places == [*placed, *[None] * (len(places) - len(placed))]


@given(st.lists(diagnostics, min_size=1), st.sampled_from((CaseError, RulesetError)))
def test_an_error_says_every_message_once_and_survives_a_copy(
    found: list[Diagnostic], kind: type[CaseError | RulesetError]
) -> None:
    error = kind(found)
    assert error.diagnostics == in_reading_order(found)
    assert str(error) == "\n".join(map(str, error.diagnostics))
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301  our own bytes
        assert (type(twin), twin.diagnostics, str(twin)) == (kind, error.diagnostics, str(error))


@pytest.mark.parametrize(
    ("diagnostic", "shown"),
    [
        (Diagnostic("CSE101", "expected a list"), "error[CSE101]: expected a list"),
        (
            Diagnostic("CSE101", "expected a list", path=("facts", 3, "to")),
            "facts[3].to: error[CSE101]: expected a list",
        ),
        (
            Diagnostic("CSE101", "expected a list", Location("a.yaml", 3, 5), path=("facts",)),
            "a.yaml:3:5: error[CSE101]: expected a list",
        ),
        (
            Diagnostic("CSE301", "never used", severity=Severity.WARNING, help="leave it out"),
            "warning[CSE301]: never used\n    help: leave it out",
        ),
        (
            Diagnostic(
                "CSE204", "unknown word `hih`", Location("a.yaml", 3, 8, "level: hih", 3), help="one of low, high"
            ),
            "a.yaml:3:8: error[CSE204]: unknown word `hih`\n    level: hih\n           ^^^\n    help: one of low, high",
        ),
    ],
)
def test_a_message_says_where_what_and_how_to_mend_it(diagnostic: Diagnostic, shown: str) -> None:
    assert str(diagnostic) == shown


def test_a_message_can_be_placed_in_a_file() -> None:
    placed = Diagnostic("CSE101", "expected a list", path=("facts",)).at(Location("a.yaml", 3, 5))
    assert placed == Diagnostic("CSE101", "expected a list", Location("a.yaml", 3, 5), ("facts",))


def test_two_places_are_the_same_whether_or_not_the_line_was_kept() -> None:
    assert Location("a.yaml", 1, 2, "some line", 4) == Location("a.yaml", 1, 2)
    assert "some line" not in repr(Location("a.yaml", 1, 2, "some line", 4))


@pytest.mark.parametrize(
    ("path", "shown"),
    [((), ""), (("facts",), "facts"), (("facts", 3, "known_by", "how"), "facts[3].known_by.how"), ((3,), "[3]")],
)
def test_a_path_is_shown_as_people_write_it(path: tuple[str | int, ...], shown: str) -> None:
    assert dotted(path) == shown


def test_a_slip_of_the_pen_gets_a_hint_and_another_word_none() -> None:
    assert did_you_mean("sighitng", ("sighting", "statement")) == "did you mean `sighting`?"
    assert did_you_mean("aeroplane", ("sighting", "statement")) is None


def test_each_error_can_be_caught_as_what_a_caller_would_expect() -> None:
    expected = {CaseError: ValueError, RulesetError: ValueError, EngineMissing: ImportError}
    assert [one for one, builtin in expected.items() if not issubclass(one, builtin)] == []
    assert [one for one in expected if not issubclass(one, CseRulesError)] == []
