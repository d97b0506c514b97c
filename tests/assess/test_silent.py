"""Rules that a pack has switched off: nothing follows from them, and nobody can overlook them."""

from pathlib import Path

import pytest

from cse_rules import Answer, Assessment, assess, explain
from cse_rules.assess.explain import UnknownRule
from cse_rules.render import assessment_to_dict, render_text
from tests.support.packs import base_files, packed
from tests.support.small import case, rule

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
