"""The rules of the workload as tables, from which every engine's own rules are written.

Eight rules are always there: the trigger, four levels and three actions. The other 46 come in copies, each with its
thresholds shifted by one more: 54 rules in one copy, 100 in two, 192 in four and 376 in eight.
"""

from dataclasses import dataclass

SIGNS, UNREAD = 40, 14
SPECIAL = ("missing", "hotel", "contact", "gift", "vehicle", "rape")
KINDS = (*(f"sign_{n}" for n in range(SIGNS)), *SPECIAL, *(f"other_{n}" for n in range(UNREAD)))
PERSONS = tuple(f"p{n}" for n in range(8))
REGISTRATIONS = tuple(f"r{n}" for n in range(30))
BANDS = ("low",) * 16 + ("medium",) * 14 + ("high",) * 10
"""The band of each sign."""
TESTS = [(("at_least", "less_than", "equals")[n % 3], 1 if n % 8 == 0 else n % 20) for n in range(SIGNS)]
"""What is asked of the value of each sign."""
OLDER, WINDOW, GIFT_WINDOW, OFTEN, LONG, SEVERAL, MANY = 5, 90, 14, 3, 7, 2, 3
COPIES = (1, 2, 4, 8)


@dataclass(frozen=True)
class Sign:
    """A fact of that kind whose value compares so with the limit."""

    name: str
    kind: str
    op: str
    limit: int


@dataclass(frozen=True)
class Limit:
    """A rule that several facts make together, and the one threshold that its copies shift."""

    name: str
    limit: int


@dataclass(frozen=True)
class Rules:
    """All rules but the eight that are always there."""

    signs: tuple[Sign, ...]
    missing_often: tuple[Limit, ...]
    """So many missing episodes, or more, that began in the `WINDOW` days before the assessment."""
    several_older: tuple[Limit, ...]
    """`SEVERAL` different persons, or more, who are at least so much older."""
    missing_long: tuple[Limit, ...]
    """So many days missing, or more, taken together."""
    hotel_while_missing: tuple[Limit, ...]
    """A hotel sighting with somebody at least so much older, on a day within a missing episode."""
    gift_after_contact: tuple[Limit, ...]
    """A gift at most so many days after a contact with the same person."""
    vehicle_twice: tuple[Limit, ...]
    """Two vehicles with one registration, both with at least such a value (0: any)."""

    @classmethod
    def of(cls, copies: int = 1) -> "Rules":
        """So many copies of the 46."""

        def shifted(name: str, limit: int) -> tuple[Limit, ...]:
            return tuple(Limit(_copy(name, n), limit + n) for n in range(copies))

        return cls(
            signs=tuple(
                Sign(_copy(f"sign_{n}", copy), f"sign_{n}", op, limit + copy)
                for copy in range(copies)
                for n, (op, limit) in enumerate(TESTS)
            ),
            missing_often=shifted("missing_often", OFTEN),
            several_older=shifted("several_older", OLDER),
            missing_long=shifted("missing_long", LONG),
            hotel_while_missing=shifted("hotel_while_missing", OLDER),
            gift_after_contact=shifted("gift_after_contact", GIFT_WINDOW),
            vehicle_twice=shifted("vehicle_twice", 0),
        )

    @property
    def together(self) -> tuple[Limit, ...]:
        """All that several facts make together."""
        return (
            *self.missing_often, *self.several_older, *self.missing_long,
            *self.hotel_while_missing, *self.gift_after_contact, *self.vehicle_twice,
        )  # fmt: skip

    @property
    def names(self) -> tuple[str, ...]:
        """Of all that can be found."""
        return (*(one.name for one in self.signs), *(one.name for one in self.together), "rape")

    def __len__(self) -> int:
        return len(self.signs) + len(self.together) + 8


def _copy(name: str, number: int) -> str:
    return f"{name}_{number}" if number else name


def band_of(name: str) -> str:
    """The band of a sign; those that several facts make together are in the middle, and a disclosure is at the top."""
    return BANDS[int(name.split("_")[1])] if name.startswith("sign_") else "high" if name == "rape" else "medium"
