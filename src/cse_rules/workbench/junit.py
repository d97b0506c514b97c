"""The stories of a ruleset as JUnit XML, which build servers show."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from cse_rules.workbench.scenarios import ScenarioResult

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but the characters of XML 1.0 (section 2.2)."""


def junit(results: Iterable[ScenarioResult], *, name: str) -> str:
    """A suite for each file, a test case for each story, named by its sentence.

    Args:
        results: from `run_scenarios`.
        name: of the whole, such as the id of the ruleset.
    """
    by_file: dict[str, list[ScenarioResult]] = {}
    for one in results:
        by_file.setdefault(f"{one.of}/{one.file}" if one.of else one.file, []).append(one)
    every = [one for several in by_file.values() for one in several]
    root = ElementTree.Element("testsuites", {"name": _legal(name), **_counts(every)})
    for file, several in by_file.items():
        suite = ElementTree.SubElement(root, "testsuite", {"name": _legal(file), **_counts(several)})
        for one in several:
            place = {"name": one.sentence, "classname": file, "file": one.at.file, "line": str(one.at.line)}
            place = {key: _legal(text) for key, text in place.items()}
            case = ElementTree.SubElement(suite, "testcase", place)
            if not one.passed:
                failure = ElementTree.SubElement(case, "failure", {"message": _legal(one.failures[0])})
                failure.text = _legal("\n".join(one.failures))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _legal(text: str) -> str:
    """The text with ⟨U+…⟩ for what XML cannot hold in any form: most control characters, and what is no character."""
    return _ILLEGAL.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def _counts(several: list[ScenarioResult]) -> dict[str, str]:
    return {"tests": str(len(several)), "failures": str(sum(not one.passed for one in several)), "errors": "0"}
