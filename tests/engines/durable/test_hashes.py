from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules.engines.durable.hashes import apart, fnv, ids

SHARED = ("lsexqzd", "ztxtxde")
"""Two words with one hash, found by trying."""


@pytest.mark.parametrize(("text", "expected"), [("$lt", 542787579), ("all", 321211332), ("$forward", 739185624)])
def test_the_hash_is_that_of_the_other_engine(text: str, expected: int) -> None:
    """Its source holds the hashes of its own words."""
    assert expected == fnv(text)


def test_two_names_that_share_a_hash_are_not_apart() -> None:
    assert fnv(SHARED[0]) == fnv(SHARED[1])
    assert not apart(SHARED)
    assert apart(SHARED[:1])


def test_a_name_that_means_something_there_is_not_apart() -> None:
    assert not apart(["count"])
    assert not apart(["sid", "place"])


@given(st.sampled_from(["f", "s", "sid-", "é"]), st.integers(0, 50))
def test_ids_are_all_different_and_so_are_their_hashes(prefix: str, number: int) -> None:
    taken = [f"{prefix}1", f"sid-{prefix}"]

    found = list(islice(ids(prefix, taken), number))

    assert len({fnv(one) for one in (*found, *taken)}) == number + 2
