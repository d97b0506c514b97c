"""What durable-rules 2.0.28 does, and why it is asked about single facts alone.

These tests document the behaviour of a package that others wrote. One that fails after an upgrade is good news: then
`docs/explanation/what-durable-rules-gets-right.md` is to be written anew. What can crash a process is tried in one of
its own, and skipped where this machine does not crash: what lies behind the end of an array differs from one to another.
"""

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest

from tests.support.second import needs_durable, quiet_clock

pytestmark = [needs_durable, quiet_clock]

Rules = dict[str, dict[str, Any]]
Facts = list[dict[str, Any]]

SHARED = ("lsexqzd", "ztxtxde")
"""Two words with one 32-bit hash."""
TRIES = 40
A_AND_B: Facts = [
    {"id": "a1", "kind": "a", "u": 1, "v": 1, "w": 1}, {"id": "a2", "kind": "a", "u": 0, "v": 1, "w": 0},
    {"id": "b1", "kind": "b", "u": 1, "v": 0, "w": 1}, {"id": "b2", "kind": "b", "u": 1, "v": 1, "w": 0},
    {"id": "b3", "kind": "b", "u": 0, "v": 0, "w": 0},
]  # fmt: skip


def _host(**rulesets: Rules) -> Any:
    from durable import engine

    class Host(engine.Host):  # type: ignore[misc]  # it ships no types
        def _run(self) -> None:
            """No timers."""

    host = Host()
    for name, rules in rulesets.items():
        host.set_rulesets({name: rules})
    return host


def _ask(rules: Rules, facts: Facts) -> tuple[list[str], list[str]]:
    """The rules that fired, and the kinds of exception that facts met."""
    fired: list[str] = []

    def note(name: str) -> Callable[[Any], None]:
        return lambda context: fired.append(name)

    host = _host(r={name: {"run": note(name), **said} for name, said in rules.items()})
    met = []
    for fact in facts:
        try:
            host.assert_fact("r", dict(fact))
        except Exception as error:  # noqa: BLE001  # which ones is the question
            met.append(type(error).__name__)
    return fired, met


def _joined(second: Any, holds: Callable[[dict[str, Any], dict[str, Any]], bool]) -> tuple[set[Any], set[Any]]:
    """Pairs that a join finds too few, and too many."""
    found: set[tuple[str, str]] = set()
    rule = {
        "all": [{"m_0": {"kind": "a"}}, {"m_1": {"$and": [{"kind": "b"}, second]}}],
        "run": lambda context: found.add((context.m_0.id, context.m_1.id)),
    }
    host = _host(r={"r": rule})
    for fact in A_AND_B:
        host.assert_fact("r", dict(fact))
    pairs = [(one, other) for one in A_AND_B for other in A_AND_B if (one["kind"], other["kind"]) == ("a", "b")]
    right = {(one["id"], other["id"]) for one, other in pairs if holds(one, other)}
    return right - found, found - right


def _same(field: str) -> dict[str, Any]:
    return {field: {"m_0": field}}


def test_the_version_is_the_one_that_was_looked_at() -> None:
    assert version("durable-rules") == "2.0.28"


# --- right ------------------------------------------------------------------------------------------------------


def test_a_flat_conjunction_over_one_fact_is_right() -> None:
    rule = {"all": [{"m": {"$and": [{"kind": "b"}, {"$gte": {"u": 1}}, {"$lt": {"v": 1}}, {"$neq": {"w": 0}}]}}]}

    assert _ask({"r": rule}, A_AND_B) == (["r"], ["MessageNotHandledException"] * 4)


def test_numbers_of_64_bits_are_held_against_each_other_exactly() -> None:
    rules = {
        "least": {"all": [{"m": {"$gte": {"n": 1_498_867_199_999_999}}}]},
        "below": {"all": [{"m": {"$lt": {"n": -(10**18) + 1}}}]},
    }
    facts = [{"id": f"f{n}", "n": n} for n in (1_498_867_199_999_998, 1_498_867_199_999_999, -(10**18))]

    assert _ask(rules, facts) == (["least", "below"], ["MessageNotHandledException"])


def test_a_join_by_a_flat_conjunction_is_right_where_it_does_not_crash() -> None:
    assert (set(), set()) == _joined({"u": {"m_0": "u"}}, lambda one, other: one["u"] == other["u"])


# --- wrong ------------------------------------------------------------------------------------------------------


def test_or_in_a_join_misses_matches() -> None:
    second = {"$or": [{"$and": [_same("w"), _same("v")]}, _same("u")]}

    missed, false = _joined(second, lambda a, b: (a["w"] == b["w"] and a["v"] == b["v"]) or a["u"] == b["u"])

    assert ({("a1", "b1"), ("a2", "b3")}, set()) == (missed & {("a1", "b1"), ("a2", "b3")}, false)


def test_a_nested_and_in_a_join_finds_what_does_not_match() -> None:
    second = {"$and": [{"$and": [_same("u"), _same("v")]}, _same("w")]}

    missed, false = _joined(second, lambda a, b: all(a[one] == b[one] for one in "uvw"))

    assert set() == missed
    assert false


def test_a_text_is_at_least_a_number() -> None:
    assert _ask({"r": {"all": [{"m": {"$gte": {"v": 5}}}]}}, [{"id": "1", "v": "abc"}]) == (["r"], [])


def test_whether_there_is_none_depends_on_the_order_of_facts() -> None:
    rules = {"r": {"all": [{"m_0": {"kind": "call"}}, {"m_1$not": {"kind": "hidden"}}]}}
    call, hidden = {"id": "1", "kind": "call"}, {"id": "2", "kind": "hidden"}

    assert _ask(rules, [call, hidden])[0] == ["r"]
    assert _ask(rules, [hidden, call])[0] == []


def test_a_fact_that_no_rule_mentions_raises() -> None:
    rules = {"r": {"all": [{"m": {"kind": "a"}}]}}

    assert _ask(rules, [{"id": "1", "kind": "b"}]) == ([], ["MessageNotHandledException"])


def test_the_number_1_and_the_text_1_are_one_fact() -> None:
    rules = {"r": {"all": [{"m": {"$ex": {"a": 1}}}]}}

    assert _ask(rules, [{"a": 1}, {"a": "1"}]) == (["r"], ["MessageObservedException"])


# --- hashes -----------------------------------------------------------------------------------------------------


def test_a_fact_whose_id_shares_its_hash_with_another_is_refused() -> None:
    rules = {"r": {"all": [{"m": {"kind": "a"}}]}}
    facts = [{"id": one, "kind": "a", "n": n} for n, one in enumerate(SHARED)]

    assert _ask(rules, facts) == (["r"], ["MessageObservedException"])


def test_two_sessions_that_share_a_hash_share_their_facts() -> None:
    host = _host(r={"r": {"all": [{"m": {"kind": "a"}}], "run": lambda context: None}})
    host.assert_fact("r", {"id": "1", "kind": "a", "sid": SHARED[0]})

    assert [fact["id"] for fact in host.get_facts("r", SHARED[1])] == ["1"]


def test_two_attributes_that_share_a_hash_are_one() -> None:
    assert _ask({"r": {"all": [{"m": {SHARED[0]: 1}}]}}, [{"id": "1", SHARED[1]: 1}]) == (["r"], [])


# --- actions, sessions, timers ----------------------------------------------------------------------------------


def test_an_exception_in_an_action_is_swallowed() -> None:
    def fails(context: Any) -> None:
        raise ValueError

    assert _ask({"r": {"all": [{"m": {"kind": "a"}}], "run": fails}}, [{"id": "1", "kind": "a"}]) == ([], [])


def test_an_action_of_two_arguments_stops_the_session_without_a_word() -> None:
    def two(context: Any, complete: Any) -> None:
        pass

    rules: Rules = {"two": {"all": [{"m": {"kind": "a"}}], "run": two}, "other": {"all": [{"m": {"kind": "b"}}]}}

    assert _ask(rules, [{"id": "1", "kind": "a"}, {"id": "2", "kind": "b"}, {"id": "3", "kind": "b"}]) == ([], [])


def test_the_exception_of_a_batch_comes_before_its_rules_have_run() -> None:
    fired: list[str] = []
    host = _host(r={"r": {"all": [{"m": {"kind": "a"}}], "run": lambda context: fired.append("r")}})

    from durable.engine import MessageNotHandledException

    with pytest.raises(MessageNotHandledException):
        host.assert_facts("r", [{"id": "1", "kind": "a"}, {"id": "2", "kind": "b"}])

    assert fired == []


def test_a_host_starts_two_timers_of_its_own_accord() -> None:
    from durable import engine

    host = engine.Host()
    timers = [host._d_timer, host._t_timer]
    started = [one.is_alive() for one in timers]
    for one in timers:
        one.cancel()

    assert started == [True, True]


def test_a_fact_that_more_than_64_alternatives_fit_is_refused() -> None:
    def rules(number: int) -> Rules:
        return {f"r{n}": {"all": [{"m": {"$and": [{"kind": "a"}, {"$gte": {"n": n}}]}}]} for n in range(number)}

    fact = {"id": "1", "kind": "a", "n": 1000}

    assert (len(_ask(rules(64), [fact])[0]), _ask(rules(64), [fact])[1]) == (64, [])
    assert _ask(rules(65), [fact]) == ([], ["error"])


def test_more_than_1024_live_sessions_are_too_many() -> None:
    ran = _in_a_process(SESSIONS)

    assert (ran.returncode, ran.stdout.split()[-1]) == (1, "1024") or ran.returncode < 0, ran.stderr[-300:]


def test_a_join_can_read_past_the_end_and_crash() -> None:
    for seed in range(1, TRIES + 1):
        if _in_a_process(JOINS, str(seed)).returncode < 0:
            return
    pytest.skip(f"no crash in {TRIES} random rulesets: it depends on what lies behind an array")


def _in_a_process(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False, timeout=120
    )


START = """
import random, sys
from durable.engine import Host, MessageNotHandledException
class Quiet(Host):
    def _run(self): pass
host = Quiet()
"""
SESSIONS = (
    START
    + """
host.set_rulesets({"r": {"r": {"all": [{"m": {"kind": "a"}}], "run": lambda context: None}}})
for number in range(1, 3000):
    host.assert_fact("r", {"id": "1", "kind": "a", "sid": f"s{number}"})
    print(number, flush=True)
"""
)
JOINS = (
    START
    + """
chance = random.Random(int(sys.argv[1]))
OPS = ("$lt", "$lte", "$gt", "$gte", "$neq", None)
def test():
    mine, other, op = chance.choice("uvwx"), chance.choice("uvwx"), chance.choice(OPS)
    return {op: {mine: {"m_0": other}}} if op else {mine: {"m_0": other}}
rules = {}
for number in range(chance.randint(1, 6)):
    tests = [{"k": "b"}, *(test() for _ in range(chance.choice((1, 1, 2, 3))))]
    rules[f"r{number}"] = {"all": [{"m_0": {"k": "a"}}, {"m_1": {"$and": tests}}], "run": lambda context: None}
host.set_rulesets({"r": rules})
for number in range(60):
    try:
        host.assert_fact("r", {"id": f"f{number}", "k": chance.choice("ab"), **{one: chance.randint(0, 3) for one in "uvwx"}})
    except MessageNotHandledException:
        pass
"""
)
