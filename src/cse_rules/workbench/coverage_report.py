"""Coverage painted on the rules: as text, and as one page that needs nothing else."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from cse_rules.facts.values import Answer
from cse_rules.render.in_short import in_short
from cse_rules.rules.conditions import All, Any_, AtLeastOf, Not
from cse_rules.rules.ruleset import Ruleset
from cse_rules.workbench.coverage import Clause, Coverage

_MARKS = {Answer.YES: "✓", Answer.NO: "✗", Answer.NOT_KNOWN: "?"}
_HEADS = {All: "all of:", Any_: "any of:", AtLeastOf: "at least so many of:", Not: "not:"}


CAME_UP = "(that of a clause counts whether or not a story expects it; that of a rule, where one expects it by name)"


def render_coverage(found: Coverage) -> str:
    """The rules in which an answer is missing, clause by clause, and the share of answers shown.

    Before each clause stand the answers that it gave: ✓ yes, ✗ no, ? not known; `·` is one that no story made it give,
    and a space one that it cannot give.
    """
    lines = []
    for rule, several in groupby(found.clauses, key=lambda one: one.rule):
        clauses = list(several)
        if not any(one.missing for one in clauses):
            continue
        lines.append(f"{rule.at}: {rule.id}" if rule.at else rule.id)
        for one in clauses:
            never = f"   never {' or '.join(map(str, one.missing))}" if one.missing else ""
            lines.append(f"  {_marks(one)}  {'  ' * one.depth}{_said(one)}{never}")
    total = _number(len(found.clauses), "clause"), _number(len({one.rule.id for one in found.clauses}), "rule")
    given = f"{found.shown} of {found.reachable} answers that clauses can give came up, in {total[0]} of {total[1]}"
    lines += [f"{given}: {100 * found.share:.1f} %", CAME_UP]
    return "\n".join(lines) + "\n"


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _marks(one: Clause) -> str:
    return "".join(
        " " if answer not in one.reachable else _MARKS[answer] if answer in one.shown else "·" for answer in Answer
    )


def _said(one: Clause) -> str:
    return _HEADS.get(type(one.condition)) or in_short(one.condition)


_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b;
  background: #fff; }
h2 { font-size: 1.1rem; margin: 2rem 0 .3rem; }
li { list-style: none; padding: .1rem .4rem; border-left: .4rem solid #2b7a3d; margin: .15rem 0;
  overflow-wrap: anywhere; }
li.missing { border-left-color: #b3261e; background: #fdeceb; }
ul { padding-left: 1.2rem; margin: 0; }
code { font-size: .95rem; }
.answers { font-weight: 600; }
.never { color: #8c1d18; }
@media (prefers-color-scheme: dark) {
  body { color: #eee; background: #1b1b1b; } li.missing { background: #40201e; } .never { color: #ffb4ab; } }
@media print { body { max-width: none; } h2 { break-after: avoid; } }
"""


def coverage_page(found: Coverage, ruleset: Ruleset) -> str:
    """The same for every rule, as HTML."""
    title = f"Coverage of {ruleset.title}, edition {ruleset.edition}"
    share = f"{found.shown} of {found.reachable} answers that clauses can give came up: {100 * found.share:.1f} %"
    body = "\n".join(_rules(found))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n<p>{share}</p>\n"
        "<p>Each clause is shown with the answers that it gave while the stories were told. A red bar marks one that "
        "lacks an answer which it can give.</p>\n"
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def _rules(found: Coverage) -> Iterator[str]:
    for rule, several in groupby(found.clauses, key=lambda one: one.rule):
        yield f'<section id="{escape(rule.id)}">\n<h2>{escape(rule.title)} <code>{escape(rule.id)}</code></h2>\n<ul>'
        for one in several:
            gave = ", ".join(str(answer) for answer in Answer if answer in one.shown) or "nothing"
            never = f' <span class="never">never {" or ".join(map(str, one.missing))}</span>' if one.missing else ""
            kind = ' class="missing"' if one.missing else ""
            yield (
                f'<li{kind} style="margin-left: {2 * one.depth}rem"><code>{escape(_said(one))}</code> '
                f'<span class="answers">{gave}</span>{never}</li>'
            )
        yield "</ul>\n</section>"
