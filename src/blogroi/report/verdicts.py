"""Whether a tool pays, in words that go on after its name."""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.language.spoken import message
from blogroi.report.sheet import Mark

__all__ = ["MARKS", "VERDICTS"]

VERDICTS: Mapping[str, str] = {
    "pays": message("pays"),
    "does not pay": message("does not pay"),
    "open": message("could go either way"),
    "even": message("breaks even"),
    "unknown": message("cannot be judged yet"),
}
"""By what data says."""

MARKS: Mapping[str, Mark] = {"pays": "+", "does not pay": "x", "open": "?", "even": "=", "unknown": "?"}
"""The same in one sign."""
