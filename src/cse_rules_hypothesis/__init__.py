"""What Hypothesis calls when it is imported, so that cases and facts can be drawn from type hints.

It is there as soon as the library is installed, and imports nothing of it: not before a test itself has imported the
class that it wants, and the strategies not before one is drawn. This is why it is a package beside the library and not
inside it.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_CLASSES = {
    "cse_rules.facts.values": ("When", "Range", "Many", "Span"),
    "cse_rules.facts.types": ("Child", "Fact", "KnownBy"),
    "cse_rules.facts.case": ("Case",),
    "cse_rules.rules.ruleset": ("Ruleset",),
    "cse_rules.check.result": ("CheckedRuleset",),
}
"""By module, the classes that have a strategy; every standard fact type has one as well."""
_PRINTED = (
    ("cse_rules.facts.case", "Case"),
    ("cse_rules.facts.model", "FactModel"),
    ("cse_rules.rules.ruleset", "Ruleset"),
    ("cse_rules.check.result", "CheckedRuleset"),
)
"""Classes that Hypothesis would print field by field."""


def register() -> None:
    """Register the strategies, now or as soon as the classes are imported, and how counterexamples are printed."""
    from hypothesis.vendor import pretty

    for module, name in _PRINTED:
        pretty.for_type_by_name(module, name, _print)
    waiting = [name for name in _CLASSES if name not in sys.modules]
    for name in _CLASSES:
        if name not in waiting:
            _register(sys.modules[name])
    if waiting and not any(isinstance(one, _Watch) for one in sys.meta_path):
        sys.meta_path.insert(0, _Watch(waiting))


def _register(module: ModuleType) -> None:
    """Tell Hypothesis how to draw the classes of a module."""
    from hypothesis import strategies as st

    classes = [getattr(module, name) for name in _CLASSES[module.__name__]]
    for cls in (*classes, *getattr(module, "STANDARD_TYPES", ())):
        st.register_type_strategy(cls, _drawn)


def _drawn(cls: Any) -> Any:
    from cse_rules.testing.types import strategy_for  # only where one is drawn

    return strategy_for(cls)


def _print(one: Any, printer: Any, cycle: bool) -> None:
    from cse_rules.testing.printing import printed  # only where a test has failed

    printer.text(printed(one))


class _Watch(MetaPathFinder):
    """Waits for modules to be imported; leaves when the last one was."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = set(names)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module as it would be found without this, with its classes registered once it is there."""
        if fullname not in self.names:
            return None
        self.names.discard(fullname)
        if not self.names and self in sys.meta_path:
            sys.meta_path.remove(self)
        found = find_spec(fullname)
        if found is not None and found.loader is not None:
            found.loader = _Then(found.loader)
        return found


class _Then(Loader):
    """Loads a module as its own loader does, and then registers what is in it.

    It stands in the way for one import only. The loader itself is left as it is: pytest has one for all modules.
    """

    def __init__(self, loader: Loader) -> None:
        self.loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As its own loader does."""
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """As its own loader does, which is the one that the module knows of."""
        module.__loader__ = self.loader
        if module.__spec__ is not None:
            module.__spec__.loader = self.loader
        self.loader.exec_module(module)
        _register(module)
