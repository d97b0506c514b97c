"""Parts of a snapshot read one by one, every problem noted by its place and nothing repeated of what stands there."""

from collections.abc import Mapping
from typing import Any

from attrs import Factory, define, evolve

from cse_rules.errors import CaseError, Diagnostic
from cse_rules.facts.case import Case
from cse_rules.facts.model import FactModel
from cse_rules.facts.types import Child, Fact
from cse_rules.facts.values import When
from cse_rules.syntax.cases import case_from_dict, fact_from_entry
from cse_rules.syntax.converter import converter, problems_of

Steps = tuple[str | int, ...]


@define
class Reader:
    """Reads what it can and notes the rest; what could not be read counts for nothing once there are problems."""

    model: FactModel
    problems: list[Diagnostic] = Factory(list)

    def problem(self, code: str, message: str, path: Steps, *, help: str | None = None) -> None:
        """Note one."""
        self.problems.append(Diagnostic(code, message, path=path, help=help))

    def known_keys(self, data: Any, keys: tuple[str, ...], path: Steps) -> bool:
        """Whether it is a group of just these keys."""
        if not isinstance(data, Mapping):
            self.problem("CSE134", "expected a group of keys", path)
            return False
        for key in keys:
            if key not in data:
                self.problem("CSE134", f"`{key}` is missing", (*path, key))
        if set(data) - set(keys):
            self.problem("CSE134", "a key that no snapshot has", path)
        return True

    def number(self, data: Mapping[str, Any], key: str) -> int:
        """A whole number from 0 up."""
        value = data.get(key, 0)
        if type(value) is not int or value < 0:
            self.problem("CSE134", "expected a whole number", (key,))
            return 0
        return value

    def flag(self, data: Mapping[str, Any], key: str) -> bool:
        """True or false."""
        value = data.get(key, False)
        if not isinstance(value, bool):
            self.problem("CSE134", "expected true or false", (key,))
        return value is True

    def text(self, data: Mapping[str, Any], key: str, path: Steps) -> str:
        """Some text."""
        value = data.get(key, "")
        if not isinstance(value, str):
            self.problem("CSE134", "expected text", (*path, key))
        return str(value)

    def list(self, data: Mapping[str, Any], key: str, path: Steps = ()) -> list[Any]:
        """A list; one that is missing has been noted already."""
        value = data.get(key, [])
        if not isinstance(value, list):
            self.problem("CSE134", "expected a list", (*path, key))
            return []
        return value

    def when(self, data: Any, path: Steps) -> When:
        """A day or a moment."""
        return self._structured(data, When, path)  # type: ignore[no-any-return]  # a time, or there is a problem

    def child(self, data: Any, path: Steps) -> Child:
        """A child."""
        return self._structured(data, Child, path)  # type: ignore[no-any-return]  # likewise

    def case(self, data: Mapping[str, Any], key: str) -> Case | None:
        """The case, or None with every problem of it."""
        try:
            return case_from_dict(data[key], model=self.model) if key in data else None
        except CaseError as error:
            self.problems += [evolve(one, path=(key, *one.path)) for one in error.diagnostics]
            return None

    def fact(self, data: Any, path: Steps) -> Fact | None:
        """A fact outside the case. A path that goes further in may hold a word that is no key."""
        found: list[Diagnostic] = []
        fact = fact_from_entry(data, path, None, self.model, found)
        self.problems += [evolve(one, path=path) for one in found]
        return fact

    def _structured(self, data: Any, cls: type, path: Steps) -> Any:
        try:
            return converter().structure(data, cls)
        except Exception as error:  # noqa: BLE001  cattrs raises groups of many kinds; each becomes a located problem
            self.problems += [evolve(one, path=path) for one in problems_of(error, cls, path)]
            return None
