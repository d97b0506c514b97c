"""`challenge.yaml` and `plan.yaml`: how a challenge is carried on, and how actions become a plan."""

from collections.abc import Mapping

from cse_rules.rules.practice import ChallengeProcess, PlanProcess, Review, Stage
from cse_rules.syntax.forms import Form, form
from cse_rules.syntax.rules import read_source


def read_challenge(asked: Form) -> ChallengeProcess:
    """The stages of a challenge; every problem is noted."""
    return ChallengeProcess(
        stages=tuple(map(_stage, _entries(asked, "stages"))),
        meanwhile=asked.text("meanwhile", required=True),
        because=asked.text("because") or None,
        urgent=asked.word("urgent"),
        overridden_because=_words(asked, "overridden_because"),
        source=read_source(asked, required=True),
        at=asked.node.at,
    )


def _stage(asked: Form) -> Stage:
    stage = Stage(
        id=asked.word("stage", required=True) or "",
        title=asked.text("title", required=True),
        owner=asked.word("owner", required=True) or "",
        to=asked.word("to", required=True) or "",
        time=_parameter(asked, "within"),
        record=asked.texts("record"),
        source=read_source(asked, required=True),
        at=asked.at("stage"),
    )
    asked.done()
    return stage


def read_plan(asked: Form) -> PlanProcess:
    """Who carries out what, when it is looked at again, and who gets it."""
    share = asked.group("share", required=True)
    plan = PlanProcess(
        owner=asked.word("owner", required=True) or "",
        because=asked.text("because") or None,
        owners=_owners(asked),
        reviews=tuple(map(_review, _entries(asked, "reviews"))),
        to=share.words("with", required=True) if share else (),
        duty=share.text("duty", required=True) if share else "",
        source=read_source(asked, required=True),
        at=asked.node.at,
    )
    if share is not None:
        share.done()
    return plan


def _review(asked: Form) -> Review:
    review = Review(
        level=asked.word("level", required=True) or "",
        time=_parameter(asked, "within", required=True) or "",
        by=asked.word("by", required=True) or "",
        source=read_source(asked, required=True),
        at=asked.node.at,
    )
    asked.done()
    return review


def _entries(asked: Form, key: str) -> list[Form]:
    made = [form(node, asked.problems, f"an entry of `{key}`") for node in asked.items(key, required=True)]
    return [one for one in made if one is not None]


def _owners(asked: Form) -> Mapping[str, str]:
    inner = asked.group("owners")
    return {name: inner.word(name) or "" for name in inner.node.value} if inner else {}


def _words(asked: Form, key: str) -> Mapping[str, str]:
    inner = asked.group(key)
    return {name: inner.text(name) for name in inner.node.value} if inner else {}


def _parameter(asked: Form, key: str, *, required: bool = False) -> str | None:
    node = asked.get(key, required=required)
    if node is None:
        return None
    if not isinstance(node.value, str) or not node.value.startswith("$"):
        asked.add("CSE216", f"`{key}` is a parameter", node.at, "write `$name` and define it in parameters.yaml")
        return None
    return node.value[1:]
