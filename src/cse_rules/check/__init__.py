"""The checker: a ruleset as written becomes one that an engine can run, or every problem in it is named."""

from typing import TYPE_CHECKING

from cse_rules.lazily import lazily

if TYPE_CHECKING:
    from cse_rules.check.checked import check
    from cse_rules.check.result import CheckedRuleset
    from cse_rules.check.strata import Stratum

__all__ = ["CheckedRuleset", "Stratum", "check"]

__getattr__ = lazily(__name__, {"checked": ("check",), "result": ("CheckedRuleset",), "strata": ("Stratum",)})
