"""The system's own browser, without a window. Where there is none, these tests are skipped and say so."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cse_rules.assess import assess, load_ruleset
from cse_rules.assess.session import history
from cse_rules.facts import Case
from cse_rules.facts.types import Person
from cse_rules.render import render_html
from cse_rules.render.audiences import AUDIENCES
from cse_rules.syntax.cases import load_case
from tests.render.conftest import SARAH

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--disable-dev-shm-usage",
)  # fmt: skip
DAY = date(2017, 2, 20)
Browse = Callable[..., str]


@pytest.fixture(scope="session")
def browser() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the path (on Debian: apt-get install chromium)")
    return found


@pytest.fixture
def browse(browser: str, tmp_path: Path) -> Browse:
    """What the browser prints of a page, given its own options."""

    def go(page: Path, *options: str) -> str:
        done = subprocess.run(
            [browser, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *options, page.as_uri()],
            capture_output=True, check=True, text=True, encoding="utf-8", timeout=240,
        )  # fmt: skip
        return done.stdout

    return go


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core, which checks a page against the guidelines for accessibility."""
    spec = find_spec("axe_core_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core-python is not installed")
    return Path(spec.origin).with_name("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def pages() -> dict[tuple[int, str], str]:
    """The report of each part of Sarah's case for each audience."""
    rules, found = load_ruleset("darlington"), {}
    for part in (1, 2, 3):
        case = load_case(SARAH / f"part-{part}.yaml", as_of=DAY)
        assessment, over_time = assess(case, rules), history(case, rules)
        for name, audience in AUDIENCES.items():
            of = assess(_all_elsewhere(case), rules) if audience.for_family else assessment
            found[part, name] = render_html(of, audience=name, history=over_time)
    return found


def _all_elsewhere(case: Case) -> Case:
    """As if it were recorded of everybody who was seen where they live: before that there is nothing for a family."""
    moved = [
        evolve(one, household="elsewhere", relationship=one.relationship or "acquaintance")
        if isinstance(one, Person) and one.household is None
        else one
        for one in case.records
    ]
    return evolve(case, records=moved)


def framed(pages: dict[str, str], folder: Path, axe: str, widths: tuple[int, ...]) -> Path:
    """A page that shows each of some pages in frames of some widths, and collects what axe finds in each."""
    frames = []
    for name, page in pages.items():
        copy = folder / f"{name}.html"
        copy.write_text(page.replace("</body>", f"<script>{axe}</script><script>{_RUNNER}</script></body>"), "utf-8")
        frames += [
            f'<iframe src="{copy.name}#{width}" style="width:{width}px;height:900px"></iframe>' for width in widths
        ]
    outer = folder / "frames.html"
    outer.write_text(_OUTER.replace("FRAMES", "".join(frames)), "utf-8")
    return outer


_RUNNER = """
axe.run(document, {resultTypes: ['violations']}).then(found => parent.postMessage(JSON.stringify({
  page: location.pathname.split('/').pop() + location.hash,
  width: innerWidth, scrolls: document.documentElement.scrollWidth,
  passes: found.passes.map(one => one.id),
  violations: found.violations.map(one => [one.id, one.nodes.map(node => node.html + ' ' + node.failureSummary)])}), '*'));
"""
_OUTER = """<!doctype html><html lang="en"><title>frames</title><body>FRAMES<pre id="found"></pre><script>
addEventListener('message', said => { document.getElementById('found').textContent += said.data + '\\n'; });
</script></body></html>"""


def collected(dom: str) -> list[dict[str, Any]]:
    """What the frames reported."""
    text = dom.partition('<pre id="found">')[2].partition("</pre>")[0]
    return [json.loads(unescape(line)) for line in text.splitlines() if line]
