"""The stories of a ruleset as JUnit XML, which build servers show."""

from collections.abc import Iterable
from xml.etree import ElementTree

from cse_rules.workbench.scenarios import ScenarioResult


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


def _counts(several: list[ScenarioResult]) -> dict[str, str]:
    return {"tests": str(len(several)), "failures": str(sum(not one.passed for one in several)), "errors": "0"}
