"""One suite for every engine: what stands in this folder is asked of each of them."""

from collections.abc import Iterator

import pytest

from cse_rules.engines.answers import Engine
from cse_rules.engines.compiled import Compiled
from cse_rules.engines.reference import Reference
from tests.support.small import under_test

ENGINES: tuple[Engine, ...] = (Reference(), Compiled())


@pytest.fixture(params=ENGINES, ids=lambda one: one.name, autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engine that the test is about, used by `asked` and `assessed` as well."""
    token = under_test.set(request.param)
    yield request.param
    under_test.reset(token)
