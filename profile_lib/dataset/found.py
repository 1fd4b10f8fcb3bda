"""How the children that are in several records were found, and who would be missed if no record had a number.

Two of the three ways to judge a linkage where the truth is not known (Harron and others, 2017, A guide to
evaluating linkage quality for the analysis of linked data, International Journal of Epidemiology 46(5), pages
1699 to 1710: known links, who was linked and who was not, other ways of linking). *Known
links*: children whom a UPN or an NHS number shows in two or more extracts are linked again as if no record
had a number. *Who was found how*: by the model alone, or with an analyst. The third way, how far figures move
with the links that are open, stands beside each figure.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from profile_lib.dataset.linked import AGE_BANDS, banded
from profile_lib.dataset.sources import Sources, used
from profile_lib.intake import age_on
from profile_lib.intake.known import INDEX
from profile_lib.linkage import LinkageSettings, Links, joined_by_the_model, link, range_of_links
from profile_lib.linkage.people import REFERENCE_COLUMNS, most_frequent

RECORD = ["source", "ref"]
NUMBERS = ("upn", "nhs_number")
CARE = ("looked_after", "placed_by_others")
MODEL, ANALYST = "model", "analyst"
LINKED, ASKED, MISSED = "linked", "asked", "missed"


def found(sources: Sources, links: Links, settings: LinkageSettings) -> pd.DataFrame:
    """One row a child with several records: sex, age_band (on the first day of the missing period), ethnicity
    (in the words of the partners, U where none is recorded), in_care (in the year, by the councils'
    extracts), how and known.

    ``how``: whether the model alone joined the records, or only with an analyst. ``known``: of a child whom a
    number shows in two or more extracts, whether the records that have it would without it be linked, asked
    about or missed; empty for every other child.
    """
    told, shown = _found(sources, links)
    known = _without_numbers(sources.records, shown, settings)
    told["known"] = known.reindex(told.index).fillna("").astype("str")
    return told.reset_index(drop=True)


def _found(sources: Sources, links: Links) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who the children with several records are and how those were joined, by person; and the records that a
    number shows to be of one child in two or more extracts: source, ref, person."""
    records = sources.records.merge(links.persons, on=RECORD)
    several = records[records.duplicated("person", keep=False)]
    alone = _is_one(records.assign(joined=joined_by_the_model(links)["person"]))
    told = _about(sources, several, links.persons)
    told["how"] = alone.reindex(told.index).map({True: MODEL, False: ANALYST}).astype("str")
    shown = pd.Series(False, index=records.index)
    for number in NUMBERS:
        extracts = records.groupby(["person", number])["source"].transform("nunique")
        shown |= extracts.ge(2).fillna(False)
    return told, records.loc[shown, [*RECORD, "person"]]


def _about(sources: Sources, records: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    """Who the children are, by person: what most of their records say."""
    person = records["person"]
    children = pd.Index(person.unique(), name="person")
    born = pd.to_datetime(most_frequent(records["date_of_birth"], person).reindex(children))
    start = pd.Series(pd.Timestamp(sources.edition.windows["missing"].start), index=children)
    ethnicity = pd.concat([pd.DataFrame(columns=[*RECORD, "ethnicity"], dtype="str"), *_ethnicities(sources)])
    ethnicity = ethnicity.merge(persons, on=RECORD)
    in_care = records["source"].isin(CARE).groupby(person).any()
    return pd.DataFrame(
        {
            "sex": most_frequent(records["sex"], person).reindex(children).fillna("U"),
            "age_band": banded(age_on(born, start), AGE_BANDS),
            "ethnicity": most_frequent(ethnicity["ethnicity"], ethnicity["person"])
            .reindex(children)
            .fillna("U"),
            "in_care": in_care.reindex(children).map({True: "yes", False: "no"}),
        }
    )


def _ethnicities(sources: Sources) -> Iterator[pd.DataFrame]:
    """What each extract says of each reference: source, ref, ethnicity."""
    for name, extract in sources.read.items():
        rows = used(extract)
        if "ethnicity_self" in rows and (name == INDEX or name in REFERENCE_COLUMNS):
            said = rows.rename(columns={"ethnicity_self": "ethnicity"})
            if name != INDEX:
                said = said.assign(source=name, ref=rows[REFERENCE_COLUMNS[name]])
            yield said[[*RECORD, "ethnicity"]].astype("str")


def _without_numbers(records: pd.DataFrame, shown: pd.DataFrame, settings: LinkageSettings) -> pd.Series:
    """By person, for those whom a number shows in two or more extracts: what would come of it without one."""
    if shown.empty:
        return pd.Series(dtype="str")
    unnumbered = records.assign(**dict.fromkeys(NUMBERS)).astype(dict.fromkeys(NUMBERS, "str"))
    closed, opened = range_of_links(link(unnumbered, settings))
    both = shown.merge(closed.rename(columns={"person": "closed"}), on=RECORD)
    both = both.merge(opened.rename(columns={"person": "opened"}), on=RECORD)
    is_linked, can_be = _is_one(both, "closed"), _is_one(both, "opened")
    told = pd.Series(MISSED, index=is_linked.index, dtype="str")
    return told.mask(can_be, ASKED).mask(is_linked, LINKED)


def _is_one(records: pd.DataFrame, joined: str = "joined") -> pd.Series:
    """By person, whether another linkage makes one person of the records too."""
    return records.groupby("person")[joined].nunique() == 1
