"""The sentence that goes with every level, and what else a reader has to know."""

from cse_rules.assess.look import Look
from cse_rules.derive.ages import child_age
from cse_rules.derive.world import World
from cse_rules.facts.case import Case

ADULT = 18
"""Working Together 2023: a child is anyone who has not yet reached their 18th birthday."""


def statement_of(base: Look, open_: int) -> str:
    """One sentence for people and machines, so that nobody reads the level alone."""
    ruleset = base.world.checked.ruleset
    lowest = ruleset.scale[0]
    could, further = base.settled.could_be, ""

    def words(level: str) -> str:
        text = ruleset.level_words.get(level, level.replace("_", " "))
        return text[:1].lower() + text[1:]

    if base.level is None:
        parts = ["insufficient information"]
    elif base.level == lowest:
        parts = [words(lowest) + ("" if lowest in ruleset.level_words else " in what was recorded, so keep asking")]
    else:
        parts = [f"at least {words(base.level)}"]
    if could != (base.level or lowest):
        parts.append(f"{'by what is recorded it ' if open_ else ''}could be {words(could)}")
        further = ", which could raise it further" if could != ruleset.scale[-1] else ""
    if open_:
        parts.append(f"{open_} topic{'' if open_ == 1 else 's'} not asked{further}")
    age = child_age(base.world.case.child, base.world.as_of)
    if age is not None and age[0] >= ADULT:
        parts.append("now 18 or over, so the plan passes to adult safeguarding")
    failed = sum(1 for outcome in base.outcomes.values() if outcome.failed)
    if failed:
        parts.append(f"{failed} rule{'' if failed == 1 else 's'} could not be answered")
    return "; ".join(parts)


def notes_of(case: Case, world: World) -> tuple[str, ...]:
    """What a reader has to know of the child's age, and of what was left out."""
    notes = []
    age = child_age(case.child, world.as_of)
    if age is not None and age[0] >= ADULT:
        notes.append(
            "This person is now 18 or over: what was done to them as a child stands, and the plan passes to adult "
            "safeguarding; agree who hands over to whom."
        )
    if age is None:
        notes.append("The age is not known: this person is treated as a child.")
    if case.hidden:
        notes.append(f"{case.hidden} later records were left out, because they were not known on this day.")
    return tuple(notes)
