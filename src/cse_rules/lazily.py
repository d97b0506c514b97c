"""What is done when somebody first asks for it: importing a name of a package, working out a property."""

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


def lazily(package: str, modules: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """The `__getattr__` of a package.

    Args:
        package: its `__name__`.
        modules: for each module of it the names that it gives to the package.
    """
    where = {name: module for module, names in modules.items() for name in names}

    def found(name: str) -> Any:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{package}.{where[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return found


class once(Generic[T]):  # noqa: N801  # read like a property
    """A property that is worked out when it is first read, and then kept with its object.

    As `functools.cached_property`, whose lock takes most of its time until Python 3.12. Two threads that read it at
    once may both work it out; what is kept is one of two equal values.
    """

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, one: None, cls: type) -> "once[T]": ...
    @overload
    def __get__(self, one: object, cls: type) -> T: ...
    def __get__(self, one: object | None, cls: type) -> "once[T] | T":
        if one is None:
            return self
        found = self._work(one)
        one.__dict__[self._name] = found
        return found
