"""What is gathered and what leads where."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cse_rules.render.documents.shown import MOST, Citing, Shown, runs
from cse_rules.render.outline import Line, Section
from tests.render.documents.outlines import SECTIONS, every_line


@given(st.lists(st.integers(1, 60)))
def test_runs_hold_the_same_numbers_and_never_touch(numbers: list[int]) -> None:
    found = runs(numbers)
    assert {one for run in found for one in range(run.first, run.last + 1)} == set(numbers)
    assert all(first.last + 1 < then.first for first, then in pairwise(found))


@given(st.lists(st.integers(1, 40), unique=True))
def test_no_fact_under_a_line_is_lost_when_they_are_gathered(numbers: list[int]) -> None:
    facts = [Line(f"the fact {number}", fact=f"f{number}") for number in numbers]
    citing = Citing({f"f{number}": number for number in range(1, 41)})
    (shown,) = citing.lines(Section("Signs", [Line("a sign", facts)]))
    told = {one.number for one in shown.under if one.number is not None}
    gathered = {n for one in shown.under for run in one.runs for n in range(run.first, run.last + 1)}
    assert told | gathered == set(numbers)
    assert len(shown.under) <= MOST


def test_lines_that_say_the_same_become_one_with_all_that_stands_under_them() -> None:
    citing = Citing({"a": 1, "b": 2})
    section = Section("Signs", [Line("same", [Line("a", fact="a")]), Line("same", [Line("b", fact="b")])])
    (shown,) = citing.lines(section)
    assert [one.number for one in shown.under] == [1, 2]


def test_a_fact_leads_back_to_the_first_place_of_each_section_that_tells_it() -> None:
    citing = Citing({"a": 1})
    for title in ("Signs", "Actions"):
        citing.lines(Section(title, [Line("x", [Line("a", fact="a")]), Line("y", [Line("a", fact="a")])]))
    assert [(one.anchor, one.said) for one in citing.places[1]] == [("told-1-1", "Signs"), ("told-1-2", "Actions")]


def _count(shown: list[Shown]) -> int:
    return sum(1 + _count(one.under) for one in shown)


@given(SECTIONS)
def test_without_numbers_every_line_stays(sections: list[Section]) -> None:
    citing = Citing()
    for one in sections:
        assert _count(citing.lines(one)) == len(list(every_line(one.lines)))
