"""What an engine cannot do yet is marked where it is asked for, with the reason, and has to fail there."""

import pytest

from tests.engines.conftest import ENGINES, gaps_of

NAME = ENGINES[0].name


def test_a_gap_is_expected_to_fail_for_its_engine_alone_and_strictly() -> None:
    mark = pytest.mark.gap(NAME, reason="it knows no windows").mark

    (found,) = gaps_of([mark], NAME)

    assert (found.name, dict(found.kwargs)) == ("xfail", {"reason": f"{NAME}: it knows no windows", "strict": True})
    assert gaps_of([mark], "another") == []


@pytest.mark.parametrize(
    "mark",
    [pytest.mark.gap(NAME), pytest.mark.gap(NAME, reason=" "), pytest.mark.gap(reason="x"), pytest.mark.gap("none", reason="x")],
    ids=["no reason", "an empty reason", "no engine", "an unknown engine"],
)  # fmt: skip
def test_a_gap_without_a_reason_or_an_engine_is_a_mistake(mark: pytest.MarkDecorator) -> None:
    with pytest.raises(pytest.UsageError, match="a gap names an engine and its reason"):
        gaps_of([mark.mark], NAME)
