"""Exports as other programs write them, made anew: each with the peculiarities that it is known for."""

import datetime
import gzip
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from blogroi import measured
from blogroi.errors import BlogroiError

__all__ = ["DAYS", "VISITS", "ga4_answer", "log_line", "packed", "refused", "written", "zipped"]

DAYS = [datetime.date(2026, 6, 1) + datetime.timedelta(day) for day in range(14)]  # two weeks, from a Monday on
VISITS = [120 + 7 * (place % 5) for place in range(14)]


def written(folder: Path, content: str | bytes, name: str = "export.csv") -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path | str, **stated: object) -> str:
    """Return what is said of a file that is refused."""
    with pytest.raises(BlogroiError) as caught:
        measured.read_series(path, **stated)  # type: ignore[arg-type]
    return str(caught.value)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return an archive of some files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def packed(content: str) -> bytes:
    """Return a text, packed by gzip."""
    return gzip.compress(content.encode())


def log_line(
    stamp: str,
    address: str = "203.0.113.7",
    *,
    program: str = "Mozilla/5.0 (X11; Linux x86_64)",
    asked: str = "GET /blog/",
    status: int = 200,
) -> str:
    """Return a line of a log."""
    return f'{address} - - [{stamp}] "{asked} HTTP/1.1" {status} 512 "https://example.org/" "{program}"\n'


def ga4_answer(days: Sequence[datetime.date], values: Sequence[int], **more: object) -> str:
    """Return an answer of the Data API."""
    rows = [
        {"dimensionValues": [{"value": f"{day:%Y%m%d}"}], "metricValues": [{"value": str(value)}]}
        for day, value in zip(days, values, strict=True)
    ]
    answer = {
        "dimensionHeaders": [{"name": "date"}],
        "metricHeaders": [{"name": "sessions", "type": "TYPE_INTEGER"}],
        "rows": rows,
    }
    return json.dumps(answer | more)
