"""`blogroi schema`: the JSON Schema of the case file."""

from __future__ import annotations

import argparse
import json

from blogroi.cli.giving import give_new
from blogroi.cli.options import file_name
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "--output", metavar="FILE", type=file_name, help=message("write to FILE (an existing file is kept)")
    )


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    from blogroi.files.schema import case_schema  # noqa: PLC0415

    return give_new(options, json.dumps(case_schema(), indent=2, ensure_ascii=False) + "\n", data="json")
