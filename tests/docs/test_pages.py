"""Every example of the documentation works as it is printed."""

from pathlib import Path

import pytest

pytest.importorskip("sybil", reason="the examples of the documentation are tried out with Sybil")

from cse_rules.testing import types
from cse_rules.workbench import run_scenarios
from tests.docs.bench import ROOT, Bench

# The pages of lints hold parts of rulesets, and are tested by test_lints.py.
PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if path.parent.name != "lints"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_work(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(types, "_IN_USE", [])  # what a page says of type hints is said for that page
    bench = Bench(tmp_path)
    for example in bench.examples(page):
        example.evaluate()
    bench.finish()
    for folder in bench.rulesets():
        report = run_scenarios(folder, bench.checked(folder))
        assert [(one.sentence, one.failures) for one in report.results if not one.passed] == []
