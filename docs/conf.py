"""Sphinx configuration. It reads nothing from the network, so that the documentation builds offline."""

import logging
import tomllib
from pathlib import Path

_pyproject = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))

project = "cse-rules"
author = "The cse-rules contributors"
project_copyright = author
release = version = _pyproject["project"]["version"]
language = "en_GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

nitpicky = True
# Names of other libraries cannot be looked up without their inventories, which are on the network.
nitpick_ignore_regex = [
    (r"py:.*", r"(?!cse_rules\b).*"),
    (
        r"py:.*",
        r"cse_rules\.(rules|derive|engines|facts\.kinds|assess\.look|render\.outline)\..*",
    ),  # what the Python reference leaves out
    (r"py:.*", r"cse_rules\..*\.T"),  # type variables
]
# A section may be empty while it is being written; Sphinx gives this warning no type for `suppress_warnings`.
logging.getLogger("sphinx.sphinx.directives.other").addFilter(
    lambda record: not str(record.msg).startswith("toctree glob pattern")
)

autodoc_member_order = "bysource"
autodoc_typehints = "description"

html_theme = "furo"
html_title = f"cse-rules {release}"
html_show_copyright = False
