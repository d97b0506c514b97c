"""What became of the mutants of a ruleset, as text and as data."""

from typing import Any

from cse_rules.workbench.mutating import MutationReport
from cse_rules.workbench.mutations import Mutant


def render_mutations(report: MutationReport) -> str:
    """Each survivor with its place, what is argued away and no longer needs it, and the score."""
    lines = [f"{_place(one)}no story would notice: {one.id}{_unwritten(one)}" for one in report.survivors]
    lines += [f"{one.at}: argued away and noticed, or no mutant: {one.mutant}" for one in report.stale]
    lines += [f"{_place(one)}argued away: {one.id}: {why.because}" for one, why in report.argued]
    counted = report.noticed + len(report.survivors)
    lines.append(
        f"{counted} mutants: {report.noticed} noticed, {len(report.survivors)} survive; "
        f"{len(report.argued)} argued away, {report.refused} refused by the checker"
    )
    lines.append(f"mutation score {100 * report.score:.1f} %")
    return "\n".join(lines) + "\n"


def mutation_data(report: MutationReport) -> dict[str, Any]:
    """`score` (0 to 1), `noticed`, `refused`, `survivors` and `argued` with their `mutant`, `at` and `because`."""
    return {
        "score": report.score,
        "noticed": report.noticed,
        "refused": report.refused,
        "survivors": [{"mutant": one.id, "at": _at(one)} for one in report.survivors],
        "argued": [{"mutant": one.id, "at": _at(one), "because": why.because} for one, why in report.argued],
        "stale": [{"mutant": one.mutant, "at": str(one.at)} for one in report.stale],
    }


def _at(one: Mutant) -> str | None:
    return None if one.at is None else str(one.at)


def _unwritten(one: Mutant) -> str:
    """That nobody need look for the key in the file."""
    return "" if one.written else " (not written: `if_unknown: ask` is what is meant when it is left out)"


def _place(one: Mutant) -> str:
    return "" if one.at is None else f"{one.at}: "
