"""Would the stories of a ruleset notice a slip of the hand? Every mutant is tried on them; some survive.

A survivor that means the same as the original can be argued away, in a `*.survivors.yaml` beside the rules, with the
reason. What is argued away and no longer survives is named, so that the list stays true.
"""

from collections.abc import Collection
from pathlib import Path

from attrs import frozen

from cse_rules.check import CheckedRuleset
from cse_rules.errors import Diagnostic, Location, RulesetError, did_you_mean
from cse_rules.syntax.forms import form
from cse_rules.syntax.nodes import read_file
from cse_rules.workbench.mutations import Mutant, mutants
from cse_rules.workbench.progress import Listener
from cse_rules.workbench.trials import checked_mutant, noticed_by, stage


@frozen
class Argued:
    """A survivor that somebody has called equal in meaning, and why."""

    mutant: str
    because: str
    at: Location


@frozen
class MutationReport:
    """What became of every mutant."""

    noticed: int
    """Those with which a story does not come out as it expects."""
    refused: int
    """Those that the checker refuses; they are not counted."""
    survivors: tuple[Mutant, ...]
    """Those that no story notices and nobody has argued away."""
    argued: tuple[tuple[Mutant, Argued], ...]
    """Those that no story notices, with the reason why that is right."""
    stale: tuple[Argued, ...]
    """What is argued away and does not survive, or is no mutant."""

    @property
    def score(self) -> float:
        """The share of mutants noticed, of all that are not argued away; 1 if there are none."""
        counted = self.noticed + len(self.survivors)
        return self.noticed / counted if counted else 1.0


def mutate(
    folder: Path, checked: CheckedRuleset, *, rules: Collection[str] = (), told: Listener | None = None
) -> MutationReport:
    """Try every mutant of a ruleset on its stories.

    Args:
        folder: where the stories stand.
        checked: the ruleset itself.
        rules: only mutants of these rules, and of parameters that they read by name; all if left out.
        told: hears of each mutant as it is begun.

    Raises:
        RulesetError: if a story fails with the ruleset as it is, or cannot be read, or a rule is not known.
    """
    known = [rule.id for rule in checked.rules]
    unknown = [name for name in rules if name not in {*known, *checked.ruleset.parameters}]
    if unknown:
        raise RulesetError(
            Diagnostic("CSE404", f"unknown rule or parameter `{name}`", help=did_you_mean(name, known))
            for name in unknown
        )
    on = stage(folder, checked)
    if on.failing:
        help_ = "mend the story or the rules first: `cse-rules test` says what is wrong"
        raise RulesetError(
            Diagnostic("CSE403", f"the story “{one.sentence}” fails without any mutant", one.at, help=help_)
            for one in on.failing
        )
    own = {one.mutant: one for one in read_argued(folder)}
    reasons = _of_bases(checked) | own
    noticed = refused = 0
    survivors, argued = [], []
    for mutant in mutants(checked.ruleset):
        if rules and mutant.parameter not in rules and not set(mutant.rules) & set(rules):
            continue
        if told:
            told(mutant.id)
        made = checked_mutant(mutant, checked)
        if made is None:
            refused += 1
        elif noticed_by(mutant, made, on) is not None:
            noticed += 1
        elif mutant.id in reasons:
            argued.append((mutant, reasons.pop(mutant.id)))
        else:
            survivors.append(mutant)
    stale = tuple(one for name, one in reasons.items() if name in own) if not rules else ()
    return MutationReport(noticed, refused, tuple(survivors), tuple(argued), stale)


def _of_bases(checked: CheckedRuleset) -> dict[str, Argued]:
    """What is argued away beside the rules that a pack builds upon; what a pack makes stale is no matter there."""
    packs = [one.extends for one in (checked.ruleset, *checked.ruleset.bases) if one.extends is not None]
    return {one.mutant: one for pack in packs for one in read_argued(Path(pack.folder))}


def read_argued(folder: Path) -> tuple[Argued, ...]:
    """What is argued away beside the rules: a list of reasons, each with the survivors that it speaks of.

    Raises:
        RulesetError: naming every problem with its place.
    """
    problems: list[Diagnostic] = []
    found: list[Argued] = []
    for path in sorted(folder.glob("*.survivors.yaml")):
        root, wrong = read_file(path, quote=True)
        problems += wrong
        if root is not None and not root.is_list:
            problems.append(Diagnostic("CSE207", "a list of survivors is a list", root.at))
            continue
        for node in root.value if root is not None else ():
            asked = form(node, problems, "a reason")
            if asked is not None:
                because = asked.text("because", required=True)
                found += [Argued(one, because, node.at) for one in asked.texts("survivors", required=True)]
                asked.done()
    if problems:
        raise RulesetError(problems)
    return tuple(found)
