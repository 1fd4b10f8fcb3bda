"""Three children who exist to be looked for: nothing that identifies them may appear in any output.

Their surnames, forenames, references, postcodes and dates of birth occur in no other row of the sample. They
are looked after throughout 2013 to 2016, placed here by another authority at the same time on paper, go
missing every year, and are victims of an offence that is not CSE. Intelligence is about them where it is
refused or of another year; their surnames stand in the text of reports that are used. The untidiness of the
files leaves them alone, so that a search for these strings finds them.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

#: The letters that begin a person's reference in each system; no two systems share a reference.
PREFIX = {
    "missing_episodes": "WP", "looked_after": "SC", "placed_by_others": "PB", "offence_people": "CP",
    "at_risk_register": "EM", "intelligence": "NS", "links": "LK", "return_interviews": "RI",
    "school_absence": "ED",
}  # fmt: skip
#: No canary is on the register: the children identified there are counted.
WITHOUT = "at_risk_register"


class Canary(NamedTuple):
    """One of the three; ``mark`` stands in all of the canary's references."""

    surname: str
    forename: str
    sex: str
    dob: pd.Timestamp
    postcode: str
    mark: str


_THREE = [
    Canary("Quillfeather", "Oswintha", "F", pd.Timestamp("1999-07-13"), "ZW88 4QK", "KQ1"),
    Canary("Zennorwick", "Ambrolius", "M", pd.Timestamp("2000-10-19"), "ZW88 7VK", "KQ2"),
    Canary("Brackleswyn", "Tamberlisa", "F", pd.Timestamp("2001-05-27"), "ZW88 9IK", "KQ3"),
]
TABLE = pd.DataFrame(_THREE).astype({"dob": "datetime64[us]"})
BIRTHDAYS = list(TABLE["dob"])
IN_CARE_FROM, IN_CARE_TO = pd.Timestamp("2012-02-06"), pd.Timestamp("2017-06-30")


def reference(system: str, mark: str) -> str:
    """The canary's reference in a system: the system's letters, then the canary's mark among the digits."""
    return f"{PREFIX[system]}{mark}70011"


def upn(mark: str) -> str:
    """The canary's unique pupil number, with letters where others have digits."""
    return f"A8650{mark}70022"


#: Every identifying string of a canary, as it is written in the files.
CANARIES: tuple[str, ...] = tuple(
    text
    for row in _THREE
    for text in (
        row.surname,
        row.forename,
        row.postcode,
        f"{row.dob:%Y-%m-%d}",
        f"{row.dob:%d/%m/%Y}",
        *(reference(system, row.mark) for system in PREFIX if system != WITHOUT),
        upn(row.mark),
    )
)


def people(first_household: int) -> pd.DataFrame:
    """The canaries as rows of ``World.people``, each in a household of its own."""
    return TABLE.drop(columns="mark").assign(
        household=range(first_household, first_household + len(TABLE)),
        community="british",
        ethnicity="White British",
        area="Devizes",
        frailty=float("inf"),
        disability="no",
        send="none",
        authority="Swindon",
        arrived=IN_CARE_FROM,
        left=IN_CARE_TO,
        notified=True,
    )


def among(people: pd.DataFrame) -> pd.Series[bool]:
    """Which rows are canaries, by the true date of birth, which nobody else has."""
    return people["dob"].isin(BIRTHDAYS)


def upns(people: pd.DataFrame) -> pd.Series[str]:
    """The canaries' pupil numbers beside people; NA for the others."""
    return people["dob"].map(dict(zip(TABLE["dob"], TABLE["mark"].map(upn), strict=True)))


def restore(rows: pd.DataFrame, system: str, people: pd.DataFrame) -> pd.DataFrame:
    """The rows with the canaries' identifying columns as in ``TABLE``, whatever noise did to them.

    ``rows`` holds person, ref, surname, forename, dob, sex and postcode; ``people`` is ``World.people``.
    """
    born = rows["person"].map(people["dob"])
    at = born.isin(BIRTHDAYS).to_numpy()
    truth = TABLE.set_index("dob").loc[born[at]]
    restored = rows.copy()
    for column in ("surname", "forename", "sex", "postcode"):
        restored.loc[at, column] = truth[column].to_numpy()
    restored.loc[at, "dob"] = born[at]
    restored.loc[at, "ref"] = truth["mark"].map(lambda mark: reference(system, mark)).to_numpy()
    return restored
