"""One suite for every engine: what stands in this folder is asked of each of them."""

from collections.abc import Iterable, Iterator

import pytest

from cse_rules.engines.answers import Engine
from cse_rules.engines.compiled import Compiled
from cse_rules.engines.reference import Reference
from tests.support.small import under_test

ENGINES: tuple[Engine, ...] = (Reference(), Compiled())


def gaps_of(marks: Iterable[pytest.Mark], engine: str) -> list[pytest.Mark]:
    """What `@pytest.mark.gap("its name", reason="…")` says of an engine: that the test fails, and has to.

    Raises:
        UsageError: if one has no reason, or names no engine that there is.
    """
    names, found = {one.name for one in ENGINES}, []
    for mark in marks:
        reason = str(mark.kwargs.get("reason") or "").strip()
        if len(mark.args) != 1 or mark.args[0] not in names or not reason:
            raise pytest.UsageError(f"a gap names an engine and its reason: {mark.args}, {mark.kwargs}")
        if mark.args[0] == engine:
            found.append(pytest.mark.xfail(reason=f"{engine}: {reason}", strict=True).mark)
    return found


@pytest.fixture(params=ENGINES, ids=lambda one: one.name, autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engine that the test is about, used by `asked` and `assessed` as well."""
    for gap in gaps_of(request.node.iter_markers("gap"), request.param.name):
        request.node.add_marker(pytest.MarkDecorator(gap, _ispytest=True))
    token = under_test.set(request.param)
    yield request.param
    under_test.reset(token)
