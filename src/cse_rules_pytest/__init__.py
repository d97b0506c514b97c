"""Stories as tests: pytest collects `*.scenarios.yaml`, a test for each story, named by its sentence.

The stories that a pack takes over from what it extends are collected with its `ruleset.yaml`. The plugin is there as
soon as the library is installed, and looks only at files that stand in a folder with a `ruleset.yaml`. The library is
imported only when there is one, which is why this is a package beside it and not inside it: pytest imports its plugins
at every start, also where nobody has a ruleset.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cse_rules.workbench.scenarios import ScenarioResult

_ENDING = ".scenarios.yaml"
_HEAD = "ruleset.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option `cse_rules_stories`: whether to collect stories at all."""
    parser.addini("cse_rules_stories", "collect the stories of rulesets (*.scenarios.yaml)", type="bool", default=True)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file of stories beside the rules of a ruleset, or the head of a ruleset that extends another one."""
    wanted = file_path.name.endswith(_ENDING) and (file_path.parent / _HEAD).is_file()
    wanted = wanted or (file_path.name == _HEAD and _is_pack(file_path))
    if not wanted or not parent.config.getini("cse_rules_stories"):
        return None
    return StoryFile.from_parent(parent, path=file_path)


def _is_pack(head: Path) -> bool:
    """Whether a file may say that it extends something; what it says exactly is read with the stories."""
    try:
        return any(line.startswith(b"extends") for line in head.read_bytes().splitlines())
    except OSError:
        return False


class StoryFile(pytest.File):
    """The stories in one file; the whole folder is told once."""

    def collect(self) -> Iterator["Story"]:
        """A test for each story.

        Raises:
            pytest.Collector.CollectError: if the ruleset or a story cannot be read, naming every problem.
        """
        for result in _told(self.path.parent, self.config):
            if result.of is None and result.file == self.path.name:
                yield Story.from_parent(self, name=result.sentence, result=result)
            elif result.of is not None and self.path.name == _HEAD:
                yield Story.from_parent(self, name=f"{result.of}: {result.sentence}", result=result)


class Story(pytest.Item):
    """One story."""

    def __init__(self, *, result: "ScenarioResult", **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]  # pytest hands on what it was given
        self.result = result

    def runtest(self) -> None:
        """Whether it came out as expected.

        Raises:
            UnexpectedOutcome: if it did not.
        """
        if not self.result.passed:
            raise UnexpectedOutcome

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The place of the story and what came out otherwise; never a traceback."""
        if not isinstance(excinfo.value, UnexpectedOutcome):
            return str(super().repr_failure(excinfo))
        return "\n".join((f"{self.result.at}: {self.result.sentence}", *(f"    {one}" for one in self.result.failures)))

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, the line counted from 0, and the sentence."""
        return self.path, self.result.at.line - 1, self.name


class UnexpectedOutcome(Exception):
    """A story that did not come out as it expects."""


def _told(folder: Path, config: pytest.Config) -> tuple["ScenarioResult", ...]:
    """The outcome of every story of a folder, told once in a run."""
    from cse_rules.assess import load_ruleset  # only where there is a story
    from cse_rules.errors import RulesetError
    from cse_rules.workbench.scenarios import run_scenarios

    known = config.stash.setdefault(_KEY, {})
    if folder not in known:
        try:
            known[folder] = run_scenarios(folder, load_ruleset(folder)).results
        except RulesetError as error:
            raise pytest.Collector.CollectError(str(error)) from None
    return known[folder]


_KEY = pytest.StashKey[dict[Path, tuple["ScenarioResult", ...]]]()
