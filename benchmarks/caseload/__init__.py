"""One workload for every engine: 54 rules over the facts of a case, one case at a time."""
