"""What another process is asked to do: in a module of its own, so that it can be found there."""

from __future__ import annotations

import os
from hashlib import sha256

import blogroi


def digest(path: str) -> str:
    """Hash the result of a case."""
    return sha256(blogroi.evaluate(blogroi.load(path), draws=300).to_json().encode()).hexdigest()


def odd(question: str) -> object:
    """Answer some questions, and never, too largely, wrongly or not at all some others."""
    match question:
        case "forever":
            while True:
                pass
        case "hungry":
            return len(bytearray(1 << 40))
        case "gone":
            os._exit(3)
        case "wrong":
            return blogroi.loads("blogroi = 1")
        case _:
            return question, os.getpid()
