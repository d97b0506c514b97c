"""Which signs of one assessment are gone from another one, or stand there as less grave."""

from collections.abc import Iterator, Sequence

from cse_rules.assess.parts import Finding
from cse_rules.rules.ruleset import Raise
from cse_rules.workbench.diff.caution import Loss
from cse_rules.workbench.diff.sides import Side, stands

_KINDS = ("protective", "vulnerability", "risk", "harm")

Paired = Sequence[tuple[Finding, tuple[Finding, ...]]]


def sign_losses(paired: Paired, before: Side, after: Side) -> Iterator[Loss]:
    """Signs of harm, risk and vulnerability; that something protects is listed, and is no reason for caution."""
    raised = {code: one for code, one in _raised(before).items() if one.kind != "protective"}
    raises = _raised(after)
    banded = [one for one in raised.values() if one.band is not None and one.indicator in raises]
    same_bands = before.ruleset.bands == after.ruleset.bands
    if banded and not same_bands:
        yield Loss("bands")
    for code, was in raised.items():
        now = raises.get(code)
        if now is None:
            yield Loss("sign", f"`{code}`")
        else:
            yield from _weaker(was, now, before, after, same_bands)
    for finding, others in paired:
        sign = finding.rule.raises.indicator if finding.rule.raises and stands(finding) else None
        if sign in raises and sign in raised and not any(_raises(one, sign) for one in others):
            yield Loss("sign-rule", f"`{finding.id}`", f"`{sign}`")


def _raised(side: Side) -> dict[str, Raise]:
    """What stands raised, by code."""
    found = [one.rule.raises for one in side.found.findings if one.rule.raises is not None and stands(one)]
    return {one.indicator: one for one in sorted(found, key=lambda one: one.indicator)}


def _raises(finding: Finding, code: str | None) -> bool:
    return stands(finding) and finding.rule.raises is not None and finding.rule.raises.indicator == code


def _weaker(was: Raise, now: Raise, before: Side, after: Side, same_bands: bool) -> Iterator[Loss]:
    name = f"`{was.indicator}`"
    if _KINDS.index(now.kind) < _KINDS.index(was.kind):
        yield Loss("kind", name, was.kind, now.kind)
    ladder = before.ruleset.bands
    if same_bands and _step(now.band, ladder) < _step(was.band, ladder):
        yield Loss("band", name, was.band or "none", now.band or "none")
    weighed, weighs = _weight(was, before), _weight(now, after)
    if weighs < weighed:
        yield Loss("weight", name, str(weighed), str(weighs))


def _step(band: str | None, ladder: tuple[str, ...]) -> int:
    return ladder.index(band) if band in ladder else -1


def _weight(raised: Raise, side: Side) -> int:
    weight = side.found.world.parameters[raised.weight] if raised.weight else 0
    return weight if isinstance(weight, int) else 0
