"""The command line: a thin face over the library.

Exit status: 0 fine, 1 faults were found in the case, 2 the command was misused.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, get_args

import blogroi
import blogroi.files
from blogroi.choice import Criterion
from blogroi.engine.build import ClaimPolicy, View, Viewpoint
from blogroi.files import write_whole
from blogroi.insight.decision import Choices
from blogroi.model import CaseError, CashStatus, GapPolicy, OptionError, Party, Valuation
from blogroi.results import SURE, Figure

__all__ = ["main"]

FINE, FAULTS, MISUSE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process unless they are given.

    Returns
    -------
    int
        Exit status: 0 fine, 1 faults found, 2 misuse.

    Examples
    --------
    >>> main(["check", "no-such-file.toml"])
    2
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CaseError as error:
        print(error, file=sys.stderr)
        return FAULTS
    except OptionError as error:
        print(f"blogroi: --{error}", file=sys.stderr)
        return MISUSE
    except BrokenPipeError:  # the reader of our output has gone: that is its good right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        print("blogroi: stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="blogroi",
        description="What a corporate blog brings in, beside every other communication tool, by the same criteria.",
        epilog="Exit status: 0 fine, 1 faults were found in the case, 2 misuse.",
    )
    parser.add_argument("--version", action="version", version=f"blogroi {blogroi.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_evaluate(commands.add_parser("evaluate", help="say what every tool of a case brings in"))
    _add_check(commands.add_parser("check", help="look for faults in a case, and for what its plan lacks"))
    explain = commands.add_parser("explain", help="say what a code means, why it matters and how to mend it")
    explain.add_argument(
        "code", metavar="CODE", nargs="*", help="a code such as BR111; without one, all codes are listed"
    )
    explain.set_defaults(run=_explain)
    again = commands.add_parser("replay", help="evaluate again what a result states, and compare")
    again.add_argument("result", metavar="RESULT", type=Path, help="a result in JSON")
    again.add_argument("file", metavar="FILE", type=Path, help="the case that it is of")
    again.set_defaults(run=_replay)
    _add_choose(
        commands.add_parser("choose", help="choose the tools that are expected to bring in most within a budget")
    )
    _add_measure(
        commands.add_parser("measure", help="say what to measure before deciding, and whether to launch first")
    )
    _add_sensitivity(commands.add_parser("sensitivity", help="say what the verdicts and the order rest on"))
    _add_history(commands.add_parser("history", help="hold what was expected at earlier dates against what came"))
    _add_catalogue(commands.add_parser("catalogue", help="list levers and indicators to start from"))
    for name, text, run in (
        ("new", "print a commented case to start from", _new),
        ("schema", "print the JSON Schema of the case file", _schema),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--output", metavar="FILE", type=Path, help="write there instead; nothing is replaced")
        if name == "new":
            command.add_argument(
                "--from",
                dest="source",
                metavar="FILE",
                type=Path,
                help="keep what this case wants, and ask for the rest",
            )
        command.set_defaults(run=run)
    return parser


def _add_check(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="a case in TOML or JSON")
    for name, text in (
        (
            "--select",
            "make these checks of the plan alone: BR121, BR12, or 'BR121 indicators.KEY'; commas between several",
        ),
        ("--ignore", "set these findings aside, besides those that the case ignores"),
    ):
        command.add_argument(name, action="append", default=[], metavar="CODE", help=text)
    command.add_argument(
        "--strict", action="store_true", help="status 1 for whatever keeps the tools from being launched"
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=_check)


def _add_evaluate(command: argparse.ArgumentParser) -> None:
    _add_conventions(command)
    command.add_argument(
        "--by", choices=get_args(Figure), default="npv", help="what the tools are ranked by (default: npv)"
    )
    command.add_argument(
        "--margin",
        type=float,
        default=SURE,
        help=f"share of the draws in which the winner must be ahead of each other tool (default: {SURE})",
    )
    command.add_argument("--threads", type=int, default=1, help="number of threads (default: 1)")
    command.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    command.add_argument("--output", metavar="FILE", type=Path, help="write there, whole or not at all")
    command.set_defaults(run=_evaluate)


def _add_measure(command: argparse.ArgumentParser) -> None:
    _add_conventions(command, draws=20_000)
    command.add_argument(
        "--choices",
        choices=get_args(Choices),
        default="each",
        help="keep or drop each tool, or choose one (default: each)",
    )
    command.add_argument("--tool", metavar="TOOL", help="whether to launch this tool now, or to measure first")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--output", metavar="FILE", type=Path, help="write there, whole or not at all")
    command.set_defaults(run=_measure)


def _add_history(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", metavar="FILE", nargs="+", type=Path, help="cases of the same house at several dates")
    command.add_argument("--draws", type=int, default=20_000, help="number of draws (default: 20000)")
    command.add_argument("--seed", type=int, default=1, help="seed of the draws (default: 1)")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--output", metavar="FILE", type=Path, help="write there, whole or not at all")
    command.set_defaults(run=_history)


def _add_catalogue(command: argparse.ArgumentParser) -> None:
    command.add_argument("word", nargs="?", default="", help="a part of the key or the statement")
    command.add_argument(
        "--language", choices=("en", "fr"), default="en", help="language of the statements (default: en)"
    )
    command.set_defaults(run=_catalogue)


def _add_sensitivity(command: argparse.ArgumentParser) -> None:
    _add_conventions(command, draws=20_000)
    command.add_argument(
        "--suppose",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="what every tool would bring in if an input had this value; may be given several times",
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--output", metavar="FILE", type=Path, help="write there, whole or not at all")
    command.set_defaults(run=_sensitivity)


def _add_choose(command: argparse.ArgumentParser) -> None:
    _add_conventions(command)
    command.add_argument("--budget", type=float, required=True, help="what the expected costs may come to in all")
    command.add_argument(
        "--by", choices=get_args(Criterion), default="npv", help="what is added up over the tools chosen (default: npv)"
    )
    command.add_argument(
        "--include", action="append", default=[], metavar="TOOL", help="a tool that is to be in whatever it brings"
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--output", metavar="FILE", type=Path, help="write there, whole or not at all")
    command.set_defaults(run=_choose)


def _add_conventions(command: argparse.ArgumentParser, *, draws: int = 100_000) -> None:
    """Add what holds for all tools alike."""
    classes = ", ".join((*get_args(Valuation), *get_args(CashStatus)))
    command.add_argument("file", metavar="FILE", type=Path, help="a case in TOML or JSON")
    command.add_argument("--draws", type=int, default=draws, help=f"number of draws (default: {draws})")
    command.add_argument("--seed", type=int, default=1, help="seed of the draws (default: 1)")
    command.add_argument(
        "--gaps", choices=get_args(GapPolicy), help="how gaps are filled (default: what the case says)"
    )
    command.add_argument(
        "--exclude", action="append", default=[], metavar="CLASS", help=f"leave out a class of benefits: {classes}"
    )
    command.add_argument(
        "--viewpoint",
        choices=("everyone", *get_args(Party)),
        default="everyone",
        help="whose costs and benefits count (default: everyone)",
    )
    command.add_argument(
        "--view",
        choices=get_args(View),
        default="forward-looking",
        help="leave sunk costs out, or count all costs over their service life (default: forward-looking)",
    )
    command.add_argument(
        "--claims",
        choices=get_args(ClaimPolicy),
        default="stated",
        help="scale credits back where those of all tools pass 100 %% (default: stated)",
    )


def _evaluate(options: argparse.Namespace) -> int:
    from blogroi import report  # noqa: PLC0415  the other commands need none

    if _is_missing(options.file):
        return MISUSE
    viewpoint: Viewpoint = options.viewpoint
    result = blogroi.evaluate(
        blogroi.load(options.file),
        options.draws,
        seed=options.seed,
        gaps=options.gaps,
        exclude=options.exclude,
        viewpoint=viewpoint,
        view=options.view,
        claims=options.claims,
        by=options.by,
        margin=options.margin,
        threads=options.threads,
        progress=_progress(sys.stderr),
    )
    if options.format == "json":
        return _give(result.to_json() + "\n", options.output)
    render = report.markdown if options.format == "markdown" else report.text
    return _give(render(report.report(result)), options.output)


def _choose(options: argparse.Namespace) -> int:
    from blogroi import report  # noqa: PLC0415  the other commands need none

    if _is_missing(options.file):
        return MISUSE
    case = blogroi.load(options.file)
    choice = blogroi.choose(
        case, options.budget, by=options.by, include=options.include, draws=options.draws, **_conventions(options)
    )
    names = {key: tool.name for key, tool in case.tools.items()}
    return _give_lines(options, choice.to_dict(), list(report.choice_lines(choice, names, case.currency)))


def _history(options: argparse.Namespace) -> int:
    from blogroi import report  # noqa: PLC0415  the other commands need none

    if any(map(_is_missing, options.files)):
        return MISUSE
    cases = [blogroi.load(path) for path in options.files]
    found = blogroi.history(cases, options.draws, seed=options.seed)
    names = {key: tool.name for case in cases for key, tool in case.tools.items()}
    return _give_lines(options, found.to_dict(), list(report.history_lines(found, names)))


def _catalogue(options: argparse.Namespace) -> int:
    found = blogroi.catalogue.load().find(options.word, language=options.language)
    lines = []
    for entry in found:
        lines.append(f"{entry.key}: {entry.fr if options.language == 'fr' else entry.en}")
        if isinstance(entry, blogroi.catalogue.IndicatorEntry):
            lines += [
                f"  lever {entry.lever}, {entry.stage}, in {entry.unit}s, {entry.better} is better",
                f"  measured by: {entry.measure}",
                f"  trap: {entry.trap}",
            ]
    print("\n".join(lines) or "nothing of that sort is in the catalogue")
    return FINE if found else FAULTS


def _sensitivity(options: argparse.Namespace) -> int:
    from blogroi import insight, report  # noqa: PLC0415  the other commands need none

    if _is_missing(options.file):
        return MISUSE
    case = blogroi.load(options.file)
    if options.suppose:
        supposed = insight.scenario(case, _settings(options.suppose), options.draws, **_conventions(options))
        plain = {key: npv.to_dict() for key, npv in supposed.items()}
        lines = [f"{case.tools[key].name}: NPV {report.amount(npv)} {case.currency}" for key, npv in supposed.items()]
    else:
        found = insight.sensitivity(case, options.draws, **_conventions(options))
        plain, lines = found.to_dict(), list(report.sensitivity_lines(found))
    return _give_lines(options, plain, lines)


def _settings(stated: Sequence[str]) -> dict[str, float]:
    """Take apart what was supposed: the path of an input, and a number."""
    settings = {}
    for one in stated:
        path, _, value = one.rpartition("=")
        try:
            settings[path] = float(value)
        except ValueError:
            raise OptionError("suppose", f"{one!r} is not a path, `=` and a number") from None
    return settings


def _conventions(options: argparse.Namespace) -> dict[str, Any]:
    """Take what holds for all tools alike off the command line."""
    return {name: getattr(options, name) for name in ("seed", "gaps", "exclude", "viewpoint", "view", "claims")}


def _give_lines(options: argparse.Namespace, plain: object, lines: Sequence[str]) -> int:
    """Print or write what was found, as JSON or line by line."""
    if options.format == "json":
        return _give(json.dumps(plain, indent=2, ensure_ascii=False) + "\n", options.output)
    return _give("\n".join(lines) + "\n", options.output)


def _measure(options: argparse.Namespace) -> int:
    from blogroi import insight, report  # noqa: PLC0415  the other commands need none

    if _is_missing(options.file):
        return MISUSE
    case = blogroi.load(options.file)
    conventions = _conventions(options)
    if options.tool is not None:
        found = insight.launch(case, options.draws, tool=options.tool, **conventions)
        plain, lines = found.to_dict(), list(report.launch_lines(found))
    else:
        names = {key: tool.name for key, tool in case.tools.items()}
        advice = insight.worth_measuring(case, options.draws, choices=options.choices, **conventions)
        launches = [insight.launch(case, options.draws, tool=key, **conventions) for key in advice.evpi_by_tool]
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
    return _give_lines(options, plain, lines)


def _check(options: argparse.Namespace) -> int:
    if _is_missing(options.file):
        return MISUSE
    case = blogroi.load(options.file)
    if case.correlations:
        from blogroi.engine.build import check_correlations  # noqa: PLC0415  only who correlates pays for numpy

        check_correlations(case)
    if case.objectives:
        from blogroi.engine.weights import weight_set  # noqa: PLC0415  only who weighs pays for numpy

        weight_set(case)
    review = blogroi.check(case, select=_codes(options.select), ignore=_codes(options.ignore))
    if options.format == "json":
        _give(review.to_json() + "\n", None)
    else:
        from blogroi.report.plan import plan_text  # noqa: PLC0415  the other commands need none

        _give(f"{_no_fault(options.file, case)}\n{plan_text(review)}", None)
    is_wrong = any(finding.severity == "error" for finding in review.findings)
    return FAULTS if is_wrong or (options.strict and not review.ready) else FINE


def _codes(listed: list[str]) -> list[str]:
    """Split what commas part."""
    return [name.strip() for names in listed for name in names.split(",") if name.strip()]


def _no_fault(path: Path, case: blogroi.Case) -> str:
    parts = (
        (case.objectives, "objective"),
        (case.levers, "lever"),
        (case.indicators, "indicator"),
        (case.tools, "tool"),
    )
    counts = ", ".join(f"{len(part)} {name}{'' if len(part) == 1 else 's'}" for part, name in parts)
    return f"{path}: no fault found ({counts})"


def _explain(options: argparse.Namespace) -> int:
    from blogroi.codes import as_markdown, explain, listing  # noqa: PLC0415  the other commands need none

    if not options.code:
        return _give(listing(), None)
    try:
        found = [explain(code) for code in options.code]
    except OptionError as error:
        print(f"blogroi: {error.message}", file=sys.stderr)
        return MISUSE
    return _give("\n".join(as_markdown(one) for one in found), None)


def _replay(options: argparse.Namespace) -> int:
    from blogroi import audit  # noqa: PLC0415  the other commands need none

    if _is_missing(options.result) or _is_missing(options.file):
        return MISUSE
    found = audit.replay(blogroi.files.load_result(options.result), blogroi.load(options.file))
    if found.same:
        print("the same figures, bit for bit")
        return FINE
    if not found.same_case:
        print("the case is not the one that the result was made of")
    if not found.same_version:
        print(f"the result was made by another version than {blogroi.__version__}")
    print(f"{len(found.differences)} places differ:", *found.differences[:20], sep="\n  ")
    return FAULTS


def _new(options: argparse.Namespace) -> int:
    if options.source is None:
        return _give_new(blogroi.template(), options.output)
    if _is_missing(options.source):
        return MISUSE
    return _give_new(blogroi.template_from(blogroi.load(options.source)), options.output)


def _schema(options: argparse.Namespace) -> int:
    return _give_new(json.dumps(blogroi.case_schema(), indent=2, ensure_ascii=False) + "\n", options.output)


def _give_new(text: str, output: Path | None) -> int:
    if output is not None and output.exists():
        print(f"blogroi: {output} is there already, and is left as it is", file=sys.stderr)
        return MISUSE
    return _give(text, output)


def _give(text: str, output: Path | None) -> int:
    """Print a text, or write it to a file; a terminal of another encoding shows what it can."""
    if output is not None:
        write_whole(output, text)
        return FINE
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()
    return FINE


def _is_missing(path: Path) -> bool:
    if path.exists():
        return False
    print(f"blogroi: there is no file {path}", file=sys.stderr)
    return True


def _progress(stream: IO[str]) -> Callable[[int, int], None] | None:
    """Show on a terminal how far the work is; nothing elsewhere."""
    if not stream.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\r\x1b[K" if done >= total else ""
        stream.write(f"\r{100 * done // total:3d} % of the draws{end}")
        stream.flush()

    return show


if __name__ == "__main__":
    sys.exit(main())
