"""What `seating dashboard --json` prints: the board of a quarter, or those of several sites, or the form to fill in.

Keys that several records have are declared in a base class. The fields of the last base class come first.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from seating.record.fields import Count, From, OutputRecord, Record, Sha256, Text, TextOrNull
from seating.record.problems import NoteRecord

ColorName = Literal["red", "yellow", "green", "gray"]
TrendName = Literal["up", "steady", "down"]
QuarterName = Annotated[Text, BeforeValidator(str)]
Rating = Annotated[ColorName | None, From("color")]
Ends = Annotated[list[ColorName], Field(min_length=2, max_length=2)]


class RatingsFileRecord(Record):
    """A file of ratings that was read."""

    file: Text
    sha256: Sha256
    rows: Count


class RatingsInputsRecord(Record):
    """The files that the dashboard was made from."""

    ratings: RatingsFileRecord
    """The first of the files."""
    files: list[RatingsFileRecord]


class EarlierValueRecord(Record):
    """The earlier value that a trend was calculated from."""

    quarter: Annotated[QuarterName, From("than")]
    was: Text
    """The earlier value, as pages show it."""
    same_components: bool
    """Whether the same components were rated then."""


class ElementNameRecord(Record):
    """The name of an element."""

    element: Annotated[Text, From("name")]


class QuarterNameRecord(Record):
    """The name of a quarter."""

    quarter: QuarterName


class ColoredRecord(Record):
    """A component and its rating."""

    component: Annotated[Text, From("name")]
    rating: Rating
    """The rating that the team agreed on; null if there is none."""


class AverageRecord(Record):
    """The average of an element over its rated components. Gray and blank ones are left out."""

    average: float | None
    """The average from 1 (red) to 3 (green), to four decimal places; null if nothing is rated."""
    average_exact: Text | None
    """The average as a fraction: `12/5`."""
    shown: Text | None
    """The average as pages show it."""
    rating: Annotated[ColorName, From("average.color")]
    """The color nearest to the average; gray if there is no average."""
    rated: Annotated[Count, From("average.rated")]
    """The number of components with a score."""
    gray: Annotated[Count, From("average.gray")]
    """The number of components that are gray, because too little is known about them."""
    blank: Annotated[Count, From("average.blank")]
    """The number of components without an agreed rating."""


class TrendRecord(Record):
    """The direction in which an element or a component changes."""

    trend: Annotated[TrendName | None, From("arrow.trend")]
    trend_from: Literal["person", "earlier quarter"] | None
    """Whether a person gave the trend, or it comes from comparing an earlier quarter; null if there is no trend."""
    earlier: EarlierValueRecord | None = None
    """Present only if an earlier quarter was compared."""


class ProposalRecord(Record):
    """A color that earlier seatings suggest. It does not count in any average."""

    rating: Annotated[ColorName, From("color")]
    says: Text
    """The count that the color is based on, as a sentence."""


class ComponentRecord(TrendRecord, ColoredRecord):
    """One component of an element in the quarter."""

    notes: Text
    proposed: Annotated[ProposalRecord | None, From("proposal")]
    """Present only for a component without a rating."""
    evidence: list[Text]
    """What the newest seating shows about it, as sentences."""


class PastElementRecord(TrendRecord, AverageRecord, QuarterNameRecord):
    """One element in one quarter of its history."""


class ElementRecord(TrendRecord, AverageRecord, ElementNameRecord):
    """One element in the quarter."""

    notes: Text
    components: list[ComponentRecord]
    history: list[PastElementRecord]
    """The element in each quarter up to this one."""


class RaterRecord(Record):
    """A person who rated alone."""

    rater: Annotated[Text, From("name")]
    group: TextOrNull


class RaterChoiceRecord(Record):
    """The color that one person chose alone."""

    rater: Text
    group: TextOrNull
    rating: Rating
    trend: TrendName | None
    notes: Text


class SpreadRecord(Record):
    """The colors that raters chose alone for one component.

    Gray is counted, but it is not part of the range or the median.
    """

    element: Text
    component: Text
    alone: list[RaterChoiceRecord]
    counts: dict[ColorName, Count]
    """The number of raters who chose each color."""
    trends: dict[TrendName, Count]
    """The number of raters who wrote each trend."""
    range: Ends | None
    """The lowest and the highest color that were chosen; null if all raters chose gray."""
    steps: Count
    """The number of steps from the lowest to the highest color."""
    median: Ends | None
    """The two middle colors, which are often the same; null if all raters chose gray."""
    pairs_apart: Annotated[Text, BeforeValidator(str)]
    """The share of all pairs of raters in which the two chose different colors, as a fraction."""
    groups: dict[Text, dict[ColorName, Count]]
    """The same as `counts`, for each group of raters."""
    agreed: ColorName | None
    """The rating that the team agreed on."""


class RemarkRecord(Record):
    """A row by one rater that has notes or is about an element as a whole."""

    element: Text
    component: TextOrNull
    """The component; null for the element as a whole."""
    rater: Text
    group: TextOrNull
    rating: Rating
    trend: TrendName | None
    notes: Text


class RatersRecord(Record):
    """The colors that raters chose alone in the quarter."""

    raters: list[RaterRecord]
    components: list[SpreadRecord]
    """The components, with the widest range first."""
    remarks: list[RemarkRecord]


class BoardRecord(Record):
    """The dashboard of one site."""

    site: TextOrNull
    """null if the files name no sites."""
    elements: list[ElementRecord]
    raters: RatersRecord | None
    """null if no person rated alone."""


class SuggestionRecord(Record):
    """A color that earlier seatings suggest for a component that is not in the files."""

    component: Text
    rating: Annotated[ColorName, From("color")]
    says: Text
    """The count that the color is based on, as a sentence."""


class EvidenceRecord(Record):
    """What the newest seating shows about a component that is not in the files."""

    component: Text
    says: list[Text]


class DashboardRecord(OutputRecord):
    """The dashboards for one quarter. The record names raters, so it is for the convener only."""

    seating_version: Text
    inputs: RatingsInputsRecord
    notes: list[NoteRecord]
    quarter: QuarterName
    quarters: list[QuarterName]
    """The quarters with ratings, up to this one."""
    site: TextOrNull
    """The site of a single dashboard; null if the files name no sites."""
    elements: list[ElementRecord]
    """The elements of a single dashboard; empty if there are several sites."""
    raters: RatersRecord | None
    """The raters of a single dashboard; null if no person rated alone."""
    sites: list[BoardRecord]
    """The dashboards of several sites; empty for a single dashboard."""
    measured: Annotated[list[SuggestionRecord], From("unplaced")]
    """Only for a single dashboard."""
    evidence: Annotated[list[EvidenceRecord], From("other_evidence")]
    """Only for a single dashboard."""
    files: dict[Text, Text]
    """The pages that were written: `dashboard` and `raters`."""


class RatingsFormRecord(OutputRecord):
    """The form for ratings that was written."""

    quarter: Text
    """The quarter to fill in."""
    files: list[Text]
    """The path of the form."""
