"""In which language a command is answered before anything of it is known, and its help said in it. English needs nothing for that."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from blogroi.language.languages import Language

__all__ = ["asked_language", "in_language", "message", "stated_language"]

_OPTION = "--language"


def message(words: str) -> str:
    """Mark words that are said in each language; what has values in it is made by `blogroi.language.spoken`."""
    return words


def stated_language(words: Sequence[str]) -> str | None:
    """Return what the words of a command say of the language; None where they say nothing.

    Examples
    --------
    >>> stated_language(["evaluate", "--language", "fr"]), stated_language(["--language=en"]), stated_language(["check"])
    ('fr', 'en', None)
    """
    for place, word in enumerate(words):
        if word == _OPTION and place + 1 < len(words):
            return words[place + 1]
        if word.startswith(f"{_OPTION}="):
            return word.partition("=")[2]
    return None


def asked_language(words: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language that help is given in: words alone, that need no package; what cannot be given is refused later.

    Examples
    --------
    >>> asked_language(["--help"], {"LANG": "fr_FR.UTF-8"}), asked_language(["--help"], {})
    ('fr', 'en')
    """
    names = ("BLOGROI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    code = stated_language(words) or next((environment[name] for name in names if environment.get(name)), "")
    return "fr" if code.partition(".")[0].partition("_")[0].lower() == "fr" else "en"


def in_language(words: str, language: Language) -> str:
    """Return words in a language, those that were marked here and sentences alike."""
    if language == "en":
        return f"{words}"
    from blogroi.language.spoken import Message, Spoken, spoken  # noqa: PLC0415  only who speaks another pays for it

    return spoken(words if isinstance(words, Spoken) else Message(words, {}), language)
