"""Show an assessment as cards in a case system, and read back what people did with them."""

import json

from cse_rules import Case, assess, load_ruleset, parse_case
from cse_rules.render.cards import cards, read_feedback

ruleset = load_ruleset("darlington")
case = parse_case("""
case: example
as_of: 2017-03-01
child: {age: 15}
facts:
  - disclosure: {id: told, of: rape, date: 2017-03-01}
    recorded: 2017-03-01
""")


def show(now: Case) -> list[dict[str, object]]:
    """What a screen would show: never an empty list."""
    shown: list[dict[str, object]] = cards(assess(now, ruleset))["cards"]
    for card in shown[:4]:
        print(f"{card['indicator']}: {card['summary']}")
    return shown


first, *others = show(case)
challenge = next(card for card in others if card["overrideReasons"])

# Somebody calls the police and ticks the suggestion. Somebody else overrides the challenge, for a reason from its list.
suggestions = first["suggestions"]
assert isinstance(suggestions, list)
feedback = {
    "feedback": [
        {
            "card": first["uuid"],
            "outcome": "accepted",
            "acceptedSuggestions": [{"id": suggestions[0]["uuid"]}],
            "outcomeTimestamp": "2017-03-01T10:15:00Z",
        },
        {
            "card": challenge["uuid"],
            "outcome": "overridden",
            "overrideReason": {"reason": {"code": "done_already"}, "userComment": "never read: it may hold anything"},
            "outcomeTimestamp": "2017-03-01T10:20:00Z",
        },
    ]
}
for fact in (facts := read_feedback(json.dumps(feedback), assess(case, ruleset))):
    print("recorded:", fact.type_name, fact.happened)

case = case.with_fact(*facts)
show(case)
print("read twice:", read_feedback(feedback, assess(case, ruleset)))
