"""Challenge processes and plans as plain data, in the keys of their files."""

from typing import Any

from cse_rules.rules.practice import ChallengeProcess, PlanProcess, Review, Stage
from cse_rules.syntax.condition_printer import Bare, present


def challenge_to_plain(process: ChallengeProcess) -> dict[str, Any]:
    """What stands in `challenge.yaml`."""
    return (
        present(because=process.because)
        | {"stages": [_stage(one) for one in process.stages]}
        | present(urgent=process.urgent)
        | {"meanwhile": process.meanwhile}
        | present(overridden_because=dict(process.overridden_because))
        | {"source": dict(process.source)}
    )


def _stage(stage: Stage) -> dict[str, Any]:
    return (
        {"stage": stage.id, "title": stage.title, "owner": stage.owner, "to": stage.to}
        | present(within=Bare(f"${stage.time}") if stage.time else None, record=list(stage.record))
        | {"source": dict(stage.source)}
    )


def plan_to_plain(plan: PlanProcess) -> dict[str, Any]:
    """What stands in `plan.yaml`."""
    return (
        present(because=plan.because)
        | {"owner": plan.owner}
        | present(owners=dict(plan.owners))
        | {"reviews": [_review(one) for one in plan.reviews], "share": {"with": list(plan.to), "duty": plan.duty}}
        | {"source": dict(plan.source)}
    )


def _review(review: Review) -> dict[str, Any]:
    within = Bare(f"${review.time}")
    return {"level": review.level, "within": within, "by": review.by, "source": dict(review.source)}
