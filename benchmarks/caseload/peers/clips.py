"""CLIPS through clipspy: the rules as `defrule`s, a fact as the slots that `assert_fact` takes."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from clips import Environment, Symbol

from benchmarks.caseload.tables import SEVERAL, WINDOW, Rules, band_of
from benchmarks.caseload.workload import Answers, Record

DISTRIBUTIONS = ("clipspy",)
LEVELS = ("none", "low", "medium", "high")
REBUILT_AFTER = 2_000
"""An environment becomes slower with every fact that it has ever held: after so many a new one is made, untimed."""
_COMPARE = {"at_least": ">=", "less_than": "<", "equals": "="}
_TEMPLATES = (
    "(deftemplate entry (slot kind) (slot day) (slot value) (slot person) (slot gap (default -99)) (slot registration)"
    " (slot number))",
    "(deftemplate sign (slot name) (slot band))",
    '(defglobal ?*signs* = "" ?*level* = 0 ?*actions* = "" ?*often* = 0 ?*days* = 0)',
)
_ALWAYS = (
    # CLIPS has no accumulate of its own: each missing episode adds to what is counted.
    "(defrule tally (entry (kind missing) (value ?v)) => (bind ?*days* (+ ?*days* ?v)) (assert (days ?*days*)))",
    f"(defrule tally-recent (today ?t) (entry (kind missing) (day ?d&:(>= ?d (- ?t {WINDOW})))) =>"
    " (bind ?*often* (+ ?*often* 1)) (assert (often ?*often*)))",
    "(defrule to-high (exists (sign (band high))) => (bind ?*level* 3) (assert (level high)))",
    "(defrule to-high-by-number (exists (sign (band medium) (name ?a))"
    " (sign (band medium) (name ?b&~?a)) (sign (band medium) (name ?c&~?a&~?b)))"
    " => (bind ?*level* 3) (assert (level high)))",
    "(defrule to-medium (exists (sign (band medium))) => (bind ?*level* (max ?*level* 2)) (assert (level medium)))",
    "(defrule to-low (exists (sign)) => (bind ?*level* (max ?*level* 1)) (assert (level low)))",
    '(defrule police (sign (name rape)) => (bind ?*actions* (str-cat ?*actions* "police ")))',
    '(defrule refer (level high) => (bind ?*actions* (str-cat ?*actions* "refer ")))',
    '(defrule discuss (exists (level medium|high)) => (bind ?*actions* (str-cat ?*actions* "discuss ")))',
)


def _rules(rules: Rules) -> Iterator[tuple[str, str]]:
    """Each name with its condition."""
    for sign in rules.signs:
        compared = f"?v&:({_COMPARE[sign.op]} ?v {sign.limit})"
        yield sign.name, f"(exists (entry (kind {sign.kind}) (value {compared})))"
    for one in rules.missing_often:
        yield one.name, f"(exists (often ?n&:(>= ?n {one.limit})))"
    for one in rules.missing_long:
        yield one.name, f"(exists (days ?n&:(>= ?n {one.limit})))"
    for one in rules.several_older:
        older = f"(gap ?{{0}}&:(>= ?{{0}} {one.limit}))"
        assert SEVERAL == 2
        yield (
            one.name,
            f"(exists (entry {older.format('a')} (person ?p)) (entry {older.format('b')} (person ~?p)))",
        )
    for one in rules.hotel_while_missing:
        yield (
            one.name,
            f"(exists (entry (kind hotel) (gap ?g&:(>= ?g {one.limit})) (day ?d))"
            " (entry (kind missing) (day ?from&:(<= ?from ?d)) (value ?v&:(>= (+ ?from ?v) ?d))))",
        )
    for one in rules.gift_after_contact:
        yield (
            one.name,
            "(exists (entry (kind contact) (person ?p) (day ?met)) (entry (kind gift) (person ?p)"
            f" (day ?d&:(>= ?d ?met)&:(<= (- ?d ?met) {one.limit}))))",
        )
    for one in rules.vehicle_twice:
        least = f"(value ?{{0}}&:(>= ?{{0}} {one.limit}))" if one.limit else ""
        yield (
            one.name,
            f"(exists (entry (kind vehicle) {least.format('a')} (registration ?r) (number ?n))"
            f" (entry (kind vehicle) {least.format('b')} (registration ?r) (number ~?n)))",
        )
    yield "rape", "(exists (entry (kind rape)))"


def _slots(record: Record, number: int) -> dict[str, Any]:
    slots = {
        "kind": Symbol(record["kind"]), "day": record["day"], "value": record["value"],
        "person": Symbol(record["person"]), "number": number,
    }  # fmt: skip
    if record["age_gap"] is not None:
        slots["gap"] = record["age_gap"]
    if record["registration"] is not None:
        slots["registration"] = Symbol(record["registration"])
    return slots


@contextmanager
def _silent() -> Iterator[None]:
    """CLIPS says on the standard output that clipspy did not free all of an environment."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


class Engine:
    """A CLIPS environment with the rules."""

    def __init__(self, rules: Rules) -> None:
        self._texts = [
            *_TEMPLATES,
            *(
                f'(defrule {name} {condition} => (bind ?*signs* (str-cat ?*signs* "{name} "))'
                f" (assert (sign (name {name}) (band {band_of(name)}))))"
                for name, condition in _rules(rules)
            ),
            *_ALWAYS,
        ]
        self._environment: Any
        self._entry: Any
        self._globals: Any
        self._rebuild()

    def _rebuild(self) -> None:
        self._held = 0
        with _silent():
            self._environment = self._entry = self._globals = None
        self._environment = Environment()
        for text in self._texts:
            self._environment.build(text)
        self._entry = self._environment.find_template("entry")
        self._globals = {name: self._environment.find_global(name) for name in ("signs", "level", "actions")}

    def __del__(self) -> None:
        with _silent():
            self._environment = self._entry = self._globals = None

    def ready(self, today: int, records: Iterable[Record]) -> tuple[str, list[dict[str, Any]]]:
        """The day as text, and the slots of each fact."""
        if self._held > REBUILT_AFTER:
            self._rebuild()
        return f"(today {today})", [_slots(one, number) for number, one in enumerate(records)]

    def answers(self, ready: tuple[str, list[dict[str, Any]]]) -> Answers:
        """What the rules say."""
        today, facts = ready
        self._held += len(facts)
        self._environment.reset()
        self._environment.assert_string(today)
        add = self._entry.assert_fact
        for slots in facts:
            add(**slots)
        self._environment.run()
        return self._said()

    def _said(self) -> Answers:
        values = {name: one.value for name, one in self._globals.items()}
        return frozenset(values["signs"].split()), LEVELS[values["level"]], frozenset(values["actions"].split())

    def opened(self, ready: tuple[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """The environment as it stands after the case, which stays in it."""
        self.answers(ready)
        return ready[1]

    def fact(self, record: Record, number: int) -> dict[str, Any]:
        """One more, the `number`th of its case."""
        return _slots(record, number)

    def step(self, opened: object, fact: dict[str, Any]) -> Answers:
        """What the rules say with one more fact."""
        self._held += 1
        self._entry.assert_fact(**fact)
        self._environment.run()
        return self._said()

    def closed(self, opened: object) -> None:
        """Nothing to do: `reset` comes with the next case."""
