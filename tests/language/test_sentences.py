"""The labelled sentences are those that were written before anything could find what is in them."""

import hashlib
from collections import Counter
from pathlib import Path

FILE = Path(__file__).parent / "sentences.tsv"
FROZEN = "0e1fe5ac3996b801a116933747bc48cede32be14f0df021c0b30545a513b4a57"
KINDS = ("blaming", "quoted", "neutral")
LEAST = {"blaming": 7, "quoted": 2, "neutral": 3}


def sentences() -> list[tuple[str, str, str]]:
    """Each with its kind and the phrase that it is about."""
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [tuple(line.split("\t")) for line in lines]
    return [(kind, phrase, text.replace("\\n", "\n")) for kind, phrase, text in rows]


def test_they_are_as_they_were_written() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == FROZEN


def test_every_phrase_has_sentences_of_each_kind_and_none_stands_twice() -> None:
    found = sentences()
    counts = Counter((kind, phrase) for kind, phrase, _ in found)
    phrases = {phrase for _, phrase, _ in found}

    assert (len(found) >= 600, len(phrases)) == (True, 50)
    assert {kind for kind, _, _ in found} == set(KINDS)
    assert all(counts[kind, phrase] >= LEAST[kind] for kind in KINDS for phrase in phrases)
    assert len({text for _, _, text in found}) == len(found)
