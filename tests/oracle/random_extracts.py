"""Random variants of a year of the sample: what no generator of plausible extracts would think of.

Rows are dropped, doubled and moved in time, values change places within their column, cells are blanked,
people are put into one another's crimes, columns and whole extracts are not sent. Intake reads a variant like
any other year, and sets aside what has become impossible in it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import random_changes as change
from random_changes import Extracts, Rng

from profile_lib.edition import Edition
from profile_lib.intake import SCHEMAS
from profile_lib.sampling import MARK

SHUFFLED = {
    "missing_episodes": (
        *("sex", "category", "police_care_marker", "date_of_birth", "missing_from_type", "risk_level"),
        "home_authority",
    ),
    "return_interviews": ("response", "independent", "offered_on"),
    "looked_after": ("legal_status", "sex"),
    "offences": (
        *("cse_flag_recorded", "cse_flag_reviewed", "online", "suspects_reported", "gang_marker"),
        *("ho_class", "location_type", "community_area", "outcome", "outcome_on"),
    ),
    "offence_people": (
        *("role", "sex", "nationality", "crime_ref", "ethnicity_self", "ethnicity_officer", "relationship"),
        "home_authority",
    ),
    "intelligence": (*("community_area", "tags", "text", "subject_ref", "operation_ref", "submitting_unit"),),
    "at_risk_register": ("sex", "date_of_birth"),
    "school_absence": ("sessions_unauthorised",),
    "school_absence_totals": ("sex", "age"),
    "disruptions": ("power", "agency", "community_area"),
    "links": ("person_ref_a", "person_ref_b"),
}
"""Columns of which some cells change places in a variant."""

BLANKED = {
    "missing_episodes": (
        *("sex", "date_of_birth", "police_care_marker", "returned_at", "postcode", "missing_from_type"),
        *("risk_level", "home_authority"),
    ),
    "return_interviews": ("returned_on", "offered_on", "completed_on", "response", "independent"),
    "looked_after": ("surname", "upn", "to_date", "legal_status", "postcode"),
    "placed_by_others": ("to_date", "postcode"),
    "offences": (
        *("committed_from", "committed_to", "cse_flag_recorded", "cse_flag_reviewed", "online"),
        *("suspects_reported", "gang_marker", "ho_class", "location_type", "outcome", "outcome_on"),
    ),
    "offence_people": (
        *("person_ref", "sex", "date_of_birth", "nationality", "forename", "ethnicity_self"),
        *("ethnicity_officer", "relationship", "home_authority"),
    ),
    "intelligence": (*("community_area", "tags", "text", "subject_ref", "operation_ref", "submitting_unit"),),
    "at_risk_register": ("sex", "date_of_birth", "closed_on", "disability", "send"),
    "school_absence": ("date_of_birth", "upn"),
    "disruptions": ("power", "agency"),
    "person_index": ("forename", "date_of_birth"),
}
"""Columns of which some cells are blanked."""

MOVED = {
    "missing_episodes": ("missing_from", "reported_at", "returned_at"),
    "looked_after": ("from_date", "to_date"),
    "placed_by_others": ("from_date", "to_date"),
    "offences": ("recorded_on", "committed_from", "committed_to"),
    "return_interviews": ("returned_on", "offered_on", "completed_on"),
    "intelligence": ("received_on",),
    "at_risk_register": ("identified_on", "closed_on"),
    "disruptions": ("applied_on",),
    "links": ("recorded_on",),
}
"""Dates of a row that are moved together."""

ON_AN_EDGE = {
    "missing_episodes": ("missing_from",),
    "offences": ("recorded_on",),
    "intelligence": ("received_on",),
    "at_risk_register": ("identified_on", "closed_on"),
    "disruptions": ("applied_on",),
    "links": ("recorded_on",),
}
"""Dates of which some are set to the first or last day of a window, or the day beside it."""

OPTIONAL = (
    *("missing_episodes", "looked_after", "placed_by_others", "intelligence", "at_risk_register"),
    *("school_absence", "school_absence_totals", "disruptions", "links", "person_index"),
    *("return_interviews", "offence_people"),
)
"""Extracts that are now and then not sent; offences stay, so that there is always one."""


def write_variant(sample: Path, edition: Edition, seed: int, folder: Path) -> None:
    """Write a random variant of a year of the sample to ``folder/<year>``; half with its decisions beside."""
    year = edition.year
    rng = np.random.default_rng([int(year), seed])
    truth = pd.read_csv(sample / "truth" / f"{year}.csv", dtype={"person": "str"})
    extracts = {file.stem: change.text(file) for file in sorted((sample / year).glob("*.csv"))}
    extracts = change.some_people(extracts, truth, rng)
    extracts = {name: change.rows_lost(rows, rng) for name, rows in extracts.items()}
    for name, rows in extracts.items():
        for column in SHUFFLED.get(name, ()):
            change.change_places(rows, column, rng)
        change.move(rows, MOVED.get(name, ()), rng)
        for column in ON_AN_EDGE.get(name, ()):
            change.to_an_edge(rows, column, list(edition.periods.values()), rng)
    _one_by_one(extracts, rng)
    for name, rows in extracts.items():
        for column in BLANKED.get(name, ()):
            change.blank(rows, (column,), rng.choice([0, 0, 0, 0.02, 0.1, 0.4]), rng)
    if rng.random() < 0.15:
        change.blank(extracts["looked_after"], ("surname", "upn"), 0.4, rng)
    _write(_not_everything_sent(extracts, rng), folder / year)
    if rng.random() < 0.5:
        (folder / year / MARK).touch()
        (folder / "decisions").mkdir()
        decided = (sample / "decisions" / f"{year}.csv").read_bytes()
        (folder / "decisions" / f"{year}.csv").write_bytes(decided)


def _one_by_one(extracts: Extracts, rng: Rng) -> None:
    """What is changed in one extract alone."""
    change.people_in_one_anothers_crimes(extracts, rng)
    change.same_people_in_another_crime(extracts, rng)
    change.long_offences(extracts["offences"], rng)
    extracts["missing_episodes"] = change.episodes_close_together(extracts["missing_episodes"], rng)
    change.nearly_adults(extracts["missing_episodes"], rng)
    for name in ("looked_after", "placed_by_others"):
        change.spells_by_the_day(extracts[name], extracts["missing_episodes"], rng)
    extracts["at_risk_register"] = change.identified_again(extracts["at_risk_register"], rng)
    change.several_areas(extracts["intelligence"], rng)
    extracts["school_absence"] = change.exact_tenths(extracts["school_absence"], rng)


def _not_everything_sent(extracts: Extracts, rng: Rng) -> Extracts:
    """Without some of the extracts, and without some of the columns that need not be there."""
    sent = {name: rows for name, rows in extracts.items() if name not in OPTIONAL or rng.random() >= 0.06}
    if rng.random() < 0.06 and len(sent) > 1:
        sent.pop("offences")
    for name, rows in sent.items():
        needed = SCHEMAS[name].needed
        columns = [column for column in rows if column != change.PERSON]
        sent[name] = rows[[column for column in columns if column in needed or rng.random() >= 0.04]]
    return sent


def _write(extracts: Extracts, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, rows in extracts.items():
        rows.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
