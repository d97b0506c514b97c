import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.caseload.peers import PEERS, REQUIRED
from benchmarks.caseload.peers.__main__ import NOT_INSTALLED

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", [peer.name for peer in PEERS])
def test_a_peer_that_is_installed_gives_the_answers_of_the_plain_definition(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.caseload.peers", name, "40"], capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode == NOT_INSTALLED:
        pytest.skip(f"{name}: {done.stdout.strip()}")

    assert (done.returncode, done.stderr) == (0, "")


def test_the_peer_that_a_run_cannot_do_without_is_among_them() -> None:
    assert REQUIRED in {peer.name for peer in PEERS}


def test_no_file_of_packages_holds_an_address() -> None:
    for name in ("peers.txt", "package.json", "package-lock.json"):
        assert "://" not in (ROOT / "benchmarks" / name).read_text(encoding="utf-8")
