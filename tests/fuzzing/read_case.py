"""Fuzz the reader of case files, for as long as it is told to: ``nox -s fuzz``, or ``python tests/fuzzing/read_case.py``.

A text is a case, or it is refused with faults that say what is wrong; nothing else may come out of it, and what was read is
written, read again, checked and evaluated without a figure that is no number. The fuzzer (Atheris, guided by coverage) starts
from the cases of the examples and tests, and changes either their bytes or, which goes deeper, one value of the document.
Options are libFuzzer's: ``-max_total_time=60``, or a file to try again what failed.
"""

import json
import random
import sys
import tomllib
import warnings
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import atheris

with atheris.instrument_imports(include=["blogroi", "tomllib"]):
    import blogroi
    from blogroi import codes, engine, evaluation, plan  # noqa: F401  instrumented here, since they load late
    from blogroi.files import documents, positions, quantities, read, structure, toml_syntax, write  # noqa: F401

ROOT = Path(__file__).parents[2]
FORMATS: tuple[Literal["toml"], Literal["json"]] = ("toml", "json")
ODD: tuple[Any, ...] = (
    *(None, True, False, "", " ", "x", "é\u202e", "\x00", "2026-02-30", "2026-01-01", "nan", "1_000", "0x10"),
    *(0, -0.0, 1, -1, 0.5, 1.2, 5e-324, 1e-9, 1e18, 1e19, 1e308, 2**70, -(2**70), float("inf"), float("nan")),
    *([], [[]], [0, 1], [None], {}, {"low": 1}, {"low": 2, "high": 1}, {"low": 0, "high": 0}, {"samples": []}),
    *(
        {"low": 1, "mode": 2, "high": 3, "shape": "triangular"},
        {"mean": 1, "sd": 0},
        {"shape": "beta", "a": 0.01, "b": 1e6},
    ),
    *(
        {"estimate": 2, "low": 1, "high": 5, "max": 1e18},
        {"quantiles": [[0.1, 1], [0.9, 2]]},
        {"quantiles": [[0.5, 0], [0.5, 1]]},
        {"chance": 0.3, "min": 0.5},
        {"studies": [1, 2, 4]},
        {"studies": [1e-18, 1, 1e18]},
        {"samples": [1, 2], "weights": [0, 5e-324]},
        {"mean": 1, "sd": 1, "min": 0, "max": 1e-300},
    ),
    *(
        {"low": 1e-18, "high": 1e18},
        {"low": -1, "high": 1, "confidence": 1.0},
        "tools",
        "blog",
        "each",
        "upfront",
        "month",
    ),
)


def seeds() -> Iterator[bytes]:
    """Every case of the examples and the tests, as TOML and as JSON; the first byte tells which."""
    for path in [*sorted(ROOT.glob("examples/**/*.toml")), *sorted(ROOT.glob("tests/**/*.toml"))]:
        text = path.read_text(encoding="utf-8")
        yield b"T" + text.encode()
        yield b"J" + json.dumps(tomllib.loads(text), default=str).encode()


SEEDS = tuple(seeds())


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Change some values of a document, or, where that cannot be done and one time in five, some bytes.

    Half of the time a case that can be read is taken instead of what has come about so far, and changed a little: otherwise
    nearly everything would be refused, and nothing be evaluated.
    """
    chance = random.Random(seed)
    data = chance.choice(SEEDS) if chance.random() < 0.5 else data
    try:
        document = json.loads(data[1:]) if data[:1] == b"J" else tomllib.loads(data[1:].decode())
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or chance.random() < 0.2:
        return bytes(atheris.Mutate(data, max_size))
    for _ in range(chance.randint(1, 3)):
        _change(document, chance)
    changed = b"J" + json.dumps(document, default=str).encode()
    return changed if len(changed) <= max_size else data


def _change(document: dict[str, Any], chance: random.Random) -> None:
    """Replace, take away, repeat or rename one value, anywhere in a document."""
    places = list(_places(document))
    if not places:
        return
    holder, key = chance.choice(places)
    other, other_key = chance.choice(places)
    what = chance.randrange(8)
    if what == 0:
        del holder[key]
    elif what == 1 and isinstance(holder, list):
        holder.append(holder[key])
    elif what == 1:
        holder[chance.choice(["x", "é", "", "change", str(key) + "s"])] = holder[key]
    elif what <= 4 and isinstance(holder[key], (int, float)) and not isinstance(holder[key], bool):
        holder[key] = chance.choice([0, 1, 2, -1, 0.5, 1.5, 1e-6, 1e6]) * holder[key]
    elif what == 2:
        holder[key] = json.loads(json.dumps(other[other_key], default=str))
    else:
        holder[key] = deepcopy(chance.choice(ODD))


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, part in pairs:
        yield node, key
        yield from _places(part)


def try_text(data: bytes) -> None:
    """Read a text, and hold what comes of it to what is promised."""
    text, form = data[1:], FORMATS[1 if data[:1] == b"J" else 0]
    try:
        case = blogroi.loads(text, format=form)
    except blogroi.CaseError as error:
        assert error.faults
        assert all(fault.message and (fault.line is None or fault.line >= 1) for fault in error.faults)
        return
    for other in FORMATS:
        assert blogroi.loads(blogroi.dumps(case, format=other), format=other) == case
    answers: tuple[Callable[[blogroi.Case], Any], ...] = (blogroi.check, partial(blogroi.evaluate, draws=64))
    for answer in answers:
        try:
            result = answer(case)
        except blogroi.BlogroiError as error:  # weights that contradict each other, gaps without priors
            assert str(error)
            continue
        json.dumps(result.to_dict(), allow_nan=False)


def main() -> None:
    """Fuzz from the cases that are there, in a folder that is thrown away."""
    warnings.simplefilter("error")
    with TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS):
            (Path(folder) / f"{number:03d}").write_bytes(seed)
        given = sys.argv[1:] or ["-max_total_time=60"]
        corpus = [] if any(not option.startswith("-") for option in given) else [folder]
        settings = ["-max_len=65536", "-timeout=30", "-rss_limit_mb=4096", "-artifact_prefix=fuzz-"]
        atheris.Setup([sys.argv[0], *settings, *given, *corpus], try_text, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
