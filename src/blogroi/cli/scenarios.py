"""`blogroi scenarios`: what every tool brings in under each scenario of a case, side by side."""

from __future__ import annotations

import argparse

from blogroi.cli.options import add_conventions, add_output, conventions, give_answer


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_conventions(command, scenario=False)
    add_output(command, "text", "json")


def run(options: argparse.Namespace) -> int:
    """Print the scenarios side by side."""
    import blogroi  # noqa: PLC0415
    from blogroi.report.scenarios import scenario_lines  # noqa: PLC0415

    found = blogroi.scenarios(blogroi.load(options.file), **conventions(options))
    return give_answer(options, found, scenario_lines(found))
