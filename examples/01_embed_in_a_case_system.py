"""Embed assessments in a case system: rows of a database in, an explained assessment out."""

from datetime import date

from cse_rules import CaseError, assess, case_from_dict, explain, load_ruleset

# What a case system might hold. A column that nobody has filled in is not known: leave the key out.
ROWS: list[dict[str, object]] = [
    {"kind": "person", "id": "driver", "described_as": "older"},
    {"kind": "sighting", "id": "s1", "date": "2017-02-01", "place": "hotel", "with": ["driver"]},
    {"kind": "missing_episode", "id": "m1", "from": "2017-01-31", "to": "2017-02-02", "ended": True},
    {"kind": "disclosure", "id": "d1", "of": "rape", "date": "2017-02-03", "recorded": "2017-02-03"},
]


def as_fact(row: dict[str, object]) -> dict[str, object]:
    """A row as an entry of `facts`: the type of the fact, and its fields."""
    return {str(row["kind"]): {key: value for key, value in row.items() if key != "kind"}}


ruleset = load_ruleset("darlington")  # once, when the program starts: an assessment never changes it
facts = [as_fact(row) for row in ROWS]
child = {"age": 15}
case = case_from_dict({"case": "example", "child": child, "facts": facts}, as_of=date(2017, 2, 3))
found = assess(case, ruleset)

print(found.statement)  # never show the level without it
for trigger in found.triggers:
    for contact, say in trigger.say:
        print(f"ACT NOW, {contact}: {say}", *trigger.missing)
for action in found.actions:
    print(f"{action.state}: {action.contact}, {action.by}, because of rule {action.rule.id}")
for question in found.questions[:3]:
    print(f"ask {' or '.join(question.of)}: {question.ask}")
for challenge in found.challenges:
    print(f"challenge: {challenge.say}")

why = explain(case, ruleset, "hotel-with-older-person-while-missing")
print(f"{why.rule.title}? {why.answer}, by {', '.join(why.findings[0].evidence)}")

# The police were told: record it for that disclosure, and the action is done.
facts.append({"action_taken": {"contact": "police", "for": "d1", "date": "2017-02-03"}})
told = case_from_dict({"case": "example", "child": child, "facts": facts}, as_of=date(2017, 2, 3))
print("police:", next(action.state for action in assess(told, ruleset).actions if action.contact == "police"))

# One bad fact stops the assessment. The error says where it is and what to do, never what was written.
try:
    case_from_dict({"case": "example", "facts": [{"sighting": {"place": "hotle"}}]}, as_of=date(2017, 2, 3))
except CaseError as error:
    print(error)
