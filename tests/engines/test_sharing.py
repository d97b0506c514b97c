"""What an engine keeps is shared by threads, and goes with the ruleset that it was made of."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from cse_rules import FACTS, Assessment, FactModel, assess
from cse_rules.engines.answers import Engine
from tests.support.looking import DARLINGTON, told
from tests.support.small import case, raising, rule, ruleset

SIGNS = (
    "sighting: {id: s1, place: hotel, date: 2017-06-01}", "disclosure: {id: d1, of: rape}",
    "missing_episode: {id: m1, from: 2017-06-01, to: 2017-06-02}", "contact: {id: c1}",
    "action_taken: {id: a1, contact: police, date: 2017-06-20}", "statement: {id: t1, by: social_worker}",
)  # fmt: skip
THREADS = 4


CASES = [case(*SIGNS[number:], as_of=day) for number in range(3) for day in ("2017-06-30", "2017-12-30")]


def test_threads_that_share_an_engine_get_what_one_alone_gets(engine: Engine) -> None:
    expected = [told(assess(one, DARLINGTON, engine=engine, try_answers=False)) for one in CASES]
    at_once = Barrier(THREADS)

    def work(first: int) -> list[object]:
        at_once.wait()
        turned = [*CASES[first:], *CASES[:first]]
        return [told(assess(one, DARLINGTON, engine=engine, try_answers=False)) for one in turned]

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(work, range(THREADS)))

    assert found == [[*expected[first:], *expected[:first]] for first in range(THREADS)]


def test_threads_that_read_one_assessment_read_the_same(engine: Engine) -> None:
    about = case(*SIGNS)
    expected = told(assess(about, DARLINGTON, engine=engine, try_answers=False))
    shared = assess(about, DARLINGTON, engine=engine, try_answers=False)
    at_once = Barrier(THREADS)

    def read(one: Assessment) -> object:
        at_once.wait()
        return told(one)

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(read, [shared] * THREADS))

    assert found == [expected] * THREADS


def test_nothing_of_a_ruleset_or_a_case_is_kept_when_nobody_uses_it_any_more(engine: Engine) -> None:
    hotel = raising("hotel", "{some: sighting, where: {place: hotel}}")
    high = rule("high", "{raised: [hotel]}", "level: high")
    kept: list[weakref.ref[Any]] = []
    for _ in range(5):
        checked = ruleset(hotel, high, model=FactModel(FACTS.types))  # not the one that tests share
        about = case(SIGNS[0])
        found = assess(about, checked, engine=engine, try_answers=False)
        assert (found.level, len(found.findings)) == ("high", 2)
        kept += [weakref.ref(one) for one in (checked, about, found)]
        del about, found, checked
    gc.collect()

    assert [one() for one in kept if one() is not None] == []
