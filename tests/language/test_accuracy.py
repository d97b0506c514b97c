"""The shared list finds what it should on sentences that were labelled before it was tried on them."""

import hashlib
from pathlib import Path

import pytest

from benchmarks.language.accuracy import LIST, SETS, accuracy, sentences
from cse_rules.language import Finder
from cse_rules.syntax.language import read_list

HERE = Path(__file__).parent
BAR = 0.95
HELD_OUT = "5c6476f458d2dba6678631e06681189e0f844e379765c2bafee903c821c9fb78"
FINDER = Finder(read_list(LIST).phrases)
FROZEN = accuracy(sentences(HERE / "sentences.tsv"), FINDER)
FRESH = accuracy(sentences(HERE / "held_out.tsv"), FINDER)
PHRASES = sorted({phrase for _, phrase, _ in sentences(HERE / "sentences.tsv")})


def test_precision_and_recall_on_the_frozen_sentences_are_above_the_bar() -> None:

    assert min(FROZEN.precision(), FROZEN.recall()) >= BAR, FROZEN.wrong


@pytest.mark.parametrize("phrase", PHRASES)
def test_so_are_those_of_each_phrase(phrase: str) -> None:
    assert min(FROZEN.precision(phrase), FROZEN.recall(phrase)) >= BAR, FROZEN.wrong


def test_they_are_on_sentences_that_the_list_was_never_changed_for() -> None:

    assert min(FRESH.precision(), FRESH.recall()) >= BAR, FRESH.wrong


def test_those_are_as_they_were_written_and_none_is_among_the_frozen_ones() -> None:
    fresh = {text for _, _, text in sentences(HERE / "held_out.tsv")}

    assert hashlib.sha256((HERE / "held_out.tsv").read_bytes()).hexdigest() == HELD_OUT
    assert not fresh & {text for _, _, text in sentences(HERE / "sentences.tsv")}
    assert {phrase for _, phrase, _ in sentences(HERE / "held_out.tsv")} == set(PHRASES)


def test_the_list_has_an_entry_for_every_phrase_of_the_sentences_and_no_other() -> None:
    assert sorted(read_list(LIST).phrases) == PHRASES


def test_both_sets_are_measured() -> None:
    assert {path for path, _ in SETS.values()} == {"tests/language/sentences.tsv", "tests/language/held_out.tsv"}


@pytest.mark.parametrize("name", PHRASES)
def test_each_phrase_as_it_is_said_is_found_as_itself_wherever_it_stands(name: str) -> None:
    said = read_list(LIST).phrases[name].forms[0]

    for text in (said, said.upper(), f"(text left out) / {said} / and more", f"{said}.\n\n{said}"):
        assert {one.phrase for one in FINDER.find(text)} == {name}, text
