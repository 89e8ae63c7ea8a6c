"""A case to start from."""

from __future__ import annotations

from importlib import resources

__all__ = ["template"]


def template() -> str:
    """Return a commented case in TOML to start from. It evaluates as it is; its figures are placeholders.

    Returns
    -------
    str

    Examples
    --------
    >>> from blogroi.files.read import loads
    >>> sorted(loads(template()).tools)
    ['blog', 'magazine']
    """
    return resources.files("blogroi.files").joinpath("new.toml").read_text(encoding="utf-8")
