"""Follow Sarah's training case from part to part: what changes, whom to tell first, and how it looks from the end."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cse_rules import Case, Change, Session, load_case, load_ruleset
from cse_rules.assess.parts import Trigger

SARAH = Path(__file__).parent / "sarah"
DAYS = {1: date(2017, 2, 1), 2: date(2017, 2, 20), 3: date(2017, 3, 1)}  # made up: the case itself has no dates


def part(number: int) -> Case:
    """What is known with that part."""
    return load_case(SARAH / f"part-{number}.yaml", as_of=DAYS[number])


def alarm(trigger: Trigger, change: Change) -> None:
    """Comes before anything else of the step."""
    for contact, say in trigger.say:
        print(f"{change.as_of} {'ESTABLISH' if trigger.possible else 'ACT'} NOW, {contact}: {say}")


def report(change: Change) -> None:
    """What else has changed."""
    print(f"{change.as_of} {change.cause}: {change.statement.after}")
    for action in change.called_for[:3]:
        print(f"  new: {action.contact}, {action.by}")
    for action in change.overdue:
        print(f"  overdue: {action.contact}, {action.say}")


ruleset = load_ruleset("darlington")
session = Session(ruleset, part(1))
session.subscribe(report, on_trigger=alarm, present=True)
for number in (2, 3):
    session.move_to(DAYS[number])
    session.add(*part(number).records)  # what is there already changes nothing

session.move_to(date(2017, 3, 2))
change = session.withdraw("told-of-rape", date=date(2017, 3, 2))
print("triggers that went:", len(change.triggers.gone), "| signs that came:", change.indicators.came[0].title)

# A session is kept in a file and taken up again, in another process and on another day.
with TemporaryDirectory() as folder:
    session.save(Path(folder) / "sarah.json")
    session = Session.restored(Path(folder) / "sarah.json", ruleset)

for day in session.history().days:
    mark = "<" if day.higher_now else " "
    print(f"{day.date} {mark} then: {day.then.level}, now: {day.now.level}, could be {day.now.could_be}")
