"""What may stand for the id of something."""

import re

WORD = re.compile(r"[a-z][a-z0-9_-]{0,79}")
