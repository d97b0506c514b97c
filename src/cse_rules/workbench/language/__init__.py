"""Records of any kind, read for words that place the responsibility on a child."""

from cse_rules.workbench.language.checking import KINDS, Checked, check_file, check_text

__all__ = ["KINDS", "Checked", "check_file", "check_text"]
