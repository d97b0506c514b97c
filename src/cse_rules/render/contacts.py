"""How somebody is reached: 999 and 101 first, and no number that nobody has checked without saying so."""

import re

from cse_rules.render.names import plain
from cse_rules.rules.ruleset import Ruleset

_NATIONAL = re.compile(r"(999|101)\b")
EMERGENCY = "If the child, or anybody else, is in immediate danger: call 999."


def how_to_reach(name: str, ruleset: Ruleset) -> tuple[str, ...]:
    """The contact details of a directory entry, in the order in which to try them."""
    entry = ruleset.directory.get(name)
    if entry is None:
        return (f"{plain(name)}: not in the directory of the ruleset; 999 in an emergency, 101 otherwise",)
    national = [one for one in entry.contact if _NATIONAL.match(one)]
    others = [one for one in entry.contact if not _NATIONAL.match(one)]
    if entry.verified is not None:
        return (f"{', '.join(entry.contact)} (checked on {entry.verified})",) if entry.contact else ()
    if not any(one.startswith("999") for one in national):
        national = ["999 in an emergency", *(national or ["101 otherwise"])]
    first = ", ".join(national)
    if others:
        return (first, f"as printed, unverified: {', '.join(others)}")
    return (first if entry.contact else f"{first}; local contact details are not in the ruleset",)
