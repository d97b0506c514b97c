"""Runs durable-rules, here or as a program of its own: plain data in, plain data out, and nothing of this library.

The other engine crashes the process that runs it in ways that were measured; a program of its own takes nothing along.
It reads one JSON object from standard input and writes one to standard output.

Why each thing is as it is stands in `docs/explanation/what-durable-rules-gets-right.md`.
"""

import json
import os
import sys
from typing import Any


def ask(rulesets: "dict[str, dict[str, Any]]", facts: "list[list[Any]]", session: str) -> "dict[str, Any]":
    """Which rules fire for which facts.

    Args:
        rulesets: by name, rules in the JSON of durable-rules without `run`.
        facts: pairs of a fact, with an `id` of its own, and the names of the rulesets that it is for.
        session: a name for the session that all facts share; nothing else may be alive in this process.

    Returns:
        `fired`: for each fact by its id the rules that fired, as often as they did. `refused`: pairs of the id of a
        fact and why. Never the content of a fact.
    """
    engine = Engine(rulesets)
    try:
        return engine.ask(facts, session)
    finally:
        engine.close()


class Engine:
    """Rulesets that can be asked about one case after the other."""

    def __init__(self, rulesets: "dict[str, dict[str, Any]]") -> None:
        from durable import engine  # slow to import, and not installed everywhere

        class Host(engine.Host):  # type: ignore[misc]  # it ships no types
            def _run(self) -> None:
                """No timers: their threads race with the caller and crash the process."""

        self._seen = engine.MessageObservedException
        self._unhandled = engine.MessageNotHandledException
        self._host = Host()
        self._fired: list[tuple[str, str]] = []
        self._names = tuple(rulesets)
        for name, rules in rulesets.items():
            defined = {rule: {**said, "run": self._noting(rule)} for rule, said in rules.items()}
            self._host.set_rulesets({name: defined})

    def _noting(self, rule: str) -> Any:
        """An action that does no work: an exception in one is swallowed."""
        fired = self._fired

        def note(context: Any) -> None:
            fired.append((context.m.id, rule))

        return note

    def ask(self, facts: "list[list[Any]]", session: str) -> "dict[str, Any]":
        """Assert the facts in a fresh session, and give it up again."""
        self._fired.clear()
        refused, used = [], set()
        try:
            for fact, names in facts:
                handled = False
                for name in names:
                    used.add(name)
                    try:
                        self._host.assert_fact(name, {**fact, "sid": session})
                        handled = True
                    except self._unhandled:
                        pass  # by this ruleset; another may have a rule for it
                    except self._seen:
                        refused.append([fact["id"], "it was taken for one that had been seen"])
                        handled = True
                if not handled:
                    refused.append([fact["id"], "no rule was found for it"])
        finally:
            for name in sorted(used):  # more than 1,024 live sessions crash; one is ever alive
                self._host.delete_state(name, session)
        fired: dict[str, list[str]] = {}
        for fact_id, rule in self._fired:
            fired.setdefault(fact_id, []).append(rule)
        return {"fired": fired, "refused": refused}

    def close(self) -> None:
        """Free what the engine holds."""
        import durable_rules_engine

        for name in self._names:
            durable_rules_engine.delete_ruleset(self._host.get_ruleset(name)._handle)
        self._names = ()


def main() -> None:
    """One question, and one answer on standard output: what else is printed goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    asked = json.load(sys.stdin)
    sys.path[:] = asked["path"]
    try:
        answer = ask(asked["rulesets"], asked["facts"], asked["session"])
    except ImportError as error:
        answer = {"missing": type(error).__name__}
    except Exception as error:  # noqa: BLE001  # its text may hold a fact; its kind does not
        answer = {"failed": type(error).__name__}
    json.dump(answer, out)
    out.flush()


if __name__ == "__main__":
    main()
