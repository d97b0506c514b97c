"""Sessions: a case followed over time, what each step changed, and the level over time as it was known."""

from cse_rules.assess.session.changes import Change
from cse_rules.assess.session.delivery import DeliveryFailed, Failure
from cse_rules.assess.session.looking_back import history
from cse_rules.assess.session.over_time import Day, History, Later, Seen
from cse_rules.assess.session.recognition import Late, LateRecognition, late_recognition
from cse_rules.assess.session.session import Session
from cse_rules.assess.session.standing import Difference, Standing, Turned

__all__ = [
    "Change",
    "Day",
    "DeliveryFailed",
    "Difference",
    "Failure",
    "History",
    "Late",
    "LateRecognition",
    "Later",
    "Seen",
    "Session",
    "Standing",
    "Turned",
    "history",
    "late_recognition",
]
