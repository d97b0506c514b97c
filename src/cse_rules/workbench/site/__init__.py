"""A ruleset as a site of plain pages, for those who must approve it: every rule as a sentence with its source."""

from cse_rules.workbench.site.pages import TemplatesMissing, site

__all__ = ["TemplatesMissing", "site"]
