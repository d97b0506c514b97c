"""The command line: the verbs of the library, and nothing else."""

from cse_rules.cli.group import main

__all__ = ["main"]
