"""Ages are bounds, and it is the age at the event that decides."""

from datetime import date

from hypothesis import strategies as st

from cse_rules.facts import Answer, Case, Child, Disclosure, When
from tests.support.cases import DAY, day
from tests.support.looking import DARLINGTON, see
from tests.support.premises import Premise, theorem

RULE = "sexual-activity-under-13"
BORN = st.sampled_from([date(DAY.year - years, month, 30) for years in (11, 12, 13, 14, 16) for month in (5, 6, 7)])
WHEN = st.sampled_from([day(ago) for ago in (0, 1, 29, 30, 31, 364, 365, 366, 700, 1100, 1460)])


def _completed(born: date, then: date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


@theorem(st.tuples(BORN, WHEN, st.sampled_from(("sexual_activity", "rape", "sexual_assault"))), needs=0.9)
def test_the_age_when_it_happened_decides_and_not_the_age_when_it_is_told(
    premise: Premise, given: tuple[date, When, str]
) -> None:
    born, about, of = given
    told = Disclosure(id="told", of=of, about=about, date=day(0))
    seen = see(Case(child=Child(born=When.day(born)), records=(told,), as_of=DAY), DARLINGTON)
    age = _completed(born, about.first_day)
    premise.holds(age >= 0)
    assert (Answer.YES if age < 13 else Answer.NOT_KNOWN) is seen.outcomes[RULE].answer


@theorem(st.tuples(st.integers(9, 17), st.one_of(st.none(), WHEN)), needs=0.9)
def test_an_age_without_a_birthday_is_an_interval(premise: Premise, given: tuple[int, When | None]) -> None:
    """Yes where every birthday that fits makes the child younger than 13 then, possible where some does."""
    age, about = given
    told = Disclosure(id="told", of="sexual_activity", about=about)
    outcome = see(Case(child=Child(age=age), records=(told,), as_of=DAY), DARLINGTON).outcomes[RULE]
    births = [date(DAY.year - age - years, DAY.month, DAY.day - less) for years, less in ((0, 0), (1, -0))]
    youngest, oldest_born = births[0], date(DAY.year - age - 1, 7, 1)
    premise.holds()
    if about is None:
        certain, possible = age < 13, True
    else:
        certain = _completed(oldest_born, about.first_day) < 13
        possible = _completed(youngest, about.first_day) < 13
    assert certain is (outcome.answer is Answer.YES)
    assert possible is outcome.possible


@theorem(st.tuples(st.one_of(st.none(), WHEN), st.sampled_from((None, 5, 12, 13, 15))), needs=0.9)
def test_a_child_whose_age_is_not_known_may_be_under_thirteen(
    premise: Premise, given: tuple[When | None, int | None]
) -> None:
    about, stated = given
    told = Disclosure(id="told", of="sexual_activity", about=about, child_age_then=stated)
    outcome = see(Case(records=(told,), as_of=DAY), DARLINGTON).outcomes[RULE]
    premise.holds()
    if stated is None:
        assert Answer.NOT_KNOWN is outcome.answer
        assert outcome.possible
        assert ("child", "born") in outcome.leads or ("told", "about") in outcome.leads
    else:
        assert (stated < 13) is (outcome.answer is Answer.YES)
