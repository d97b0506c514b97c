"""An assessment as those are told it who are not told every fact: from the facts that they are told, and no others.

Whatever rested on a fact that is not told would move when such a fact is added: a date, a number, a question. So all
is worked out anew without those facts, but for the level, which is that of everything recorded. Nothing that a fact
says of itself is taken from it before that, so that no concern becomes evidence.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from cse_rules.assess import Assessment, assess
from cse_rules.assess.conclusions import triggers_of
from cse_rules.assess.parts import Action, ChallengePrompt, Level, OpenTopic, Question, Trigger
from cse_rules.assess.questions import questions
from cse_rules.derive.world import LevelView, World
from cse_rules.facts.case import Case
from cse_rules.facts.types import Fact
from cse_rules.lazily import once
from cse_rules.render.audiences import Audience
from cse_rules.render.sharing.household import named_in
from cse_rules.render.sharing.masking import untold_of


def as_told(assessment: Assessment, audience: Audience) -> Assessment:
    """The assessment itself, for those who are told every fact; else what follows from those that they are told."""
    if audience.tells_every_fact:
        return assessment
    told = assess(_case_told(assessment.case, audience), assessment.checked, try_answers=False)
    return _Told(look=told.look, try_answers=False, whole=assessment)


def _case_told(case: Case, audience: Audience) -> Case:
    """The case with the facts that are told, and those whom they name, so that nobody asks who that is."""
    kept = {str(fact.id) for fact in case.facts} - untold_of(case, audience)
    kept |= set(_named(kept, case.by_id))
    records = [_apart(one, kept) for one in case.records if str(one.id) in kept]
    return evolve(case, records=records, hidden=0, origins={}, places={})


def _named(names: Iterable[str], by_id: Mapping[str, Fact]) -> Iterator[str]:
    left, found = list(names), set[str]()
    while left:
        for name in named_in(by_id[left.pop()]):
            if name not in found:
                found.add(name)
                left.append(name)
                yield name


def _apart(record: Fact, kept: set[str]) -> Fact:
    """The record without the id of another one of the same event, if that is not told."""
    return record if record.same_event_as in kept else evolve(record, same_event_as=None)


@frozen(kw_only=True, eq=False, repr=False, slots=False)
class _Told(Assessment):
    """What follows from the facts that are told, at the level of everything recorded."""

    whole: Assessment

    @property
    def level(self) -> str | None:
        """The level of everything recorded."""
        return self.whole.level

    @property
    def held_by(self) -> str:
        """What holds the level is not told."""
        return "rules"

    @property
    def sufficient(self) -> bool:
        """Whether enough was asked is for those who ask."""
        return True

    @once
    def statement(self) -> str:
        """The level, and neither what it could be nor how much was not asked."""
        return self.whole.statement.partition(";")[0]

    @once
    def level_found(self) -> Level:
        """The level; what set it only where the facts that are told establish the same."""
        own, level = self.look.settled, self.level or self.checked.ruleset.scale[0]
        same = self.whole.level is not None and self.look.level == own.established == level
        return evolve(
            self.whole.level_found,
            held_by=self.held_by,
            established=level,
            could_be=level,
            set_by=own.set_by if same else (),
            leads=frozenset(),
        )

    @once
    def _levelled(self) -> World:
        """What the level calls for is what the level of everything recorded calls for."""
        return self.look.world.after(level=LevelView(level=self.level, could_be=self.level))

    @once
    def actions(self) -> tuple[Action, ...]:
        """What is called for, and not how far it has come; from when on the level counts is not told."""
        open_ = [evolve(one, state="outstanding", **_undated(one)) for one in self._called_for]
        return tuple(sorted(open_, key=lambda one: (not one.rule.trigger, one.by != "immediately", one.id)))

    @once
    def triggers(self) -> tuple[Trigger, ...]:
        """Those that are certain, with the same actions."""
        by_id = {one.id: one for one in self.actions}
        found = triggers_of(self._open_or_met, list(by_id.values()), self.look.world)
        return tuple(one for one in found if not one.possible)

    @once
    def questions(self) -> tuple[Question, ...]:
        """What could change the level depends on what is not told, so it is not said of any."""
        asked = questions(self.findings, self.look, try_answers=False)
        plain = (evolve(one, could_change_level=False, might_raise_level=False, together_with=()) for one in asked)
        return tuple(sorted(plain, key=lambda one: (one.about is None, one.id)))

    @once
    def challenges(self) -> tuple[ChallengePrompt, ...]:
        """None: they are between professionals."""
        return ()

    @once
    def not_asked(self) -> tuple[OpenTopic, ...]:
        """None: what was asked of others is not told, so nobody can say what was not."""
        return ()

    @once
    def errors(self) -> tuple[str, ...]:
        """None: those who work on the case have to see to them, and are told."""
        return ()


def _undated(action: Action) -> dict[str, Any]:
    """Of what rests on the level alone, no day by which it is due: it would tell when the level was reached."""
    if action.facts or action.presumed:
        return {}
    return {"due": None, "problem": None, "by": action.by.partition(" (")[0]}
