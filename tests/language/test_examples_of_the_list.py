"""The examples beside the shared list: each phrase is found in one and left alone in another."""

import pytest
import yaml

from cse_rules.language import Finder
from cse_rules.syntax.folders import list_folder
from cse_rules.syntax.language import read_list

LIST = read_list("language-en").phrases
FINDER = Finder(LIST)
EXAMPLES = yaml.safe_load((list_folder("language-en") / "language.examples.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one["phrase"])
def test_a_phrase_is_found_where_it_should_be_and_nothing_where_it_should_not(one: dict[str, str]) -> None:
    assert [found.phrase for found in FINDER.find(one["found"])] == [one["phrase"]]
    assert FINDER.find(one["left_alone"]) == ()


def test_every_phrase_has_its_examples_and_says_why_what_instead_and_who_says_so() -> None:
    assert [one["phrase"] for one in EXAMPLES] == list(LIST)
    assert all(one.problem and one.instead and one.source for one in LIST.values())
