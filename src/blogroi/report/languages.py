"""Which language is meant.

English stands in the code and needs nothing; every other language needs Babel, for its numbers and dates. Who asks for one by name
is refused without it; whose machine merely happens to be set to it is answered in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

from blogroi.errors import OptionError
from blogroi.language.languages import LANGUAGES, VARIABLE, Language
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.records import frozen

__all__ = ["ChosenLanguage", "choose_language", "language_of"]


@frozen
class ChosenLanguage:
    """A language, and what whoever reads it should know of how it was chosen.

    Parameters
    ----------
    language : {"en", "fr"}
        The language.
    note : str
        How to have the language that the machine is set to, where that could not be given; empty elsewhere.
    """

    language: Language
    note: str = ""


def language_of(stated: object, *, option: str = "language", has_numbers: bool = True) -> Language:
    """Return a language that can be given.

    Parameters
    ----------
    stated : object
        Its code.
    option : str
        Where it was stated, for the error.
    has_numbers : bool
        Whether numbers and days are to be said, which needs Babel.

    Returns
    -------
    {"en", "fr"}

    Raises
    ------
    OptionError
        When there is no such language, or what it needs is not installed.

    Examples
    --------
    >>> language_of("en")
    'en'
    """
    found = _known(stated)
    if found is None:
        hint = suggest(str(stated), LANGUAGES)
        raise OptionError(option, message("{value} is not a language: {hint}", value=describe(stated), hint=hint))
    if found != "en" and has_numbers and find_spec("babel") is None:
        raise OptionError(option, _needs_babel(found))
    return found


def choose_language(stated: str | None, environment: Mapping[str, str], *, has_numbers: bool = True) -> ChosenLanguage:
    """Return the language that was asked for: by an option, by ``BLOGROI_LANGUAGE``, or by how the machine is set.

    Parameters
    ----------
    stated : str or None
        What an option says.
    environment : mapping of str to str
        The variables of the environment.
    has_numbers : bool
        Whether numbers and days are to be said, which needs Babel; words alone can be said without it.

    Returns
    -------
    ChosenLanguage

    Raises
    ------
    OptionError
        When the option or the variable names a language that cannot be given.

    Examples
    --------
    >>> choose_language(None, {"LANG": "de_DE.UTF-8"}).language
    'en'
    """
    if stated is not None:
        return ChosenLanguage(language_of(stated, has_numbers=has_numbers))
    if environment.get(VARIABLE):
        return ChosenLanguage(language_of(environment[VARIABLE], option=VARIABLE, has_numbers=has_numbers))
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    meant = named.partition(".")[0].partition("_")[0].lower()
    found = _known(meant) or "en"
    if found != "en" and has_numbers and find_spec("babel") is None:
        return ChosenLanguage("en", _needs_babel(found))
    return ChosenLanguage(found)


def _needs_babel(language: Language) -> str:
    """Say how to have another language; in English, since that is what there is without it."""
    return message("`{language}` needs Babel: `python -m pip install 'blogroi[report]'`", language=language)


def _known(code: object) -> Language | None:
    matching: list[Language] = [language for language in LANGUAGES if language == code]
    return matching[0] if matching else None
