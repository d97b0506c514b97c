"""The pages that are written from the code say what the code says."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from cse_rules.facts import FACTS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_generated_page_is_out_of_date(generate: ModuleType) -> None:
    assert list(generate.out_of_date()) == []


def test_every_field_of_every_fact_type_has_a_meaning() -> None:
    fields = [(kind.name, spec) for kind in FACTS.types.values() for spec in kind.fields.values()]
    assert [(name, spec.name) for name, spec in fields if not spec.doc] == []
    assert len(fields) > 100


def test_every_message_in_the_source_has_a_family(generate: ModuleType) -> None:
    page = generate.diagnostics_page()
    for prefix in generate.FAMILIES:
        assert f"| {prefix}" in page
