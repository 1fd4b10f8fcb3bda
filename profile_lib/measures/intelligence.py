"""Intelligence reports on CSE: their themes, and the places that they are about."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import kept
from profile_lib.dataset.partners import AREAS_APART
from profile_lib.figures import KNOWN, Count, Listing, NotAvailable, Share, Table, share
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure
from profile_lib.measures.hotspots import hot
from profile_lib.statistics import resampled_share

REPORTS, SUBJECTS, MATTERS = "cse.reports", "cse.report_subjects", "cse.report_matters"
TAGS = ("intelligence.tags", "intelligence.text")
RECEIVED, UNDER_RECORDED = "received-not-harm", "social-media-under-recorded"
AREA = "community_area"


@measure(REPORTS, "CSE intelligence reports")
def reports(data: Dataset, *by: str) -> Count | Table:
    """Intelligence reports on CSE received in the period that may be used: reports whose handling is
    restricted are refused when the extract is read."""
    rows = _rows(data, *by)
    return table(data, REPORTS, rows, *by) if by else count(data, REPORTS, rows)


@measure(SUBJECTS, "People whom CSE intelligence is about", columns=("intelligence.subject_ref",))
def report_subjects(data: Dataset, *by: str) -> Count | Table:
    """Distinct people given as the subject of an intelligence report of the period."""
    rows = _rows(data, *by)
    rows = rows[rows["child"].notna()]
    return table(data, SUBJECTS, rows, *by) if by else count(data, SUBJECTS, rows)


@measure(MATTERS, "Separate matters in CSE intelligence", columns=("intelligence.subject_ref",))
def report_matters(data: Dataset, *by: str) -> Count | Table:
    """Intelligence reports about the same child or of the same operation are one matter; those about neither
    are one for each submitting unit and community area. Reports of one matter are not separate evidence."""
    rows = matters_by_area(data)
    return table(data, MATTERS, rows, *by) if by else count(data, MATTERS, rows)


@measure(
    "cse.hotspots",
    "Places with more intelligence than the others' spread allows",
    of=MATTERS,
    columns=("intelligence.community_area", "intelligence.subject_ref"),
    caveats=(RECEIVED,),
)
def hotspots(data: Dataset) -> Listing:
    """Community areas in which reports about different children or operations are more than the spread of
    the other areas allows (over-dispersed funnel, 99.8%) and that have five or more distinct subjects, in
    order of matters. No rate is given, since no population of community areas is published."""
    areas = matters_by_area(data)
    found = hot(
        areas.groupby(AREA)["matter"].nunique(),
        areas.groupby(AREA)["child"].nunique(),
        data.edition.community_areas,
    )
    inside = areas[areas[AREA].isin(found)]
    behind = tuple(count(data, SUBJECTS, inside[inside["child"].notna()], {AREA: place}) for place in found)
    return Listing(found, data.address(MATTERS), int(inside["child"].nunique()), behind)


@measure(
    "cse.reports_drugs_alcohol_share",
    "Share of CSE reports linked to drugs or alcohol",
    of=REPORTS,
    columns=TAGS,
)
def reports_drugs_alcohol_share(data: Dataset) -> Share | NotAvailable:
    """Reports with the theme of drugs or alcohol, by a tag or by words of the text, of those that have a tag
    or a text. The interval comes from resampling matters, since reports on one child are not independent."""
    return _theme(data, "drugs_alcohol")


@measure(
    "cse.reports_social_media_share",
    "Share of CSE reports that mention social media",
    of=REPORTS,
    columns=TAGS,
    caveats=(UNDER_RECORDED,),
)
def reports_social_media_share(data: Dataset) -> Share | NotAvailable:
    """Reports with the theme of social media, by a tag or by words of the text, of those that have a tag or a
    text. The interval comes from resampling matters."""
    return _theme(data, "social_media")


@measure(
    "cse.reports_drug_networks",
    "CSE reports linked to dangerous drugs networks",
    of=REPORTS,
    columns=TAGS,
)
def reports_drug_networks(data: Dataset) -> Count | NotAvailable:
    """Reports with the theme of dangerous drugs networks, by a tag or by words of the text."""
    rows = data.frames["reports"]
    if rows["drug_networks"].eq("U").all():
        return _nothing_to_read(data)
    return count(data, REPORTS, rows, {"drug_networks": "yes"})


def _theme(data: Dataset, theme: str) -> Share | NotAvailable:
    rows = data.frames["reports"]
    known = rows[rows[theme].ne("U")]
    if known.empty:
        return _nothing_to_read(data)
    by_matter = known[theme].eq("yes").groupby(known["matter"])
    return share(
        count(data, REPORTS, rows, {theme: "yes"}),
        count(data, REPORTS, rows, {theme: KNOWN}),
        interval=resampled_share(by_matter.sum().tolist(), by_matter.size().tolist(), of="matters"),
        not_recorded=count(data, REPORTS, rows, {theme: "U"}),
    )


def _nothing_to_read(data: Dataset) -> NotAvailable:
    why = "no report has a tag or a text from which a theme could be told"
    return NotAvailable("not supplied", why, data.address(REPORTS), "reports")


def matters_by_area(data: Dataset) -> pd.DataFrame:
    """The reports by area, those on no child and no operation as one matter for each unit and area."""
    rows = _rows(data, AREA)
    of_unit = "unit " + rows["unit"] + " in " + rows[AREA]
    return rows.assign(matter=of_unit.fillna(rows["matter"].astype("str")))


@kept
def _rows(data: Dataset, *by: str) -> pd.DataFrame:
    """The reports; by community area one row for each that a report names, U where it names none."""
    rows = data.frames["reports"]
    if AREA not in by:
        return rows
    named = rows.assign(**{AREA: rows["areas"].str.split(AREAS_APART)}).explode(AREA)
    return named.assign(**{AREA: named[AREA].astype("str").replace("", "U").fillna("U")})
