"""The fact types and what they have in common."""

from typing import ClassVar

import attrs
import pytest

from cse_rules.facts import FACTS, DerivedField, Enquiry, Fact, Person, When, documented
from cse_rules.facts.kinds import Flag, Number
from cse_rules.facts.model import INDICATOR
from cse_rules.facts.our_record import STANDARD_TYPES

CLOSED = {
    "action_taken", "decision", "statement", "assessment", "referral", "return_interview", "enquiry", "judgement",
    "challenge_step",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class Poster(Fact):
    """A poster that the child put up."""

    type_name: ClassVar[str] = "poster"

    date: When | None = documented("when", default=None)


def test_our_own_record_is_closed_and_the_world_is_open() -> None:
    assert {kind.name for kind in FACTS.fact_types if kind.closed} == CLOSED


def test_every_field_of_every_type_says_what_it_means() -> None:
    assert [
        (kind.name, name) for kind in FACTS.types.values() for name, spec in kind.fields.items() if not spec.doc
    ] == []
    assert [
        (kind.name, name) for kind in FACTS.types.values() for name, one in kind.derived.items() if not one.doc
    ] == []


def test_every_text_that_somebody_may_write_freely_is_sensitive() -> None:
    plain = {
        (kind.name, name)
        for kind in FACTS.types.values()
        for name, spec in kind.fields.items()
        if type(spec.kind).__name__ == "Text" and not spec.sensitive and name != "id"
    }
    expected = {
        ("action_taken", "for"), ("assessment", "level"), ("assessment", "ruleset"),
        ("challenge_step", "of"), ("vehicle", "make"), ("vehicle", "colour"),
    }  # fmt: skip
    assert plain == expected


def test_every_derived_field_names_a_recorded_field_to_ask_about() -> None:
    asked = [(kind, one) for kind in FACTS.types.values() for one in kind.derived.values()]
    assert [(kind.name, one.name) for kind, one in asked if one.needs not in kind.fields] == []


def test_the_child_is_known_to_rules_and_is_no_fact_to_be_listed() -> None:
    assert "child" in FACTS.types
    assert [kind.name for kind in FACTS.fact_types] == sorted(cls.type_name for cls in STANDARD_TYPES)


def test_a_type_that_has_a_time_can_be_asked_for_the_age_of_the_child_then() -> None:
    aged = {kind.name for kind in FACTS.types.values() if "child_age" in kind.derived}
    assert aged == {kind.name for kind in FACTS.fact_types if kind.event is not None}
    assert FACTS.types["missing_episode"].derived["child_age"].needs == "from"


def test_a_kind_is_found_for_recorded_and_derived_fields_alike() -> None:
    person = FACTS.types["person"]
    assert (person.kind_of("older"), person.kind_of("age"), person.kind_of("hat")) == (Flag(), Number(0, 120), None)


def test_a_derived_field_goes_before_a_recorded_one_of_the_same_name() -> None:
    assert FACTS.types["child"].kind_of("age") == Number(0, 24, ranged=True)


def test_a_rule_may_read_everything_but_the_link_between_two_records() -> None:
    readable = FACTS.types["sighting"].readable
    assert "same_event_as" not in readable
    assert {"place", "with", "while_missing", "child_age", "known_by"} <= set(readable)
    assert readable == tuple(sorted(readable))


def test_a_type_of_your_own_stands_beside_the_standard_ones() -> None:
    torn = DerivedField("torn", Flag(), "date", "whether it was torn down")
    model = FACTS.with_type(Poster, derived=(torn,))
    assert model.types["poster"].derived.keys() == {"torn", "child_age"}
    assert model.types.keys() == FACTS.types.keys() | {"poster"}
    assert "poster" not in FACTS.types


def test_a_new_type_needs_a_name_of_its_own() -> None:
    @attrs.frozen(kw_only=True)
    class Nameless(Fact):
        pass

    @attrs.frozen(kw_only=True)
    class Indicator(Fact):
        type_name: ClassVar[str] = INDICATOR.name

    for cls in (Nameless, Indicator, Person):
        with pytest.raises(ValueError, match=rf"of its own, not `{cls.type_name}`$"):
            FACTS.with_type(cls)


def test_a_fact_says_when_it_happened_if_its_type_has_a_time() -> None:
    when = When.about("2017")
    assert Poster(date=when).happened == when
    assert Poster().happened is None
    assert Person(id="driver").happened is None


def test_only_a_full_answer_closes_a_topic() -> None:
    answers = (None, "facts_given", "nothing_known", "partial", "refused", "no_reply")
    closing = [one for one in answers if Enquiry(topic="home", of="police", answer=one).answered]
    assert closing == ["facts_given", "nothing_known"]
