"""A phrase is found whatever its form, once, where it stands, and only where it is somebody's own words."""

import importlib.util
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.language.accuracy import ROOT, sentences
from cse_rules.language import Finder, Found
from cse_rules.rules.language import Phrase, Phrases
from cse_rules.syntax.language import read_list

LIST = read_list("language-en").phrases
QUICK, SLOW = Finder(LIST), Finder(LIST, quick=False)
SENTENCES = [text for _, _, text in sentences(ROOT / "tests" / "language" / "sentences.tsv")]
WORDS = sorted({word for text in SENTENCES for word in text.split()})
BETWEEN = st.sampled_from((" ", " ", " ", "\n", "-", "  ", ". ", "\n\n", "\r\n", "\u00a0", ", ", ' "', '" ', "’s "))
TEXTS = st.lists(st.tuples(st.sampled_from(SENTENCES) | st.sampled_from(WORDS), BETWEEN), max_size=30).map(
    lambda parts: "".join(text + after for text, after in parts)
)


def phrase(name: str, *forms: str, near: tuple[str, ...] = (), leave_alone: tuple[str, ...] = ()) -> Phrase:
    return Phrase(
        id=name, forms=(name.replace("_", " "), *forms), near=near, leave_alone=leave_alone, problem="p", instead="i",
        source=(("s", "p"),),
    )  # fmt: skip


def found(text: str, *phrases: Phrase, groups: Mapping[str, tuple[str, ...]] | None = None) -> list[tuple[str, str]]:
    listed = Phrases(entries={one.id: one for one in phrases}, groups=groups or {})
    return [(one.phrase, text[one.begin : one.end]) for one in Finder(listed).find(text)]


@given(TEXTS)
def test_with_and_without_the_extra_exactly_the_same_is_found(text: str) -> None:
    assert importlib.util.find_spec("ahocorasick_rs")
    assert QUICK.find(text) == SLOW.find(text)


@given(TEXTS)
def test_findings_are_in_order_share_nothing_and_are_words_of_the_text(text: str) -> None:
    one_by_one = QUICK.find(text)

    assert list(one_by_one) == sorted(one_by_one)
    assert all(one.end <= other.begin for one, other in pairwise(one_by_one))
    assert all(text[one.begin : one.end].strip() == text[one.begin : one.end] != "" for one in one_by_one)


@given(TEXTS, st.sampled_from(("Kein Wort. ", "“é” ", "\n\n", "¾ ")))
def test_what_stands_in_the_paragraph_before_moves_findings_and_changes_none(text: str, before: str) -> None:
    moved = [
        Found(one.begin - len(before) - 2, one.end - len(before) - 2, one.phrase)
        for one in QUICK.find(f"{before}\n\n{text}")
    ]

    assert moved == list(QUICK.find(text))


@given(st.sampled_from(SENTENCES), st.sampled_from(('"{}"', "“{}”", "‘{}’", "«{}»")))
def test_nothing_is_found_in_a_quotation(text: str, marks: str) -> None:
    own = text.replace('"', "").replace("“", "").replace("”", "").replace("’", "'")

    assert QUICK.find(f"He said {marks.format(own)} and left.") == ()


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("put~ herself at ... risk", "puts herself at very great risk"),
        ("put~ herself at ... risk", "PUTTING HERSELF\n  at risk"),
        ("give~ up", "gave up"),
        ("man~ here", "men here"),
        ("try~ it", "tried it"),
        ("stop~ it", "stopping it"),
        ("street-wise", "streetwise"),
        ("street-wise", "street wise"),
        ("street-wise", "street-wise"),
        ("hard to reach", "hard-to-reach"),
        ("prostitut*", "prostitution"),
        ("the * one", "the other one"),
        ("a (b | c d) e", "a c d e"),
        ("a [b | c d] e", "a e"),
        ("[very] hard", "very hard"),
        ("<who> go~", "the girls went"),
        ("<number> years", "14 years"),
        ("sexualised", "sexualized"),
        ("it's legal", "it’s legal"),
        ("she be~ bad", "she's bad"),
        ("<name> (said | says) so", "Jade says so"),
        ("*'s boyfriend", "Jade’s boyfriend"),
        ("always do~ this", "always* _does* this"),
    ],
)
def test_a_form_stands_for_all_that_it_says(form: str, text: str) -> None:
    groups: dict[str, tuple[str, ...]] = {"who": ("she", "the (girl~ | boy~)")}

    assert found(f"So {text}.", phrase("qq", form), groups=groups) == [("qq", text)]
    assert found(f"So x{text}x.", phrase("qq", form), groups=groups) == []


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("put~ herself at ... risk", "puts herself at the one and only risk"),
        ("put~ herself at risk", "puts herself at. Risk"),
        ("put~ herself at risk", "puts herself at\n\nrisk"),
        ("<name> says", "she says"),
        ("<name> says", "The says"),
        ("hard to reach", "hard, to reach"),
        ("slave", "slavery"),
        ("no good", "no | good"),
    ],
)
def test_and_for_nothing_else(form: str, text: str) -> None:
    assert found(text, phrase("qq", form)) == []


def test_of_phrases_that_share_a_word_the_longest_is_found() -> None:
    some = (phrase("poor_choice"), phrase("choice"), phrase("choice_of_friends"))

    assert found("a poor choice of friends", *some) == [("choice_of_friends", "choice of friends")]
    assert found("a choice, a poor choice", *some) == [("choice", "choice"), ("poor_choice", "poor choice")]


def test_what_has_to_be_near_must_be_in_the_same_sentence() -> None:
    one = phrase("in_exchange_for", near=("sex*",))

    assert found("Sexual acts in exchange for a phone.", one) == [("in_exchange_for", "in exchange for")]
    assert found("A book in exchange for a phone. The sexual health nurse came.", one) == []


def test_what_is_left_alone_covers_what_shares_a_word_with_it() -> None:
    one = phrase("slave", leave_alone=("slave trade", "history of ...2 slaves"))

    assert found("the slave, the slave trade", one) == [("slave", "slave")]


@pytest.mark.parametrize(
    "text",
    [
        "They're streetwise, the girls' mother says.",
        "12\" of snow, and he's streetwise",
        'He said "no. She is streetwise.\n\nAnd "yes".',
        "'tis true: streetwise",
        "the girls' friend, streetwise and the boys' friend",
        "“She is streetwise. The mother left.\nThe worker wrote. “Fine”, said mum.",
        "«She is streetwise. «Fine», said mum.",
        "‘Cause she is streetwise. ‘Fine’, said mum.",
        "She lives at 'Dave's and is streetwise and the kids' home",
        "She lives at ‘Dave’s and is streetwise and the kids’ home",
        "'cause she is streetwise and the girls'\nfriend is 'nice' too",
    ],
)
def test_an_apostrophe_or_a_mark_that_is_never_closed_hides_nothing(text: str) -> None:
    assert [one.phrase for one in QUICK.find(text)] == ["streetwise"]


@pytest.mark.parametrize(
    "text",
    [
        "He wrote 'she is streetwise and likes boys' and left.",
        "He wrote 'streetwise girls' Jade said.",
        "She says 'streetwise, as the girls' friend is', and left.",
        "‘He is streetwise with boys’, mum said.",
        "‘The kids’ home is streetwise’ she said.",
    ],
)
def test_a_plural_that_owns_something_closes_no_quotation_and_another_one_does(text: str) -> None:
    assert QUICK.find(text) == ()


def test_addresses_of_pages_are_left_alone() -> None:
    assert QUICK.find("See https://example.org/streetwise-and-hard-to-reach, www.streetwise.example.") == ()
    assert [one.begin for one in QUICK.find("See https://example.org/a, streetwise")] == [27]


@pytest.mark.parametrize(
    "text", ["", "\n", '"', "…", "\ud800 streetwise", "a" * 100_000, "slave " * 5000, '"' * 5000, "`" * 5000]
)
def test_any_text_is_read(text: str) -> None:
    assert QUICK.find(text) == SLOW.find(text)


def test_a_very_long_line_is_read_like_any_other() -> None:
    text = "all is well and nobody was there again " * 20_000

    places = [QUICK.find(f"{text}she is streetwise {text}")[0].begin, QUICK.find(f"she is streetwise {text}")[0].begin]
    assert places == [len(text) + 7, 7]


def test_of_a_very_long_sentence_what_leads_up_to_a_phrase_is_read_for_each_of_its_places() -> None:
    text = (
        "an older person is said to be the child's partner, "
        + "and more was noted, " * 18
        + "medium list: older partner"
    )

    assert QUICK.find(text) == ()
