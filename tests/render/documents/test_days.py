"""The days as a table: it says where times run from a day on which, as far as is recorded, nobody knew."""

from datetime import date

from cse_rules.assess import assess, load_ruleset
from cse_rules.assess.session import history
from cse_rules.facts import Case
from cse_rules.render.audiences import FULL
from cse_rules.render.documents.days import day_section, notes, rows
from cse_rules.render.documents.picture import picture
from cse_rules.render.documents.timeline import Timeline, timeline
from cse_rules.render.html import render_html
from cse_rules.render.numbering import numbered
from cse_rules.render.sharing.masking import words_for
from cse_rules.syntax.cases import load_case, parse_case
from tests.render.conftest import SARAH
from tests.support.cases import Words, cases
from tests.support.premises import Premise, theorem

CHECKED = load_ruleset("darlington")
SINCE = "counted from 2017-02-27, the day it happened; nobody recorded when it became known"
GONE = "case: c\nas_of: 2017-03-01\nchild: {age: 15}\nfacts:\n- missing_episode: {from: 2017-02-20, to: 2017-02-27, ended: true}\n"


def line_of(case: Case) -> Timeline:
    found = assess(case, CHECKED, try_answers=False)
    words = words_for(found, FULL)
    return timeline(found, words, numbered(found, words), history(case, CHECKED, at_most=6))


def test_an_action_that_is_overdue_before_the_level_that_calls_for_it_says_what_it_is_counted_from() -> None:
    case = load_case(SARAH / "part-3.yaml", as_of=date(2017, 3, 1))
    line = line_of(case)
    found = {one.days[0]: one for one in rows(line, str)}
    assert found["2017-02-27"].level == "not enough known"
    assert found["2017-02-28"].actions == (f"Overdue: cap ({SINCE})",)
    assert found["2017-03-01"].level == "at least high"
    said = " ".join(notes(line))
    assert "nobody recorded when they became known: the level counts them from 2017-03-01 on" in said
    assert "an action can be due, or overdue, on a day before the level that calls for it" in said
    description = picture(line).description
    assert "nobody recorded when they became known" in description
    page = render_html(assess(case, CHECKED), history=history(case, CHECKED, at_most=6))
    assert SINCE in page


def test_nothing_is_said_where_it_was_recorded_when_it_became_known() -> None:
    said = line_of(parse_case(f"{GONE}  recorded: 2017-02-27\n"))
    assert said.actions
    assert (said.unrecorded, said.counted) == (0, {})
    unsaid = line_of(parse_case(GONE))
    assert unsaid.unrecorded == 1
    assert unsaid.counted


@theorem(cases(Words(CHECKED), most=6), share=0.3, needs=0.4)
def test_what_is_counted_from_an_unrecorded_day_is_an_action_of_the_table(premise: Premise, case: Case) -> None:
    line = line_of(case)
    premise.holds(bool(line.actions))
    assert set(line.counted) <= {one.id for one in line.actions}
    assert all(since.last_day < line.as_of for since in line.counted.values())
    assert bool(line.counted) == any("nobody recorded when" in one for row in rows(line, str) for one in row.actions)
    assert " ." not in picture(line).description
    table = day_section(line, str).table
    assert table is not None
    assert [row[0] for row in table.rows] == [" ".join(one.days) for one in line.stretches]
