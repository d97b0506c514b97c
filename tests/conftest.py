"""Hypothesis profiles, chosen by the environment variable HYPOTHESIS_PROFILE; what is checked is kept for one run."""

import os
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings

# No deadline and no complaint about slow generation: both measure the machine, not the code.
settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# The same examples every time, so that a red run is the change's doing; `nightly` looks for new ones.
settings.register_profile("ci", settings.get_profile("dev"), max_examples=50, derandomize=True, print_blob=True)
# A look at each property, for `make coverage` and for the thousands of runs of `make mutants`.
settings.register_profile("brief", settings.get_profile("ci"), max_examples=10)
settings.register_profile("nightly", settings.get_profile("dev"), max_examples=10_000, print_blob=True)

# A test must not find what another run left behind: checked rulesets are kept for this run alone, whose workers share them.
# `make mutants` says `off`: a mutant must not be given what the unchanged code has checked.
if os.environ.get("CSE_RULES_CACHE") != "off" and "PYTEST_XDIST_WORKER" not in os.environ:
    SHELF = TemporaryDirectory(prefix="cse-rules-tests-")
    os.environ["CSE_RULES_CACHE"] = SHELF.name

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
