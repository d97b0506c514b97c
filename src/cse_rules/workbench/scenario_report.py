"""How the scenarios of a ruleset went, as text."""

from cse_rules.check import CheckedRuleset
from cse_rules.workbench.scenarios import ScenarioReport


def render_stories(report: ScenarioReport, checked: CheckedRuleset) -> str:
    """Each story that failed and why, each reachable answer that no story shows, and how many there are of all."""
    lines = []
    for one in report.results:
        if not one.passed:
            lines.append(f"{one.at}: failed: {one.sentence}")
            lines += [f"    {failure}" for failure in one.failures]
    places = {rule.id: rule.at for rule in checked.rules}
    for rule, answer in report.missing:
        at = places.get(rule)
        lines.append(f"{f'{at}: ' if at else ''}no story shows: rule `{rule}` answered `{answer}`")
    failed = sum(not one.passed for one in report.results)
    total = len(report.results)
    reachable = sum(map(len, checked.reachable.values()))
    lines.append(f"{total} scenario{'' if total == 1 else 's'}: {total - failed} passed, {failed} failed")
    lines.append(f"{reachable - len(report.missing)} of {reachable} reachable answers are shown by a story")
    return "\n".join(lines) + "\n"
