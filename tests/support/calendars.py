"""The calendars that come with the library, written from the package `holidays`.

`python -m tests.support.calendars --write` writes them anew; a test holds them against the package.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import holidays

FOLDER = Path(__file__).parents[2] / "src" / "cse_rules" / "facts" / "calendars"
FIRST, LAST = 2000, 2028
"""Bank holidays are announced two years ahead: those after the last year would be guesses."""


def england() -> dict[str, str]:
    """Each bank holiday in England with its name, those at weekends left out, by day."""
    days = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST, LAST + 1))
    return {day.isoformat(): said for day, said in sorted(days.items()) if day.weekday() < 5}


def write() -> None:
    """Write every calendar."""
    content = {
        "title": "Bank holidays in England",
        "source": f"the Python package holidays {version('holidays')}, which follows the government's announcements",
        "first_year": FIRST,
        "last_year": LAST,
        "days_off": england(),
    }
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    (FOLDER / "england.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if "--write" not in sys.argv:
        sys.exit("say --write to write the calendars anew")
    write()
