"""The report as a page: whole, alone, in order, every fact one step away, and not larger than it need be."""

import re
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from cse_rules.assess import Assessment, assess, load_ruleset
from cse_rules.assess.session import history
from cse_rules.facts import Case, Child, When
from cse_rules.facts.types import Person
from cse_rules.render import render_html
from cse_rules.render.audiences import AUDIENCES, UnknownAudience
from cse_rules.render.documents import WriterMissing, jinja
from cse_rules.render.sharing.reading import html_texts
from tests.render.conftest import assessed
from tests.render.documents.test_page import Read
from tests.support.cases import Words, cases
from tests.support.premises import Premise, theorem

CHECKED = load_ruleset("darlington")
CASES = cases(Words(CHECKED), most=7)


def many(number: int) -> Assessment:
    """A case with so many facts, of some of the types, spread over two years."""
    last = date(2017, 6, 1)
    kinds = ("observation: {id: o%d, code: self_harm, date: %s}", "sighting: {id: s%d, place: hotel, with: [driver], date: %s}",
             "possession: {id: p%d, item: clothes, date: %s}", "missing_episode: {id: m%d, from: %s, ended: true}",
             "contact: {id: c%d, means: online, date: %s}")  # fmt: skip
    days = [last - timedelta(days=place * 700 // number) for place in range(number)]
    rows = [f"  - {kinds[place % 5] % (place, day)}\n    recorded: {day}\n" for place, day in enumerate(days)]
    people = "people:\n  - {id: driver, age: 40, household: elsewhere}\n"
    return assessed(f"{people}facts:\n{''.join(rows[: number - 1])}", day=last)


@pytest.fixture(scope="module")
def five_hundred() -> Assessment:
    return many(500)


def test_500_facts_make_a_page_of_less_than_a_megabyte_that_fetches_nothing(five_hundred: Assessment) -> None:
    assert len(five_hundred.case.facts) == 500
    page = render_html(five_hundred)
    assert len(page.encode()) < 1_000_000
    alone(page)
    assert len(re.findall(r'<li id="fact-\d+"', page)) == 500


def test_many_facts_under_a_line_are_gathered_and_every_one_is_led_to(five_hundred: Assessment) -> None:
    page = render_html(five_hundred)
    most = max(Counter(re.findall(r'href="#fact-(\d+)"', page)).values())
    assert most < 40
    assert page.count("and ") > 0
    assert re.search(r"and \d+ more: fact", page)


def alone(page: str) -> None:
    """Nothing in a page loads anything or runs."""
    elements = Read(page).elements
    tags = {tag for tag, _ in elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video", "image"}
    for _, attributes in elements:
        assert "src" not in attributes
        assert "style" not in attributes
        assert str(attributes.get("href", "#")).startswith("#")
        assert not any(name.startswith("on") for name in attributes)
    style = page[page.index("<style>") : page.index("</style>")]
    assert not re.search(r"url\(|@import|expression\(", style)


@theorem(CASES, share=0.3, needs=0.5)
def test_the_page_says_all_that_the_assessment_says(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(bool(found.indicators) and bool(found.actions))
    page = render_html(found)
    alone(page)
    read = " ".join(html_texts(page))
    for said in (
        *(one.title for one in found.indicators),
        *(one.say for one in found.actions),
        *(one.say for one in found.challenges),
        *(one.ask for one in found.questions),
        *(one.title for one in found.not_asked),
        *found.notes, found.statement, found.checked.ruleset.edition, found.checked.ruleset.content_hash,
        "This report supports the judgement of professionals and never replaces it.",
    ):  # fmt: skip
        assert said in read


@theorem(CASES, share=0.3, needs=0.5)
def test_every_fact_is_in_the_list_and_every_link_leads_somewhere(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(len(case.facts) > 1)
    elements = Read(render_html(found, history=history(case, CHECKED, at_most=2))).elements
    names = Counter(attributes["id"] for _, attributes in elements if "id" in attributes)
    assert max(names.values()) == 1
    assert {f"fact-{number}" for number in range(1, len(case.facts) + 1)} <= set(names)
    pointed = [str(attributes["href"])[1:] for tag, attributes in elements if tag == "a"]
    assert set(pointed) <= set(names)
    labels = [name for _, attributes in elements for name in str(attributes.get("aria-labelledby", "")).split()]
    assert set(labels) <= set(names)


@theorem(CASES, share=0.2, needs=0.5)
def test_headings_come_in_order_and_one_stands_above_all(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(bool(found.indicators))
    levels = [int(tag[1]) for tag, _ in Read(render_html(found)).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_box_comes_first_and_then_the_four_questions(sarah: dict[int, Assessment]) -> None:
    page = render_html(sarah[3])
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    assert heads == [
        "ACT NOW", "1. What can be seen", "2. What else to ask, and of whom",
        "3. How high the concern about the situation is", "4. What to do, and whom to contact",
        "5. What professionals should challenge", "The facts", "What this rests on",
    ]  # fmt: skip


def test_the_answer_to_whether_to_raise_a_concern_names_whom_the_rules_call_for(sarah: dict[int, Assessment]) -> None:
    read = " ".join(html_texts(render_html(sarah[2])))
    at = read.index("Would you raise a concern?")
    assert "It is for you to judge" in read[at:]
    assert "Children's Access Point" in read[at : read.index("Actions", at)]


def test_a_page_of_a_case_without_facts_says_what_was_not_asked() -> None:
    read = " ".join(html_texts(render_html(assessed("facts: []"))))
    assert "insufficient information" in read
    assert "The rules call for no contact by what is recorded. That is no reason to raise none." in read


HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a\u202egnp.exe", "</title>", "{{ 7 * 7 }}", "&lt;b&gt;",
    "' onmouseover='x", "\x00\x1b[31m",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("audience", ["full", "police", "partner"])
def test_an_id_that_is_markup_stays_a_word(name: str, audience: str) -> None:
    people = [Person(id=name, age=40), Person(id="other", age=50)]
    made = Case(id=name, child=Child(age=15), records=people, as_of=When.day(date(2017, 6, 1)))
    page = render_html(assess(made, CHECKED), audience=audience)
    alone(page)
    assert "\u202e" not in page
    assert "49" not in " ".join(html_texts(page)).replace("2049", "").split()
    if audience == "partner":
        assert "alert" not in page


def test_an_unknown_audience_is_an_error_with_a_suggestion(sarah: dict[int, Assessment]) -> None:
    with pytest.raises(UnknownAudience, match=r"unknown audience `polise`; there are full, .*did you mean `police`"):
        render_html(sarah[1], audience="polise")


@pytest.mark.parametrize("audience", [name for name in AUDIENCES if name != "full"])
def test_a_version_for_others_says_for_whom_it_is_and_what_is_not_in_it(
    sarah: dict[int, Assessment], audience: str
) -> None:
    found = sarah[1 if AUDIENCES[audience].for_family else 2]
    read = " ".join(html_texts(render_html(found, audience=audience)))
    assert AUDIENCES[audience].title in read
    assert AUDIENCES[audience].note in read


def test_without_jinja_the_message_is_the_install_line(
    sarah: dict[int, Assessment], monkeypatch: pytest.MonkeyPatch
) -> None:
    modules: dict[str, Any] = sys.modules
    jinja.documents.cache_clear()
    monkeypatch.setitem(modules, "jinja2", None)
    with pytest.raises(WriterMissing, match=r"pip install 'cse-rules\[report\]'"):
        render_html(sarah[1])
    jinja.documents.cache_clear()
