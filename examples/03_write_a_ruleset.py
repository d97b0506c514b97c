"""Write a small ruleset, check it, assess a case with it, and see what a slip of the pen looks like."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cse_rules import RulesetError, assess, load_ruleset, parse_case

FILES = {
    "ruleset.yaml": """
ruleset: missing-only
title: A ruleset about missing episodes alone
edition: "1"
status: draft
preface: An example
statement: An example, not for use
scale: [nothing_found, concern]
bands: [some]
themes: {missing: Missing}
sources: {ours: {title: An example of our own}}
directory: {police: {title: Police, contact: ["101"]}}
sufficient: {topics: [missing], fresh_for: $fresh_for}
refer_to: police
""",
    "vocabulary.yaml": """
topics:
  missing: {title: Missing episodes, ask: When was the child missing?, of: [police], types: [missing_episode]}
""",
    "parameters.yaml": """
parameters:
  fresh_for: {title: How long an answer stands, values: [{value: 6 weeks, since: 2000-01-01, reference: example}]}
  often: {title: How many are often, values: [{value: 2, since: 2000-01-01, reference: example}]}
  soon: {title: Time to report, values: [{value: 1 day, since: 2000-01-01, reference: example}]}
""",
    "missing.yaml": """
- rule: missing-often
  title: Missing often
  source: {ours: an example}
  when: {count: missing_episode, at_least: $often}
  raise: {indicator: missing_often, kind: risk, band: some, theme: missing}
  level: concern
  act: {contact: police, by: {time: $soon}, do: Tell the police of each episode.}
""",
}

with TemporaryDirectory() as name:
    folder = Path(name)
    for file, text in FILES.items():
        (folder / file).write_text(text.lstrip(), encoding="utf-8")
    ruleset = load_ruleset(folder)
    (folder / "missing.yaml").write_text(FILES["missing.yaml"].replace("missing_episode", "missing_epsiode").lstrip())
    try:
        load_ruleset(folder)
    except RulesetError as error:
        print(str(error).replace(f"{folder}/", ""))

for episodes in ("2", "{at_least: 1}"):
    case = parse_case(f"facts: [missing_episode: {{id: m1, times: {episodes}}}]", as_of=date(2017, 2, 3))
    print(assess(case, ruleset).statement)
