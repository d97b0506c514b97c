"""A history of a long case looks at some of its days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules.assess.session import history
from cse_rules.assess.session.days import thinned
from tests.render.conftest import assessed

DAYS = st.lists(st.dates(date(2015, 1, 1), date(2017, 1, 1)), unique=True, min_size=1).map(sorted)


@given(DAYS, st.integers(1, 12))
def test_no_more_days_than_asked_for_are_kept_in_order_and_the_last_among_them(days: list[date], at_most: int) -> None:
    kept = thinned(days, at_most)
    assert len(kept) == min(len(days), at_most)
    assert kept == sorted(set(kept))
    assert set(kept) <= set(days)
    assert kept[-1] == days[-1]
    assert at_most == 1 or kept[0] == days[0]


def test_a_history_looks_at_no_more_days_than_asked_for() -> None:
    days = [date(2017, 1, 1) + timedelta(days=3 * place) for place in range(20)]
    rows = "".join(f"  - observation: {{code: self_harm, date: {day}}}\n    recorded: {day}\n" for day in days)
    found = assessed(f"facts:\n{rows}")
    looked_at = history(found.case, found.checked, at_most=5).days
    assert len(looked_at) == 5
    assert looked_at[-1].date == date(2017, 6, 1)


def test_no_day_at_all_is_not_asked_for() -> None:
    with pytest.raises(ValueError, match="one day or more"):
        thinned([date(2017, 1, 1)], 0)
