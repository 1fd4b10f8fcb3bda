"""In care on the day: which record says so, by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from made import WHO, dataset, entry

from profile_lib.dataset.care import care_on_the_day, linkable
from profile_lib.measures.missing import in_care_share


def _spells(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["child", "from_date", "to_date"])
    return frame.assign(
        from_date=pd.to_datetime(frame["from_date"]), to_date=pd.to_datetime(frame["to_date"])
    )


def _episodes(*rows: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["child", "start", "police_marker"])
    return frame.assign(start=pd.to_datetime(frame["start"]))


@pytest.mark.parametrize(
    ("start", "source"),
    [
        ("2015-03-01 23:59", "none"),
        ("2015-03-02 00:00", "looked_after"),  # the first day belongs to the period
        ("2015-05-04 12:00", "looked_after"),
        ("2015-06-30 23:59", "looked_after"),  # and so does the last, to its end
        ("2015-07-01 00:00", "none"),
    ],
)
def test_both_days_of_a_period_belong_to_it(start: str, source: str) -> None:
    spells = _spells(("a", "2015-03-02", "2015-06-30"), ("b", "2015-01-01", None))
    assert care_on_the_day(_episodes(("a", start, "no")), spells, None).tolist() == [source]


def test_an_open_period_has_no_end() -> None:
    assert care_on_the_day(
        _episodes(("a", "2030-01-01", "U")), _spells(("a", "2015-03-02", None)), None
    ).tolist() == ["looked_after"]


def test_own_record_before_another_authoritys_before_the_police_marker() -> None:
    episodes = _episodes(
        ("both", "2015-05-01", "yes"),
        ("placed", "2015-05-01", "yes"),
        ("marked", "2015-05-01", "yes"),
        ("no", "2015-05-01", "no"),
        ("blank", "2015-05-01", "U"),
    )
    own = _spells(("both", "2015-01-01", None))
    others = _spells(("both", "2015-01-01", None), ("placed", "2015-01-01", None))
    assert care_on_the_day(episodes, own, others).tolist() == [
        "looked_after",
        "placed_by_others",
        "police_marker",
        "none",
        "none",
    ]


def test_several_periods_and_several_episodes_of_one_child() -> None:
    spells = _spells(("a", "2015-01-01", "2015-01-31"), ("a", "2015-03-01", "2015-03-31"))
    episodes = _episodes(("a", "2015-01-15", "U"), ("a", "2015-02-15", "U"), ("a", "2015-03-15", "U"))
    assert care_on_the_day(episodes, spells, None).tolist() == ["looked_after", "none", "looked_after"]


def _told(refs: str, ref: str, forename: str, born: str, upn: str) -> pd.DataFrame:
    """Rows of these references, ``-`` for a blank: a forename is a letter, a year of birth its last digit."""
    rows = [[None if cell == "-" else cell for cell in row] for row in zip(refs, forename, upn, strict=True)]
    told = pd.DataFrame(rows, columns=[ref, "forename", "upn"], dtype="str").assign(surname="Lee")
    years = [None if digit == "-" else f"200{digit}-01-01" for digit in born]
    return told.assign(date_of_birth=pd.to_datetime(years))


def test_a_row_can_be_linked_by_names_and_date_or_by_a_upn_that_others_have() -> None:
    rows = _told("abcdee", ref="child_ref", forename="A-A-A-", born="11---1", upn="---PQ-")
    nobody = _told("", ref="ref", forename="", born="", upn="")
    others = pd.Series(["P", None], dtype="str")
    assert linkable(rows, nobody, others) == 2  # a by name and date, d by its UPN
    assert linkable(rows, nobody, others[:0]) == 1
    # The index names b, in one row; of e it gives the number that others have: both rows of e
    index = _told("bece", ref="ref", forename="B-C-", born="1---", upn="-P--")
    assert linkable(rows, index, others) == 5


def test_records_that_cannot_be_linked_are_not_those_that_did_not_come() -> None:
    told = {"missing_from": "2015-02-01 10:00", "returned_at": "2015-02-01 12:00", "category": "missing"}
    episode = {"episode_ref": "e1", "person_ref": "a", **told, **WHO}
    nameless = {"child_ref": "a", "from_date": "2014-01-01", "date_of_birth": "2000-02-01", "sex": "F"}
    unlinked = entry(in_care_share(dataset(missing_episodes=[episode], looked_after=[nameless])))
    assert unlinked["state"] == "not linked"
    assert "carry names" in str(unlinked["why"])
    absent = entry(in_care_share(dataset(missing_episodes=[episode])))
    assert absent["state"] == "not supplied"
