"""Published figures of other areas beside ours: each with what it counts, never divided by one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pandas as pd

from profile_lib import reference
from profile_lib.dataset import Dataset
from profile_lib.figures import Figure, NotAvailable
from profile_lib.measures import missing, register
from profile_lib.pages import tables
from profile_lib.pages.printing import printed
from profile_lib.pages.shown import Html, joined, paragraph
from profile_lib.rounding import listed
from profile_lib.years.series import Editions
from profile_lib.years.yearly import Measure

HEADS = ["What", "Area", "When", "Number", "What is counted"]
LOOKED_AFTER, FACTORS, NEIGHBOURS = "children_looked_after", "assessment_factors", "statistical_neighbours"
OF_AUTHORITY = (
    "Children whom the authority looks after, wherever they live, with a missing incident: of all whom it "
    "looked after in the year; incidents away without authorisation are not counted"
)
OF_ASSESSMENTS = "Episodes of need whose assessment named it as a factor; a child may have several"
Row = list[str]


def in_care_beside(editions: Editions) -> Html:
    """Our missing children who were in care beside the looked-after returns of authorities."""
    ours = _ours(editions, missing.in_care_share, "Missing children who were in care")
    ours += _ours(editions, missing.children_per_1000, "Children with an episode, per thousand children")
    theirs = [
        [
            "Looked-after children who went missing",
            row["area"],
            _year(row),
            f"{row['missing_percent']}%",
            OF_AUTHORITY,
        ]
        for row in _of_years(editions, LOOKED_AFTER)
    ]
    return _table(ours, theirs, LOOKED_AFTER, "Missing from care: ours beside what authorities returned")


def exploitation_beside(editions: Editions) -> Html:
    """Our children at risk beside assessments of children in need."""
    ours = _ours(editions, register.at_risk_children, "Children identified as at risk of CSE")
    theirs = [
        [
            "Assessments that name sexual exploitation",
            row["area"],
            _year(row),
            f"{int(row['sexual_exploitation']):,}",
            OF_ASSESSMENTS,
        ]
        for row in _of_years(editions, FACTORS)
    ]
    return _table(ours, theirs, FACTORS, "Exploitation: ours beside assessments of children in need")


def neighbours(area: str) -> Html:
    """Whom the Department for Education holds to be most alike; none of their figures is here."""
    rows, origin = reference.read(NEIGHBOURS)
    names = [row["neighbour"] for row in rows if row["area"] == area]
    if not names:
        return paragraph(f"No statistical neighbours of {area} are in the reference files.")
    return paragraph(
        f"Statistical neighbours of {area}: {listed(names)} ({origin.publisher}, {origin.release}). None of "
        "their figures is in the reference files, so none is shown."
    )


def _ours(editions: Editions, measure: Measure, what: str) -> list[Row]:
    """Our figure of each edition, over the days that it covers."""
    return [row for data in editions.years for row in _own(data, what, *measure(data))]


def _own(data: Dataset, what: str, figure: Figure) -> Iterator[Row]:
    if not isinstance(figure.value, NotAvailable):
        entry = figure.as_json()
        told = printed(entry, "of") if entry["kind"] == "share" else printed(entry)
        text = figure.definition.text.rstrip(".")
        counted = f"{text} ({printed(entry, 'base')})" if entry["kind"] == "rate" else text
        yield [what, data.area, printed(entry, "period"), told, counted]


def _of_years(editions: Editions, name: str) -> list[dict[str, str]]:
    """The published rows of years that overlap ours and were over on the day that the edition speaks from."""
    last = editions.latest.edition.as_at
    ours = {int(data.edition.year) for data in editions.years}
    rows, _ = reference.read(name)
    return [
        row
        for row in rows
        if {int(row["year_ending_march"]), int(row["year_ending_march"]) - 1} & ours
        and date(int(row["year_ending_march"]), 3, 31) <= last
    ]


def _year(row: dict[str, str]) -> str:
    return f"April {int(row['year_ending_march']) - 1} to March {row['year_ending_march']}"


def _table(ours: Iterable[Row], theirs: list[Row], name: str, caption: str) -> Html:
    rows, origin = reference.read(name)
    source = f"{origin.publisher}: {origin.release}; read on {origin.accessed}, {origin.licence}."
    frame = pd.DataFrame([*ours, *theirs], columns=HEADS)
    html = tables.records_table(frame, caption, {3}, stacked=True)
    if not theirs:
        first = min(int(row["year_ending_march"]) for row in rows)
        source = (
            f"No published figure is of these years: the first here is of the year to March {first}. {source}"
        )
    note = paragraph(f"Different counts of different children: none is divided by another. {source}")
    return joined(Html(html, frame.to_string(index=False)), note)
