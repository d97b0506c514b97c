"""What goes to others out of a case, as data: information for the police, and a contact with the front door."""

from typing import TYPE_CHECKING

from cse_rules.lazily import lazily

if TYPE_CHECKING:
    from cse_rules.assess.documents.contact import ContactForm, contact_form
    from cse_rules.assess.documents.information import InformationReport, information_report

__all__ = ["ContactForm", "InformationReport", "contact_form", "information_report"]

__getattr__ = lazily(
    __name__,
    {"contact": ("ContactForm", "contact_form"), "information": ("InformationReport", "information_report")},
)
