"""`blogroi worth-measuring`: what to find out before deciding, and what not to bother with."""

from __future__ import annotations

import argparse

from blogroi.cli.options import add_conventions, add_output, conventions, give_answer, listed


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    from blogroi.insight.decision import Choices  # noqa: PLC0415

    add_conventions(command)
    command.add_argument(
        "--choices",
        default="each",
        help=f"keep or drop each tool, or choose one: {listed(Choices)} (default: each)",
    )
    add_output(command, "text", "json")


def run(options: argparse.Namespace) -> int:
    """Say what is worth measuring, and in a line for each tool whether to launch it first."""
    import blogroi  # noqa: PLC0415
    from blogroi import insight, report  # noqa: PLC0415

    case = blogroi.load(options.file)
    names = {key: tool.name for key, tool in case.tools.items()}
    shared = conventions(options)
    advice = insight.worth_measuring(case, options.draws, choices=options.choices, **shared)
    launches = [insight.launch(case, options.draws, tool=key, **shared) for key in advice.evpi_by_tool]
    known = insight.updates(case, options.draws, seed=options.seed)
    plain = advice.to_dict() | {
        "launch": {one.tool: one.to_dict() for one in launches},
        "updates": [one.to_dict() for one in known],
    }
    lines = [
        *report.advice_lines(advice, names),
        *(next(report.launch_lines(one)) for one in launches),
        *report.update_lines(known, names),
    ]
    return give_answer(options, plain, lines)
