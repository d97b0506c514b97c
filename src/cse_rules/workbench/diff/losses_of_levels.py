"""In what the level of one assessment stands below that of another one."""

from collections.abc import Iterator

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.parts import Finding
from cse_rules.render.names import plain
from cse_rules.workbench.diff.caution import Loss
from cse_rules.workbench.diff.sides import Side, certain

_INSUFFICIENT = 0.5
"""Not enough information stands above the lowest level: it never says that nothing was found."""


def level_losses(before: Side, after: Side) -> Iterator[Loss]:
    """The level of the case, what it could be, what rules establish, and in what words it is said."""
    if before.ruleset.scale != after.ruleset.scale:
        yield Loss("scale")
        return
    one, other = before.found, after.found
    rank = before.ruleset.rank
    lower = _rank(other, before) < _rank(one, before)
    if lower:
        yield Loss("level", "", _level(one), _level(other))
    if rank(other.could_be) < rank(one.could_be):
        yield Loss("could-be", "", plain(one.could_be), plain(other.could_be))
    if rank(other.established) < rank(one.established) and not lower:
        yield Loss("established", "", plain(one.established), plain(other.established))
    if one.level == other.level and other.sufficient and not one.sufficient:
        yield Loss("sufficient")
    for level in dict.fromkeys((one.level, one.could_be)):
        said, says = (side.ruleset.level_words.get(level or "", "") for side in (before, after))
        if level in (other.level, other.could_be) and said != says:
            yield Loss("words", f"level {plain(str(level))}", said, says)


def rule_level_losses(finding: Finding, others: tuple[Finding, ...], before: Side, after: Side) -> Iterator[Loss]:
    """The level that a rule sets which is met, whatever other rules set beside it."""
    level = finding.rule.level
    if level is None or not certain(finding) or before.ruleset.scale != after.ruleset.scale:
        return
    kept = [one for one in others if certain(one)]
    if not kept and any(one.presumed for one in others):
        return  # said of all that the rule concludes
    rank = before.ruleset.rank
    lowest = min((one.rule.level for one in kept), key=rank, default=None)
    if rank(lowest) < rank(level):
        yield Loss("rule-level", f"`{finding.id}`", plain(level), plain(lowest) if lowest else "none")


def _rank(found: Assessment, side: Side) -> float:
    return _INSUFFICIENT if found.level is None else float(side.ruleset.rank(found.level))


def _level(found: Assessment) -> str:
    return plain(found.level) if found.level else "insufficient information"
