"""Extracts at their extremes: a file alone, a heading without rows, a column in which nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from random_changes import text

Edit = Callable[[Path], None]


def alone(*names: str) -> Edit:
    """Only these extracts were sent."""

    def edit(folder: Path) -> None:
        for file in folder.glob("*.csv"):
            if file.stem not in names:
                file.unlink()

    return edit


def without_rows(name: str) -> Edit:
    """The file has its headings and nothing else."""

    def edit(folder: Path) -> None:
        file = folder / f"{name}.csv"
        text(file).head(0).to_csv(file, index=False)

    return edit


def all_rows(name: str, **cells: str) -> Edit:
    """Every row says the same in some columns."""

    def edit(folder: Path) -> None:
        file = folder / f"{name}.csv"
        text(file).assign(**cells).to_csv(file, index=False)

    return edit


def after_another(*edits: Edit) -> Edit:
    """Several edits."""

    def edit(folder: Path) -> None:
        for one in edits:
            one(folder)

    return edit


def not_sent(*names: str) -> Edit:
    """Extracts that were not sent."""

    def edit(folder: Path) -> None:
        for name in names:
            (folder / f"{name}.csv").unlink()

    return edit


_WITH_BIRTHS = ("missing_episodes", "offence_people", "at_risk_register", "school_absence")
_WITH_SEX = _WITH_BIRTHS[:3]

EXTREMES: dict[str, Edit] = {
    "nothing tells of care": after_another(
        not_sent("looked_after", "placed_by_others"), all_rows("missing_episodes", police_care_marker="")
    ),
    "care records without names": all_rows("looked_after", surname="", upn=""),
    "care records with numbers that nobody else has": all_rows(
        "looked_after", surname="", upn="H999999999999"
    ),
    "nothing tells of care that can be linked": after_another(
        all_rows("looked_after", surname="", upn=""), all_rows("missing_episodes", police_care_marker="")
    ),
    "missing episodes alone": alone("missing_episodes"),
    "offences alone": alone("offences"),
    "people in crimes alone": alone("offence_people"),
    "intelligence alone": alone("intelligence"),
    "the register alone": alone("at_risk_register"),
    "disruptions alone": alone("disruptions"),
    "no CSE offence": all_rows("offences", cse_flag_recorded="no", cse_flag_reviewed=""),
    "nobody suspected, nothing assessed": all_rows("offences", suspects_reported="0", gang_marker=""),
    "nobody is named": all_rows("offence_people", role="suspect", person_ref=""),
    "victims alone": all_rows("offence_people", role="victim"),
    "one person in every crime": all_rows("offence_people", person_ref="CP1"),
    "every report is restricted": all_rows("intelligence", grading="B25"),
    "nothing to read in the reports": all_rows("intelligence", text="", tags=""),
    "reports of no place": all_rows("intelligence", community_area=""),
    "reports of one place": all_rows("intelligence", community_area="Calne"),
    "reports about nobody": all_rows("intelligence", subject_ref="", operation_ref=""),
    "identified the year before": all_rows("at_risk_register", identified_on="2014-06-01", closed_on=""),
    "no date of birth": after_another(*(all_rows(name, date_of_birth="") for name in _WITH_BIRTHS)),
    "no sex": after_another(*(all_rows(name, sex="U") for name in _WITH_SEX)),
    "no power and no agency": all_rows("disruptions", power="", agency=""),
    "totals smaller than their part": all_rows("school_absence_totals", pupils="1", pupils_10pct="1"),
    "totals in which nobody is absent": all_rows("school_absence_totals", pupils_10pct="0"),
    **{
        f"no row of {name}": without_rows(name)
        for name in (
            *("offence_people", "intelligence", "at_risk_register", "school_absence", "looked_after"),
            *("school_absence_totals", "links", "disruptions", "person_index"),
        )
    },
}
"""What is done to a year of the sample, by what it then is."""
