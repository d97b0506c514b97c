"""The command line: the verbs of the library, and nothing else."""

from cse_rules.cli.commands import main

__all__ = ["main"]
