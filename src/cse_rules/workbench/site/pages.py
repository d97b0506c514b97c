"""The pages themselves. Jinja2 comes with the `report` extra."""

from collections.abc import Mapping

from cse_rules.render.documents.jinja import TemplatesMissing, environment
from cse_rules.render.names import plain
from cse_rules.render.sentences import Speech
from cse_rules.render.sentences.conclusions import source
from cse_rules.workbench.site.contents import Contents
from cse_rules.workbench.site.pathway import picture, steps

__all__ = ["TemplatesMissing", "site"]

_PAGES = ("index.html", "parameters.html", "vocabulary.html")


def site(contents: Contents) -> Mapping[str, str]:
    """The pages by file name. They need no script, fetch nothing and can be printed.

    Raises:
        TemplatesMissing: without the `report` extra.
    """
    made = environment("workbench/site/templates", what="the site")
    speech = Speech(contents.ruleset, contents.on)
    made.filters |= {"plain": plain, "cited": lambda pairs: source(pairs, speech)}
    made.globals |= {
        "contents": contents,
        "ruleset": contents.ruleset,
        "failing": frozenset(one.sentence for one in contents.failing),
        "picture": picture(contents.ruleset),
        "steps": steps(contents.ruleset),
        "agency": lambda name: speech.bare("directory", name),
        "pages": [("index.html", "The ruleset"), *((one.page, one.title) for one in contents.themes),
                  ("parameters.html", "Parameters"), ("vocabulary.html", "Topics, signs and agencies")],
    }  # fmt: skip
    pages = {name: made.get_template(name).render(here=name) for name in _PAGES}
    theme = made.get_template("theme.html")
    return pages | {one.page: theme.render(theme=one, here=one.page) for one in contents.themes}
