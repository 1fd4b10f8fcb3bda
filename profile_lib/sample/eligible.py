"""Which children could go missing in a year, and on which days: as children, and in or out of care."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from profile_lib.sample import care
from profile_lib.sample.targets import MissingTargets
from profile_lib.sample.world import World

# How readily children of each age in years go missing (most at 14 to 16); invented, in proportion.
AGE_WEIGHT = dict(enumerate([0.01] * 8 + [0.03, 0.05, 0.1, 0.25, 0.6, 1.2, 1.9, 2.2, 1.9, 1.3]))
LONG_ENOUGH = 60  # days on which an episode may start
APART = 4  # days between an episode in care and one before or after the placement


def eligible(world: World, targets: MissingTargets, police: pd.DataFrame) -> pd.DataFrame:
    """Children by the kind that they could be drawn for; one who leaves care in the year has two rows.

    Index person; columns kind (as in ``targets.Cells``), sex (as the police record it), weight, first and
    last (days on which a calibrated episode may start), side_first and side_last (the longer time out of
    care, for children in care).
    """
    window = under_18(world, police, targets.first, targets.last_start)
    stay = _stays(world).join(window.rename(columns={"first": "child_from", "last": "child_to"}))
    margin = pd.Timedelta(days=LONG_ENOUGH)
    near = (stay["from_date"] <= pd.Timestamp(targets.last) + margin) & (
        stay["to_date"] >= pd.Timestamp(targets.first) - margin
    )
    inside = _sides(stay[near]).assign(
        first=_later(stay["from_date"], stay["child_from"]), last=_sooner(stay["to_date"], stay["child_to"])
    )
    left = inside[(inside["kind"] == "looked_after") & long_enough(inside, "side_first", "side_last")]
    left = left.assign(kind="left", first=left["side_first"], last=left["side_last"])
    placed = world.people.index[world.people["authority"].notna()]
    other = window.drop(inside.index.union(placed)).assign(kind="other")
    children = pd.concat([inside, left, other])
    children = children[long_enough(children, "first", "last")]
    sex = police.drop_duplicates("person").set_index("person")["sex"]
    return children.assign(
        sex=sex.reindex(children.index), weight=_weight(world, targets.last).reindex(children.index)
    )


def under_18(world: World, police: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """The days on which each person is a child, by truth and by every police record: columns first, last."""
    born = pd.concat([world.people["dob"].rename_axis("person").reset_index(), police[["person", "dob"]]])
    limits = born.groupby("person")["dob"].agg(["min", "max"])
    eve = limits["min"] + pd.DateOffset(years=18) - pd.Timedelta(days=2)
    return pd.DataFrame(
        {"first": _later(limits["max"], pd.Timestamp(first)), "last": _sooner(eve, pd.Timestamp(last))}
    )


def adults(world: World, police: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """The days on which each person is 18 or over, by truth and by every police record: columns first, last.

    Without those whom a police record gives no date of birth: they would be counted as children.
    """
    dated = police["dob"].notna().groupby(police["person"]).all()
    born = pd.concat([world.people["dob"].rename_axis("person").reset_index(), police[["person", "dob"]]])
    birthday = born.groupby("person")["dob"].max() + pd.DateOffset(years=18, days=5)
    window = pd.DataFrame({"first": _later(birthday, pd.Timestamp(first)), "last": pd.Timestamp(last)})
    return window[dated & (window["first"] <= window["last"])]


def long_enough(children: pd.DataFrame, first: str, last: str, days: int = LONG_ENOUGH) -> pd.Series[bool]:
    """Whether there are so many days between two columns."""
    return (children[last] - children[first]).dt.days >= days


def _stays(world: World) -> pd.DataFrame:
    """Everybody's time in care: index person, columns kind, from_date, to_date."""
    own = care.spells(world).set_index("person").assign(kind="looked_after")
    others = world.people[world.people["authority"].notna()].drop(own.index, errors="ignore")
    placed = pd.DataFrame(
        {
            "from_date": others["arrived"],
            "to_date": others["left"],
            "kind": np.where(others["notified"].astype(bool), "placed", "unnotified"),
        }
    )
    return pd.concat([own, placed])


def _sides(stay: pd.DataFrame) -> pd.DataFrame:
    """The stays with side_first and side_last: the longer of the times before and after it as a child at
    home."""
    before = _sooner(stay["from_date"] - pd.Timedelta(days=APART), stay["child_to"])
    after = _later(stay["to_date"] + pd.Timedelta(days=APART), stay["child_from"])
    earlier = before - stay["child_from"] > stay["child_to"] - after
    return stay.assign(
        side_first=stay["child_from"].where(earlier, after), side_last=before.where(earlier, stay["child_to"])
    )


def _weight(world: World, on: date) -> pd.Series[float]:
    age = on.year - world.people["dob"].dt.year
    by_age: pd.Series[float] = age.map(AGE_WEIGHT).fillna(0)
    return by_age * world.people["frailty"]


def _later(
    days: pd.Series[pd.Timestamp], than: pd.Series[pd.Timestamp] | pd.Timestamp
) -> pd.Series[pd.Timestamp]:
    return days.mask(days < than, than)


def _sooner(
    days: pd.Series[pd.Timestamp], than: pd.Series[pd.Timestamp] | pd.Timestamp
) -> pd.Series[pd.Timestamp]:
    return days.mask(days > than, than)
