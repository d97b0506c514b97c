"""Whether a case can be assessed with a ruleset: it has a day, and every word in it is one that the ruleset defines."""

from collections.abc import Collection, Iterable, Mapping

from cse_rules.check import CheckedRuleset
from cse_rules.errors import Diagnostic, did_you_mean
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import Code, FieldSpec, fields_of
from cse_rules.facts.our_record import ActionTaken, ChallengeStep
from cse_rules.facts.types import Fact
from cse_rules.rules.practice import OUR_CHALLENGES

_ABOUT_RULES = frozenset({"action_taken", "challenge_step"})
"""Types that may name a rule."""
WHERE_TO_LOOK = "the word stands in this place of the case, and is not repeated here"


def problems_of(case: Case, checked: CheckedRuleset) -> Iterable[Diagnostic]:
    """Every reason why the case cannot be assessed with the ruleset."""
    if case.as_of is None:
        yield Diagnostic("CSE121", "the case has no `as_of`", help="say as of which day it is to be assessed")
    words = _words(checked)
    for type_name, facts in case.unsorted.items():
        if type_name not in words:
            words[type_name] = _looked_up(facts[0])
    if any(words[type_name] for type_name in case.unsorted) or _ABOUT_RULES & case.unsorted.keys():
        yield from problems_of_records(case.records, case, checked)


def problems_of_records(records: Iterable[Fact], case: Case, checked: CheckedRuleset) -> Iterable[Diagnostic]:
    """Those that lie in some of its records."""
    words, known = _words(checked), _known(checked)
    for record in records:
        if record.type_name not in words:
            words[record.type_name] = _looked_up(record)
        if isinstance(record, ActionTaken):
            yield from _problems_of_action(record, case, checked)
        elif isinstance(record, ChallengeStep):
            yield from _problems_of_step(record, case, checked)
        for spec in words[record.type_name]:
            value = getattr(record, spec.attribute)
            vocabulary = known[spec.kind.vocabulary]  # type: ignore[union-attr]  # a code, as `_looked_up` says
            if value is not None and value not in vocabulary:
                where = f"in `{spec.name}` of `{record.type_name}`"
                yield Diagnostic(
                    "CSE122",
                    f"a word that ruleset `{checked.ruleset.id}` does not know, {where}",
                    location=case.places.get(str(record.id)),
                    path=(*case.origins.get(str(record.id), ("facts", str(record.id))), spec.name),
                    help=did_you_mean(value, vocabulary) or WHERE_TO_LOOK,
                )


def _known(checked: CheckedRuleset) -> Mapping[str | None, Collection[str]]:
    ruleset, process = checked.ruleset, checked.ruleset.challenge
    return {
        "observations": ruleset.observations, "topics": ruleset.topics, "directory": ruleset.directory,
        "scale": ruleset.scale, "stages": [one.id for one in process.stages] if process else (),
        "overridden_because": process.overridden_because if process else (),
    }  # fmt: skip


def _words(checked: CheckedRuleset) -> dict[str, tuple[FieldSpec, ...]]:
    """For each fact type that was met so far the fields that hold a word of the ruleset."""
    found: dict[str, tuple[FieldSpec, ...]] = checked.kept.setdefault("fields of words", {})
    return found


def _looked_up(fact: Fact) -> tuple[FieldSpec, ...]:
    vocabularies = ("observations", "topics", "directory", "scale", "stages", "overridden_because")
    specs = fields_of(type(fact)).values()
    return tuple(one for one in specs if isinstance(one.kind, Code) and one.kind.vocabulary in vocabularies)


def _problems_of_action(record: ActionTaken, case: Case, checked: CheckedRuleset) -> Iterable[Diagnostic]:
    ruleset, answers = checked.ruleset, record.for_
    if answers is None:
        return
    ids = {*case.by_id, *(rule.id for rule in ruleset.rules), *(one.rule.id for one in ruleset.switched_off)}
    if answers.split("#")[0].split("/")[0] not in ids:
        yield Diagnostic(
            "CSE123",
            "`for` names neither a fact of the case nor a rule of the ruleset",
            location=case.places.get(str(record.id)),
            path=(*case.origins.get(str(record.id), ("facts", str(record.id))), "for"),
            help=did_you_mean(answers, ids) or "leave it out if it is not known what the action was for",
        )


def _problems_of_step(record: ChallengeStep, case: Case, checked: CheckedRuleset) -> Iterable[Diagnostic]:
    ruleset = checked.ruleset
    rules = [rule.id for rule in (*ruleset.rules, *(one.rule for one in ruleset.switched_off)) if rule.challenge]
    known = [*rules, *OUR_CHALLENGES]
    if record.of is not None and record.of.split("/")[0] not in known:
        yield Diagnostic(
            "CSE123",
            "`of` names no challenge of the ruleset",
            location=case.places.get(str(record.id)),
            path=(*case.origins.get(str(record.id), ("facts", str(record.id))), "of"),
            help=did_you_mean(record.of, known) or "write the id that the report gives with the challenge",
        )
