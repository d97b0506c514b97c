"""What became of the mutants of a ruleset, as text and as data that says of which rules and stories it speaks."""

from typing import Any

from cse_rules.workbench.mutating import About, MutationReport
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
    """`score` (0 to 1), `noticed`, `refused`, `survivors` and `argued` with their `mutant`, `at` and `because`.

    `ruleset` and `stories` name the content that was tested; `only` the rules to which the run was limited.
    """
    about = report.about
    return {
        "ruleset": {"id": about.ruleset, "edition": about.edition, "hash": about.content_hash},
        "stories": {"hash": about.stories_hash},
        "only": list(about.only),
        "score": report.score,
        "noticed": report.noticed,
        "refused": report.refused,
        "survivors": [{"mutant": one.id, "at": _at(one)} for one in report.survivors],
        "argued": [{"mutant": one.id, "at": _at(one), "because": why.because} for one, why in report.argued],
        "stale": [{"mutant": one.mutant, "at": str(one.at)} for one in report.stale],
    }


def why_not_about(data: Any, now: About) -> str | None:
    """Why a report, read again as plain data, says nothing of these rules and stories; None if it speaks of them.

    Args:
        data: what `mutation_data` made, or anything else.
        now: the rules and stories as they are.
    """
    if not _is_report(data):
        return "is no report of `cse-rules test --mutate --format json`"
    then = data["ruleset"]
    if then["id"] != now.ruleset:
        return f"is a report about ruleset `{then['id']}`, and this is `{now.ruleset}`"
    if then["hash"] != now.content_hash:
        said = f"its content hash was {then['hash']} and is {now.content_hash}"
        return f"is a report about other rules of `{now.ruleset}`: {said}"
    if data["stories"]["hash"] != now.stories_hash:
        return f"is a report from before the stories of `{now.ruleset}` were changed"
    if data["only"]:
        return "is a report about some rules alone: make it without --rule"
    return None


def _is_report(data: Any) -> bool:
    if not isinstance(data, dict):
        return False
    score, lists = data.get("score"), [data.get(key) for key in ("survivors", "argued", "only")]
    named = [data.get(key) for key in ("ruleset", "stories")]
    return (
        isinstance(score, int | float)
        and 0 <= score <= 1
        and isinstance(data.get("noticed"), int)
        and all(isinstance(one, list) for one in lists)
        and all(isinstance(one, dict) and isinstance(one.get("hash"), str) for one in named)
        and isinstance(data["ruleset"].get("id"), str)
    )


def _at(one: Mutant) -> str | None:
    return None if one.at is None else str(one.at)


def _unwritten(one: Mutant) -> str:
    """That nobody need look for the key in the file."""
    return "" if one.written else " (not written: `if_unknown: ask` is what is meant when it is left out)"


def _place(one: Mutant) -> str:
    return "" if one.at is None else f"{one.at}: "
