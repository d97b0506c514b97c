"""The picture of what happened when: nothing is dropped, and what is drawn is what the table says."""

from cse_rules.assess import assess, load_ruleset
from cse_rules.assess.session import history
from cse_rules.facts import Case
from cse_rules.render.audiences import FULL
from cse_rules.render.documents.picture import picture
from cse_rules.render.documents.timeline import STRETCHES, Timeline, timeline
from cse_rules.render.numbering import numbered
from cse_rules.render.sharing.masking import words_for
from tests.render.conftest import assessed
from tests.support.cases import Words, cases
from tests.support.premises import Premise, theorem

CHECKED = load_ruleset("darlington")


def line_of(case: Case, *, looked_at: int | None = None) -> Timeline:
    found = assess(case, CHECKED, try_answers=False)
    words = words_for(found, FULL)
    over_time = history(case, CHECKED, at_most=looked_at) if looked_at else None
    return timeline(found, words, numbered(found, words), over_time)


@theorem(cases(Words(CHECKED), most=8), share=0.4, needs=0.5)
def test_every_fact_is_in_the_picture_or_named_as_undated(premise: Premise, case: Case) -> None:
    line = line_of(case)
    premise.holds(len(line.facts) > 2)
    drawn = [number for one in line.stretches for number in one.facts]
    assert sorted([*drawn, *line.undated]) == list(range(1, len(case.facts) + 1))
    marks = picture(line).marks
    assert sum(one.number for one in marks if one.kind == "fact") == len(drawn)


@theorem(cases(Words(CHECKED), most=8), share=0.4, needs=0.5)
def test_every_action_is_in_the_picture_or_named_as_undated(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    line = line_of(case)
    premise.holds(bool(line.actions))
    assert len(line.actions) + len(line.undated_actions) == len(found.actions)
    drawn = sum(one.number for one in picture(line).marks if one.kind in line.states)
    assert drawn == len(line.actions)


@theorem(cases(Words(CHECKED), most=6), share=0.2, needs=0.4)
def test_the_picture_stays_within_its_width_and_ends_with_the_level_of_the_report(premise: Premise, case: Case) -> None:
    line = line_of(case, looked_at=4)
    premise.holds(len(line.steps) > 1)
    drawn = picture(line)
    assert len(line.stretches) <= STRETCHES
    assert all(0 <= one.x <= 100 for one in drawn.marks)
    assert all(0 <= one.x1 <= one.x2 <= 100 for one in drawn.bars)
    assert all(0 <= one.y <= drawn.height for one in drawn.marks)
    assert all(0 <= one.y <= drawn.height for one in (*drawn.rows, *drawn.ticks))
    found = assess(case, CHECKED, try_answers=False)
    scale = CHECKED.ruleset.scale
    last = line.steps[-1]
    assert (scale[last.level - 1] if last.level else None) == found.level
    assert scale[last.could_be - 1] == found.could_be
    assert [one.day for one in line.steps] == sorted({one.day for one in line.steps})


def test_a_level_holds_until_the_day_on_which_it_changed() -> None:
    found = assessed(
        "people:\n  - {id: driver, age: 40, household: elsewhere, recorded: 2017-04-01}\nfacts:\n"
        "  - observation: {code: self_harm, date: 2017-02-01}\n    recorded: 2017-02-01\n"
        "  - sighting: {place: hotel, with: [driver], date: 2017-04-01}\n    recorded: 2017-04-01\n"
    )
    words = words_for(found, FULL)
    line = timeline(found, words, numbered(found, words), history(found.case, CHECKED))
    levels = {str(one.day): line.scale[one.level] for one in line.steps}
    assert levels["2017-02-01"] == "low"
    assert levels["2017-04-01"] == "high"
    steps = [one for one in picture(line).bars if one.kind == "level"]
    assert any(one.x1 == one.x2 and one.y1 > one.y2 for one in steps)


def test_what_is_much_older_is_gathered_at_the_beginning() -> None:
    found = assessed(
        "facts:\n  - observation: {code: self_harm, date: 2009-02-01}\n  - observation: {code: aggression, date: 2017-05-01}\n"
    )
    words = words_for(found, FULL)
    line = timeline(found, words, numbered(found, words), None)
    assert line.first.year == 2014
    assert line.stretches[0].days[0].startswith("until 2014")


def test_what_the_child_told_stands_where_it_happened_if_nobody_says_when_it_was_told() -> None:
    found = assessed("facts:\n  - disclosure: {of: threats, about: 2017-05-20}\n")
    words = words_for(found, FULL)
    line = timeline(found, words, numbered(found, words), None)
    assert (line.undated, str(line.first)) == ((), "2017-05-20")
