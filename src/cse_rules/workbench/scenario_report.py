"""How the scenarios of a ruleset went, as text."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cse_rules.check import CheckedRuleset
from cse_rules.workbench.inheriting import Aside
from cse_rules.workbench.scenarios import ScenarioReport


def render_stories(report: ScenarioReport, checked: CheckedRuleset) -> str:
    """Each story that failed and why, each reachable answer that no story shows, and how many there are of all."""
    lines = []
    for one in report.results:
        if not one.passed:
            lines.append(f"{one.at}: failed: {one.sentence}{_whose(one.of)}")
            lines += [f"    {failure}" for failure in one.failures]
    if any(one.of and not one.passed for one in report.results):
        lines.append(
            "help: a story that is meant to come out otherwise here is told anew with `replaces` and `because`, "
            "or put away with `set_aside` and `because`"
        )
    lines += _aside(report.aside)
    places = {rule.id: rule.at for rule in checked.rules}
    for rule, answer in report.missing:
        at = places.get(rule)
        lines.append(f"{f'{at}: ' if at else ''}no story shows: rule `{rule}` answered `{answer}`")
    if report.missing:
        lines.append(
            "help: a story shows an answer by expecting it by name: `met`, `not_met` and `not_known` for a rule, "
            "`raised`, `not_raised` and `cannot_tell` for an indicator"
        )
    failed = sum(not one.passed for one in report.results)
    total = len(report.results)
    reachable = sum(map(len, checked.reachable.values()))
    lines.append(f"{total} scenario{'' if total == 1 else 's'}: {total - failed} passed, {failed} failed")
    inherited = Counter(one.of for one in report.results if one.of)
    lines += [f"{number} of them {'is' if number == 1 else 'are'} of {name}" for name, number in inherited.items()]
    lines.append(f"{reachable - len(report.missing)} of {reachable} answers that rules can give are shown by a story")
    return "\n".join(lines) + "\n"


def _aside(several: Iterable[Aside]) -> Iterator[str]:
    """The stories of bases that are not told as they stand, by what became of them."""
    by_reason: dict[tuple[str, str], list[Aside]] = {}
    for one in several:
        by_reason.setdefault((one.of, one.why), []).append(one)
    for (of, why), stories in by_reason.items():
        yield f"{len(stories)} {'story' if len(stories) == 1 else 'stories'} of {of} {why}:"
        yield from (f"    {one.at}: {one.sentence}" for one in stories)


def _whose(of: str | None) -> str:
    return f" (a story of {of})" if of else ""
