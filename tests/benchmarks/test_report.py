from itertools import pairwise
from xml.etree import ElementTree

import pytest

from benchmarks.caseload import memory
from benchmarks.caseload.contestants import BY_HAND, OURS
from benchmarks.caseload.measure import Times, rounds
from benchmarks.caseload.plot import plot
from benchmarks.caseload.report import Results, report, slope
from benchmarks.caseload.startup import StartUp


def times(microseconds: float) -> Times:
    return Times([[microseconds / 1e6] * 40 for _ in range(3)])


def results(*, ours: float = 20, by_hand: float = 4, peer: float = 90, step: float | None = 3) -> Results:
    """Of one peer, all times growing as the square root of the size."""

    def at(sizes: tuple[int, ...], **found: float | None) -> dict[int, dict[str, Times]]:
        names = {"ours": OURS, "by_hand": BY_HAND, "peer": "Peer"}
        return {
            size: {names[name]: times(base * size**0.5) for name, base in found.items() if base is not None}
            for size in sizes
        }

    steps = {size: {name: times(base) for name, base in ((OURS, step), ("Peer", 4)) if base} for size in (40, 640)}
    return Results(
        versions={"Peer": ("peer 1", "as it is")}, rounds=3, missing={"Other": "not to be had"},
        ready=at((10, 40, 160, 640), ours=ours, by_hand=by_hand, peer=peer), steps=steps,
        records=at((10, 40, 160), ours=ours, by_hand=by_hand, peer=peer),
        rules=at((54, 376), ours=ours, by_hand=by_hand, peer=peer),
        startup=StartUp(times(190), times(100), times(80), times(50), ("attr",)),
    )  # fmt: skip


def test_bars_that_are_reached_are_met() -> None:
    text = report(results())

    assert "not met" not in text
    assert "not measured" not in text
    assert "4.5 times faster than Peer" in text
    assert "Other: not to be had" in text


@pytest.mark.parametrize(
    ("otherwise", "figure"),
    [
        (results(peer=59), "| 2.95 times faster than Peer | **not met** |"),
        (results(by_hand=3.2), "| 6.25 times | **not met** |"),
        (results(ours=91), "| 1.01 times Peer | **not met** |"),
        (results(step=5), "| 1.25 times Peer | **not met** |"),
    ],
)
def test_a_bar_that_is_missed_is_said_to_be(otherwise: Results, figure: str) -> None:
    assert figure in report(otherwise)


def test_a_session_that_is_not_there_is_not_measured() -> None:
    assert "one more fact: no more than the fastest peer |  | not measured |" in report(results(step=None))


def test_a_step_that_takes_longer_in_a_larger_case_is_said_to() -> None:
    found = results()
    found.steps[640][OURS] = times(4)

    assert "| 1.33 times | **not met** |" in report(found)


def test_twice_the_time_for_twice_as_many_is_a_slope_of_one() -> None:
    assert pytest.approx(slope([(10, 3.0), (20, 6.0), (40, 12.0)])) == 1
    assert pytest.approx(slope([(10, 3.0), (100, 300.0)])) == 2


def test_medians_are_taken_of_rounds_and_their_spread_is_shown() -> None:
    found = Times([[1e-6, 2e-6, 9e-6], [3e-6, 3e-6, 3e-6], [4e-6, 4e-6, 4e-6]])

    assert pytest.approx(found.median) == 3
    assert pytest.approx(found.spread) == 2 / 3
    assert found.top is None  # nine are too few for a 99th percentile


def test_every_round_goes_through_all_who_are_measured_and_none_who_is_too_slow() -> None:
    asked: list[str] = []

    def task(name: str, seconds: float):  # type: ignore[no-untyped-def]
        def work(case: object) -> float:
            asked.append(name)
            return seconds

        return work

    cases = [(1, [{"id": str(n)}]) for n in range(5)]
    tasks = {"a": task("a", 0.001), "b": task("b", 0.002), "slow": task("slow", 1)}
    found = dict(rounds(tasks, cases, number=2, seconds=1))

    assert {"a", "b"} == set(found)
    assert ["a", "a", "b", "b", "slow", "slow", *("aaaaabbbbb" * 2)] == asked
    assert found["a"].rounds == [[0.001] * 5] * 2


@pytest.mark.parametrize(("last", "said"), [(100.9, "+0.90 %"), (99, "-1.00 %")])
def test_memory_that_stays_is_met(last: float, said: str) -> None:
    text = memory.report([(10, 100.0), (20, 104.0), (30, last)])

    assert said in text
    assert "not met" not in text


def test_memory_that_grows_is_not_met() -> None:
    assert "**not met**" in memory.report([(10, 100.0), (20, 101.0), (30, 102.0)])


def test_the_plot_is_a_drawing_with_a_line_and_a_name_for_each() -> None:
    root = ElementTree.fromstring(plot(results()))  # noqa: S314  # drawn a moment ago
    tag = "{http://www.w3.org/2000/svg}"
    lines = root.findall(f"{tag}polyline")
    texts = [one for one in root.findall(f"{tag}text") if one.text in (OURS, BY_HAND, "Peer")]

    assert 3 == len(lines) == len(texts)
    ys = sorted(float(one.attrib["y"]) for one in texts)
    assert all(second - first >= 16 for first, second in pairwise(ys))
