"""Drools in the JVM that drools_jpy brings along: rules in its executable model, facts as Java objects made beforehand.

`Caseload.java` holds the rules; here they get their limits. A knowledge base is built once; each case has a session from
Drools' own pool, which its manual recommends where many sessions are needed, and for comparison one that is new.
"""

import os
import shutil
import subprocess
import tempfile
from array import array
from collections.abc import Iterable
from importlib.metadata import version as version_of
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from benchmarks.caseload.tables import KINDS, PERSONS, REGISTRATIONS, SEVERAL, SPECIAL, WINDOW, Rules, band_of
from benchmarks.caseload.workload import Answers, Record

WARM = 6_000
"""Cases after which the JVM has compiled what it will compile."""
JVM = ("-XX:+UseParallelGC", "-Xmn400m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
_LEVELS = ("none", "low", "medium", "high")
_KIND, _PERSON = {kind: n for n, kind in enumerate(KINDS)}, {person: n for n, person in enumerate(PERSONS)}
_REGISTRATION: dict[str | None, int] = {None: -1, **{one: n for n, one in enumerate(REGISTRATIONS)}}


_CORE = "META-INF/maven/org.drools/drools-core/pom.properties"
_FOLDER = tempfile.TemporaryDirectory(prefix="caseload-")
_JAR = next(str(one) for one in files("drools.jars").iterdir() if one.name.endswith(".jar"))


def _java() -> Any:
    """The class of `Caseload.java`, compiled, in a JVM with the jar of drools_jpy."""
    javac = shutil.which("javac")
    if javac is None:
        raise ImportError("javac, of a JDK for Java 17 or later, was not found")
    os.environ.setdefault("JAVA_HOME", str(Path(javac).resolve().parents[1]))
    source = Path(__file__).parent / "Caseload.java"
    subprocess.run([javac, "-nowarn", "-cp", _JAR, "-d", _FOLDER.name, str(source)], check=True)  # noqa: S603
    import jpyutil

    jpyutil.init_jvm(jvm_maxmem="1G", jvm_classpath=[_JAR, _FOLDER.name], jvm_options=list(JVM))
    import jpy

    return jpy.get_type("Caseload")


_CASELOAD = _java()


def version() -> str:
    """Of the package, of Drools in it, and of Java."""
    import jpy

    java = jpy.get_type("java.lang.System").getProperty("java.version")
    with ZipFile(_JAR) as jar:
        said = dict(line.split("=", 1) for line in jar.read(_CORE).decode().splitlines() if "=" in line)
    return f"drools_jpy {version_of('drools_jpy')} with Drools {said['version']}, Java {java}"


def _numbers(records: Iterable[Record]) -> "array[int]":
    numbers: list[int] = []
    for one in records:
        gap = one["age_gap"]
        numbers += (
            _KIND[one["kind"]], one["day"], one["value"], _PERSON[one["person"]], -99 if gap is None else gap,
            _REGISTRATION[one["registration"]],
        )  # fmt: skip
    return array("i", numbers)


def _answers(said: str) -> Answers:
    signs, level, actions = said.split("|")
    return frozenset(signs.split()), _LEVELS[int(level)], frozenset(actions.split())


class Engine:
    """A knowledge base, and sessions from its pool."""

    pooled = True

    def __init__(self, rules: Rules) -> None:
        java = _CASELOAD(*(_KIND[one] for one in SPECIAL))
        rank = {name: _LEVELS.index(band_of(name)) for name in rules.names}
        for sign in rules.signs:
            java.sign(sign.name, rank[sign.name], _KIND[sign.kind], sign.op, sign.limit)
        for one in rules.missing_often:
            java.missingOften(one.name, one.limit, WINDOW)
        for one in rules.several_older:
            java.severalOlder(one.name, one.limit, SEVERAL)
        for add, limits in (
            (java.missingLong, rules.missing_long),
            (java.hotelWhileMissing, rules.hotel_while_missing),
            (java.giftAfterContact, rules.gift_after_contact),
            (java.vehicleTwice, rules.vehicle_twice),
        ):
            for one in limits:
                add(one.name, one.limit)
        java.build()
        self._java = java

    @property
    def bare(self) -> float:
        """Seconds that the last answer took within Java: without the way there and back."""
        return float(self._java.nanoseconds) / 1e9

    def ready(self, today: int, records: Iterable[Record]) -> Any:
        """Java objects."""
        return self._java.ready(today, _numbers(records))

    def answers(self, ready: Any) -> Answers:
        """What the rules say."""
        return _answers(self._java.answers(ready, self.pooled))

    def whole(self, today: int, records: Iterable[Record]) -> Answers:
        """From plain records, in one call."""
        return _answers(self._java.whole(today, _numbers(records), self.pooled))

    def opened(self, ready: Any) -> Any:
        """A session that stays."""
        return self._java.open(ready)

    def fact(self, record: Record, number: int) -> Any:
        """One more, the `number`th of its case."""
        return self._java.fact(_numbers([record]), number)

    def step(self, opened: Any, fact: Any) -> Answers:
        """What the rules say with one more fact."""
        return _answers(self._java.step(opened, fact))

    def closed(self, opened: Any) -> None:
        """Give the session up."""
        opened.close()


class NewSession(Engine):
    """The same, with a new session for each case."""

    pooled = False
