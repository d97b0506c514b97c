"""A pack says what its base says, but for what it says otherwise."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import yaml
from hypothesis import strategies as st

from cse_rules import CheckedRuleset, RulesetError, check, read_ruleset
from cse_rules.facts import Answer, Span
from cse_rules.rules import Ruleset
from cse_rules.rules.ruleset import Parameter, ParameterValue
from tests.support.cases import Words, cases
from tests.support.looking import DARLINGTON, full, of_darlington, told
from tests.support.packs import folders, written
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, rulesets, situations


@cache
def _pack_of_darlington() -> CheckedRuleset:
    return check(written(DARLINGTON.ruleset, ""))


@theorem(situations(Shape(against=True)), share=0.3)
def test_an_empty_pack_gives_the_same_assessments_as_its_base(premise: Premise, situation: Situation) -> None:
    pack = check(written(situation.checked.ruleset, ""))
    premise.holds(bool(situation.case.facts))
    assert told(full(situation.case, situation.checked)) == told(full(situation.case, pack))


@theorem(of_darlington(), share=0.1)
def test_an_empty_pack_of_darlington_gives_the_same_assessments(premise: Premise, situation: Situation) -> None:
    premise.holds(bool(situation.case.facts))
    assert told(full(situation.case, situation.checked)) == told(full(situation.case, _pack_of_darlington()))


@st.composite
def _overrides(draw: st.DrawFn) -> tuple[Ruleset, str, ParameterValue]:
    """A generated ruleset, one of its parameters, and another value from some day on."""
    ruleset = draw(rulesets(Shape(against=True)))
    name = draw(st.sampled_from(sorted(ruleset.parameters)))
    old = ruleset.parameters[name].values[-1]
    value = Span(draw(st.integers(1, 400)), "days") if isinstance(old.value, Span) else draw(st.integers(1, 20))
    since = draw(st.sampled_from((old.since, old.since.replace(year=2016), old.since.replace(year=2017, month=6))))
    return ruleset, name, ParameterValue(value=value, since=since, reference="here")


@theorem(st.tuples(_overrides(), st.data()), share=0.3)
def test_overriding_a_parameter_is_the_same_as_editing_the_base_by_hand(premise: Premise, given: Any) -> None:
    (base, name, value), data = given
    line = f"{name}: {{value: {value.value}, since: {value.since}, reference: {value.reference}}}"
    pack = written(base, f"override: {{parameters: {{{line}}}}}\n")
    edited = written(attrs.evolve(base, parameters={**base.parameters, name: _with(base.parameters[name], value)}))
    try:
        by_hand = check(edited)
    except RulesetError:
        premise.holds(False)
        return
    checked = check(pack)
    case = data.draw(cases(Words(by_hand)))
    premise.holds(bool(case.facts))
    assert told(full(case, by_hand)) == told(full(case, checked))


def _with(old: Parameter, value: ParameterValue) -> Parameter:
    return attrs.evolve(old, values=(*(one for one in old.values if one.since < value.since), value))


@theorem(st.tuples(situations(Shape(against=True)), st.integers(0, 30)), share=0.3, needs=0.2)
def test_switching_a_rule_off_changes_no_answer_that_does_not_rest_on_it(premise: Premise, given: Any) -> None:
    """And the rule itself is named with the answer that it would have had.

    The one thing that may become more cautious is the lowest level: it is withheld where a fact is read by no rule any
    more.
    """
    situation, position = given
    base = situation.checked.ruleset
    last = [rule for rule in base.rules if rule.raises is None and rule.level is None and not rule.act]
    if not last:
        return
    rule = last[position % len(last)]
    pack = check(written(base, f"switch_off: {{{rule.id}: a test}}\n"))
    before, after = full(situation.case, situation.checked), full(situation.case, pack)
    premise.holds()
    assert [one.rule.id for one in after.silent] == [rule.id]
    answers = {one.answer for one in before.findings if one.rule.id == rule.id}  # several, where it speaks `per` fact
    assert after.silent[0].answer in answers
    assert (after.silent[0].answer is Answer.YES) == (Answer.YES in answers)
    assert [one for one in before.findings if one.rule.id != rule.id] == list(after.findings)
    assert (before.could_be, before.actions) == (after.could_be, after.actions)
    if after.level != before.level:
        assert (before.level, after.level) == (base.scale[0], None)
        assert len(after.used_as("unread")) > len(before.used_as("unread"))


_ODD = (
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(("", " ", "police", "3 days", "2018-01-01", "$a"))
)
_NAMES = st.sampled_from(("police", "two", "half_year", "rape", "hotel", "images", "missing", "low", "far", "nothing"))
_FIELDS = st.sampled_from(
    ("value", "values", "since", "reference", "because", "title", "contact", "of", "required", "ask", "say", "levels",
     "steps", "verified", "note")
)  # fmt: skip
_ANY = _ODD | st.lists(_ODD, max_size=2) | st.dictionaries(_FIELDS, _ODD | st.lists(_ODD, max_size=2), max_size=4)
_TABLES = st.sampled_from(
    ("parameters", "directory", "topics", "details", "level_words", "maps", "scale", "sources", "other")
)
_OVERRIDE = st.dictionaries(_TABLES, _ODD | st.dictionaries(_NAMES, _ANY, max_size=3), max_size=3)
_KEYS = ("switch_off", "scale", "bands", "directory", "sufficient", "level_words", "sources", "refer_to", "information_to",
         "extends")  # fmt: skip


@theorem(
    st.tuples(st.fixed_dictionaries({"override": _OVERRIDE | _ODD}),
              st.dictionaries(st.sampled_from(_KEYS), _ANY | st.dictionaries(_NAMES, _ANY, max_size=2), max_size=2))
)  # fmt: skip
def test_whatever_a_pack_says_it_is_read_or_refused_with_the_place_of_each_problem(
    premise: Premise, given: Any
) -> None:
    said = given[0] | given[1]
    with TemporaryDirectory() as name:
        pack = folders(Path(name))
        head = {"ruleset": "pack", "extends": "../base", "title": "A pack", "edition": "1", "status": "draft"}
        (pack / "ruleset.yaml").write_text(yaml.safe_dump(head | said, sort_keys=False), encoding="utf-8")
        try:
            check(read_ruleset(pack))
        except RulesetError as error:
            premise.holds()
            assert all(one.location is not None and "pack" in one.location.file for one in error.diagnostics)
