"""Packs: what is read and laid over a base, and everything that can be wrong with it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from cse_rules import RulesetError, read_ruleset
from cse_rules.facts import Span
from cse_rules.rules.ruleset import Deviation, Ruleset
from cse_rules.syntax.rulesets import folders_of
from tests.support.packs import HEAD, base_files, folders, line, packed, problems
from tests.support.small import CHALLENGE, PLAN, PRACTICE, WORKING, raising, rule, texts, write

CASE_RULE = rule("extra", "{some: sighting, where: {place: park}}")


def read(folder: Path, more: str = "", *, base: Mapping[str, str] | None = None, **files: str) -> Ruleset:
    return read_ruleset(folders(folder, more, base=base, **files))


def test_an_empty_pack_has_everything_of_its_base_and_its_own_name(tmp_path: Path) -> None:
    pack = read(tmp_path)
    base = read_ruleset(tmp_path / "base")
    assert (pack.id, pack.title) == ("pack", "A pack")
    for table in ("scale", "bands", "rules", "parameters", "directory", "topics", "observations", "guarantees",
                  "sufficient", "fresh_for", "refer_to", "preface", "statement", "phrases", "themes"):  # fmt: skip
        assert getattr(base, table) == getattr(pack, table)
    assert pack.extends is not None
    assert pack.extends.deviations == ()


def test_a_level_of_the_base_is_the_same_level_in_the_pack(tmp_path: Path) -> None:
    assert {"small": {step: step for step in ("nothing_found", "low", "medium", "high")}} == read(tmp_path).level_maps


def test_a_parameter_keeps_its_values_until_the_day_of_the_override(tmp_path: Path) -> None:
    more = "override: {parameters: {half_year: {value: 3 months, since: 2018-01-01, reference: here}}}\n"
    found = read(tmp_path, more).parameters["half_year"]
    assert Span(6, "months") == found.on(date(2017, 12, 31))
    assert Span(3, "months") == found.on(date(2018, 1, 1))


def test_several_dated_values_can_be_given(tmp_path: Path) -> None:
    values = "[{value: 3, since: 2015-01-01, reference: a}, {value: 4, since: 2018-01-01, reference: b}]"
    found = read(tmp_path, f"override: {{parameters: {{two: {{values: {values}}}}}}}\n")
    assert [found.parameters["two"].on(date(year, 6, 1)) for year in (2014, 2017, 2018)] == [2, 3, 4]
    assert found.extends is not None
    assert found.extends.deviations[0].because == "a; b"


def test_a_directory_entry_says_otherwise_only_what_it_says(tmp_path: Path) -> None:
    more = 'override: {directory: {school: {contact: ["01632 960101"], because: it is another one}}}\n'
    found = read(tmp_path, more).directory["school"]
    assert (found.title, found.contact) == ("School", ("01632 960101",))


def test_topics_details_level_words_maps_and_the_scale_can_be_overridden(tmp_path: Path) -> None:
    base = base_files()
    base["ruleset"] = base["ruleset"].replace(
        "step_down: {window: $year}", "step_down: {window: $year, maps: {far: {amber: low}}}\nlevel_words: {low: Low}"
    )
    base["vocabulary"] += "details: [{detail: person.age, ask: How old?, of: [police]}]\n"
    more = """override:
  topics: {missing: {of: [police, school], because: both}}
  details: {person.age: {ask: What age?, because: shorter}}
  level_words: {low: {say: Some concern, because: the words of the partnership}}
  maps: {far: {levels: {amber: medium}, because: they changed}}
  scale: {steps: [nothing_found, low, medium, severe, high], because: five steps}
"""
    found = read(tmp_path, more, base=base)
    assert found.topics["missing"].of == ("police", "school")
    assert found.details[0].ask == "What age?"
    assert found.level_words == {"low": "Some concern"}
    assert found.level_maps["far"] == {"amber": "medium"}
    assert found.scale == ("nothing_found", "low", "medium", "severe", "high")


def test_a_rule_can_be_switched_off_replaced_and_added(tmp_path: Path) -> None:
    instead = raising("hotel", "{some: sighting, where: {place: hotel}}", "level: medium", "override: any time counts")
    found = read(tmp_path, "switch_off: {ask-more: not here}\n", local=instead + CASE_RULE)
    names = [one.id for one in found.rules]
    assert "ask-more" not in names
    assert "extra" in names
    windows = {one.id: "half_year" in str(one.when) for one in found.rules}
    assert not windows["hotel"]
    assert found.extends is not None
    assert [_told(one) for one in found.extends.deviations] == [("switched off", "rule", "ask-more", "not here"), ("overridden", "rule", "hotel", "any time counts"),
            ("added", "rule", "extra", None)]  # fmt: skip


def _told(one: Deviation) -> tuple[str, str, str, str | None]:
    return one.how, one.what, one.name, one.because


def test_what_is_said_of_a_ruleset_is_added_to_and_never_taken_away(tmp_path: Path) -> None:
    found = read(tmp_path, "statement: Made up.\npreface: More.\n")
    assert (found.statement, found.preface) == ("Made up. Not for use.", "More. For tests.")


def test_the_content_hash_changes_with_the_base_and_with_the_pack(tmp_path: Path) -> None:
    first = read(tmp_path / "a").content_hash
    assert first == read(tmp_path / "b").content_hash
    changed = base_files() | {"rules": base_files()["rules"] + CASE_RULE}
    assert first != read(tmp_path / "c", base=changed).content_hash
    assert first != read(tmp_path / "d", "statement: more\n").content_hash


def test_a_pack_of_a_pack_has_what_both_say(tmp_path: Path) -> None:
    folders(tmp_path, "switch_off: {ask-more: not here}\n")
    top = tmp_path / "top"
    top.mkdir()
    write(top, {"ruleset": HEAD.format(extends="../pack").replace("pack\n", "top\n", 1), "local": CASE_RULE})
    found = read_ruleset(top)
    assert [one.id for one in found.bases] == ["pack", "small"]
    assert [one.rule.id for one in found.switched_off] == ["ask-more"]
    assert {"extra"} == {one.id for one in found.rules} - {one.id for one in read_ruleset(tmp_path / "base").rules}
    assert (top, tmp_path / "pack", tmp_path / "base") == folders_of(top)


def test_a_shipped_ruleset_is_extended_by_its_id(tmp_path: Path) -> None:
    write(tmp_path, {"ruleset": HEAD.format(extends="darlington")})
    assert [one.id for one in read_ruleset(tmp_path).bases] == ["darlington"]


# --- what can be wrong ------------------------------------------------------------------------------------------


def test_rulesets_that_extend_each_other_are_named_in_their_circle(tmp_path: Path) -> None:
    for name, other in (("a", "../b"), ("b", "../a")):
        (tmp_path / name).mkdir()
        write(tmp_path / name, {"ruleset": HEAD.format(extends=other).replace("ruleset: pack", f"ruleset: {name}")})
    with pytest.raises(RulesetError) as caught:
        read_ruleset(tmp_path / "a")
    assert [line(one) for one in caught.value.diagnostics] == [
        (
            "b/ruleset.yaml:2 CSE241 rulesets that extend each other: `a` extends `b` extends `a` "
            "(one of them must stand alone)"
        )
    ]


@pytest.mark.parametrize(
    ("extends", "said"),
    [
        ("darlingtn", ("CSE250 there is no ruleset `darlingtn` (did you mean `darlington`? a folder is written "
                      "`./darlingtn`)")),
        ("../nowhere", ("CSE250 there is no ruleset `../nowhere` (a path starts in the folder of this file, and leads "
                       "to a folder with a `ruleset.yaml`)")),
        (".", "CSE241 rulesets that extend each other: `pack` extends `pack` (one of them must stand alone)"),
        ("[a]", ("CSE240 `extends` names a shipped ruleset or a folder, not a list (write `extends: darlington`, or "
                "`../a-folder`)")),
        ("{ruleset: ../base, edition: 2}", "CSE202 `edition` must be text, not a number (put it in quotation marks)"),
        ('{ruleset: ../base, edition: "2"}', ("CSE242 this extends edition `2`, and `small` is edition `1` (see with "
                                             "`cse-rules diff` what changed, then say the new edition)")),
    ],
)  # fmt: skip
def test_what_is_extended_must_be_there(extends: str, said: str, tmp_path: Path) -> None:
    folder = folders(tmp_path)
    write(folder, {"ruleset": HEAD.format(extends=extends)})
    with pytest.raises(RulesetError) as caught:
        read_ruleset(folder)
    assert [f"pack/ruleset.yaml:2 {said}"] == [line(one) for one in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("override: {parameters: {half_yaer: {value: 1 day, since: 2018-01-01, reference: x}}}",
         "CSE244 `small` has no parameter `half_yaer` (did you mean `half_year`?)"),
        ("override: {directory: {polise: {title: x, because: y}}}",
         "CSE244 `small` has no directory entry `polise` (did you mean `police`?)"),
        ("override: {topics: {telephone: {ask: x, because: y}}}",
         "CSE244 `small` has no topic `telephone` (what is new stands where any ruleset has it)"),
        ("switch_off: {ask-mor: why}", "CSE244 `small` has no rule `ask-mor` (did you mean `ask-more`?)"),
        ("switch_off: {ask-more: }", "CSE251 rule `ask-more` is switched off without a reason (write `ask-more: why`)"),
        ("switch_off: {ask-more: ' '}",
         "CSE251 rule `ask-more` is switched off without a reason (write `ask-more: why`)"),
        ("switch_off: {ask-more: [x]}",
         "CSE202 `ask-more` must be text, not a list (put it in quotation marks)"),
        ("override: {directory: {police: {title: x}}}", "CSE201 `because` is missing in `police`"),
        ("override: {parameters: {two: {value: 3, since: 2018-01-01}}}", "CSE201 `reference` is missing in `two`"),
        ("override: {parameters: {two: {values: []}}}",
         "CSE249 nothing of `two` is said otherwise (say value, since, reference)"),
        ("override: {directory: {police: {because: y}}}",
         "CSE249 nothing of `police` is said otherwise (say title, contact, verified, note)"),
        ("override: {parameters: {two: {value: 3 days, since: 2018-01-01, reference: x}}}",
         "CSE247 `$two` is a number in `small`, and here something else"),
        ("override: {topcs: {}}", "CSE208 unknown key `topcs` in `override` (did you mean `topics`?)"),
        ("override: {scale: {steps: [low, nothing_found, medium, high], because: y}}",
         ("CSE248 the scale of `small` goes from `nothing_found` to `high`, and stays so (put other steps between "
         "these)")),
        ("override: {scale: {steps: [nothing_found, medium, low, high], because: y}}",
         "CSE248 the steps of the scale of `small` stay in their order: nothing_found, low, medium, high"),
        ("scale: [a, b]", ("CSE246 `scale` is inherited from `small` (say `scale: {steps: […], because: …}` under "
                          "`override`)")),
        ("directory: {police: {title: x}}",
         ("CSE245 directory entry `police` is in `small` already (use it as it is, or say under `override` what "
         "differs, and why)")),
        ("sufficient: {topics: [missing]}",
         ("CSE245 among the topics of `sufficient`, `missing` is in `small` already (leave it out: those of the base "
         "stay)")),
    ],
)  # fmt: skip
def test_an_override_or_a_switch_must_fit_the_base(more: str, said: str, tmp_path: Path) -> None:
    assert [f"pack/ruleset.yaml:6 {said}"] == problems(tmp_path, more + "\n")


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (raising("hotel", "{some: child}"),
         "1 CSE245 rule `hotel` is in `small` already (say `override: why`, or choose another id)"),
        (rule("hotle", "{some: child}", "override: why", "level: low"),
         "5 CSE244 `small` has no rule `hotle` (did you mean `hotel`?)"),
        (rule("rape", "{some: disclosure}", "override: why", "level: high"),
         "5 CSE247 rule `rape` is a trigger in `small`, and stays one (add `trigger: true`)"),
        (rule("hotel", "{some: child}", "override: why", "level: low", "status: retired"),
         "5 CSE247 rule `hotel` is overridden by a retired one (switch it off instead)"),
        (rule("ask-more", "{some: child}", "override: ''", "level: low"),
         "5 CSE202 `override` must be text, not nothing (put it in quotation marks)"),
    ],
)  # fmt: skip
def test_a_rule_is_new_or_says_that_it_overrides(rules: str, said: str, tmp_path: Path) -> None:
    assert [f"pack/local.yaml:{said}"] == problems(tmp_path, local=rules)


def test_a_rule_is_not_both_switched_off_and_overridden(tmp_path: Path) -> None:
    rules = rule("ask-more", "{some: child}", "override: why", "level: low")
    (found,) = problems(tmp_path, "switch_off: {ask-more: why}\n", local=rules)
    assert "rule `ask-more` is switched off and stands in the pack" in found


def test_problems_of_the_pack_are_all_named_at_once_with_their_places(tmp_path: Path) -> None:
    more = "switch_off:\n  ask-mor: why\n  tell:\noverride:\n  directory:\n    polise: {title: x, because: y}\n"
    found = problems(tmp_path, more, local=raising("hotel", "{some: child}"))
    assert [one.split(" ")[0] for one in found] == [
        "pack/local.yaml:1",
        "pack/ruleset.yaml:7",
        "pack/ruleset.yaml:8",
        "pack/ruleset.yaml:11",
    ]


def test_a_base_with_problems_names_them_in_its_own_files(tmp_path: Path) -> None:
    broken = base_files() | {"rules": base_files()["rules"] + "- rule: broken\n"}
    found = problems(tmp_path, "switch_off: {}\n", base=broken)
    assert {"base/rules.yaml"} == {one.split(":")[0] for one in found}


def test_a_base_that_does_not_make_sense_by_itself_is_named_too(tmp_path: Path) -> None:
    wrong = base_files() | {"rules": base_files()["rules"] + rule("wrong", "{some: sightng}")}
    found = problems(tmp_path, "switch_off: {wrong: it is}\n", base=wrong)
    assert [f"base/rules.yaml:{_line(wrong['rules'], 'sightng')}"] == [one.split(" ")[0] for one in found]


def _line(text: str, word: str) -> int:
    return next(number for number, one in enumerate(text.splitlines(), 1) if word in one)


def test_only_a_pack_can_override_and_switch_off(tmp_path: Path) -> None:
    files = base_files()
    files["ruleset"] += "override: {}\nswitch_off: {}\n"
    files["rules"] += rule("more", "{some: child}", "override: why", "level: low")
    with pytest.raises(RulesetError) as caught:
        read_ruleset(write(tmp_path, files))
    assert sorted(one.message for one in caught.value.diagnostics) == [
        "`override` in a ruleset that extends no other", "`override` in a ruleset that extends no other",
        "`switch_off` in a ruleset that extends no other",
    ]  # fmt: skip


def test_a_pack_has_an_id_of_its_own(tmp_path: Path) -> None:
    folder = folders(tmp_path)
    write(folder, {"ruleset": HEAD.format(extends="../base").replace("ruleset: pack", "ruleset: small")})
    with pytest.raises(RulesetError, match="`small` is the id of what this extends"):
        read_ruleset(folder)


def test_an_emergency_number_stays(tmp_path: Path) -> None:
    base = base_files()
    base["ruleset"] = base["ruleset"].replace("{title: Police}", '{title: Police, contact: ["999"]}')
    more = 'override: {directory: {police: {contact: ["01632 960101"], because: local}}}\n'
    (found,) = problems(tmp_path, more, base=base)
    assert "`police` is reached by 999 in `small`, and here no longer" in found


def test_a_pack_takes_over_how_challenges_and_plans_are_carried_on(tmp_path: Path) -> None:
    base = texts(head=PRACTICE, parameters=WORKING, challenge=CHALLENGE, plan=PLAN)
    pack = read(tmp_path, "roles: {nurse: Nurse}\n", base=base)
    was = read_ruleset(tmp_path / "base")
    assert (pack.challenge, pack.plan, pack.calendar) == (was.challenge, was.plan, "england")
    assert pack.roles == {**was.roles, "nurse": "Nurse"}


def test_a_pack_says_why_its_challenges_are_carried_on_otherwise(tmp_path: Path) -> None:
    base = texts(head=PRACTICE, parameters=WORKING, challenge=CHALLENGE, plan=PLAN)
    shorter = "because: our board is the council\n" + CHALLENGE.replace("urgent: managers\n", "")
    pack = read(tmp_path, base=base, challenge=shorter)
    assert pack.challenge is not None
    assert pack.challenge.urgent is None
    assert pack.extends is not None
    assert [(one.how, one.what, one.because) for one in pack.extends.deviations] == [
        ("overridden", "challenge process", "our board is the council")
    ]


def test_without_a_reason_they_stay_as_they_are(tmp_path: Path) -> None:
    base = texts(head=PRACTICE, parameters=WORKING, challenge=CHALLENGE, plan=PLAN)
    with pytest.raises(RulesetError, match="the plan is otherwise than in `small`, without a reason"):
        read(tmp_path, base=base, plan=PLAN)


def test_a_pack_may_be_the_first_to_have_stages(tmp_path: Path) -> None:
    pack = read(tmp_path, PRACTICE, challenge=CHALLENGE.replace("$one_day", "$week").replace("$three_days", "$week"))
    assert pack.extends is not None
    assert ("added", "challenge process") in [(one.how, one.what) for one in pack.extends.deviations]


def test_a_pack_passes_the_checker(tmp_path: Path) -> None:
    assert packed(tmp_path).ruleset.id == "pack"
