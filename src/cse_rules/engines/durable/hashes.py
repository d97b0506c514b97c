"""The other engine knows names, facts and sessions by 32-bit hashes: two that share one would be taken for one."""

from collections.abc import Iterable, Iterator

_BASIS, _PRIME = 2166136261, 16777619
RESERVED = (
    "all", "any", "pri", "count", "cap", "dist", "name", "sid", "id",
    "$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex", "$or", "$and", "$m",
    "$s", "$add", "$sub", "$mul", "$div", "$l", "$r", "$forward",
)  # fmt: skip
"""Names that mean something of their own there."""


def fnv(text: str) -> int:
    """Fowler, Noll and Vo's hash (1a, 32 bits), as the other engine works it out."""
    found = _BASIS
    for byte in text.encode():
        found = (found ^ byte) * _PRIME & 0xFFFFFFFF
    return found


def apart(names: Iterable[str]) -> bool:
    """Whether all of these names, and those that mean something of their own, can be told apart."""
    every = [*RESERVED, *names]
    return len({fnv(one) for one in every}) == len(every)


def ids(prefix: str, taken: Iterable[str] = ()) -> Iterator[str]:
    """`f1`, `f2` and so on, without those that would be taken for one of the others."""
    seen = {fnv(one) for one in taken}
    number = 0
    while True:
        number += 1
        name = f"{prefix}{number}"
        if fnv(name) not in seen:
            seen.add(fnv(name))
            yield name
