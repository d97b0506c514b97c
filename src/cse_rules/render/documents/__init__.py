"""Writers of whole documents: any outline, as Markdown or DOCX. They know sections and lines, and no case."""

from cse_rules.errors import CseRulesError


class WriterMissing(CseRulesError, ImportError):
    """The package that writes a kind of document is not installed; the message is the install line."""
