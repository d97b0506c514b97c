"""For analysts: the stories beside the rules, told and checked."""

from cse_rules.workbench.scenarios import ScenarioReport, ScenarioResult, run_scenarios

__all__ = ["ScenarioReport", "ScenarioResult", "run_scenarios"]
