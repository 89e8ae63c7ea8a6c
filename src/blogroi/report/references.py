"""Reference figures in words: what each is, of whom, when, and what goes wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.catalogue import Language
from blogroi.catalogue.references import References
from blogroi.literature.figures import ReferenceFigure
from blogroi.results.format import as_percent, as_stated

__all__ = ["reference_lines"]


def reference_lines(found: References, *, language: Language = "en") -> Iterator[str]:
    """Yield what is known of reference figures, those that are traps last.

    Parameters
    ----------
    found : References
        What is said.
    language : {"en", "fr"}
        Language of the statements.

    Yields
    ------
    str

    Examples
    --------
    >>> import blogroi
    >>> lines = list(reference_lines(blogroi.references("39-39")))
    >>> lines[1]
    '  4.96 EUR/call, of 2007; the source prints no spread'
    """
    if not found.figures:
        yield "no reference figure holds that word"
    for figure in sorted(found.figures.values(), key=lambda figure: figure.use == "trap"):
        yield f"{figure.key}: {figure.fr if language == 'fr' else figure.en}"
        yield f"  {_numbers(figure)}"
        yield f"  over: {figure.denominator} Population: {figure.population} Definition: {figure.definition}"
        if figure.feeds:
            yield f"  stands for: {figure.feeds}"
        if figure.trap:
            yield f"  {'TRAP, refused in a case' if figure.use == 'trap' else 'trap'}: {figure.trap}"
        yield f"  {figure.publisher}: {figure.source}, {figure.url}. {figure.reliability}"
        yield f"  to be looked up again after {figure.expires}"


def _numbers(figure: ReferenceFigure) -> str:
    year = f"of {figure.year}{' (inferred: the source states no year)' if figure.year_inferred else ''}"
    if figure.low is None or figure.high is None:
        return f"{as_stated(figure.value or 0.0)} {figure.unit}, {year}; the source prints no spread"
    ends = f"{as_stated(figure.low)} to {as_stated(figure.high)} {figure.unit}, {year}"
    middle = "" if figure.value is None else f", {figure.centre or 'middle'} {as_stated(figure.value)}"
    note = f" ({figure.spread_note.rstrip('.')})" if figure.spread_note else ""
    return f"{ends}{middle}: {_spread(figure)}{note}"


def _spread(figure: ReferenceFigure) -> str:
    if figure.studies is not None and figure.confidence is not None:
        return f"ends of {figure.studies} studies, which hold another one with chance {as_percent(figure.confidence)}"
    kind = (
        "a range over studies, it is not said of how many" if figure.spread == "range over studies" else figure.spread
    )
    return f"{kind}: no interval until you say `confidence`"
