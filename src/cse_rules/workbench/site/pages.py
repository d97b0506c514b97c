"""The pages themselves. Jinja2 comes with the `report` extra and is loaded here alone."""

from collections.abc import Mapping
from importlib.resources import files

from cse_rules.errors import CseRulesError
from cse_rules.render.names import plain
from cse_rules.render.sentences import Speech
from cse_rules.render.sentences.conclusions import source
from cse_rules.workbench.site.contents import Contents
from cse_rules.workbench.site.pathway import picture, steps

_PAGES = ("index.html", "parameters.html", "vocabulary.html")


class TemplatesMissing(CseRulesError, ImportError):
    """The package that fills in the pages is not installed; the message is the install line."""


def site(contents: Contents) -> Mapping[str, str]:
    """The pages by file name. They need no script, fetch nothing and can be printed.

    Raises:
        TemplatesMissing: without the `report` extra.
    """
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError:
        raise TemplatesMissing("the site needs Jinja2: pip install 'cse-rules[report]'") from None
    folder = files("cse_rules").joinpath("workbench/site/templates")
    environment = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    speech = Speech(contents.ruleset)
    environment.filters |= {"plain": plain, "cited": lambda pairs: source(pairs, speech)}
    environment.globals |= {
        "contents": contents,
        "ruleset": contents.ruleset,
        "picture": picture(contents.ruleset),
        "steps": steps(contents.ruleset),
        "agency": lambda name: speech.bare("directory", name),
        "pages": [("index.html", "The ruleset"), *((one.page, one.title) for one in contents.themes),
                  ("parameters.html", "Parameters"), ("vocabulary.html", "Topics, signs and agencies")],
    }  # fmt: skip
    made = {name: environment.get_template(name).render(here=name) for name in _PAGES}
    theme = environment.get_template("theme.html")
    return made | {one.page: theme.render(theme=one, here=one.page) for one in contents.themes}
