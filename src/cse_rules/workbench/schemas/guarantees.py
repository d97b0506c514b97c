"""`guarantees.yaml`: what the ruleset promises."""

from cse_rules.facts.kinds import Group
from cse_rules.workbench.schemas.conditions import condition
from cse_rules.workbench.schemas.words import TEXT, Known, Schema, either, group, listed, one_or_more, said, words


def guarantees_schema(known: Known) -> Schema:
    """The file of guarantees."""
    name = said(TEXT, "the promise in a sentence")
    act = {"contact": known.words("directory"), "by": {"const": "immediately"}}
    then = group(
        {"act": group(act, ["contact"], "somebody is contacted"), "level": known.words("scale")},
        description="what always follows",
        minProperties=1,
    )
    given = either(condition(known), description="whenever this is so")
    monotone: Schema = {"const": "established", "description": "more facts never lower the established level"}
    fields = one_or_more(words(_fields(known)), "nothing depends on these")
    one = either(
        group({"name": name, "given": given, "then": then}, ["name", "given", "then"]),
        group({"name": name, "monotone": monotone}, ["name", "monotone"]),
        group({"name": name, "independent_of": fields}, ["name", "independent_of"]),
    )
    return group({"guarantees": listed(one)})


def _fields(known: Known) -> dict[str, str]:
    """Every field that a rule could read, as `type.field`."""
    found: dict[str, str] = {}
    for one in known.model.types.values():
        found |= {
            f"{one.name}.{name}": spec.doc for name, spec in one.fields.items() if not isinstance(spec.kind, Group)
        }
        found |= {f"{one.name}.{name}": derived.doc for name, derived in one.derived.items()}
    return found
