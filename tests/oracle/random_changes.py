"""The single changes that a random variant is made of; most change the frame that they are given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from profile_lib.figures import Period

Rng = np.random.Generator
Extracts = dict[str, pd.DataFrame]

PERSON = "true person"
"""A column that says whom a row is about while a variant is made, and is not sent."""

OF_SOME_PEOPLE = (
    *("missing_episodes", "looked_after", "placed_by_others", "return_interviews", "school_absence"),
)
"""Large extracts, of which a variant has the rows of some people only: linking takes its time."""

FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
WHO = (
    *("person_ref", "surname", "forename", "date_of_birth", "sex", "postcode", "ethnicity_self"),
    *("ethnicity_officer", "nationality", "police_care_marker", "home_authority"),
)


def text(file: Path) -> pd.DataFrame:
    """The cells of a file as text, blank where there is nothing, by spreadsheet row."""
    rows = pd.read_csv(file, dtype="str", keep_default_na=False)
    return rows.set_axis(pd.RangeIndex(2, len(rows) + 2), axis=0)


def some_people(extracts: Extracts, truth: pd.DataFrame, rng: Rng) -> Extracts:
    """The rows of every extract, but of the large ones those of some people: of all in a small one too."""
    in_small = {*truth.loc[~truth["extract"].isin(OF_SOME_PEOPLE), "person"].dropna()}
    others = sorted({*truth["person"].dropna()} - in_small)
    kept = {*in_small, *rng.choice(others, size=len(others) // 10, replace=False)}
    some = {}
    for name, rows in extracts.items():
        person = truth[truth["extract"] == name].set_index("row")["person"].reindex(rows.index)
        known = rows.assign(**{PERSON: person})
        some[name] = known[person.isin(kept)] if name in OF_SOME_PEOPLE else known
    return some


def rows_lost(rows: pd.DataFrame, rng: Rng) -> pd.DataFrame:
    """The rows without some of them."""
    return rows[rng.random(len(rows)) >= rng.choice([0, 0.05, 0.3])].reset_index(drop=True)


def change_places(rows: pd.DataFrame, column: str, rng: Rng) -> None:
    """Let the cells of some rows change places."""
    chosen = _some(rows, rng.choice([0, 0.1, 0.5]), rng)
    rows.loc[chosen, column] = rows.loc[rng.permutation(chosen), column].to_numpy()


def blank(rows: pd.DataFrame, columns: tuple[str, ...], share: float, rng: Rng) -> None:
    """Blank the columns in some rows."""
    rows.loc[_some(rows, share, rng), list(columns)] = ""


def move(rows: pd.DataFrame, columns: tuple[str, ...], rng: Rng) -> None:
    """Move the dates of some rows by up to six weeks, all of a row by as much; some lose their time."""
    days = pd.Series(rng.integers(-40, 41, len(rows)) * (rng.random(len(rows)) < 0.3), index=rows.index)
    for column in columns:
        rows[column] = _later(rows[column], days, rng.random(len(rows)) < 0.05)


def to_an_edge(rows: pd.DataFrame, column: str, windows: list[Period], rng: Rng) -> None:
    """Set some dates to the first or last day of a window, or to the day beside it."""
    chosen = _some(rows, 0.03, rng)
    ends = [pd.Timestamp(day) for window in windows for day in (window.start, window.end)]
    days = [ends[rng.integers(len(ends))] + pd.Timedelta(days=int(rng.integers(-1, 2))) for _ in chosen]
    rows.loc[chosen, column] = [day.strftime("%Y-%m-%d") for day in days]


def people_in_one_anothers_crimes(extracts: Extracts, rng: Rng) -> None:
    """Put people into further crimes: who they are is copied over another row, whose part in it stays."""
    rows = extracts["offence_people"]
    into = _some(rows, rng.choice([0, 0.1, 0.4]), rng)
    out_of = rng.choice(rows.index, len(into))
    rows.loc[into, list(WHO)] = rows.loc[out_of, list(WHO)].to_numpy()


def same_people_in_another_crime(extracts: Extracts, rng: Rng) -> None:
    """Add the people of some crimes to another crime, which half the time is of the same first day."""
    crimes, people = extracts["offences"], extracts["offence_people"]
    pairs = rng.permutation(crimes.index)[: 2 * rng.integers(0, 15)].reshape(-1, 2)
    more = []
    for one, other in pairs:
        there = people[people["crime_ref"] == crimes.loc[one, "crime_ref"]]
        more.append(there.assign(crime_ref=crimes.loc[other, "crime_ref"]))
        if rng.random() < 0.5:
            crimes.loc[other, ["committed_from", "committed_to"]] = [crimes.loc[one, "committed_from"], ""]
    extracts["offence_people"] = pd.concat([people, *more], ignore_index=True)
    extracts["offences"] = crimes.loc[rng.permutation(crimes.index)].reset_index(drop=True)


def long_offences(rows: pd.DataFrame, rng: Rng) -> None:
    """Offences that may have lasted until a later day, or began long before they were recorded."""
    began = _moments(rows["committed_from"])
    earlier = rng.choice([0, 0, 0, 365, 366, 2000], len(rows)) * (rng.random(len(rows)) < 0.4)
    for column in ("committed_from", "committed_to"):
        rows[column] = _later(rows[column], pd.Series(-earlier, index=rows.index))
    lasting = began.notna() & (rng.random(len(rows)) < rng.choice([0, 0.1, 0.4]))
    until = pd.Series(rng.choice([0, 5, 60, 400], len(rows)), index=rows.index)
    rows["committed_to"] = rows["committed_to"].mask(lasting, _later(rows["committed_from"], until))
    recorded = _moments(rows["recorded_on"]).dropna()
    for row in recorded.index[rng.random(len(recorded)) < 0.06]:
        a_year = recorded[row] - pd.DateOffset(years=1) + pd.Timedelta(days=int(rng.integers(-1, 2)))
        rows.loc[row, "committed_from"] = a_year.strftime("%Y-%m-%d")


def episodes_close_together(rows: pd.DataFrame, rng: Rng) -> pd.DataFrame:
    """The rows, and more of the same children that overlap with them, touch them or follow soon after."""
    ended = rows[_moments(rows["returned_at"]).notna()]
    first = ended.loc[_some(ended, 0.25, rng)]
    gap = rng.choice([-600, -30, 0, 1, 59, 60, 61, 90, 1440], len(first))
    start = _moments(first["returned_at"]) + pd.to_timedelta(gap, unit="m")
    end = start + pd.to_timedelta(rng.choice([0, 45, 300, 3000], len(first)), unit="m")
    more = first.assign(
        episode_ref=first["episode_ref"] + "-again",
        missing_from=_written(start, rng.random(len(first)) < 0.15),
        reported_at="",
        returned_at=_written(end, rng.random(len(first)) < 0.15),
        category=rng.choice(["missing", "absent"], len(first)),
        police_care_marker=rng.choice(["yes", "no", ""], len(first)),
        sex=np.where(rng.random(len(first)) < 0.1, rng.choice(["F", "M", "X", ""], len(first)), first["sex"]),
    )
    both = pd.concat([rows, more], ignore_index=True)
    return both.loc[rng.permutation(both.index)].reset_index(drop=True)


def nearly_adults(rows: pd.DataFrame, rng: Rng) -> None:
    """Children who turn 18 on the day of the start or beside it, in one row or in all that they have."""
    start = _moments(rows["missing_from"]).dropna()
    for row in rng.choice(start.index, min(12, len(start)), replace=False):
        born = start[row] - pd.DateOffset(years=18) + pd.Timedelta(days=int(rng.integers(-1, 2)))
        same = rows.index[rows[PERSON] == rows.loc[row, PERSON]] if rng.random() < 0.7 else [row]
        rows.loc[same, "date_of_birth"] = born.strftime("%Y-%m-%d")
        if rng.random() < 0.5:
            rows.loc[row, "date_of_birth"] = ""


def spells_by_the_day(rows: pd.DataFrame, episodes: pd.DataFrame, rng: Rng) -> None:
    """Spells of care that begin or end on the day on which an episode of the child starts, or beside it."""
    start = _moments(episodes["missing_from"])
    day = start.groupby(episodes[PERSON]).min().reindex(rows[PERSON]).set_axis(rows.index)
    beside = day + pd.to_timedelta(rng.choice([-1, 0, 0, 1], len(rows)), unit="D")
    known = rows.index[day.notna() & (rng.random(len(rows)) < 0.3)]
    for row in known:
        column = ("from_date", "to_date")[rng.integers(2)]
        rows.loc[row, column] = beside[row].strftime("%Y-%m-%d")
        if column == "from_date":
            rows.loc[row, "to_date"] = ""


def identified_again(rows: pd.DataFrame, rng: Rng) -> pd.DataFrame:
    """The rows, and some children identified again up to a year before or after."""
    again = rows.loc[_some(rows, 0.2, rng)]
    days = pd.Series(rng.integers(-365, 366, len(again)), index=again.index)
    moved = {column: _later(again[column], days) for column in ("identified_on", "closed_on")}
    return pd.concat([rows, again.assign(**moved)], ignore_index=True)


def several_areas(rows: pd.DataFrame, rng: Rng) -> None:
    """Reports that name another place too: the same again, one of the others, or none of the area's."""
    two = _some(rows, 0.15, rng)
    other = rng.permutation(rows["community_area"].to_numpy())[: len(two)]
    other[rng.random(len(two)) < 0.1] = "Elsewhere"
    rows.loc[two, "community_area"] = rows.loc[two, "community_area"] + ";" + other


def exact_tenths(rows: pd.DataFrame, rng: Rng) -> pd.DataFrame:
    """The rows, some at, just under and over a tenth, some without a session; some pupils in two schools."""
    rows = rows.copy()
    chosen = _some(rows, 0.3, rng)
    possible = rng.choice([0, 190, 300], len(chosen))
    missed = np.minimum(rng.choice([0, 18, 19, 29, 30], len(chosen)), possible)
    rows.loc[chosen, "sessions_possible"] = possible.astype(str).astype(object)
    rows.loc[chosen, "sessions_unauthorised"] = missed.astype(str).astype(object)
    rows.loc[chosen, "sessions_authorised"] = ""
    second = rows.loc[_some(rows, 0.15, rng)].assign(
        sessions_possible="100", sessions_authorised="", sessions_unauthorised=str(rng.integers(0, 20))
    )
    return pd.concat([rows, second], ignore_index=True)


def _some(rows: pd.DataFrame, share: float, rng: Rng) -> np.ndarray:
    """The index of some of the rows."""
    chosen: np.ndarray = rows.index.to_numpy()[rng.random(len(rows)) < share]
    return chosen


def _moments(cells: pd.Series) -> pd.Series:
    """The cells that are dates, with a time or without."""
    found = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[us]")
    for form in FORMATS:
        found = found.fillna(pd.to_datetime(cells, format=form, errors="coerce").astype("datetime64[us]"))
    return found


def _later(cells: pd.Series, days: pd.Series, day_alone: np.ndarray | bool = False) -> pd.Series:
    """Dates later by some days, written the ISO way; what is no date stays as it is."""
    moved = _moments(cells) + pd.to_timedelta(days, unit="D")
    untimed = ~cells.str.contains(":", regex=False) | day_alone
    return cells.mask(moved.notna(), _written(moved, untimed.to_numpy()))


def _written(moments: pd.Series, day_alone: np.ndarray) -> pd.Series:
    return moments.dt.strftime("%Y-%m-%d %H:%M").mask(day_alone, moments.dt.strftime("%Y-%m-%d"))
