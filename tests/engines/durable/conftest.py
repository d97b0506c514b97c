"""durable-rules answers single facts alone, so that it stands apart from the suite that each engine of ours passes."""

from collections.abc import Iterator

import pytest

from cse_rules.engines.durable.running import Durable


@pytest.fixture
def engine() -> None:
    """None of ours in particular: what stands here is asked once, and not of each of them."""


@pytest.fixture(scope="module")
def durable() -> Iterator[Durable]:
    """durable-rules in this process."""
    asked = Durable(own_process=False)
    yield asked
    asked.close()
