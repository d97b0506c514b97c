"""A word that is divided, by a hyphen at the end of a line or one that is not seen, is found where it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.language.accuracy import ROOT, sentences
from cse_rules.language import Finder
from cse_rules.rules.language import Phrase, Phrases
from cse_rules.syntax.language import read_list

FINDER = Finder(read_list("language-en").phrases)
TEXTS = [text for _, _, text in sentences(ROOT / "tests" / "language" / "sentences.tsv")]
UNSEEN = ("\u00ad", "\u00ad\n", "\u00ad\r\n  ")
AT_THE_END = ("-\n", "-\r\n", "\u2010\n", "-\n   ")


def found(text: str) -> list[tuple[str, str]]:
    return [(one.phrase, text[one.begin : one.end]) for one in FINDER.find(text)]


def whole(words: str) -> str:
    """As they were before they were divided."""
    return re.sub(r"(?:\u00ad(?:\r?\n[ ]*)?|[-\u2010]\r?\n[ ]*)", "", words)


def divided(text: str, draw: st.DataObject, by: tuple[str, ...]) -> str:
    places = [one.start() for one in re.finditer(r"(?<=[a-z])(?=[a-z])", text)]
    if not places:
        return text
    at = draw.draw(st.sampled_from(places))
    return text[:at] + draw.draw(st.sampled_from(by)) + text[at:]


@given(st.sampled_from(TEXTS), st.data())
def test_hyphens_that_are_not_seen_change_nothing(text: str, data: st.DataObject) -> None:
    written = divided(divided(text, data, UNSEEN), data, UNSEEN)

    assert [(name, whole(words)) for name, words in found(written)] == found(text)


@given(st.sampled_from(TEXTS), st.data())
def test_what_a_word_divided_at_the_end_of_a_line_is_part_of_is_found(text: str, data: st.DataObject) -> None:
    written = divided(text, data, AT_THE_END)

    assert {name for name, _ in found(text)} <= {name for name, _ in found(written)}


@given(st.sampled_from(TEXTS), st.sampled_from(AT_THE_END))
def test_a_division_in_another_paragraph_changes_nothing(text: str, sign: str) -> None:
    assert found(f"It was men{sign}tioned.\n\n{text}\n\nAnd men{sign}tioned.") == found(text)


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_a_carriage_return_alone_ends_a_line_like_any_other(one: str, other: str) -> None:
    def with_returns(text: str) -> str:
        return text.replace("\n", "\r")

    text = f"{one}\n\n{other}\n- {one}"
    assert found(with_returns(text)) == [(name, with_returns(words)) for name, words in found(text)]


@pytest.mark.parametrize(
    "words", ["puts her-\nself at risk", "PUTS HER-\r\nSELF AT RISK", "puts her\u00adself at risk"]
)
def test_it_is_found_with_its_place(words: str) -> None:
    text = f"“é” said.\n\nShe {words}."

    assert found(text) == [("at-risk-oneself", words)]


@pytest.mark.parametrize(
    "words", ["hard-\nto-reach", "hard-to-\nreach", "street-\nwise", "pro-\r\nmiscuous", "hard\rto\rreach"]
)
def test_a_hyphen_at_the_end_of_a_line_may_belong_to_the_word_or_not(words: str) -> None:
    assert [one for _, one in found(f"She is {words}, so they said.")] == [words]


@pytest.mark.parametrize(
    "text", ["pro-\n\nmiscuous", "pro-\n- miscuous", "pro-\r\rmiscuous", '"She is pro-\nmiscuous"']
)
def test_an_entry_of_a_list_a_blank_line_and_a_quotation_divide_no_word(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "left", ["the slave tra-\nde", "the sla-\nve trade", "the slave-\ntrade", "the slave t\u00adrade"]
)
def test_a_divided_word_leaves_alone_what_it_would_leave_alone(left: str) -> None:
    one = Phrase(
        id="slave", forms=("slave",), leave_alone=("slave trade",), problem="p", instead="i", source=(("s", "p"),)
    )

    assert Finder(Phrases(entries={"slave": one})).find(left) == ()
