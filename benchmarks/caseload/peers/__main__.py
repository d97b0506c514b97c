"""Compare one peer with the plain definition, in a process of its own: some can take the process along.

python -m benchmarks.caseload.peers Drools 100     status 3, and the reason, if it is not installed
"""

import sys

from benchmarks.caseload.measure import verify
from benchmarks.caseload.peers import installed
from benchmarks.caseload.tables import Rules

NOT_INSTALLED = 3


def main(name: str, cases: int) -> int:
    """The exit status."""
    found, missing = installed([name])
    if name in missing:
        print(missing[name])
        return NOT_INSTALLED
    for copies in (1, 2):
        rules = Rules.of(copies)
        verify(found[0].make(rules), rules, cases)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
