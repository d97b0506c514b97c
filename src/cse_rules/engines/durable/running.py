"""Asking durable-rules about one case, in a process of its own or in this one."""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

from attrs import frozen

from cse_rules.derive.world import World, name_of
from cse_rules.engines.durable import host
from cse_rules.engines.durable.definitions import Definitions, facts_for
from cse_rules.engines.durable.hashes import ids
from cse_rules.engines.durable.patterns import Translation, translated
from cse_rules.engines.durable.setting import Setting
from cse_rules.errors import CseRulesError, EngineMissing
from cse_rules.facts.values import Answer

LONGEST_WAIT = 120.0
"""Seconds after which the other engine is taken for hung; a large case takes about one."""
INSTALL = 'pip install "cse-rules[durable]"'


class Broken(CseRulesError):
    """The other engine crashed, hung or gave up; the message says how, and holds nothing of the case."""


@frozen
class Matches:
    """What the other engine says of each fact and each pattern that is about facts of its type."""

    answers: Mapping[tuple[int, str], frozenset[Answer]]
    """By the number of the pattern and the id of the fact; exactly one answer if all is well."""
    facts: int
    refused: Mapping[str, str]
    """For facts that it would not take: why."""


class Durable:
    """durable-rules as a second opinion.

    Args:
        own_process: start a process for each case, so that a crash takes nothing along; about a tenth of a second.
            Without it, one process can look at many cases, and the rules are kept from one to the next.

    Raises:
        EngineMissing: if it is not installed, or cannot be imported.
    """

    name = "durable-rules"

    def __init__(self, *, own_process: bool = True) -> None:
        self.own_process = own_process
        self.version = _installed()
        self._kept: tuple[Any, Translation, Definitions] | None = None
        self._engine: host.Engine | None = None
        self._sessions = count(1)
        self._lock = Lock()  # its sessions share what they may not share

    def translation(self, world: World) -> Translation:
        """The patterns of the rules in force on the day of a case, kept until another ruleset or day is asked about."""
        with self._lock:
            return self._translation(world)[0]

    def match(self, world: World) -> Matches:
        """What it says of each single fact of a case.

        Raises:
            EngineMissing: if it cannot be imported.
            Broken: if it crashed, hung or gave up.
        """
        with self._lock:
            translation, definitions = self._translation(world)
            session = f"s{next(self._sessions)}"
            told = list(facts_for(translation, world, ids("f", [f"sid-{session}"])))
            facts = [[plain, definitions.of_type[str(plain["fact"])]] for plain, _ in told]
            answer = self._asked(definitions, facts, session)
        if not isinstance(answer, dict):
            raise Broken("it answered something else than it was asked")
        if answer.get("missing"):
            raise EngineMissing(_cannot_import())
        if answer.get("failed"):
            raise Broken(f"it gave up ({answer['failed']})")
        back = {str(plain["id"]): name_of(fact) for plain, fact in told}
        try:
            return _matches(answer, back, definitions)
        except (LookupError, AttributeError, TypeError, ValueError):
            raise Broken("it answered something else than it was asked") from None

    def _translation(self, world: World) -> tuple[Translation, Definitions]:
        key = (world.checked, world.as_of)
        if self._kept is None or self._kept[0] != key:
            self.close()
            setting = Setting(world.parameters, world.checked.ruleset.scale, world.as_of)
            rules = world.checked.in_force(world.as_of.last_day).rules
            made = translated(world.checked, rules, setting)
            self._kept = (key, made, Definitions(made))
        return self._kept[1], self._kept[2]

    def _asked(self, definitions: Definitions, facts: list[list[Any]], session: str) -> dict[str, Any]:
        if self.own_process:
            return _in_a_process({"rulesets": definitions.rulesets, "facts": facts, "session": session})
        try:
            if self._engine is None:
                self._engine = host.Engine(definitions.rulesets)
            return self._engine.ask(facts, session)
        except ImportError:
            return {"missing": True}
        except Exception as error:  # noqa: BLE001  # its text may hold a fact; its kind does not
            self._engine = None  # nobody knows what it still holds
            return {"failed": type(error).__name__}

    def close(self) -> None:
        """Free what the other engine holds in this process."""
        if self._engine is not None:
            self._engine.close()
        self._engine = self._kept = None


def _matches(answer: Mapping[str, Any], back: Mapping[str, str], definitions: Definitions) -> Matches:
    """What it said, of the facts by our names for them."""
    answers: dict[tuple[int, str], set[Answer]] = {}
    for fact_id, rules in answer["fired"].items():
        for rule in rules:
            number, said = definitions.means[rule]
            answers.setdefault((number, back[fact_id]), set()).add(said)
    return Matches(
        answers={key: frozenset(several) for key, several in answers.items()},
        facts=len(back),
        refused={back[fact_id]: str(why) for fact_id, why in answer["refused"]},
    )


def _installed() -> str:
    if find_spec("durable") is None:
        raise EngineMissing(f"durable-rules is not installed: {_where_it_runs()}")
    try:
        return version("durable-rules")
    except PackageNotFoundError:
        return "of an unknown version"


def _where_it_runs() -> str:
    if sys.version_info >= (3, 13):
        return "it cannot be imported on Python 3.13 or later"
    return f"{INSTALL}, which takes a C compiler"


def _cannot_import() -> str:
    if sys.version_info >= (3, 13):
        return "durable-rules is installed and cannot be imported on Python 3.13 or later"
    return f"durable-rules is installed and cannot be imported: build it anew, {INSTALL}"


def _in_a_process(asked: dict[str, Any]) -> dict[str, Any]:
    """The answer of a process of its own, to which nothing of the case is passed but by a pipe.

    Raises:
        Broken: if the process ends without an answer.
    """
    if not sys.executable:
        raise Broken("no process can be started from here")
    try:
        ran = subprocess.run(  # noqa: S603  # our own interpreter and our own file
            [sys.executable, "-I", str(Path(host.__file__))],
            input=json.dumps({**asked, "path": sys.path}),
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Broken(f"it gave no answer for {LONGEST_WAIT:.0f} seconds") from None
    except OSError as error:
        raise Broken(f"no process can be started from here ({type(error).__name__})") from None
    if ran.returncode != 0:
        raise Broken(f"its process {_ended(ran.returncode)}")
    try:
        answer: dict[str, Any] = json.loads(ran.stdout)
    except ValueError:
        raise Broken("its process ended without an answer") from None
    return answer


def _ended(status: int) -> str:
    """How a process ended; what it printed may hold a fact."""
    try:
        return f"crashed ({signal.Signals(-status).name})"
    except ValueError:
        return f"ended with status {status}"
