"""Forms that go to others out of a case: each as an outline for any writer of documents, and as data."""

from typing import TYPE_CHECKING

from cse_rules.lazily import lazily

if TYPE_CHECKING:
    from cse_rules.render.forms.contact import contact_sections, contact_title
    from cse_rules.render.forms.contact_json import contact_schema, contact_to_dict
    from cse_rules.render.forms.information import information_sections, information_title
    from cse_rules.render.forms.information_json import information_schema, information_to_dict

__all__ = [
    "contact_schema",
    "contact_sections",
    "contact_title",
    "contact_to_dict",
    "information_schema",
    "information_sections",
    "information_title",
    "information_to_dict",
]

__getattr__ = lazily(
    __name__,
    {
        "contact": ("contact_sections", "contact_title"),
        "contact_json": ("contact_schema", "contact_to_dict"),
        "information": ("information_sections", "information_title"),
        "information_json": ("information_schema", "information_to_dict"),
    },
)
