"""How challenges are carried on and plans are carried out: every role, office, stage and time in it is there."""

from collections import Counter

from cse_rules.check.context import Context
from cse_rules.rules.practice import ChallengeProcess, PlanProcess
from cse_rules.rules.ruleset import Rule


def check_practice(ctx: Context) -> None:
    """The challenge process and the plan of the ruleset, and the stages that its rules name."""
    if ctx.ruleset.challenge is not None:
        _challenge(ctx, ctx.ruleset.challenge)
    if ctx.ruleset.plan is not None:
        _plan(ctx, ctx.ruleset.plan)


def check_starts_at(ctx: Context, rule: Rule) -> None:
    """A challenge starts at a stage that there is."""
    process, said = ctx.ruleset.challenge, rule.challenge
    if said is None or said.starts_at is None:
        return
    if process is None:
        message = f"a challenge starts at `{said.starts_at}`, and the ruleset has no stages"
        ctx.error("CSE349", message, said.at, "describe them in challenge.yaml")
    else:
        ctx.one_of("stage", said.starts_at, [one.id for one in process.stages], said.at)


def _challenge(ctx: Context, process: ChallengeProcess) -> None:
    ids = [one.id for one in process.stages]
    if not ids:
        ctx.error("CSE349", "a challenge without stages", process.at, "say who takes it up with whom")
    for name, times in Counter(ids).items():
        if times > 1:
            ctx.error("CSE349", f"two stages have the id `{name}`", process.at)
    if process.urgent is not None:
        ctx.one_of("stage", process.urgent, ids, process.at)
    for stage in process.stages:
        for role in (stage.owner, stage.to):
            ctx.one_of("role", role, ctx.ruleset.roles, stage.at)
        if stage.time is not None:
            ctx.time_due(stage.time, stage.at)
        ctx.sources(stage.source, stage.at)
    ctx.sources(process.source, process.at)


def _plan(ctx: Context, plan: PlanProcess) -> None:
    for role in (plan.owner, *plan.owners.values()):
        ctx.one_of("role", role, ctx.ruleset.roles, plan.at)
    for agency in (*plan.owners, *plan.to):
        ctx.directory_entry(agency, plan.at)
    for review in plan.reviews:
        ctx.one_of("level", review.level, ctx.ruleset.scale, review.at)
        ctx.time_due(review.time, review.at)
        ctx.directory_entry(review.by, review.at)
        ctx.sources(review.source, review.at)
    for level, times in Counter(one.level for one in plan.reviews).items():
        if times > 1:
            ctx.error("CSE349", f"two reviews at the level `{level}`", plan.at)
    ctx.sources(plan.source, plan.at)
