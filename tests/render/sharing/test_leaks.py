"""The last look at a finished document finds what should not be there."""

from datetime import date

import pytest

from cse_rules.assess import Assessment, assess, load_ruleset
from cse_rules.facts import Case, Child
from cse_rules.facts.types import Person
from cse_rules.render import render_docx, render_html, render_markdown, render_text
from cse_rules.render.audiences import AUDIENCES
from cse_rules.render.outline import Line, Section
from cse_rules.render.sharing.leaks import Leaked, refuse_leaks
from cse_rules.render.sharing.reading import docx_texts, html_texts, markdown_texts
from tests.render.conftest import assessed

PARTNER, POLICE, FAMILY = (AUDIENCES[name] for name in ("partner", "police", "family"))


@pytest.fixture(scope="module")
def found() -> Assessment:
    return assessed(
        "people:\n  - {id: uncle-joe, age: 40, household: elsewhere, relationship: friend}\n"
        "  - {id: friend, age: 20, household: elsewhere, relationship: friend, description: a tall man with a scar}\n"
        "facts:\n  - sighting: {id: in-a-hotel, with: [uncle-joe, friend], place: hotel}\n"
        "    known_by: {how: told_by_other, who: Mrs Quillby}\n"
        "  - vehicle: {id: car, make: Vauxhall, driver: friend}\n"
    )


def test_the_full_document_in_place_of_one_for_others_is_refused_in_every_form(found: Assessment) -> None:
    full = {
        "html": list(html_texts(render_html(found))),
        "md": markdown_texts(render_markdown(found)),
        "docx": list(docx_texts(render_docx(found))),
        "text": [render_text(found)],
    }
    for texts in full.values():
        for audience in (PARTNER, FAMILY):
            with pytest.raises(Leaked):
                refuse_leaks(texts, found, audience)


@pytest.mark.parametrize(
    "text",
    [
        "seen with Uncle-Joe", "joe", "[friend]", "person friend (aged 20), friend of the child, lives elsewhere",
        "a silver vauxhall", "answer it as `no-police/in-a-hotel#2`", "[in-a-hotel]", "told by mrs quillby", "A TALL man  with a scar", "case mill-lane",
    ],
)  # fmt: skip
def test_a_word_of_the_case_is_found_wherever_it_stands(found: Assessment, text: str) -> None:
    for page in (f"<p>{text}</p>", f'<p title="{text}">x</p>', f"<!-- {text} -->"):
        with pytest.raises(Leaked) as leaked:
            refuse_leaks(html_texts(page), found, PARTNER)
        for word in ("vauxhall", "quillby", "scar", "silver"):
            assert word not in str(leaked.value).casefold()


@pytest.mark.parametrize("text", ["a friend of the child", "seen in a car", "person 1 was at a hotel", "2017"])
def test_a_word_that_reports_use_anyway_is_no_leak(found: Assessment, text: str) -> None:
    refuse_leaks([text], found, PARTNER)


def test_the_police_may_read_ids_and_not_who_told(found: Assessment) -> None:
    refuse_leaks(["uncle-joe in a Vauxhall, case mill-lane"], found, POLICE)
    with pytest.raises(Leaked):
        refuse_leaks(["Mrs Quillby says so"], found, POLICE)


def test_letters_that_are_escaped_in_a_document_are_read_as_they_are() -> None:
    people = [Person(id='friend <&> "zo"', age=40)]
    found = assess(Case(child=Child(age=15), records=people, as_of=date(2017, 6, 1)), load_ruleset("darlington"))
    with pytest.raises(Leaked):
        refuse_leaks(html_texts("<p>[friend &lt;&amp;&gt; &quot;zo&quot;]</p>"), found, PARTNER)
    with pytest.raises(Leaked):
        refuse_leaks(markdown_texts(r"\[friend \<\&\> \"zo\"\]"), found, PARTNER)


def test_the_id_that_was_found_is_named_for_whoever_holds_the_record(found: Assessment) -> None:
    with pytest.raises(Leaked, match="the id `uncle-joe` could be read"):
        refuse_leaks(["seen with uncle-joe"], found, PARTNER)
    with pytest.raises(Leaked, match="a free text of `in-a-hotel` could be read"):
        refuse_leaks(["mrs quillby says so"], found, PARTNER)


@pytest.mark.parametrize("name", ["other-child", "older-person", "person-seen", "person-of-concern", "high-older"])
@pytest.mark.parametrize("audience", ["partner", "police"])
def test_an_id_that_stands_inside_of_what_the_ruleset_says_is_no_leak(name: str, audience: str) -> None:
    one = assessed(
        "people:\n  - {id: driver, of_concern: true, household: elsewhere, described_as: older}\n"
        f"facts:\n  - linked_child: {{id: {name}, relationship: friend, may_be: [at_risk]}}\n"
        "  - sighting: {place: hotel, with: [driver]}\n"
    )
    for text in (render_text(one, audience=audience), render_markdown(one, audience=audience)):
        assert (f"[{name}]" in text.replace("\\", "")) == (audience == "police")
    if audience == "partner":
        with pytest.raises(Leaked, match=f"the id `{name}`"):
            refuse_leaks([f"{render_text(one, audience=audience)} Told of {name}."], one, PARTNER)


def test_a_sentence_that_would_be_broken_into_rows_is_found_before(
    found: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "A tall man with a scar"
    monkeypatch.setattr("cse_rules.render.text.report", lambda *_: (Section("Signs", [Line(said)]),))
    for width in (40, 100):
        with pytest.raises(Leaked):
            render_text(found, audience="partner", width=width)
