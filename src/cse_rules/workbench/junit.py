"""The stories of a ruleset as JUnit XML, which build servers show."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from attrs import evolve

from cse_rules.workbench.scenarios import ScenarioResult

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(results: Iterable[ScenarioResult], *, name: str) -> str:
    """A suite for each file, a test case for each story, named by its sentence.

    Args:
        results: from `run_scenarios`.
        name: of the whole, such as the id of the ruleset.
    """
    results = [_printable(one) for one in results]
    by_file: dict[str, list[ScenarioResult]] = {}
    for one in results:
        by_file.setdefault(f"{one.of}/{one.file}" if one.of else one.file, []).append(one)
    every = [one for several in by_file.values() for one in several]
    root = ElementTree.Element("testsuites", {"name": name, **_counts(every)})
    for file, several in by_file.items():
        suite = ElementTree.SubElement(root, "testsuite", {"name": file, **_counts(several)})
        for one in several:
            place = {"name": one.sentence, "classname": file, "file": one.at.file, "line": str(one.at.line)}
            case = ElementTree.SubElement(suite, "testcase", place)
            if not one.passed:
                failure = ElementTree.SubElement(case, "failure", {"message": one.failures[0]})
                failure.text = "\n".join(one.failures)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _printable(one: ScenarioResult) -> ScenarioResult:
    """XML can hold no control character, not even by its number."""
    return evolve(
        one, sentence=visible(one.sentence), file=visible(one.file), failures=tuple(map(visible, one.failures))
    )


def visible(text: str) -> str:
    """The text with what XML cannot hold shown as its number."""
    return _FORBIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def _counts(several: list[ScenarioResult]) -> dict[str, str]:
    return {"tests": str(len(several)), "failures": str(sum(not one.passed for one in several)), "errors": "0"}
