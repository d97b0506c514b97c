"""JSON Schemas of a ruleset's files, so that an editor completes its words, says what they mean and marks slips.

They are written for one ruleset: its fact types, codes, parameters, indicators, levels and agencies are what an editor
offers. A schema sees one file at a time and no types across names; `cse-rules check` sees everything.
"""

from collections.abc import Mapping
from typing import Any

from cse_rules.facts.model import FACTS, FactModel
from cse_rules.rules.ruleset import Ruleset
from cse_rules.workbench.schemas.cases import case_schema
from cse_rules.workbench.schemas.files import FOLDER, modeline, schema_of, with_modeline
from cse_rules.workbench.schemas.guarantees import guarantees_schema
from cse_rules.workbench.schemas.head import ruleset_schema
from cse_rules.workbench.schemas.practice import challenge_schema, plan_schema
from cse_rules.workbench.schemas.rules import rules_schema
from cse_rules.workbench.schemas.stories import scenarios_schema, survivors_schema
from cse_rules.workbench.schemas.tables import language_schema, parameters_schema, vocabulary_schema
from cse_rules.workbench.schemas.words import Known

__all__ = ["FOLDER", "modeline", "ruleset_schemas", "schema_of", "with_modeline"]

_MADE = {
    "ruleset": ruleset_schema,
    "parameters": parameters_schema,
    "vocabulary": vocabulary_schema,
    "guarantees": guarantees_schema,
    "language": language_schema,
    "challenge": challenge_schema,
    "plan": plan_schema,
    "rules": rules_schema,
    "scenarios": scenarios_schema,
    "survivors": survivors_schema,
    "case": case_schema,
}


def ruleset_schemas(ruleset: Ruleset, *, model: FactModel = FACTS) -> Mapping[str, dict[str, Any]]:
    """The schemas (draft-07) of everything that is written for a ruleset: kind of file to schema.

    Args:
        ruleset: need not be checked; a word that is not there yet is not offered.
        model: the fact types that its rules may read.
    """
    made = {}
    for kind, make in _MADE.items():
        known = Known(ruleset, model)
        body = make(known)
        made[kind] = {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": f"{kind} of {ruleset.id}",
            **body,
            "definitions": dict(sorted(known.definitions.items())),
        }
    return made
