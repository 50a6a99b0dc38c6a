"""`seating study`: solve many cases of one convening, and compare them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from seating.cli import exits, options, page_making
from seating.cli.console import Console

if TYPE_CHECKING:
    from seating.api.request import Request
    from seating.present.settings import Settings


@click.command(
    "study",
    epilog=options.format_example(
        "seating study examples/city/stakeholders.csv --vary tables=5,6 --vary seats=8-10 --work 0.3",
        'seating study examples/city/stakeholders.csv --vary "without=nobody,Leonard Okafor-Lane" --work 0.3',
    ),
)
@options.people_argument
@options.large_option
@options.convening_option
@options.out_option
@click.option(
    "--vary",
    multiple=True,
    metavar="KEY=VALUES",
    help="What to vary, with values separated by commas, or the name of a YAML file that defines this. Repeatable. KEY "
    "is tables (their number), seats (at each table), date (a day of the column can_come), without or with (people, "
    "separated by ;, or nobody), absences (numbers of randomly drawn days), the id of a requirement (on, off, "
    "must, or a weight), or a path in the convening such as tables.capital.seats. Default: the same as in the last "
    "study.",
)
@click.option(
    "--sample",
    type=click.IntRange(1),
    metavar="N",
    help="Solve only N of all combinations, drawn at random with the seed.",
)
@click.option(
    "--work",
    type=click.FloatRange(min=0, min_open=True),
    callback=options.require_finite,
    metavar="UNITS",
    help="The amount of work for each case; a unit takes a second or two. Default: as much as `seating solve` uses.",
)
@click.option(
    "--take",
    type=int,
    metavar="CASE",
    help="Make this case of the study the open round: change the convening, mark who stays away, and save its seating.",
)
@click.option(
    "--candidates",
    type=click.IntRange(2, 20),
    metavar="N",
    help="Also search for other seatings of the best case that differ as much as possible, so that there are N in all. "
    "Without --vary, the seatings are of the unchanged convening.",
)
@click.option(
    "--within",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="POINTS",
    help="The maximum by which the penalty of a candidate may exceed that of the best case, in points.",
)
@options.seed_option
@options.jobs_option
@options.cluster_option
@page_making.page_options
@options.output_options
@options.as_request()
def command(
    console: Console,
    request: Request,
    vary: tuple[str, ...],
    sample: int | None,
    take: int | None,
    candidates: int | None,
    within: int,
    settings: Settings,
) -> int:
    """Solve many cases of one convening, and compare them.

    Five tables or six? What if the mayor cancels? Which date loses the fewest voices? Each combination of values is a
    case. It is solved as by `seating solve` and saved in the output folder. If the run is stopped, the same command
    continues it, so each case is solved only once. The comparison is written to study.html, study.csv and study.xlsx.
    --take makes a case the open round.

    PEOPLE is the list: a CSV, TSV, XLSX, ODS or JSON file.
    """
    from seating.api.study import compare, open_study, run_study, take_case, write_study
    from seating.api.study.variation import Variation
    from seating.cli.progress import Progress, StudyProgress
    from seating.errors import UsageError
    from seating.pages import solved
    from seating.pages import study as page
    from seating.report.record import result_record
    from seating.report.study.texts import study_record

    watch = StudyProgress(console, settings.words)
    is_one_case = candidates and not vary and take is None
    given = Variation((), sample, request.seed) if is_one_case else vary
    study = open_study(
        request if take is None else replace(request, watch=Progress(console, settings.words)),
        given,
        sample,
        candidates or 0,
        within,
    )
    if take is not None:
        taken = take_case(study, take)
        result = taken.solved
        shown = page.list_taken(taken, options.name_inputs(request))
        console.show(partial(result_record, result), solved.list_notes(result), shown, settings.words)
        return exits.exit_code(taken.solved, strict=False)
    watch.announce(study)
    study = run_study(study, watch)
    compared = compare(study)
    files = write_study(study, compared)
    console.show(partial(study_record, compared, files), (), page.list_blocks(study, compared, files), settings.words)
    if study.is_interrupted:
        return exits.INTERRUPTED
    is_whole = all(case.result is not None for case in study.cases if not case.candidate)
    return exits.DONE if is_whole else UsageError.exit_code  # the cluster was lost
