"""Hypothesis profiles, chosen by the environment variable HYPOTHESIS_PROFILE."""

import os

from hypothesis import HealthCheck, settings

# No deadline and no complaint about slow generation: both measure the machine, not the code.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])

# The same examples every time, so that a red run is the change's doing; `nightly` looks for new ones.
settings.register_profile("ci", settings.get_profile("dev"), max_examples=100, derandomize=True, print_blob=True)
settings.register_profile("nightly", settings.get_profile("dev"), max_examples=10_000, print_blob=True)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
