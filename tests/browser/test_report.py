"""The report in a real browser: accessible, no sideways scrolling, readable on paper, and nothing lost without a script."""

import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from cse_rules.render.audiences import AUDIENCES
from tests.browser.conftest import Browse, collected, framed
from tests.render.test_html import many

DESKTOP, PHONE = 1280, 390
Pages = dict[tuple[int, str], str]


@pytest.mark.parametrize("part", [1, 2, 3])
def test_axe_finds_nothing_at_desktop_and_phone_width_for_any_audience(
    part: int, pages: Pages, browse: Browse, axe: str, tmp_path: Path
) -> None:
    chosen = {audience: pages[part, audience] for audience in AUDIENCES}
    outer = framed(chosen, tmp_path, axe, (DESKTOP, PHONE))
    found = collected(browse(outer, "--dump-dom", "--virtual-time-budget=60000", f"--window-size={DESKTOP + 60},1000"))
    assert len(found) == 2 * len(AUDIENCES)
    for one in found:
        assert one["violations"] == [], one["page"]
        assert {"color-contrast", "heading-order", "html-has-lang", "list", "bypass"} <= set(one["passes"])
        assert one["scrolls"] <= one["width"], f"{one['page']} is wider than the window"
    assert {one["width"] for one in found} == {DESKTOP, PHONE}


def test_a_page_of_500_facts_does_not_scroll_sideways_either(browse: Browse, axe: str, tmp_path: Path) -> None:
    from cse_rules.render import render_html

    outer = framed({"many": render_html(many(500))}, tmp_path, axe, (PHONE,))
    (found,) = collected(browse(outer, "--dump-dom", "--virtual-time-budget=120000", "--window-size=600,1000"))
    assert found["violations"] == []
    assert found["scrolls"] <= found["width"] == PHONE


@pytest.mark.parametrize(("width", "height"), [(DESKTOP, 1600), (600, 1600)])
def test_a_screenshot_has_the_size_of_the_window(
    width: int, height: int, pages: Pages, browse: Browse, tmp_path: Path
) -> None:
    page, picture = tmp_path / "report.html", tmp_path / "report.png"
    page.write_text(pages[3, "full"], "utf-8")
    browse(page, f"--screenshot={picture}", f"--window-size={width},{height}")
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == (width, height)


@pytest.mark.parametrize("audience", list(AUDIENCES))
def test_on_paper_it_is_a_few_pages_of_a4_with_every_word_on_them(
    audience: str, pages: Pages, browse: Browse, tmp_path: Path
) -> None:
    page, paper = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_text(pages[3, audience], "utf-8")
    browse(page, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    data = paper.read_bytes()
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", data))
    assert 3 <= sheets <= 16
    boxes = {tuple(round(float(one)) for one in box.split()) for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", data)}
    assert {(wide, high) for _, _, wide, high in boxes} <= {(595, 842), (596, 842), (595, 843)}


def test_the_text_on_paper_can_be_read_out(pages: Pages, browse: Browse, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on the path (on Debian: apt-get install poppler-utils)")
    page, paper = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_text(pages[3, "full"], "utf-8")
    browse(page, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    text = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, check=True, text=True).stdout  # noqa: S607
    read = " ".join(text.split())
    for one in (
        "ACT NOW", "Police — immediately", "What can be seen", "Would you raise a concern?", "never replaces it", "fact 30",
    ):  # fmt: skip
        assert one in read
    sheets = text.count("\f")
    for number in range(1, sheets + 1):
        assert re.search(rf"\b{number} ?/ ?{sheets}\b", read)
    assert read.count("Case sarah, as of 2017-02-20") >= sheets


def test_each_sheet_of_a_version_for_others_bears_the_masked_title(
    pages: Pages, browse: Browse, tmp_path: Path
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on the path (on Debian: apt-get install poppler-utils)")
    page, paper = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_text(pages[3, "partner"], "utf-8")
    browse(page, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    text = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, check=True, text=True).stdout  # noqa: S607
    assert all("About a child, as of 2017-02-20" in sheet for sheet in text.split("\f")[:-1])
    assert "case sarah" not in text.casefold()
