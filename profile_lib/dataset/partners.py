"""The frames of the other extracts: intelligence, the at-risk register, disruption, school absence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from profile_lib.dataset.matters import clusters
from profile_lib.dataset.register import described, usual
from profile_lib.dataset.sources import Sources, per_person
from profile_lib.figures import KNOWN
from profile_lib.intake import age_on
from profile_lib.intake.areas import SEPARATOR
from profile_lib.intake.intelligence import graded
from profile_lib.intake.themes import BY_TAG

THEMES = ["drugs_alcohol", "social_media", "drug_networks"]
FOUND_BY = "_found_by"
GRADED = {"source_grade": 0, "information_grade": 1}
"""Which sign of a grading says it; the third is of handling."""
AREAS_APART = SEPARATOR


def reports(sources: Sources) -> pd.DataFrame:
    """One row an intelligence report that may be used, with the matter it belongs to."""
    rows = sources.rows("intelligence").reset_index(drop=True)
    child = sources.children("intelligence", rows["subject_ref"])
    areas = rows["community_area"].fillna("").map(_areas).astype("str")
    about_neither = child.isna() & rows["operation_ref"].isna()
    unit = pd.Series(pd.factorize(rows["submitting_unit"])[0], index=rows.index).astype("str")
    unread = pd.Series("U", index=rows.index, dtype="str")
    themes = {theme: rows[theme].fillna("U") if theme in rows else unread for theme in THEMES}
    return pd.DataFrame(
        {
            "report": range(len(rows)),
            "received_on": rows["received_on"],
            "month": rows["received_on"].dt.strftime("%Y-%m"),
            "child": child,
            "matter": _matters(child, rows["operation_ref"], (unit + "|" + areas).where(about_neither)),
            "areas": areas,
            "unit": unit.where(about_neither),
            **themes,
            **{f"{theme}{FOUND_BY}": _found_by(rows, theme, themes[theme]) for theme in THEMES},
            **_grades(graded(rows["grading"])),
        }
    )


def at_risk(sources: Sources) -> pd.DataFrame:
    """One row a spell of being identified as at risk of CSE."""
    rows = sources.rows("at_risk_register")
    child = sources.children("at_risk_register", rows["child_ref"])
    born = per_person(rows["date_of_birth"], child)
    spells = pd.DataFrame(
        {
            "child": child,
            "identified_on": rows["identified_on"],
            "closed_on": rows["closed_on"],
            "sex": per_person(rows["sex"].mask(rows["sex"].eq("U")), child).fillna("U").astype("str"),
            "age": age_on(born, rows["identified_on"]),
            **described(sources, rows, child),
        }
    )
    return spells.sort_values("identified_on", kind="stable").reset_index(drop=True)


def actions(sources: Sources) -> pd.DataFrame:
    """One row a power or other disruption used."""
    rows = sources.rows("disruptions")
    return pd.DataFrame(
        {
            "applied_on": rows["applied_on"],
            "month": rows["applied_on"].dt.strftime("%Y-%m"),
            "power": _named(rows["power"]),
            "agency": _named(rows["agency"]),
            "action_outcome": usual(rows["outcome"], rows.index.to_series()),
        }
    ).reset_index(drop=True)


def absence(sources: Sources) -> pd.DataFrame:
    """One row a pupil of the school year: the sessions of all schools, and the age at its start."""
    rows = sources.rows("school_absence")
    child = sources.children("school_absence", rows["pupil_ref"])
    born = per_person(rows["date_of_birth"], child)
    before = pd.Series(_day_before_school_year(sources), index=rows.index)
    pupils = pd.DataFrame(
        {
            "child": child,
            "age": age_on(born, before),
            "sex": per_person(rows["sex"].mask(rows["sex"].eq("U")), child).fillna("U").astype("str"),
            "possible": rows["sessions_possible"],
            "unauthorised": rows["sessions_unauthorised"],
        }
    )
    return pupils.groupby("child", as_index=False, sort=False).agg(
        {"age": "first", "sex": "first", "possible": "sum", "unauthorised": "sum"}
    )


def absence_totals(sources: Sources) -> pd.DataFrame:
    """One row a cell of the authority's totals: age (at the start of the year), sex, pupils, pupils_10pct."""
    return sources.rows("school_absence_totals")[["age", "sex", "pupils", "pupils_10pct"]].reset_index(
        drop=True
    )


def _found_by(rows: pd.DataFrame, theme: str, said: pd.Series) -> pd.Series:
    """How a theme is known: by a tag, whatever the text says, or by words of the text alone."""
    column = f"{theme}{BY_TAG}"
    tagged = rows[column].eq("yes").fillna(False) if column in rows else pd.Series(False, index=rows.index)
    return said.mask(said.eq("yes"), "text").mask(said.eq("yes") & tagged.astype(bool), "tag")


def _grades(grading: pd.Series) -> dict[str, pd.Series]:
    """How the source and the information are graded, each with the scale that it is graded on, since the two
    scales do not say the same; U where a report has no grading."""
    old = grading.str.match("[A-E]").fillna(False).astype(bool)
    told = {}
    for name, place in GRADED.items():
        sign = grading.str[place]
        told[name] = ("3x5x2 " + sign).mask(old, "5x5x5 " + sign).fillna("U").astype("str")
    return told


def _named(written: pd.Series) -> pd.Series:
    """What partners wrote, as categories: U where nothing; ``known`` is the name of a group of them."""
    return written.fillna("U").replace({KNOWN: KNOWN.title()})


def _day_before_school_year(sources: Sources) -> pd.Timestamp:
    return pd.Timestamp(sources.edition.windows["school"].start) - pd.Timedelta(days=1)


def _areas(cell: str) -> str:
    """The community areas that a report names, each once, in one order however they were written."""
    named = {name.strip() for name in cell.split(AREAS_APART)}
    return AREAS_APART.join(sorted(named - {""}))


def _matters(child: pd.Series, operation: pd.Series, otherwise: pd.Series) -> np.ndarray:
    """The matter of each report: those on one child or of one operation are one, those on neither are one
    for each unit and places."""
    return clusters(pd.concat(["child " + child, "operation " + operation, "unit " + otherwise]), len(child))
