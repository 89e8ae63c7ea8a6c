"""Every code that blogroi gives, in words: what was found, why it matters, how to fix it.

This is the one source of these texts; ``blogroi explain`` prints them, and the page of the documentation is made of
them. What finds each of them is elsewhere: ``blogroi.plan`` for ``BR1xx``, which need the case alone,
``blogroi.codes.plausibility`` for what is implausible, ``blogroi.codes.figure_checks`` for the rest, which need figures.
"""

from __future__ import annotations

from attrs import frozen

from blogroi.errors import OptionError, suggest
from blogroi.results.evaluation import Severity

__all__ = ["EXPLANATIONS", "Explanation", "as_markdown", "explain", "listing", "page"]


@frozen(kw_only=True)
class Explanation:
    """What a code means.

    Parameters
    ----------
    code : str
        Stable code: ``BR`` and three digits.
    severity : {"error", "warning", "info"}
        How much it matters.
    severity_note : str
        When it matters less.
    title : str
        What was found, in a few words.
    why : str
        Why it matters.
    fix : str
        What to do about it, as a request.
    example : str
        How the repaired part of a case file may look, in TOML.
    """

    code: str
    severity: Severity
    severity_note: str = ""
    title: str
    why: str
    fix: str
    example: str = ""


def explain(code: str) -> Explanation:
    """Say what a code means, why it matters and how to fix it.

    Parameters
    ----------
    code : str
        A code such as ``"BR111"``.

    Returns
    -------
    Explanation

    Raises
    ------
    OptionError
        When there is no such code.

    Examples
    --------
    >>> explain("BR111").title
    'an indicator without a baseline'
    """
    found = EXPLANATIONS.get(code.strip().upper()) if isinstance(code, str) else None
    if found is None:
        raise OptionError("code", f"there is no code {code!r}: {suggest(str(code).upper(), EXPLANATIONS)}")
    return found


def as_markdown(found: Explanation, *, level: int = 1) -> str:
    """Give an explanation as text in Markdown.

    Parameters
    ----------
    found : Explanation
        What is explained.
    level : int
        Level of its heading.

    Returns
    -------
    str

    Examples
    --------
    >>> print(as_markdown(explain("BR206")).splitlines()[0])
    # BR206: an effect that lasts past the horizon
    """
    severity = (
        f"{found.severity.capitalize()}; {found.severity_note}."
        if found.severity_note
        else f"{found.severity.capitalize()}."
    )
    parts = [f"{'#' * level} {found.code}: {found.title}", f"*{severity}* {found.why}", f"**To fix it:** {found.fix}"]
    if found.example:
        parts.append(f"```toml\n{found.example.strip()}\n```")
    return "\n\n".join(parts) + "\n"


_ALL = (
    Explanation(
        code="BR101",
        severity="error",
        title="no objective",
        why="Without an objective nothing can be said to have been reached, and every figure is one that happened to be there.",
        fix="State what the organisation wants, in a sentence that can turn out true or false.",
        example='[objectives.renewals]\nstatement = "Members renew because the chamber serves them better"\naim = "service"\nbeneficiary = "members"',
    ),
    Explanation(
        code="BR102",
        severity="error",
        title="an objective without a lever",
        why="Nobody has said how a communication tool could act on this objective. If there is no way, no tool should be judged by it.",
        fix="Say how a tool could act on the objective, as a lever, or drop the objective.",
        example='[levers.answers]\nstatement = "Questions are answered before they are asked"\nobjective = "renewals"\nfamily = "process"',
    ),
    Explanation(
        code="BR103",
        severity="error",
        title="an objective without an indicator",
        why="Nothing would show that the objective is reached, so that no tool can ever be credited with it, nor be blamed.",
        fix="Give one of the objective's levers an indicator.",
        example='[indicators.calls_avoided]\nstatement = "Calls to the help desk avoided"\nlever = "answers"\nunit = "call"\nbetter = "higher"\ndeclared = 2025-11-01',
    ),
    Explanation(
        code="BR104",
        severity="warning",
        title="a lever without an indicator",
        why="Whether the lever works will not be seen; what it brings about will be found by chance, or claimed without proof.",
        fix="Give the lever an indicator that would move if it worked, or drop the lever.",
        example='[indicators.reader_questions]\nstatement = "Questions that readers ask"\nlever = "reputation"\nunit = "question"\nbetter = "higher"\ndeclared = 2025-11-01',
    ),
    Explanation(
        code="BR105",
        severity="warning",
        title="a lever that no tool uses",
        why="No tool is expected to move any of its indicators. Either a tool is missing from the case, or an expectation was not written down.",
        fix="State the effect that you expect of a tool on one of its indicators, even as assumed, or drop the lever.",
        example='[tools.blog.effects.calls_avoided]\nchange = { low = 200, high = 1200 }\nevidence = "assumed"\nsource = "help-desk lead, workshop of 10 November"',
    ),
    Explanation(
        code="BR106",
        severity="warning",
        title="an indicator that leads to no objective",
        why="A figure that leads to no objective is a vanity figure: it can rise for years without anybody being better off.",
        fix="Name the lever that the indicator shows, or drop the indicator.",
        example='[indicators.page_views]\nlever = "reputation"',
    ),
    Explanation(
        code="BR111",
        severity="warning",
        title="an indicator without a baseline",
        why="A change is a difference. Where the indicator stood before launch cannot be read afterwards, whatever is paid for it.",
        fix="Read the indicator before launch and state its baseline; it is 0 where the indicator counts a change.",
        example="baseline = { low = 4100, high = 4600 }\nbaseline_date = 2025-12-15",
    ),
    Explanation(
        code="BR112",
        severity="warning",
        title="an indicator without a target",
        why="Without a level that was wanted beforehand, any level can be called a success afterwards, or a failure.",
        fix="State the level that you want, in the same unit as the baseline; a range will do.",
        example="target = 3500",
    ),
    Explanation(
        code="BR113",
        severity="warning",
        title="an indicator without a review date",
        why="What has no review date is looked at when it happens to look good, or never.",
        fix="State a deadline: the day on which it will be reviewed.",
        example="deadline = 2026-12-31",
    ),
    Explanation(
        code="BR114",
        severity="warning",
        title="a target without a deadline",
        why="A target without a day can never be missed.",
        fix="State the deadline of the target.",
        example="target = 3500\ndeadline = 2026-12-31",
    ),
    Explanation(
        code="BR115",
        severity="warning",
        title="an indicator without a plan of measurement",
        why="In most projects the return is never measured, because nobody had said who would do it, how, and against what.",
        fix="State how the indicator will be measured, against what, how often, and what that costs.",
        example='measurement = { method = "count of tickets", comparison = "time series", frequency = "month", cost = 400 }',
    ),
    Explanation(
        code="BR116",
        severity="warning",
        title="an effect called measured without a comparison",
        why='"Measured" means against what would have happened without the tool. A reading before and after shows a change, not who brought it about: that is "observed".',
        fix="Plan a comparison before launch (a control group, a staggered launch, an earlier trend), or call the effect observed.",
        example='measurement = { method = "count of tickets", comparison = "staggered launch" }',
    ),
    Explanation(
        code="BR117",
        severity="error",
        title="a target that is no better than the baseline",
        why="The target is already reached, or lies on the wrong side of the baseline: one of them, or `better`, is not what was meant.",
        fix="Correct the target, the baseline, or which way is better.",
        example='better = "lower"\nbaseline = 4300\ntarget = 3500',
    ),
    Explanation(
        code="BR118",
        severity="warning",
        title="a baseline read after an effect was seen",
        why="A baseline that was read when the effect was already there contains it; the change since then is too small.",
        fix="Use a baseline from before the effect, or from a place that the tool does not reach.",
        example="baseline = 4300\nbaseline_date = 2025-12-15  # before the first effect was seen",
    ),
    Explanation(
        code="BR119",
        severity="warning",
        title="a deadline that does not lie after the declaration",
        why="A deadline on or before the day on which its indicator was written down was set when the answer was known.",
        fix="Correct the dates, or set a deadline that lies ahead.",
        example="declared = 2025-11-01\ndeadline = 2026-12-31",
    ),
    Explanation(
        code="BR121",
        severity="warning",
        title="an output put in money as if it were an outcome",
        why="Articles, visits and followers are what a tool puts out. They are worth money only through what they change, and that is another indicator.",
        fix="Put the outcome in money instead, and leave the output without a value.",
        example='stage = "outcome"',
    ),
    Explanation(
        code="BR122",
        severity="warning",
        title="revenue without a margin",
        why="A sale is not a gain: what was sold had to be made or bought. Counting turnover as benefit multiplies the return.",
        fix="State the share of the revenue that is gain as `margin`; 1 where all of it is.",
        example="margin = { low = 0.5, high = 0.8 }",
    ),
    Explanation(
        code="BR123",
        severity="warning",
        title="a value without its valuation or its cash status",
        why="Money that comes in, time that is freed and what is worth as much as something else are not the same to whoever pays. Without the words they are added up as if they were.",
        fix="Say how the value was found (`valuation`) and what becomes of it (`cash`).",
        example='valuation = "cost avoided"\ncash = "capacity"',
    ),
    Explanation(
        code="BR124",
        severity="warning",
        title="a value by advertising equivalence",
        why="What the space would have cost says nothing of what the article changed: the price of an advertisement is a cost that nobody was going to pay. The profession has rejected it (Barcelona Principles).",
        fix="Value the outcome that the coverage is hoped to bring about, or leave it without a value.",
        example='[indicators.articles]\nstage = "output"  # without a value\n\n[indicators.new_members]\nvalue = { low = 350, high = 520 }\nvaluation = "market price"',
    ),
    Explanation(
        code="BR125",
        severity="warning",
        title="one benefit that may be counted twice",
        why="Two indicators of one lever often show the same benefit at two places: the calls avoided, and the hours that these calls took. One tool then is paid twice for it.",
        fix="Keep the value of the one that is nearer to the objective, or say that they are two benefits by ignoring this check for the lever.",
        example='[checks.ignore]\n"BR125 levers.answers" = "calls and complaints are handled by different people"',
    ),
    Explanation(
        code="BR131",
        severity="warning",
        title="an effect without a source",
        why="Nobody can ask how the figure was come by, repeat it, or take it back.",
        fix="State who says so, when, and where it can be read; your own name will do for what is assumed.",
        example='source = "help-desk lead, interview of 12 May"',
    ),
    Explanation(
        code="BR132",
        severity="warning",
        title="corrections stacked on one another",
        why="Deadweight, credit, displacement and confidence each answer a question of their own. Three of them far below 1 often are one doubt that is subtracted three times.",
        fix="Say for each correction what it stands for, and keep each doubt in one of them.",
        example="deadweight = 0.4  # calls were falling anyway\ncredit = { low = 0.4, high = 0.8 }  # the newsletter had its share\nconfidence = 1.0",
    ),
    Explanation(
        code="BR133",
        severity="warning",
        title="an effect that fades and is cut short",
        why="A drop-off already says that the effect ends. A short `lasts` beside it takes the same loss away a second time.",
        fix="Keep the drop-off, or the number of periods, or say in the source why it takes both.",
        example="drop_off = 0.3  # to the horizon",
    ),
    Explanation(
        code="BR134",
        severity="warning",
        title="a range whose mean lies far above its middle",
        why="A wide range above zero is drawn as lognormal: a few very large values carry its mean, and raising the low end can lower it. Whoever gave the range rarely meant that.",
        fix="Show its mean to whoever gave the range, and ask for a narrower one or for least, most likely and greatest value.",
        example="change = { low = 100, mode = 400, high = 2500 }",
    ),
    Explanation(
        code="BR135",
        severity="warning",
        title="a figure that is surer than its evidence",
        why="What is estimated or assumed is not known to within a few per cent. A figure without its doubt makes the whole result look certain.",
        fix="State a range that holds the true value nine times out of ten.",
        example="change = { low = 400, high = 1500 }",
    ),
    Explanation(
        code="BR141",
        severity="warning",
        title="a tool without costs",
        why="It is not free: its cost is a gap, and NPV, ROI and BCR will be unknown. It cannot be compared with tools whose costs are stated.",
        fix="State what the tool costs, people's time included; for what really costs nothing, an amount of 0.",
        example='[[tools.blog.costs]]\nitem = "Writing"\nunits = { low = 250, high = 400 }\nunit_cost = 38\nwhen = "each"',
    ),
    Explanation(
        code="BR142",
        severity="warning",
        title="no staff hours among the costs",
        why="The time of those who write, answer and moderate is most of what a tool costs, and the first thing to be left out.",
        fix="State the hours that people spend on the tool, and what an hour costs.",
        example='[[tools.magazine.costs]]\nitem = "Editing"\nunits = 300\nunit_cost = 38\nwhen = "each"',
    ),
    Explanation(
        code="BR143",
        severity="warning",
        title="the cost of measuring is not stated",
        why="Measuring takes money and time. Where they are not planned, it will not be done; where they are not counted, more is measured than is worth knowing.",
        fix="State what each measurement costs, or a cost for the evaluation.",
        example='measurement = { method = "survey", comparison = "control group", cost = 1200, unit_cost = 4, n = 200 }',
    ),
    Explanation(
        code="BR151",
        severity="warning",
        title="no do-nothing option",
        why="Every tool is better or worse than something. Going on as before has costs and effects of its own: lost contacts, lost time, a lost image.",
        fix='State what happens without any of the tools, as a tool of `kind = "nothing"`.',
        example='[tools.status_quo]\nname = "Going on as before"\nkind = "nothing"\ncosts = [{ item = "Nothing is paid", amount = 0, when = "upfront" }]',
    ),
    Explanation(
        code="BR152",
        severity="warning",
        title="a proof demanded of one tool alone",
        why="What is asked of one tool and not of another that could answer is a double standard, whichever of them is the newer.",
        fix="Ask all the tools that could answer, or none.",
        example='[demands]\nblog = ["new_members"]\nmagazine = ["new_members"]',
    ),
    Explanation(
        code="BR153",
        severity="warning",
        title="dates that do not let an effect be called anticipated",
        why="Where nobody says what a tool is `intended` for, an effect is anticipated where its indicator was declared by the day on which the tool was introduced. One that was seen before the tool was there, or before its indicator was written down, was anticipated by nobody.",
        fix="Correct the dates: `observed` of the effect, `declared` of the indicator, `introduced` of the tool.",
        example="[indicators.calls_avoided]\ndeclared = 2025-11-01\n\n[tools.blog]\nintroduced = 2026-01-15\n\n[tools.blog.effects.calls_avoided]\nobserved = 2026-05-12",
    ),
    Explanation(
        code="BR154",
        severity="warning",
        title="a target set after the effect was seen",
        why="The indicator was declared when the effect was known: a target drawn around the shot is always hit.",
        fix="Drop the target and keep the effect as one that nobody foresaw, or set a target for what lies ahead.",
        example="[indicators.briefing_hours]\ndeclared = 2026-05-12  # found on that day; no target",
    ),
    Explanation(
        code="BR161",
        severity="warning",
        title="a discount rate without a source",
        why="The rate decides what later benefits are worth, and can be chosen to suit the answer.",
        fix="State who says that this is the rate.",
        example='discounting = { rate = 0.035, timing = "end", source = "HM Treasury, The Green Book (2022)" }',
    ),
    Explanation(
        code="BR191",
        severity="info",
        title="a check that is ignored without need",
        why="It hides nothing now, and would hide what comes later.",
        fix="Take it out of `checks.ignore`.",
    ),
    Explanation(
        code="BR201",
        severity="warning",
        title="no cost is given",
        why="NPV, ROI and BCR are unknown: a tool without costs is not free, its cost is a gap.",
        fix="State the costs, people's time included.",
    ),
    Explanation(
        code="BR202",
        severity="warning",
        severity_note="info where no money is at stake",
        title="missing figures",
        why="Nobody has said what these tools change in these indicators. The figures rest on what stands in for the answers, by the same policy for all tools.",
        fix="Find out, or say why no effect is possible.",
    ),
    Explanation(
        code="BR203",
        severity="warning",
        title="without one class of benefits the answer turns",
        why="Without the benefits of one valuation or one cash status the tool would not pay, or would. A reader who does not accept that class comes to the opposite answer.",
        fix="Show both figures to whoever decides.",
    ),
    Explanation(
        code="BR204",
        severity="warning",
        title="costs that are not above zero in every draw",
        why="ROI and BCR divide by the costs: they have no meaning here.",
        fix="Look at the NPV.",
    ),
    Explanation(
        code="BR205",
        severity="warning",
        severity_note="info below 5 % of the draws",
        title="several internal rates of return",
        why="Flows that change sign more than once can have several rates at which the NPV is zero; none of them is chosen.",
        fix="Look at the NPV.",
    ),
    Explanation(
        code="BR206",
        severity="info",
        title="an effect that lasts past the horizon",
        why="What lies past the horizon is not counted, for any tool.",
        fix="Nothing: it is cut for all tools alike.",
    ),
    Explanation(
        code="BR207",
        severity="info",
        title="an effect that is not put in money",
        why="It counts in no money figure, and shows in scores alone.",
        fix="Nothing, or find a value for a unit of the indicator.",
    ),
    Explanation(
        code="BR208",
        severity="info",
        title="all benefits are of one class",
        why="All of them are of one valuation or one cash status, and the sign is lost with it.",
        fix="Bear it in mind.",
    ),
    Explanation(
        code="BR209",
        severity="info",
        title="nobody said what a tool was meant for",
        why="Its benefits can be called neither anticipated nor emergent: it says nothing of what it is `intended` for, and no indicator had been declared by the day of its introduction, or that day is not known. A new tool has to say what it is for; an old one was never asked.",
        fix="State `intended`, the indicators that it was meant to move. It touches no figure.",
        example='[tools.fair]\nintended = ["new_members", "deals"]',
    ),
    Explanation(
        code="BR210",
        severity="warning",
        title="a rate that looks like a percentage",
        why="Rates and shares are fractions of 1: 5 % is 0.05. Taken as it stands, later money is next to nothing, a contingency raises a cost many times, or a share changes by more than there is.",
        fix="Write the rate as a fraction.",
        example='discounting = { rate = 0.05, timing = "end" }',
    ),
    Explanation(
        code="BR211",
        severity="warning",
        title="a high discount rate",
        why="Public bodies discount by some 3 to 5 % a year, companies by some 8 to 12 %. At 30 % and more, what comes after two years hardly counts.",
        fix="Check the decimal point, and whether the rate is by year; if it is meant, say in `source` who says so.",
        example='discounting = { rate = 0.035, timing = "end" }',
    ),
    Explanation(
        code="BR212",
        severity="warning",
        title="a margin taken of a margin",
        why="A value that is a margin on sales already is gain. A `margin` below 1 beside it takes the same share away a second time.",
        fix='Leave `margin` out; or, if the value is the price, call it `valuation = "market price"`.',
        example='[indicators.bookings]\nvalue = 120\nvaluation = "margin on sales"  # without a margin',
    ),
    Explanation(
        code="BR213",
        severity="warning",
        title="a tool without effects",
        why="It can only cost. Its benefits are not found to be nothing: nobody said what they are.",
        fix='State what the tool changes, or say under `not_applicable` why it can change nothing; what happens without any tool is a tool of `kind = "nothing"`.',
        example='[tools.fair.effects.new_members]\nchange = { low = 4, high = 20 }\nevidence = "assumed"',
    ),
    Explanation(
        code="BR214",
        severity="warning",
        title="a month where a period is a year, or a year where it is a month",
        why="Changes and costs are stated for one period of the case. A figure for a month under a yearly step counts a twelfth of what it should; the reverse counts twelve times too much.",
        fix="State the figures for the step of the case and say so in the text, or change the step.",
        example='horizon = { start = 2026-01-01, periods = 36, step = "month" }',
    ),
    Explanation(
        code="BR215",
        severity="warning",
        title="a number that may be meant in thousands",
        why="A point is a decimal point here: 38.000 is read as 38. In much of Europe it is written for thirty-eight thousand.",
        fix="Write the number without a point if thousands are meant; without the zeros if not.",
        example="[indicators.deals]\nvalue = 38000",
    ),
    Explanation(
        code="BR216",
        severity="warning",
        title="a tool introduced after the evaluation",
        why="Nothing of it can be known on that day; one of the two days is probably mistyped.",
        fix="Correct `introduced` or `evaluated`. In a plan, the horizon starts after the evaluation too.",
        example="evaluated = 2026-11-15\nhorizon = { start = 2027-01-01, periods = 3 }\n\n[tools.blog]\nintroduced = 2027-01-15",
    ),
    Explanation(
        code="BR217",
        severity="warning",
        title="samples that look like months",
        why="Each draw takes one of the samples for the whole window: as if all months were like the best one, or like the worst one. What is not known is the mean of the months, and twelve or more of them say it far better than any single one.",
        fix="State the mean of the readings and its standard error, which is their standard deviation over the root of their number.",
        example="[tools.blog.effects.deals]\nchange = { mean = 412, sd = 23 }",
    ),
    Explanation(
        code="BR218",
        severity="warning",
        title="a measured interval without a shape",
        why="A range above zero is drawn lognormal, which suits what people estimate. The interval of a measurement mostly lies evenly around its estimate; where it spans more than a factor of 3, the two have different means.",
        fix='State the shape: "normal" where the estimate lies half-way between the ends, "lognormal" where it lies nearer to the low one.',
        example='[tools.blog.effects.deals]\nchange = { low = 0.5, high = 12, shape = "normal" }\nevidence = "measured"',
    ),
    Explanation(
        code="BR220",
        severity="warning",
        title="a return of more than 1,000 %",
        why="Few things bring in more than ten times what is spent on them. More often a cost is left out (people's time, above all), a month's cost stands beside a year's benefits, or an amount was meant in thousands.",
        fix="Look for the cost that is missing; if the return is real, say so by setting this check aside with its reason.",
        example='[checks.ignore]\n"BR220 tools.blog" = "one post brought in the whole contract"',
    ),
    Explanation(
        code="BR221",
        severity="warning",
        title="a return that rare draws decide",
        why="What benefits are to costs in expectation lies outside the 90 % range of the same ratio, draw by draw: a few draws of very large benefits, or of very small costs, carry it.",
        fix="Look at the chance that it pays and at the quantiles, and narrow the widest ranges, or state where most of them lies.",
        example="change = { low = 100, mode = 400, high = 2500 }",
    ),
    Explanation(
        code="BR222",
        severity="warning",
        title="a rank correlation that samples cannot reach",
        why="Samples of few or equal values cannot follow another quantity as closely as is stated: two values that are as likely reach 0.87 with a range, and no more.",
        fix="State a range in place of the samples, or a lower correlation.",
        example="[tools.blog.effects.deals]\nchange = { low = 5, high = 40 }",
    ),
    Explanation(
        code="BR223",
        severity="warning",
        title="a sign, an order or a winner within the error of the draws",
        why="Another seed could give the other answer: the difference is smaller than two Monte Carlo standard errors.",
        fix="Take more draws; four times as many halve the error. If it stays, the two are as good as the same.",
    ),
    Explanation(
        code="BR301",
        severity="warning",
        title="a published figure that does not add up",
        why="The parts that were printed with it give another figure, by the words as they stand and by every usual reading of them: gross for net, without discounting, the first or the last period times their number, by the month or by the year, in thousands, with one cost left out.",
        fix="Ask who printed it. If it was rounded more than its last digit says, state `rounded`.",
        example='[tools.blog.published]\nbenefits = 3650000\nrounded = 10000\nsource = "annual report"',
    ),
    Explanation(
        code="BR302",
        severity="info",
        title="a published figure that its own parts confirm",
        why="Its parts give it, within what rounding can have moved; or, where they are uncertain, it lies in their 90 % range.",
        fix="Nothing.",
    ),
    Explanation(
        code="BR303",
        severity="info",
        title="a published figure that fits by another convention",
        why="Its parts give another figure, but one of the usual readings gives what was printed. It is not wrong, and it is not the figure of the same name here.",
        fix="Compare it with nothing but figures made by the same convention; a payback takes its unit.",
        example='[tools.blog.published]\npayback = { months = 14 }\nsource = "annual report"',
    ),
    Explanation(
        code="BR401",
        severity="warning",
        severity_note="info below 5 % of the draws",
        title="credits that pass 100 %",
        why="The indicator is shared: all effects on it are parts of one change. What the tools together claim of it is more than all of it, so that some benefit is counted twice.",
        fix='Agree on the credits, or evaluate with `claims="scaled"`; where each tool brought about a change of its own, leave `shared` out and state each change with its effect.',
        example='[indicators.deals]\nshared = true\nchange = 40\n\n[tools.blog.effects.deals]\ncredit = 0.3\nevidence = "estimated"\n\n[tools.fair.effects.deals]\ncredit = 0.6\nevidence = "estimated"',
    ),
    Explanation(
        code="BR402",
        severity="warning",
        severity_note="info below 5 % of the draws",
        title="changes that pass the total",
        why="The net changes of all tools pass the `total` that is stated for the indicator, or go against it: they cannot all be true.",
        fix="Look at changes, deadweight and credits again, and at the total.",
    ),
    Explanation(
        code="BR403",
        severity="warning",
        severity_note="info where no money is at stake",
        title="found after trying several indicators, and not significant after correction",
        why="Whoever tries many indicators finds something: after correction for all that was tried, it may be luck.",
        fix="Measure it again, on new data; until then show the figures without it beside those with it.",
    ),
    Explanation(
        code="BR404",
        severity="warning",
        severity_note="info where no money is at stake",
        title="found after trying several indicators, and not to be corrected",
        why="There is no p-value, and no prior or no spread by which it could be weighed: it is counted as it was found.",
        fix="State the prior of the indicator and the effect as a range, or the p-value of the test.",
        example="[indicators.search_hours]\nprior = { low = -300, high = 0 }",
    ),
    Explanation(
        code="BR501",
        severity="info",
        title="an objective that scores leave out",
        why="No indicator with a scale leads to it, so that no tool can score on it.",
        fix="Give one of its indicators a `scale`.",
    ),
    Explanation(
        code="BR502",
        severity="warning",
        severity_note="info below 5 % of the draws",
        title="a change outside its scale",
        why="It is counted as the best or the worst value of the scale: whatever lies past it makes no difference.",
        fix="Widen the scale, for all tools.",
    ),
    Explanation(
        code="BR503",
        severity="warning",
        title="a score that is not known",
        why='Under `gaps = "prior"`, a gap on a scale has no prior from which to fill it.',
        fix="State the prior, or take another policy.",
    ),
    Explanation(
        code="BR504",
        severity="warning",
        title="higher by score, lower on most of what matters",
        why="The order depends on letting one objective make up for another.",
        fix="Show the scores by objective to whoever decides.",
    ),
)  # fmt: skip

EXPLANATIONS = {found.code: found for found in _ALL}
"""The explanations, by code."""


def listing() -> str:
    """List all codes, one a line, each with its severity and its title.

    Returns
    -------
    str

    Examples
    --------
    >>> listing().splitlines()[0]
    'BR101  error    no objective'
    """
    return "".join(f"{one.code}  {one.severity:<7}  {one.title}\n" for one in EXPLANATIONS.values())


def page() -> str:
    """Give all explanations in Markdown: a table of the codes, and what each means.

    Returns
    -------
    str

    Examples
    --------
    >>> print(page().splitlines()[2])
    | [BR101](#br101-no-objective) | error | no objective |
    """
    rows = [
        f"| [{one.code}](#{_anchor(one)}) | {'; '.join(filter(None, (one.severity, one.severity_note)))} | {one.title} |"
        for one in EXPLANATIONS.values()
    ]
    told = "\n".join(as_markdown(one, level=2) for one in EXPLANATIONS.values())
    return "\n".join(["| code | severity | meaning |", "|---|---|---|", *rows]) + f"\n\n{told}"


def _anchor(found: Explanation) -> str:
    """Give the anchor of a heading, as Markdown renderers make it."""
    kept = "".join(sign for sign in f"{found.code} {found.title}".lower() if sign.isalnum() or sign in " -")
    return kept.replace(" ", "-")
