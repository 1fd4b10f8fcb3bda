"""Random variants of a year of the sample: what no generator of plausible extracts would think of.

Rows are dropped, doubled and moved in time, values change places within their column, cells are blanked,
people are put into one another's crimes, columns and whole extracts are not sent. Intake reads a variant like
any other year, and sets aside what has become impossible in it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from profile_lib.intake import SCHEMAS
from profile_lib.sampling import MARK

Rng = np.random.Generator
Extracts = dict[str, pd.DataFrame]

SHUFFLED = {
    "missing_episodes": ("sex", "category", "police_care_marker", "date_of_birth"),
    "looked_after": ("legal_status", "sex"),
    "offences": ("cse_flag_recorded", "cse_flag_reviewed", "online", "suspects_reported", "gang_marker"),
    "offence_people": ("role", "sex", "nationality", "crime_ref"),
    "intelligence": ("community_area", "tags", "text", "subject_ref", "operation_ref", "submitting_unit"),
    "at_risk_register": ("sex", "date_of_birth"),
    "school_absence": ("sessions_unauthorised",),
    "school_absence_totals": ("sex", "age"),
    "disruptions": ("power", "agency", "community_area"),
    "links": ("person_ref_a", "person_ref_b"),
}
"""Columns of which some cells change places in a variant."""

BLANKED = {
    "missing_episodes": ("sex", "date_of_birth", "police_care_marker", "returned_at", "postcode"),
    "looked_after": ("surname", "upn", "to_date", "legal_status", "postcode"),
    "placed_by_others": ("to_date", "postcode"),
    "offences": (
        *("committed_from", "committed_to", "cse_flag_recorded", "cse_flag_reviewed", "online"),
        *("suspects_reported", "gang_marker"),
    ),
    "offence_people": ("person_ref", "sex", "date_of_birth", "nationality", "forename"),
    "intelligence": ("community_area", "tags", "text", "subject_ref", "operation_ref", "submitting_unit"),
    "at_risk_register": ("sex", "date_of_birth", "closed_on"),
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
    "intelligence": ("received_on",),
    "at_risk_register": ("identified_on", "closed_on"),
    "disruptions": ("applied_on",),
    "links": ("recorded_on",),
}
"""Dates of a row that are moved together."""

OF_SOME_PEOPLE = (
    "missing_episodes", "looked_after", "placed_by_others", "return_interviews", "school_absence",
)  # fmt: skip
"""Large extracts, of which a variant has the rows of some people only: linking takes its time."""

OPTIONAL = (
    *("looked_after", "placed_by_others", "intelligence", "at_risk_register", "school_absence"),
    *("school_absence_totals", "disruptions", "links", "person_index", "return_interviews", "offence_people"),
    "missing_episodes",
)
FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


def write_variant(sample: Path, year: str, seed: int, folder: Path) -> None:
    """Write a random variant of ``sample/<year>`` to ``folder/<year>``, some with the sample's decisions."""
    rng = np.random.default_rng([int(year), seed])
    extracts = {file.stem: _text(file) for file in sorted((sample / year).glob("*.csv"))}
    extracts = _some_people(
        extracts, pd.read_csv(sample / "truth" / f"{year}.csv", dtype={"person": "str"}), rng
    )
    extracts = {name: _rows_lost(rows, rng) for name, rows in extracts.items()}
    _people_in_one_anothers_crimes(extracts, rng)
    for name, rows in extracts.items():
        for column in SHUFFLED.get(name, ()):
            _change_places(rows, column, rng)
        _move(rows, MOVED.get(name, ()), rng)
    _long_offences(extracts["offences"], rng)
    extracts["missing_episodes"] = _episodes_close_together(extracts["missing_episodes"], rng)
    extracts["at_risk_register"] = _identified_again(extracts["at_risk_register"], rng)
    _several_areas(extracts["intelligence"], rng)
    _exact_tenths(extracts["school_absence"], rng)
    for name, rows in extracts.items():
        for column in BLANKED.get(name, ()):
            share = rng.choice([0, 0, 0.02, 0.1, 0.4])
            rows.loc[rng.random(len(rows)) < share, column] = ""
    _write(_not_everything_sent(extracts, rng), folder / year)
    if rng.random() < 0.5:
        (folder / year / MARK).touch()
        (folder / "decisions").mkdir()
        decided = (sample / "decisions" / f"{year}.csv").read_bytes()
        (folder / "decisions" / f"{year}.csv").write_bytes(decided)


def _text(file: Path) -> pd.DataFrame:
    """The cells of a file as text, blank where there is nothing, by spreadsheet row."""
    rows = pd.read_csv(file, dtype="str", keep_default_na=False)
    return rows.set_axis(pd.RangeIndex(2, len(rows) + 2), axis=0)


def _some_people(extracts: Extracts, truth: pd.DataFrame, rng: Rng) -> Extracts:
    """The rows of every extract, but of the large ones those of some people: of all in a small one too."""
    in_small = truth.loc[~truth["extract"].isin(OF_SOME_PEOPLE), "person"].dropna().unique()
    others = np.setdiff1d(truth["person"].dropna().unique().astype(object), in_small.astype(object))
    kept = {*in_small, *rng.choice(others, size=len(others) // 10, replace=False)}
    some = dict(extracts)
    for name in OF_SOME_PEOPLE:
        person = truth[truth["extract"] == name].set_index("row")["person"]
        some[name] = extracts[name][person.reindex(extracts[name].index).isin(kept)]
    return some


def _rows_lost(rows: pd.DataFrame, rng: Rng) -> pd.DataFrame:
    lost = rng.choice([0, 0.05, 0.3])
    return rows[rng.random(len(rows)) >= lost].reset_index(drop=True)


def _change_places(rows: pd.DataFrame, column: str, rng: Rng) -> None:
    """Let the cells of some rows change places, in the frame itself."""
    share = rng.choice([0, 0.1, 0.5])
    chosen = np.flatnonzero(rng.random(len(rows)) < share)
    place = rows.columns.get_loc(column)
    rows.iloc[chosen, place] = rows.iloc[rng.permutation(chosen), place].to_numpy()


def _move(rows: pd.DataFrame, columns: tuple[str, ...], rng: Rng) -> None:
    """Move the dates of some rows by up to six weeks, all of a row by as much; some lose their time."""
    days = pd.Series(rng.integers(-40, 41, len(rows)) * (rng.random(len(rows)) < 0.3), index=rows.index)
    for column in columns:
        rows[column] = _later(rows[column], pd.to_timedelta(days, unit="D"), rng.random(len(rows)) < 0.05)


def _later(cells: pd.Series, by: pd.Series, day_alone: np.ndarray) -> pd.Series:
    """Dates later by some time, written the ISO way; what is no date stays as it is."""
    moment = _moments(cells) + by
    timed = cells.str.contains(":", regex=False) & ~day_alone
    written = moment.dt.strftime("%Y-%m-%d").mask(timed, moment.dt.strftime("%Y-%m-%d %H:%M"))
    return cells.mask(moment.notna(), written)


def _moments(cells: pd.Series) -> pd.Series:
    found = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[us]")
    for form in FORMATS:
        found = found.fillna(pd.to_datetime(cells, format=form, errors="coerce").astype("datetime64[us]"))
    return found


def _people_in_one_anothers_crimes(extracts: Extracts, rng: Rng) -> None:
    """Put people into further crimes: who they are is copied over another row, whose part in it stays."""
    rows = extracts["offence_people"]
    who = [column for column in rows if column not in ("crime_ref", "role", "relationship")]
    into = np.flatnonzero(rng.random(len(rows)) < rng.choice([0, 0.1, 0.4]))
    places = [rows.columns.get_loc(column) for column in who]
    rows.iloc[into, places] = rows.iloc[rng.integers(0, len(rows), len(into)), places].to_numpy()


def _long_offences(rows: pd.DataFrame, rng: Rng) -> None:
    """Offences that may have lasted until a later day, or began long before they were recorded."""
    began = _moments(rows["committed_from"])
    earlier = pd.to_timedelta(-rng.choice([0, 0, 0, 365, 366, 2000], len(rows)), unit="D")
    until = pd.to_timedelta(rng.choice([0, 5, 60, 400], len(rows)), unit="D")
    lasting = began.notna() & (rng.random(len(rows)) < rng.choice([0.1, 0.4]))
    rows["committed_to"] = rows["committed_to"].mask(lasting, (began + until).dt.strftime("%Y-%m-%d"))
    rows["committed_from"] = rows["committed_from"].mask(
        began.notna(), (began + earlier).dt.strftime("%Y-%m-%d")
    )


def _episodes_close_together(rows: pd.DataFrame, rng: Rng) -> pd.DataFrame:
    """The rows, and more of the same children that overlap with them, touch them or follow soon after."""
    first = rows[_moments(rows["returned_at"]).notna()]
    first = first[rng.random(len(first)) < 0.25]
    gap = rng.choice([-600, -30, 0, 1, 59, 60, 61, 90, 1440], len(first))
    start = _moments(first["returned_at"]) + pd.to_timedelta(gap, unit="m")
    end = start + pd.to_timedelta(rng.choice([0, 45, 300, 3000], len(first)), unit="m")
    day_alone = rng.random((2, len(first))) < 0.15
    more = first.assign(
        episode_ref=first["episode_ref"] + "-again",
        missing_from=_written(start, day_alone[0]),
        reported_at="",
        returned_at=_written(end, day_alone[1]),
        category=rng.choice(["missing", "absent"], len(first)),
        police_care_marker=rng.choice(["yes", "no", ""], len(first)),
    )
    return pd.concat([rows, more], ignore_index=True).sample(frac=1, random_state=int(rng.integers(2**31)))


def _written(moments: pd.Series, day_alone: np.ndarray) -> pd.Series:
    return moments.dt.strftime("%Y-%m-%d %H:%M").mask(day_alone, moments.dt.strftime("%Y-%m-%d"))


def _identified_again(rows: pd.DataFrame, rng: Rng) -> pd.DataFrame:
    """The rows, and some children identified again up to a year before or after."""
    again = rows[rng.random(len(rows)) < 0.2]
    days = pd.Series(rng.integers(-365, 366, len(again)), index=again.index)
    by = pd.to_timedelta(days, unit="D")
    alone = np.zeros(len(again), dtype=bool)
    moved = {column: _later(again[column], by, alone) for column in ("identified_on", "closed_on")}
    return pd.concat([rows, again.assign(**moved)], ignore_index=True)


def _several_areas(rows: pd.DataFrame, rng: Rng) -> None:
    """Reports that name another place too: the same again, one of the others, or none of the area's."""
    two = np.flatnonzero(rng.random(len(rows)) < 0.15)
    other = rng.permutation(rows["community_area"].to_numpy())[two]
    other[rng.random(len(two)) < 0.1] = "Elsewhere"
    place = rows.columns.get_loc("community_area")
    rows.iloc[two, place] = [f"{one};{more}" for one, more in zip(rows.iloc[two, place], other, strict=True)]


def _exact_tenths(rows: pd.DataFrame, rng: Rng) -> None:
    """Pupils at, just under and over a tenth; some without a session they could have attended."""
    chosen = rng.random(len(rows)) < 0.3
    rows.loc[chosen, "sessions_possible"] = rng.choice(["0", "300", "190"], int(chosen.sum()))
    rows.loc[chosen, "sessions_unauthorised"] = rng.choice(["0", "18", "19", "29", "30"], int(chosen.sum()))
    rows.loc[chosen & (rows["sessions_possible"] == "0"), "sessions_unauthorised"] = "0"
    rows.loc[chosen, "sessions_authorised"] = ""


def _not_everything_sent(extracts: Extracts, rng: Rng) -> Extracts:
    """Without some of the extracts, and without some of the columns that need not be there."""
    sent = {name: rows for name, rows in extracts.items() if name not in OPTIONAL or rng.random() >= 0.06}
    if rng.random() < 0.06:
        sent.pop("offences")
    for name, rows in sent.items():
        needed = SCHEMAS[name].needed
        sent[name] = rows[[column for column in rows if column in needed or rng.random() >= 0.04]]
    return sent


def _write(extracts: Extracts, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, rows in extracts.items():
        rows.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
