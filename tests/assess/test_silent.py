"""Rules that a pack has switched off: nothing follows from them, and nobody can overlook them."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cse_rules import Answer, Assessment, assess, explain
from cse_rules.assess.explanation import UnknownRule
from cse_rules.render import assessment_schema, assessment_to_dict, render_text
from tests.support.packs import base_files, packed
from tests.support.small import case, enquiry, rule

OFF = "switch_off: {images: another team does it, ask-more: not here}\n"
TRUANCY = "observation: {id: o1, code: truancy}"


def assessed(folder: Path, *facts: str, more: str = OFF) -> Assessment:
    return assess(case(*facts), packed(folder, more), try_answers=False)


def test_triggers_come_first_each_with_its_answer_and_its_facts(tmp_path: Path) -> None:
    found = assessed(tmp_path, TRUANCY).silent
    assert [(one.rule.id, one.answer, one.facts) for one in found] == [
        ("images", Answer.YES, ("o1",)),
        ("ask-more", Answer.NOT_KNOWN, ()),
    ]
    assert (found[0].because, found[0].pack, found[0].base) == ("another team does it", "pack", "small")


def test_nothing_follows_from_them(tmp_path: Path) -> None:
    found = assessed(tmp_path, TRUANCY)
    assert found.triggers == ()
    assert found.actions == ()
    assert "images" not in {one.rule.id for one in found.findings}


def test_a_rule_that_is_not_in_force_on_the_day_is_not_listed(tmp_path: Path) -> None:
    more = "switch_off: {later: not here}\n"
    later = rule("later", "{some: missing_episode}", "valid_from: 2018-01-01", "ask: {say: What?, of: school}")
    base = base_files() | {"more": later}
    checked = packed(tmp_path, more, base=base)
    assert assess(case(), checked, try_answers=False).silent == ()
    assert [one.rule.id for one in assess(case(as_of="2018-01-01"), checked, try_answers=False).silent] == ["later"]


def test_switching_off_what_a_fact_calls_for_gives_no_lowest_result(tmp_path: Path) -> None:
    prompts = rule("prompts", "{some: contact}", "challenge: {say: Why?, because: It matters.}")
    reads = rule("reads", "{some: contact, where: {hidden: true}}", "level: low")
    told = (enquiry("missing", "police"), "contact: {id: c1, hidden: false}")
    alone = packed(tmp_path / "a", base=base_files() | {"more": reads})
    assert assess(case(*told), alone, try_answers=False).level == "nothing_found"
    for name, more in (("b", ""), ("c", "switch_off: {prompts: another team asks}\n")):
        checked = packed(tmp_path / name, more, base=base_files() | {"more": reads + prompts})
        assert assess(case(*told), checked, try_answers=False).level is None


@pytest.mark.parametrize("facts", [(), (TRUANCY,)])
def test_every_report_says_in_a_box_that_a_trigger_is_off(tmp_path: Path, facts: tuple[str, ...]) -> None:
    text = render_text(assessed(tmp_path, *facts))
    assert "TRIGGERS THAT DO NOT ACT HERE" in text
    assert "Trigger switched off: The rule images" in text
    assert "why it is off in pack: another team does it (rule images of small)" in text
    assert ("what is recorded would meet it" in text) is bool(facts)
    assert text.index("TRIGGERS THAT DO NOT ACT HERE") < text.index("Level of concern")


def test_another_rule_that_is_off_is_said_without_a_box(tmp_path: Path) -> None:
    text = render_text(assessed(tmp_path, more="switch_off: {ask-more: not here}\n"))
    assert "━━ Switched off in this pack" in text
    assert "TRIGGERS THAT DO NOT ACT HERE" not in text


def test_a_report_names_what_the_pack_is_built_upon(tmp_path: Path) -> None:
    assert "Built upon: A small ruleset, edition 1 (draft)" in render_text(assessed(tmp_path))


def test_data_for_programs_says_it_too(tmp_path: Path) -> None:
    found = assessment_to_dict(assessed(tmp_path, TRUANCY))
    assert found["switched_off"][0] == {
        "rule": "images", "title": "The rule images", "trigger": True, "because": "another team does it", "by": "pack",
        "base": "small", "answer": "yes", "possible": False, "facts": ["o1"],
    }  # fmt: skip
    assert [one["id"] for one in found["ruleset"]["extends"]] == ["small"]


def test_a_contact_can_still_be_recorded_as_the_answer_to_a_rule_that_is_off(tmp_path: Path) -> None:
    found = assessed(tmp_path, "action_taken: {id: a1, contact: police, date: 2017-06-01, for: images}")
    assert found.errors == ()


def test_explaining_such_a_rule_says_who_switched_it_off_and_why(tmp_path: Path) -> None:
    with pytest.raises(UnknownRule) as caught:
        explain(case(), packed(tmp_path, OFF), "images")
    assert str(caught.value) == "rule `images` of `small` is switched off in `pack`: another team does it"


WEAKER = rule(
    "images", "{some: observation, as: o, where: {code: truancy, grade: {at_least: $two}}}", "override: we see it otherwise",
    "per: o", "trigger: true", "act: {contact: police, by: immediately, do: Call}",
)  # fmt: skip


def weakened(folder: Path, *facts: str, rules: str = WEAKER) -> Assessment:
    return assess(case(*facts), packed(folder, local=rules), try_answers=False)


def test_a_weakened_trigger_stands_in_a_box_of_every_report_with_what_the_base_would_say(tmp_path: Path) -> None:
    (found,) = weakened(tmp_path, TRUANCY).silent
    assert (found.rule.id, found.answer, found.facts, found.acts_here) == ("images", Answer.YES, ("o1",), False)
    assert found.weaker == ("its condition may leave out what was in it",)

    text = " ".join(render_text(weakened(tmp_path, TRUANCY)).replace("┃", " ").split())
    assert "TRIGGERS THAT ARE WEAKER HERE" in text
    assert "Trigger weakened: The rule images" in text
    assert "what is recorded would meet it as small has it; nothing follows from that here" in text
    assert "why it is weaker in pack: we see it otherwise (rule images of small)" in text
    assert text.index("TRIGGERS THAT ARE WEAKER HERE") < text.index("Level of concern")
    assert "TRIGGERS THAT DO NOT ACT HERE" not in text
    assert "what is recorded" not in render_text(weakened(tmp_path)).split("TRIGGERS THAT ARE WEAKER HERE")[1][:400]


def test_one_that_is_met_here_as_well_says_so(tmp_path: Path) -> None:
    found = weakened(tmp_path, "observation: {id: o1, code: truancy, grade: 3}")
    assert [one.acts_here for one in found.silent] == [True]
    assert "it is met here as well, and does less" in " ".join(render_text(found).replace("┃", " ").split())


def test_one_that_is_out_of_force_acts_no_longer_and_is_named(tmp_path: Path) -> None:
    over = rule(
        "images", "{some: observation, as: o, where: {code: truancy}}", "override: x", "per: o", "trigger: true",
        "valid_to: 2000-01-01", "act: {contact: police, by: immediately, do: Call}",
    )  # fmt: skip
    found = weakened(tmp_path, TRUANCY, rules=over)
    assert (found.triggers, found.actions) == ((), ())
    assert [(one.answer, one.acts_here) for one in found.silent] == [(Answer.YES, False)]


def test_the_base_is_asked_with_its_own_values(tmp_path: Path) -> None:
    base = base_files() | {
        "more": rule("twice", "{count: sighting, at_least: $two}", "trigger: true",
                     "act: {contact: police, by: immediately, do: Call}")
    }  # fmt: skip
    more = "override: {parameters: {two: {value: 5, since: 2010-01-01, reference: x}}}\n"
    seen = ("sighting: {id: s1, place: flat}", "sighting: {id: s2, place: house}")
    found = assess(case(*seen), packed(tmp_path, more, base=base), try_answers=False)
    assert [(one.rule.id, one.answer, one.facts) for one in found.silent] == [("twice", Answer.YES, ("s1", "s2"))]
    assert found.triggers == ()


def test_data_for_programs_keeps_what_is_weakened_apart(tmp_path: Path) -> None:
    found = assessment_to_dict(weakened(tmp_path, TRUANCY))
    assert found["switched_off"] == []
    (one,) = found["weakened"]
    assert (one["rule"], one["answer"], one["acts_here"]) == ("images", "yes", False)
    assert one["how"] == ["its condition may leave out what was in it"]


def test_what_is_off_and_what_is_weakened_fits_the_schema(tmp_path: Path) -> None:
    both = assess(case(TRUANCY), packed(tmp_path, "switch_off: {ask-more: x}\n", local=WEAKER), try_answers=False)
    found = assessment_to_dict(both)
    assert (len(found["switched_off"]), len(found["weakened"])) == (1, 1)
    Draft202012Validator(assessment_schema()).validate(found)
