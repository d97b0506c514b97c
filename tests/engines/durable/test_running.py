"""How the other engine is asked; and that a crash, a hang, a refused fact or a missing engine is never silent."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cse_rules import Assessment, EngineMissing, assess
from cse_rules.assess.opinion import SecondOpinion
from cse_rules.engines.durable import host, running
from cse_rules.engines.durable.running import Durable
from tests.support.second import needs_durable, quiet_clock
from tests.support.small import case, rule, ruleset

pytestmark = quiet_clock

CHECKED = ruleset(rule("hotel", "{some: sighting, where: {place: hotel}}"))
CASE = case("sighting: {id: s1, place: hotel}", "sighting: {id: s2, place: park}", "sighting: {id: s3}")
CRASHES = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"


def _assessed(second: Durable | str = "durable") -> Assessment:
    return assess(CASE, CHECKED, try_answers=False, second_opinion=second)  # type: ignore[arg-type]  # `durable`


def _opinion(second: Durable | str = "durable") -> SecondOpinion:
    found = _assessed(second).second_opinion
    assert found is not None
    return found


@pytest.fixture
def found_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if durable-rules were installed: what is asked is a program of the test."""
    monkeypatch.setattr(running, "find_spec", lambda name: object())


def _program(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "host.py"
    path.write_text(text)
    monkeypatch.setattr(host, "__file__", str(path))


@needs_durable
@pytest.mark.parametrize("own_process", [True, False])
def test_it_is_asked_in_a_process_of_its_own_or_in_this_one(own_process: bool) -> None:
    found = _opinion(Durable(own_process=own_process))

    assert (found.errors, found.facts, found.patterns, found.answers, found.rules) == ((), 3, 1, 3, ("hotel",))
    assert found.agrees
    assert found.version == "2.0.28"


@needs_durable
def test_one_process_looks_at_case_after_case_day_after_day() -> None:
    durable = Durable(own_process=False)
    days = [case("sighting: {id: s1, place: hotel}", as_of=f"2017-06-{day}") for day in (10, 10, 11, 12)]

    found = [assess(one, CHECKED, try_answers=False, second_opinion=durable).second_opinion for one in days]

    assert [one is not None and one.agrees for one in found] == [True] * 4


@pytest.mark.usefixtures("found_here")
@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals of this kind")
def test_a_crash_is_shown_and_takes_nothing_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = assess(CASE, CHECKED, try_answers=False)
    _program(CRASHES, tmp_path, monkeypatch)

    found = _assessed()

    assert found.errors == ("second opinion (durable-rules): its process crashed (SIGSEGV); nothing was compared",)
    assert alone.findings == found.findings
    assert (alone.level, alone.could_be) == (found.level, found.could_be)


@pytest.mark.usefixtures("found_here")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import sys; sys.exit(5)", "its process ended with status 5"),
        ("print('not JSON')", "its process ended without an answer"),
        ("print('')", "its process ended without an answer"),
        ('print(\'{"failed": "MemoryError"}\')', "it gave up (MemoryError)"),
        ("print('null')", "it answered something else than it was asked"),
        ("print('{}')", "it answered something else than it was asked"),
        ('print(\'{"fired": {"nobody": ["r1"]}, "refused": []}\')', "it answered something else than it was asked"),
        ('print(\'{"fired": {}, "refused": [["nobody", "no"]]}\')', "it answered something else than it was asked"),
        ("import time; time.sleep(60)", "it gave no answer for 1 seconds"),
    ],
)
def test_however_it_fails_the_report_says_so(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LONGEST_WAIT", 1.0 if "sleep" in text else 60.0)
    _program(text, tmp_path, monkeypatch)

    assert said == _opinion().failed


@pytest.mark.usefixtures("found_here")
def test_no_process_to_be_started_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    assert _opinion().failed == "no process can be started from here"

    monkeypatch.setattr(sys, "executable", str(Path("nowhere") / "python"))
    assert _opinion().failed == "no process can be started from here (FileNotFoundError)"


@needs_durable
def test_a_fact_that_it_takes_for_another_is_refused_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two ids that share a 32-bit hash; those that we choose never do."""

    def shared(prefix: str, taken: object) -> Iterator[str]:
        yield from ("lsexqzd", "ztxtxde", "f3")

    monkeypatch.setattr(running, "ids", shared)

    found = _opinion()

    assert found.refused == (("s2", "it was taken for one that had been seen"),)
    assert found.errors == (
        "second opinion (durable-rules): fact `s2` was refused: it was taken for one that had been seen",
    )
    assert (found.facts, found.answers) == (2, 2)
    assert not found.agrees


@needs_durable
def test_a_fact_that_no_rule_is_found_for_is_refused_and_shown() -> None:
    engine = host.Engine({"r": {"r1": {"all": [{"m": {"fact": "sighting"}}]}}})
    try:
        answer = engine.ask([[{"id": "f1", "fact": "sighting"}, ["r"]], [{"id": "f2", "fact": "person"}, ["r"]]], "s")
    finally:
        engine.close()

    assert answer == {"fired": {"f1": ["r1"]}, "refused": [["f2", "no rule was found for it"]]}


@needs_durable
def test_an_engine_that_gives_up_in_this_process_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(self: object, *asked: object) -> None:
        raise RuntimeError("with the words of a fact")

    monkeypatch.setattr(host.Engine, "ask", breaks)

    assert _opinion(Durable(own_process=False)).failed == "it gave up (RuntimeError)"


# --- where it is not installed --------------------------------------------------------------------------------


def test_without_the_package_there_is_no_second_opinion_and_the_report_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "version_info", (3, 12, 1))

    with pytest.raises(EngineMissing, match=r'pip install "cse-rules\[durable\]"'):
        Durable()
    found = _assessed()
    assert found.second_opinion == SecondOpinion(
        engine="durable-rules",
        missing='durable-rules is not installed: pip install "cse-rules[durable]", which takes a C compiler',
    )
    assert found.errors == ()


def test_on_python_3_13_it_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "version_info", (3, 13, 0))

    assert _opinion().missing == "durable-rules is not installed: it cannot be imported on Python 3.13 or later"


@pytest.mark.usefixtures("found_here")
@pytest.mark.parametrize(
    ("version", "said"),
    [
        ((3, 13, 0), "durable-rules is installed and cannot be imported on Python 3.13 or later"),
        (
            (3, 11, 7),
            'durable-rules is installed and cannot be imported: build it anew, pip install "cse-rules[durable]"',
        ),
    ],
)
def test_installed_and_not_to_be_imported_is_missing_too(
    version: tuple[int, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    _program('print(\'{"missing": "ImportError"}\')', tmp_path, monkeypatch)

    assert said == _opinion().missing


def test_no_other_second_engine_is_known() -> None:
    with pytest.raises(ValueError, match="the one second engine is `durable`"):
        _assessed("drools")


# --- the program itself ---------------------------------------------------------------------------------------


@needs_durable
def test_the_program_reads_one_question_and_writes_one_answer() -> None:
    asked = {
        "rulesets": {"r": {"r1": {"all": [{"m": {"k": "a"}}]}}},
        "facts": [[{"id": "f1", "k": "a"}, ["r"]]],
        "session": "s",
    }

    assert running._in_a_process(asked) == {"fired": {"f1": ["r1"]}, "refused": []}


@needs_durable
def test_what_it_gives_up_over_is_told_by_kind_and_never_by_content() -> None:
    asked = {"rulesets": {"r": {"r1": {"all": "no list"}}}, "facts": [], "session": "zqmark"}

    assert list(running._in_a_process(asked)) == ["failed"]
    assert "zqmark" not in str(running._in_a_process(asked))


def test_signals_have_names() -> None:
    assert f"crashed ({signal.Signals.SIGTERM.name})" == running._ended(-signal.SIGTERM)
    assert running._ended(-4000) == "ended with status -4000"
