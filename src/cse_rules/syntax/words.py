"""What may stand for the id of something."""

import re

WORD = re.compile(r"[a-z][a-z0-9_-]{0,79}")
OWN_FILES = ("ruleset", "parameters", "vocabulary", "guarantees", "language", "challenge", "plan")
"""The files of a ruleset folder that hold no rules, by name: every other one is a theme file."""
