"""For each fact type the sentence in which it is told. Sensitive fields do not occur here."""

from collections.abc import Callable
from typing import Any

from cse_rules.facts.values import Range
from cse_rules.render.names import Names, listed, on, plain


def _said(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _plain(word: str | None) -> str | None:
    return plain(word) if word else None


def _a(word: str | None, otherwise: str) -> str:
    plain = _plain(word) or otherwise
    return f"{'an' if plain[0] in 'aeiou' else 'a'} {plain}"


def _times(times: Range) -> str | None:
    return None if times == Range(1, 1) else f"on {times} occasions"


def _with(fact: Any, words: Names) -> str | None:
    return f"with {words.people(fact.with_)}" if fact.with_ is not None else None


def _by(role: str | None) -> str | None:
    return f"by {_a(role, 'somebody')}" if role else None


def _kind(kind: str, name: str) -> str:
    """`vehicle car`; a numbered word says the kind already."""
    return name if name.startswith(f"{kind} ") else f"{kind} {name}"


def _person(fact: Any, words: Names) -> str:
    home = {
        "childs_home": "lives in the child's home",
        "other_parents_home": "lives in the other parent's home",
        "elsewhere": "lives elsewhere",
    }
    concern = {True: "thought to pose a risk to children", False: "not thought to pose a risk to children"}
    name = words.person(fact.id)
    relation = f"{_plain(fact.relationship)} of the child"
    if fact.relationship == "said_to_be_partner":
        relation = "said by others to be close to the child"
    return _said(
        _kind("person", name),
        relation if fact.relationship else None,
        home.get(fact.household),
        concern.get(fact.of_concern),
    )


def _missing_episode(fact: Any, words: Names) -> str:
    what = "away from placement without authorisation" if fact.kind == "away" else "missing"
    start = f"from {fact.from_}" if fact.from_ else None
    back = f"returned {on(fact.to)}" if fact.to else None
    ended = None if fact.to or fact.ended is None else "has returned" if fact.ended else "not yet returned"
    night = {True: "away overnight", False: "not overnight"}.get(fact.stayed_overnight)
    return _said(what, _times(fact.times), start, back, ended, night)


def _return_interview(fact: Any, words: Names) -> str:
    outcome = {"not_offered": "not offered", "offered": "offered", "refused": "offered and refused", "held": "held"}
    about = f"about the episode {fact.of}" if fact.of else None
    return _said(" ".join(filter(None, ("return interview", outcome.get(fact.outcome)))), about, on(fact.date))


_PLACES = {
    "online": "online", "street": "in the street", "school_gate": "at the school gate", "vehicle": "in or at a vehicle",
    "area_of_concern": "in an area of concern", "other": "at another place",
}  # fmt: skip


def _place(place: str | None) -> str | None:
    return _PLACES.get(place, f"at {_a(place, 'place')}") if place else None


def _sighting(fact: Any, words: Names) -> str:
    missing = {True: "while missing", False: "while not missing"}.get(fact.while_missing)
    where = [_kind("vehicle", fact.vehicle)] if fact.vehicle else []
    where += [_kind("premises", fact.premises)] if fact.premises else []
    place = _place(fact.place)
    head = " ".join(filter(None, ("sighting", place, f"({', '.join(where)})" if where else None)))
    return _said(head, _with(fact, words), missing, _times(fact.times), on(fact.date))


def _vehicle(fact: Any, words: Names) -> str:
    held = {"none": "no registration held", "partial": "part of the registration is held", "full": "registration held"}
    holder = f" by {_a(fact.held_by, 'somebody')}" if fact.held_by and fact.registration_held != "none" else ""
    driver = f"driven by {words.person(fact.driver)}" if fact.driver else None
    mark = held[fact.registration_held] + holder if fact.registration_held else None
    return _said(_kind("vehicle", fact.id), fact.colour, fact.make, driver, mark, on(fact.date))


def _premises(fact: Any, words: Names) -> str:
    who = f"where {words.person(fact.occupant)} lives or works" if fact.occupant else None
    return _said(_kind("premises", fact.id), _a(fact.type, "place") if fact.type else None, who, on(fact.date))


def _online_account(fact: Any, words: Names) -> str:
    user = f"used by {words.person(fact.used_by)}" if fact.used_by else None
    return _said(_kind("online account", fact.id), user, on(fact.date))


def _possession(fact: Any, words: Names) -> str:
    account = {True: "accounted for", False: "not accounted for"}.get(fact.explained)
    giver = f"from {words.person(fact.from_)}" if fact.from_ else None
    return _said(f"possession: {_plain(fact.item) or 'something'}", giver, account, on(fact.date))


def _contact(fact: Any, words: Names) -> str:
    means = {"online": "online", "in_person": "in person"}.get(fact.means, f"by {fact.means}") if fact.means else None
    secret = {True: "kept secret", False: "not kept secret"}.get(fact.hidden)
    over = f"through {_kind('online account', fact.account)}" if fact.account else None
    return _said("contact", _with(fact, words), means, over, secret, _times(fact.times), on(fact.date))


def _disclosure(fact: Any, words: Names) -> str:
    who = words.people(fact.by) if fact.by is not None else None
    linked = "naming" if fact.of in ("sexual_activity", "sexual_images") else "by"
    return _said(
        f"the child told of {_plain(fact.of) or 'harm'}" + (f", {linked} {who}" if who else ""),
        " ".join(
            filter(None, (_place(fact.place), f"({_kind('premises', fact.premises)})" if fact.premises else None))
        ),
        f"happened {on(fact.about)}" if fact.about else None,
        f"the child was {fact.child_age_then} then" if fact.child_age_then is not None else None,
        f"told to {_a(fact.told_to, 'somebody')}" if fact.told_to else None,
        f"told {on(fact.date)}" if fact.date else None,
    )


def _withdrawal(fact: Any, words: Names) -> str:
    return _said("the child took back a disclosure", fact.of, on(fact.date))


def _observation(fact: Any, words: Names) -> str:
    grade = f"grade {fact.grade}" if fact.grade is not None else None
    return _said(words.sign(fact.code), grade, _times(fact.times), on(fact.date))


def _statement(fact: Any, words: Names) -> str:
    return _said(f"statement {_by(fact.by) or 'by somebody'} (words not repeated here)", on(fact.date))


def _referral(fact: Any, words: Names) -> str:
    to = f"to {words.agency(fact.to)}" if fact.to else None
    about = f"about {words.topic(fact.about)}" if fact.about else None
    return _said(" ".join(filter(None, ("referral", _by(fact.by), to))), about, _times(fact.times), on(fact.date))


def _decision(fact: Any, words: Names) -> str:
    by = f"decision by {words.agency(fact.by)}" if fact.by else "decision"
    step = f"to: {words.level(fact.to_level)}" if fact.to_level else None
    signed = f"signed off by {_a(fact.signed_off_by, 'somebody')}" if fact.signed_off_by else None
    about = f"about {fact.about}" if fact.about else None
    grounds = f"on the ground of: {listed([*map(plain, fact.grounds)])}" if fact.grounds else None
    return _said(f"{by}: {_plain(fact.outcome) or 'not known what'}", step, signed, about, grounds, on(fact.date))


def _action_taken(fact: Any, words: Names) -> str:
    who = f"{words.agency(fact.contact)} contacted, or acted" if fact.contact else "action taken, not known by whom"
    return _said(who, f"for {fact.for_}" if fact.for_ else None, on(fact.date))


def _challenge_step(fact: Any, words: Names) -> str:
    did = {"raised": "challenge raised", "accepted": "challenge accepted", "overridden": "challenge overridden"}
    reasons = words.ruleset.challenge.overridden_because if words.ruleset.challenge else {}
    because = f"because: {reasons.get(fact.because, _plain(fact.because))}" if fact.because else None
    if fact.did == "overridden" and because is None:
        because = "without a coded reason, so it is not answered"
    stage = f"at the stage {_plain(fact.stage)}" if fact.stage else None
    said = " ".join(filter(None, (did.get(fact.did, "something done about a challenge"), _by(fact.by))))
    return _said(said, f"“{fact.of}”" if fact.of else None, stage, because, on(fact.date))


def _assessment(fact: Any, words: Names) -> str:
    level = f"level {_plain(fact.level)}" if fact.level else "level not known"
    return _said(f"earlier assessment: {level}", f"ruleset {fact.ruleset}" if fact.ruleset else None, on(fact.date))


def _judgement(fact: Any, words: Names) -> str:
    level = f"at least: {words.level(fact.level)}" if fact.level else None
    score = f"score {fact.score}" if fact.score is not None else None
    return _said(f"judgement {_by(fact.by) or 'by a professional'}", level, score, on(fact.date))


def _linked_child(fact: Any, words: Names) -> str:
    relation = f"({_plain(fact.relationship)})" if fact.relationship else None
    maybe = {"causing_harm": "may be causing harm", "at_risk": "may be at risk", "harmed": "may have been harmed"}
    how = [maybe.get(one, one) for one in fact.may_be] if fact.may_be else []
    return _said(" ".join(filter(None, ("another child,", fact.id, relation))), *how, on(fact.date))


def _enquiry(fact: Any, words: Names) -> str:
    answers = {
        "facts_given": "facts were given", "nothing_known": "nothing known", "partial": "answered in part",
        "refused": "refused", "no_reply": "no reply",
    }  # fmt: skip
    came = answers.get(fact.answer, "answer not known")
    return _said(f"{words.agency(fact.of)} asked about “{words.topic(fact.topic)}”: {came}", on(fact.date))


PHRASES: dict[str, Callable[[Any, Names], str]] = {
    "person": _person, "missing_episode": _missing_episode, "return_interview": _return_interview,
    "sighting": _sighting, "vehicle": _vehicle, "premises": _premises,
    "online_account": _online_account, "possession": _possession, "contact": _contact,
    "disclosure": _disclosure, "withdrawal": _withdrawal, "observation": _observation,
    "statement": _statement, "referral": _referral, "decision": _decision, "action_taken": _action_taken,
    "challenge_step": _challenge_step,
    "assessment": _assessment, "judgement": _judgement, "linked_child": _linked_child, "enquiry": _enquiry,
}  # fmt: skip
"""By fact type; a type of somebody's own is told field by field."""
