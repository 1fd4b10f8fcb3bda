"""The frames that measures count, and what is known about how they came to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from profile_lib.dataset.frames import Frames
from profile_lib.edition import Edition
from profile_lib.figures import COUNTED, DIMENSIONS, Address, Period, WindowName
from profile_lib.intake import SCHEMAS
from profile_lib.intake.schemas import READ
from profile_lib.linkage.people import most_frequent

AGE_BANDS = {"0-9": (0, 9), "10-12": (10, 12), "13-14": (13, 14), "15-16": (15, 16), "17": (17, 17)}
REPEAT_BANDS = {
    **{str(n): (n, n) for n in range(1, 6)},
    "6-10": (6, 10),
    "11-20": (11, 20),
    "21-50": (21, 50),
    "51+": (51, 10**9),
}
IF_OPEN_LINKED = "_if_open_linked"
DATED: Mapping[str, tuple[WindowName, str]] = {
    "episodes": ("missing", "start"),
    "interviews": ("missing", "returned_on"),
    "cse_offences": ("cse", "recorded_on"),
    "cse_people": ("cse", "recorded_on"),
    "reports": ("cse", "received_on"),
    "actions": ("cse", "applied_on"),
}
"""The frames whose rows fall in a window by a day, and by which."""
COPIES = frozenset(
    (name, rule.code)
    for name, schema in SCHEMAS.items()
    for rule in schema.rules
    if rule.among and rule.level == "fault"
)
"""The rules, by extract, that find a row to be there already."""


@dataclass(frozen=True, eq=False)  # data are themselves: what was made of them is remembered by them
class Dataset:
    """An edition's frames over its windows. A child is a pseudonym; no name, date of birth or reference.
    What rows can be broken down by is categorical; a category that a frame knows need not have a row.

    ``frames`` holds
    ``episodes``: one row an episode, in order of start: child, start, start_has_time, end, end_has_time,
    open, category, month, sex, age, age_band, girl_or_boy, repeats, graded, authority, in_care, care_source,
    police_marker, placement, followed (days after the return, of the first 28, in which the child is under
    18), time_band, day_kind, duration, missing_from_type, risk_level, found_by, found_in, harm, home_area;
    ``interviews``: one row a return interview that is due: child, returned_on, offered, offered_in_time,
    completed, completed_in_time, response, independent;
    ``cse_offences``: offence (a number), recorded_on, month, recency, online, gang, reported, identified,
    victims, suspects, offence_type, place_type, offence_area, cluster (of offences that name the same person
    or are of one incident; a number), outcome_group, days (to the outcome, or to the
    day that the edition speaks from), outcome_days (their band);
    ``cse_people``: offence, child, part (victim or offender), recorded_on, day, is_dated (whether the offence
    is known to be of that day), sex, nationality, ethnicity, ethnicity_from, home_authority, relationship,
    age, age_to: a named person's part in a CSE offence; ``recorded_links``: child_a, child_b;
    ``references``: child, reference (a pseudonym of each reference of a child of the episodes or of an
    offence, by which another year's data know the child); ``recorded_needs``: child, need: whether a
    disability or special educational need is recorded, of the children in extracts with such columns;
    ``reports``: report (a number), received_on, month, child (its subject), matter, areas, unit (a number, of
    a report on no child and no operation), a yes, no or U for each theme and, with ``_found_by``, tag or text
    for a yes; source_grade, information_grade; ``at_risk``: child, identified_on, closed_on, sex, age,
    register_level, referral_source, register_outcome, identified_again (a case of the child had closed
    before), held_from (the day from which the extract has closed cases), ethnicity, disability, send;
    ``absence``: child, age, sex, possible, unauthorised (sessions of the school year); ``households``: by
    child, the household that the child belongs to (a number); each of these also with ``_if_open_linked``: as
    it would be if every undecided pair of records were one child; ``actions``: applied_on, month, power,
    agency, action_outcome; ``absence_totals``: age, sex, pupils, pupils_10pct;
    ``effects``: rule, rows_before, rows_after, changed: what each rule of merging did to the count;
    ``intake``: extract, file, sha256, read, used, fault, scope;
    ``set_aside``: extract, row, rule, level, column, message; ``notices``: the same columns;
    ``completeness``: extract, column, day, rows, recorded;
    ``flags``: recorded, reviewed, offences: the CSE flags of all crimes, yes, no or U each;
    ``from_care``: source, whose, children, events, first, last: looked-after children who went missing, as
    each source has it (see ``reconciling``);
    ``links``: outcome, pairs; ``found``: of each child with several records how they were joined, see
    ``dataset.found``; ``care``: rows, linkable (the looked-after rows and how many have identifiers)
    and basis: records, marker or nothing, from which care status can be known.

    ``earlier``: the data of the year that the edition is compared with, over their own windows, to look back
    on; None where there are none.
    """

    edition: Edition
    windows: Mapping[WindowName, Period]
    frames: Mapping[str, pd.DataFrame]
    earlier: Dataset | None = None

    @property
    def area(self) -> str:
        return self.edition.area.name

    def address(self, counted: str, where: Mapping[str, str] | None = None) -> Address:
        """The address of a counted set in these data."""
        window = self.windows[COUNTED[counted].window]
        return Address(counted, window, self.area, tuple((where or {}).items()))

    @property
    def supplied(self) -> frozenset[str]:
        """The extracts that partners sent."""
        return frozenset(self.frames["intake"]["extract"])

    @property
    def care_basis(self) -> str:
        return str(self.frames["care"]["basis"].iloc[0])

    @property
    def open_pairs(self) -> int:
        """Pairs of records that may be one child and that nobody has decided."""
        links = self.frames["links"]
        return int(links.loc[links["outcome"].isin(["open", "unsure"]), "pairs"].sum())

    def if_open_pairs_linked(self) -> Dataset:
        """The data as they would be if every undecided pair were the same child."""
        linked = {name: f"{name}{IF_OPEN_LINKED}" for name in self.frames}
        names = {name: other if other in self.frames else name for name, other in linked.items()}
        return replace(self, frames=Frames.called(names, self.frames))

    def over(self, windows: Mapping[WindowName, Period]) -> Dataset:
        """The data narrowed to shorter windows. Raises ValueError where one is not inside the present one."""
        for name, period in windows.items():
            if not period.within(self.windows[name]):
                raise ValueError(f"{period} is not inside {self.windows[name]}")
        narrowed = {name: partial(self._narrowed, name, windows) for name in self.frames}
        return replace(self, windows=windows, frames=Frames(narrowed))

    def recorded(self) -> pd.Series:
        """The share of used rows of the windows in which each column is recorded, by ``extract.column``."""
        rows = (
            self.frames["completeness"].groupby(["extract", "column"], sort=False)[["rows", "recorded"]].sum()
        )
        share: pd.Series = rows["recorded"] / rows["rows"].where(rows["rows"] > 0)
        return share.set_axis(share.index.map(".".join))

    def by_month(self) -> pd.DataFrame:
        """How many rows are used, and in how many each column is recorded, in each month of the window.

        Columns extract, column, month, rows, recorded; of extracts whose rows have a day, months without a
        row included.
        """
        dated = self.frames["completeness"].dropna(subset="day")
        month = dated["day"].dt.strftime("%Y-%m").rename("month")
        keys = ["extract", "column", "month"]
        found = dated.assign(month=month).groupby(keys, sort=False)[["rows", "recorded"]].sum()
        every = [
            (extract, column, each)
            for extract, column in dict.fromkeys(zip(dated["extract"], dated["column"], strict=True))
            for each in self.windows[READ[extract].window or "cse"].months()
        ]
        asked = pd.MultiIndex.from_tuples(every, names=keys) if every else found.index
        return found.reindex(asked, fill_value=0).reset_index()

    def faultless(self) -> pd.Series:
        """The share of the rows read of each extract in which nothing is wrong; further copies of a row are
        no rows. Of whole files: a row at fault need not have a day that could be read."""
        lines, intake = self.frames["set_aside"], self.frames["intake"].set_index("extract")
        copy = pd.MultiIndex.from_frame(lines[["extract", "rule"]]).isin(COPIES)
        copies = lines[copy].groupby("extract").size().reindex(intake.index, fill_value=0)
        read = intake["read"] - copies
        share: pd.Series = 1 - (intake["fault"] - copies) / read.where(read > 0)
        return share

    def _narrowed(self, name: str, windows: Mapping[WindowName, Period]) -> pd.DataFrame:
        frame = self.frames[name]
        kind = name.removesuffix(IF_OPEN_LINKED)
        if kind == "completeness":
            schema_windows = frame["extract"].map({extract: item.window for extract, item in READ.items()})
            counted = frame["day"].isna()
            for window, period in windows.items():
                counted |= schema_windows.eq(window) & _within(frame["day"], period)
            return frame[counted]
        if kind not in DATED:
            return frame
        window, day = DATED[kind]
        inside = frame[_within(frame[day], windows[window]) | frame[day].isna()]
        return described(inside) if kind == "episodes" else inside


def described(episodes: pd.DataFrame) -> pd.DataFrame:
    """The episodes with what depends on the window: month, the child's age band at the first, repeats, how
    the child's episodes were graded, and whose child it is by most of them; and the sex as it is crossed."""
    ordered = episodes.sort_values("start", kind="stable")
    by_child = ordered.groupby("child", sort=False)
    first_age = by_child["age"].transform("first")
    category, sex = ordered["category"].astype("str"), ordered["sex"].astype("str")
    graded = by_child["category"].transform("nunique").gt(1).map({True: "both", False: None})
    home = ordered["home_area"].astype("str")
    named = most_frequent(home.mask(home.eq("U")), ordered["child"])
    found = ordered.assign(
        month=ordered["start"].dt.strftime("%Y-%m"),
        age_band=banded(first_age, AGE_BANDS),
        repeats=banded(by_child["child"].transform("size"), REPEAT_BANDS),
        graded=graded.astype("str").fillna(category),
        girl_or_boy=sex.where(sex.isin(["F", "M"]), "U"),
        authority=named.reindex(ordered["child"]).set_axis(ordered.index).astype("str").fillna("U"),
    )
    return in_categories(found.reset_index(drop=True))


def in_categories(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, what it can be broken down by as categories: a nation's rows say a few words millions of
    times."""
    words = [name for name in frame.columns if name in DIMENSIONS and frame[name].dtype == "str"]
    return frame.astype(dict.fromkeys(words, "category"))


def banded(numbers: pd.Series, bands: Mapping[str, tuple[int, int]]) -> pd.Series:
    """The band of each number; U where it has none."""
    rising = sorted(bands, key=lambda name: bands[name])
    low, high = np.array([bands[name] for name in rising], dtype="float64").T
    number = numbers.to_numpy("float64", na_value=np.nan)
    place = np.searchsorted(low, number, side="right") - 1
    is_inside = (place >= 0) & (number <= high[place])
    told = np.array([*rising, "U"], dtype=object)[np.where(is_inside, place, len(rising))]
    return pd.Series(told, index=numbers.index, dtype="str")


def _within(moments: pd.Series, period: Period) -> pd.Series:
    return moments.dt.normalize().between(pd.Timestamp(period.start), pd.Timestamp(period.end))
