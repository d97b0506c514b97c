"""A case as it is being built: facts with the fields that matter, the child, and whether silence is to mean no."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from attrs import define, evolve, field
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from cse_rules.facts.case import Case
from cse_rules.facts.model import FactType
from cse_rules.facts.types import Child, Fact
from cse_rules.facts.values import Many, Range, Status, When
from cse_rules.testing.strategies.aimed import Aimed
from cse_rules.testing.strategies.cases import closing
from cse_rules.testing.strategies.facts import child_of, fact_of
from cse_rules.testing.strategies.sources import days_before

_USUAL_AGE = 15


@define(eq=False)
class Draft:
    """A fact to be: what is said of it so far, by the names that files use; None is left out."""

    kind: FactType
    id: str
    values: dict[str, Any] = field(factory=dict)

    def many(self, name: str, one: str) -> None:
        """Add a word to a list."""
        known = self.values.get(name)
        self.values[name] = Many((*(known.known if isinstance(known, Many) else ()), one))


@define(eq=False)
class Plan:
    """All that a case is to hold."""

    draw: DrawFn
    source: Aimed
    drafts: list[Draft] = field(factory=list)
    child: dict[str, Any] = field(factory=dict)
    silence_is_no: bool = False
    """Whether every topic is closed and our own record complete: an absence is then a no."""

    @property
    def as_of(self) -> date:
        """The day of the assessment."""
        return self.source.as_of

    def new(self, type_name: str) -> Draft:
        """One more fact of a type."""
        number = sum(draft.kind.name == type_name for draft in self.drafts) + 1
        made = Draft(self.source.model.types[type_name], f"{type_name}-{number}")
        self.drafts.append(made)
        return made

    @property
    def child_draft(self) -> Draft:
        """The child as the facts are: what is said of it is said of the child."""
        return Draft(self.source.model.types["child"], "child", self.child)

    def any_of(self, type_name: str) -> Draft:
        """A fact of a type that is there, or a new one."""
        return next((one for one in self.drafts if one.kind.name == type_name), None) or self.new(type_name)

    def day_of(self, draft: Draft, name: str) -> date:
        """The day that a time of a draft stands for; if there is none yet, one some days back."""
        if draft.kind.name == "child":
            born = self.child.get("born")
            return born.first_day if isinstance(born, When) else days_before(self.as_of, 365 * self.child_age())
        if not isinstance(draft.values.get(name), When):
            draft.values[name] = When.day(days_before(self.as_of, 10))
        found: When = draft.values[name]
        return found.first_day

    def child_age(self) -> int:
        """How old the child is, in years; if it is not said yet, it is now."""
        born = self.child.get("born")
        if isinstance(born, When):
            return _years(born.first_day, self.as_of)
        return int(self.child.setdefault("age", _USUAL_AGE))

    def born_so_that(self, years: int, day: date) -> None:
        """Make the child turn so many years on a day, unless the age is settled already."""
        if self.child.keys() & {"born", "age"}:
            return
        leap = (day.month, day.day) == (2, 29)
        birthday = (day + timedelta(days=1) if leap else day).replace(year=max(1, day.year - max(0, years)))
        self.child["born"] = When.day(min(birthday, self.as_of))

    # --- done ---------------------------------------------------------------------------------------------

    def case(self, missing: float) -> Case:
        """The case, with details filled in that nobody asked for."""
        ids: dict[str, list[str]] = {}
        for draft in self.drafts:
            ids.setdefault(draft.kind.name, []).append(draft.id)
        records = tuple(self._fact(draft, ids, missing) for draft in self.drafts)
        if self.draw(st.integers(0, 5)) == 5:
            self.silence_is_no = True
        since = days_before(self.as_of, 3000) if self.silence_is_no else None
        ruleset = self.source.ruleset
        enquiries = closing(ruleset, tuple(ruleset.topics), on=self.as_of) if self.silence_is_no else ()
        return Case(
            child=self._child(),
            records=(*records, *enquiries),
            as_of=self.as_of,
            record_complete_since=since,
        )

    def _fact(self, draft: Draft, ids: Mapping[str, list[str]], missing: float) -> Fact:
        """One record; what would keep it from counting is left alone, unless a rule asked for it."""
        plain: dict[str, Any] = {"id": draft.id, "status": Status.RECORDED, "same_event_as": None}
        if "times" in draft.kind.fields:
            plain["times"] = Range(1, 1)
        given = {**plain, **{name: value for name, value in draft.values.items() if name in draft.kind.fields}}
        given["id"] = given["id"] or draft.id  # others may name it
        left_out = {spec.name for spec in draft.kind.fields.values() if spec.required and given.get(spec.name) is None}
        fields = {name: st.just(value) for name, value in given.items() if name not in left_out}
        made: Fact = self.draw(fact_of(draft.kind, self.source, ids=ids, missing=missing, fields=fields))
        return made

    def _child(self) -> Child:
        drawn: Child = self.draw(child_of(self.source))
        if self.child.keys() & {"born", "age"}:
            drawn = evolve(drawn, born=None, age=None)
        return evolve(drawn, **self.child)


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
