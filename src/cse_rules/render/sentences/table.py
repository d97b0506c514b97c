"""What fact types, their fields and their words are called in a sentence: the one place for it.

Within a type every label and every phrase stands once, and a field, or a type of somebody's own, that is not here is
called by its name in quotation marks. So no two questions about a fact are ever said in the same words.
"""

from collections.abc import Mapping

from cse_rules.render.sentences.shared_words import (
    COMMON,
    DATE,
    GENDERS,
    HOMES,
    PLACES,
    ROLES,
    SPOTS,
    TIMES,
    FieldWords,
    TypeWords,
    by_code,
)

ACTION_STATES = by_code("not_known: not known to be done or not")


TYPES: Mapping[str, TypeWords] = {
    "child": TypeWords(
        "child", "children", who="who",
        fields={
            "born": FieldWords("date of birth"),
            "age": FieldWords("age"),
            "gender": FieldWords("gender", words=GENDERS),
            "ethnicity": FieldWords("ethnicity"),
            "learning_disability": FieldWords(
                "learning disability", "has a learning disability", "has no learning disability"
            ),
            "physical_disability": FieldWords(
                "physical disability", "has a physical disability", "has no physical disability"
            ),
            "looked_after": FieldWords(
                "being looked after", "is looked after by a local authority", "is not looked after by a local authority"
            ),
            "child_protection_plan": FieldWords(
                "child protection plan", "has a child protection plan", "has no child protection plan"
            ),
        },
    ),
    "person": TypeWords(
        "person", "people", who="who",
        fields={
            "gender": FieldWords("gender", words=GENDERS),
            "age": FieldWords("age", path="the age of {}"),
            "age_is_at_least": FieldWords("lowest possible age"),
            "described_as": FieldWords(
                "described age", is_="is described as {}",
                words=by_code("older: older than the child", "same_age: of the child's age",
                             "younger: younger than the child"),
            ),
            "relationship": FieldWords(
                "relationship to the child", is_="is known as {}", not_="is not known as {}",
                words=by_code(
                    "parent: a parent", "step_parent: a step parent", "parents_partner: a parent's partner",
                    "sibling: a brother or sister", "grandparent: a grandparent", "other_relative: another relative",
                    "carer: a carer", "friend: a friend",
                    "said_to_be_partner: somebody whom others call the child's partner",
                    "acquaintance: an acquaintance", "online_contact: somebody met online",
                    "professional: a professional", "stranger: a stranger", "other: somebody else",
                ),
            ),
            "of_concern": FieldWords(
                "posing a risk or not", "is thought to pose a risk to children",
                "is not thought to pose a risk to children",
            ),
            "household": FieldWords("household", is_="lives in {}", words=HOMES),
            "description": FieldWords("description"),
            "age_gap": FieldWords("number of years older than the child"),
            "older": FieldWords("being older or not", "is older than the child", "is not older than the child"),
        },
    ),
    "missing_episode": TypeWords(
        "missing episode", "missing episodes",
        fields={
            "from": FieldWords("start"),
            "to": FieldWords("end", path="the child's return from {}"),
            "ended": FieldWords("having ended or not", "is over", "is still going on"),
            "stayed_overnight": FieldWords(
                "night away as stated", "is said to have gone on overnight", "is said not to have gone on overnight"
            ),
            "kind": FieldWords(
                "kind", is_="is of the kind {}",
                words=by_code("away: away without authorisation"),
            ),
            "times": FieldWords("number of episodes"),
            "nights": FieldWords("number of nights"),
            "overnight": FieldWords("lasting a night or not", "lasted at least a night", "did not last a night"),
        },
    ),
    "return_interview": TypeWords(
        "return interview", "return interviews",
        fields={
            "of": FieldWords("episode", link="is about {}"),
            "outcome": FieldWords("outcome", is_="was {}", words=by_code("not_offered: not offered")),
            "date": DATE,
        },
    ),
    "sighting": TypeWords(
        "sighting of the child", "sightings of the child",
        fields={
            "date": DATE,
            "place": FieldWords("place", is_="was {}", not_="was not {}", words=SPOTS, plural="places"),
            "with": FieldWords(
                "company", has="was in the company of {}", path="the people with the child in {}"
            ),
            "vehicle": FieldWords(
                "vehicle", link="was in or at {}", path="the vehicle of {}", plural="vehicles"
            ),
            "premises": FieldWords(
                "building or place", link="was in {}", path="the building or place of {}",
                plural="buildings or places",
            ),
            "while_missing": FieldWords(
                "falling in a missing episode or not", "was while the child was missing",
                "was while the child was not missing",
            ),
            "times": TIMES,
        },
    ),
    "vehicle": TypeWords(
        "vehicle", "vehicles",
        fields={
            "registration": FieldWords("registration"),
            "registration_held": FieldWords(
                "registration as far as it is held", is_="has a registration of which {}",
                words=by_code("none: nothing is held", "partial: a part is held", "full: all is held"),
            ),
            "held_by": FieldWords("holder of the registration", words=ROLES),
            "make": FieldWords("make"),
            "colour": FieldWords("colour"),
            "driver": FieldWords("driver", link="is driven by {}"),
            "date": DATE,
        },
    ),
    "premises": TypeWords(
        "building or place", "buildings or places",
        fields={
            "type": FieldWords("type", is_="is {}", words=PLACES),
            "address": FieldWords("address"),
            "occupant": FieldWords("occupant", link="is where {} lives or works"),
            "date": DATE,
        },
    ),
    "online_account": TypeWords(
        "online account", "online accounts",
        fields={
            "platform": FieldWords("platform"),
            "handle": FieldWords("handle"),
            "used_by": FieldWords("user", link="is used by {}"),
            "date": DATE,
        },
    ),
    "possession": TypeWords(
        "possession of the child", "possessions of the child", lead="item", lead_as=" ({})",
        fields={
            "item": FieldWords(
                "item", is_="is {}", not_="is not {}",
                words=by_code(
                    "mobile_phone: a mobile phone", "second_phone: a second phone", "clothes: new clothes",
                    "jewellery: a piece of jewellery", "money: money", "drugs: drugs",
                    "alcohol: alcohol", "gift: a gift", "hotel_key: a hotel key", "other: something else",
                ),
            ),
            "explained": FieldWords("being accounted for or not", "is accounted for", "is not accounted for"),
            "from": FieldWords("giver", link="came from {}"),
            "date": DATE,
        },
    ),
    "contact": TypeWords(
        "contact with the child", "contacts with the child",
        fields={
            "with": FieldWords(
                "other people in it", has="was with {}", path="the people in touch with the child in {}"
            ),
            "means": FieldWords(
                "means", is_="was {}",
                words=by_code("call: a call", "message: a message", "online: a contact online", "letter: a letter",
                             "in_person: a contact in person"),
            ),
            "account": FieldWords("account", link="was through {}", path="the account of {}"),
            "date": DATE,
            "hidden": FieldWords(
                "being kept secret or not", "was kept secret from those who care for the child",
                "was not kept secret from those who care for the child",
            ),
            "times": TIMES,
        },
    ),
    "disclosure": TypeWords(
        "disclosure by the child", "disclosures by the child", lead="of",
        fields={
            "of": FieldWords(
                "subject", is_="is of {}",
                words=by_code(
                    "sexual_assault: sexual assault", "sexual_activity: sexual activity",
                    "sexual_images: sexual images", "physical_assault: physical assault",
                    "drugs_supplied: the supply of drugs", "other_harm: other harm",
                ),
            ),
            "date": DATE,
            "about": FieldWords("time of what happened", path="the time of what {} is about"),
            "child_age": FieldWords(
                "child's age at that time", measure="is about a time when the child's age was {}",
                path="the child's age at the time of what {} is about",
            ),
            "child_age_then": FieldWords("child's age then as stated"),
            "by": FieldWords("named people", has="names {}", path="the people named in {}"),
            "place": FieldWords("place of what happened", is_="is of harm {}", words=SPOTS),
            "premises": FieldWords("building of what happened", link="is of harm in {}"),
            "told_to": FieldWords("listener", is_="was heard by {}", words=ROLES),
        },
    ),
    "withdrawal": TypeWords(
        "withdrawal of a disclosure", "withdrawals of disclosures",
        fields={"of": FieldWords("disclosure", link="takes back {}"), "date": DATE},
    ),
    "observation": TypeWords(
        "observation", "observations", lead="code",
        fields={
            "code": FieldWords("sign", is_="is of {}", plural="signs"),
            "date": DATE,
            "grade": FieldWords("grade"),
            "times": TIMES,
            "theme": FieldWords("theme", is_="belongs to the theme {}", plural="themes"),
        },
    ),
    "statement": TypeWords(
        "statement in the record", "statements in the record",
        fields={
            "by": FieldWords("speaker", is_="is by {}", words=ROLES),
            "date": DATE,
            "text": FieldWords("text"),
            "phrases": FieldWords("listed phrases"),
            "names_harm": FieldWords("harm named or not", "names harm", "names no harm"),
        },
    ),
    "referral": TypeWords(
        "referral", "referrals",
        fields={
            "by": FieldWords("referrer", is_="was made by {}", words=ROLES),
            "to": FieldWords("receiver", is_="went to {}", plural="receivers"),
            "about": FieldWords("topic", is_="is about the topic {}", plural="topics"),
            "date": DATE,
            "times": FieldWords("number of referrals"),
        },
    ),
    "decision": TypeWords(
        "decision", "decisions",
        fields={
            "by": FieldWords("agency", is_="was taken by {}"),
            "outcome": FieldWords(
                "outcome", is_="was for {}", plural="outcomes",
                words=by_code(
                    "no_further_action: no further action", "closed: closing the case", "stepped_down: a step down",
                    "stepped_up: a step up", "early_help: early help", "child_in_need: support as a child in need",
                    "section_47: enquiries under section 47", "strategy_discussion: a strategy discussion",
                    "referred_on: a referral elsewhere", "other: something else",
                ),
            ),
            "to_level": FieldWords("level stepped to"),
            "signed_off_by": FieldWords("second person who signed it off", words=ROLES),
            "phrases": FieldWords("listed phrases in the reason"),
            "about": FieldWords("occasion", link="is about {}"),
            "date": DATE,
            "grounds": FieldWords(
                "grounds",
                words=by_code(
                    "child_does_not_engage: that the child does not take up what is offered",
                    "family_does_not_engage: that the family does not take up what is offered",
                    "interview_refused: that the child took no part in an interview",
                    "apparent_consent: that the child seemed to agree", "age_of_child: the age of the child",
                    "no_disclosure: that the child has told nobody",
                    "disclosure_withdrawn: that the child took it back",
                    "no_evidence: a lack of evidence", "level_low: a low level", "improvement: an improvement",
                    "other: something else",
                ),
            ),
            "reason": FieldWords("reason"),
        },
    ),
    "challenge_step": TypeWords(
        "step of a challenge", "steps of challenges",
        fields={
            "of": FieldWords("challenge"),
            "stage": FieldWords("stage"),
            "did": FieldWords(
                "what was done", is_="says that it was {}",
                words=by_code("raised: put to the other side", "accepted: accepted", "overridden: overridden"),
            ),
            "because": FieldWords("reason for overriding it"),
            "by": FieldWords("author", is_="is by {}", words=ROLES),
            "date": DATE,
        },
    ),
    "action_taken": TypeWords(
        "action taken", "actions taken",
        fields={
            "contact": FieldWords("agency", is_="was a contact with, or an act of, {}"),
            "for": FieldWords("occasion", link="answers {}", is_="answers {}"),
            "date": DATE,
        },
    ),
    "assessment": TypeWords(
        "earlier assessment", "earlier assessments",
        fields={
            "ruleset": FieldWords("ruleset"),
            "level": FieldWords("level"),
            "date": DATE,
            "previous": FieldWords("level of the assessment before it"),
        },
    ),
    "judgement": TypeWords(
        "judgement by a professional", "judgements by professionals",
        fields={
            "level": FieldWords("level"),
            "reason": FieldWords("reason"),
            "by": FieldWords("author", is_="is by {}", words=ROLES),
            "date": DATE,
            "score": FieldWords("score"),
        },
    ),
    "linked_child": TypeWords(
        "other child who may be involved", "other children who may be involved", who="who",
        fields={
            "relationship": FieldWords(
                "relationship to the child", is_="is known as {}",
                words=by_code("sibling: a brother or sister", "friend: a friend",
                             "same_school: a child of the same school",
                             "seen_together: a child seen with the child", "other: somebody else"),
            ),
            "may_be": FieldWords(
                "possible part in it",
                words=by_code("at_risk: being at risk", "harmed: having been harmed",
                             "causing_harm: possibly causing harm"),
            ),
            "date": DATE,
        },
    ),
    "enquiry": TypeWords(
        "enquiry", "enquiries",
        fields={
            "topic": FieldWords("topic", is_="is about the topic {}", plural="topics"),
            "of": FieldWords("agency asked", is_="went to {}", plural="agencies"),
            "date": DATE,
            "answer": FieldWords(
                "answer",
                words=by_code("facts_given: that facts were given", "nothing_known: that nothing is known",
                             "partial: an answer in part", "refused: a refusal", "no_reply: no reply"),
            ),
        },
    ),
    "indicator": TypeWords(
        "sign", "signs", is_there="is raised", are_there="are raised",
        fields={
            "code": FieldWords("code", is_="is {}", plural="codes"),
            "kind": FieldWords(
                "kind", is_="is a sign of {}", not_="is not a sign of {}", plural="kinds",
                words=by_code("protective: what protects"),
            ),
            "band": FieldWords("band", is_="stands in band {}", plural="bands"),
            "theme": FieldWords("theme", is_="belongs to the theme {}", plural="themes"),
            "weight": FieldWords("weight"),
            "learned": FieldWords("newest evidence"),
        },
    ),
}  # fmt: skip
"""By fact type, the child and the indicators of other rules among them."""


def type_words(name: str) -> TypeWords | None:
    """The words for a fact type; None for a type of somebody's own."""
    return TYPES.get(name)


def field_words(type_name: str, path: tuple[str, ...]) -> FieldWords | None:
    """The words for a field; None for one that is not in the table."""
    name = ".".join(path)
    found = TYPES.get(type_name)
    if found is not None and name in found.fields:
        return found.fields[name]
    return COMMON.get(name)
