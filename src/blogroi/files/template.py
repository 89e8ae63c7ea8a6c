"""Cases to start from: a short one, and a recipe for each of the commonest questions, in English and in French."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from blogroi.language.languages import LANGUAGES, Language
from blogroi.model.arguments import known_word

__all__ = ["Recipe", "recipes", "template"]

Recipe: TypeAlias = Literal["b2b-blog", "support-answers", "chamber", "assistant"]
"""The questions for which there is a case to start from."""


def template(recipe: Recipe | None = None, *, language: Language = "en") -> str:
    """Return a commented case in TOML to start from. It evaluates as it is.

    Parameters
    ----------
    recipe : {"b2b-blog", "support-answers", "chamber", "assistant"}, optional
        A whole case for a common question, whose figures name their source or are marked as yours to find; a short one by
        default, whose figures are all placeholders.
    language : {"en", "fr"}
        Language of its comments and statements. Keys are the same in both.

    Returns
    -------
    str

    Raises
    ------
    OptionError
        When there is no such recipe, or language.

    Examples
    --------
    >>> from blogroi.files.read import loads
    >>> sorted(loads(template()).tools)
    ['blog', 'magazine']
    >>> loads(template("chamber", language="fr")).tools["magazine"].name
    'Le magazine imprimé'
    """
    known_word("language", language, LANGUAGES)
    if recipe is None:
        return _text("new.toml" if language == "en" else f"new.{language}.toml")
    known_word("recipe", recipe, get_args(Recipe))
    return _text("recipes", f"{recipe}.{language}.toml")


def recipes(*, language: Language = "en") -> dict[Recipe, str]:
    """List the recipes, each with a line on what it compares.

    Parameters
    ----------
    language : {"en", "fr"}
        Language of the lines.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> list(recipes())
    ['b2b-blog', 'support-answers', 'chamber', 'assistant']
    """
    return {name: template(name, language=language).partition("\n")[0].removeprefix("# ") for name in get_args(Recipe)}


def _text(*path: str) -> str:
    from importlib import resources  # noqa: PLC0415  only who starts a case pays for it

    return resources.files("blogroi.files").joinpath(*path).read_text(encoding="utf-8")
