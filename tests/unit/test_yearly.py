"""A measure this year beside last year's, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from made import WHO, Row, crime, dataset, part, pupil, report, spell

from profile_lib.dataset import Dataset
from profile_lib.figures import Period
from profile_lib.measures import disruption, missing, offences, overlap, register, victims
from profile_lib.measures.catalogue import catalogue
from profile_lib.measures.definition import MEASURES
from profile_lib.years.yearly import Years, column_words


def offences_of(year: int, number: int, **cells: str) -> list[Row]:
    rows = {"committed_from": "", **cells}
    return [crime(f"c{n}", f"{year}-{n % 12 + 1:02}-15", **rows) for n in range(number)]


def previous(years: Years, measure: Any, *by: str) -> dict[str, Any]:
    """What each figure says of last year, by key; the counts behind it are tried by themselves."""
    return {
        figure.key: {name: told for name, told in figure.previous.items() if name != "counts"}
        for figure in years.figures(measure, *by)
    }


def test_last_year_brings_the_counts_that_it_is_made_of() -> None:
    now, before = dataset(offences=offences_of(2015, 24)), dataset("2014", offences=offences_of(2014, 6))
    (figure,) = Years(now, before).figures(offences.offences)
    (told,) = figure.previous["counts"]
    assert (told["role"], told["counted"], told["value"]) == ("value", "cse.offences", 6)
    assert told["period"] == ["2014-01-01", "2014-12-31"]


def test_a_change_larger_than_chance() -> None:
    now, before = dataset(offences=offences_of(2015, 24)), dataset("2014", offences=offences_of(2014, 6))
    (told,) = previous(Years(now, before), offences.offences).values()
    assert told == {"edition": "2014", "value": 6, "comparable": True, "change": "higher"}
    back = previous(Years(now, dataset("2014", offences=offences_of(2014, 22))), offences.offences)
    assert back["cse.offences"]["change"] == "no clear change"


def test_may_is_beside_last_years_may() -> None:
    now, before = dataset(offences=offences_of(2015, 14)), dataset("2014", offences=offences_of(2014, 5))
    told = previous(Years(now, before), offences.offences, "month")
    assert (told["cse.offences"]["value"], told["cse.offences[month=2015-05]"]["value"]) == (5, 1)
    assert told["cse.offences[month=2015-06]"]["value"] == 0
    assert len(told) == 13


def test_no_year_to_compare_with() -> None:
    (figure,) = Years(dataset(offences=offences_of(2015, 3)), None).figures(offences.offences)
    assert (figure.previous, figure.if_open_linked) == ({}, None)


def test_what_did_not_come_last_year_has_no_previous_value() -> None:
    now, before = dataset(offences=offences_of(2015, 3)), dataset("2014", disruptions=[])
    assert previous(Years(now, before), offences.offences) == {"cse.offences": {}}
    assert previous(Years(before, now), offences.offences) == {"cse.offences": {}}


def test_a_flag_that_was_recorded_less_often_last_year_makes_no_change() -> None:
    """Reviewed flags: half of last year's, all of this year's. The offences of both are CSE by the review."""
    now = dataset(offences=offences_of(2015, 12, cse_flag_reviewed="yes"))
    reviewed = offences_of(2014, 6, cse_flag_reviewed="yes")
    unreviewed = [{**row, "crime_ref": f"x{row['crime_ref']}"} for row in offences_of(2014, 6)]
    before = dataset("2014", offences=reviewed + unreviewed)
    (told,) = previous(Years(now, before), offences.offences).values()
    assert (told["value"], told["comparable"]) == (12, False)
    assert "less complete" in told["why_not"]
    assert "50%" in told["why_not"]
    assert "100%" in told["why_not"]
    assert "CSE flag reviewed, of offences" in told["why_not"]
    assert "change" not in told


def test_a_cell_that_partners_wrote_is_beside_the_same_cell() -> None:
    def action(day: str, power: str) -> Row:
        return {"action_ref": day, "applied_on": day, "power": power, "agency": "Police"}

    now = dataset(disruptions=[action("2015-02-01", "notice"), action("2015-03-01", "review")])
    before = dataset("2014", disruptions=[action("2014-02-01", "notice"), action("2014-03-01", "order")])
    told = previous(Years(now, before), disruption.actions, "power")
    assert told["disruption.actions[power=notice]"]["value"] == 1
    assert told["disruption.actions[power=notice]"]["comparable"]
    assert told["disruption.actions[power=review]"] == {}


def test_ranges_are_compared_and_have_no_direction() -> None:
    def victims_of(year: str) -> Dataset:
        people = [part("c1", "victim", f"v{n}") for n in range(4)]
        return dataset(
            year,
            offences=[crime("c1", f"{year}-06-01", committed_from=f"{year}-05-20")],
            offence_people=people,
        )

    (told,) = previous(Years(victims_of("2015"), victims_of("2014")), victims.victim_age_middle_half).values()
    assert told == {"edition": "2014", "value": [14, 14], "comparable": True}


def episode(child: str, start: str, **cells: str) -> Row:
    told = {"missing_from": f"{start} 10:00", "returned_at": f"{start} 12:00", "category": "missing"}
    return {"episode_ref": f"{child} {start}", "person_ref": child, **WHO, **told, **cells}


def test_no_change_is_read_across_a_break_or_unequal_windows() -> None:
    now = dataset(missing_episodes=[episode("a", "2015-02-01"), episode("b", "2015-03-01")])
    before = dataset("2014", missing_episodes=[episode("a", "2014-02-01")])
    (whole_year,) = previous(Years(now, before), missing.children).values()
    assert "unequal windows" in whole_year["why_not"]
    same = before.over({**before.windows, "missing": now.windows["missing"].same_window_in(2014)})
    (eleven_months,) = previous(Years(now, same), missing.children).values()
    assert (eleven_months["value"], eleven_months["comparable"]) == (1, False)
    assert "11 March 2015" in eleven_months["why_not"]


def test_care_from_another_source_is_not_compared_and_says_where_it_comes_from() -> None:
    marked = dataset(missing_episodes=[episode("a", "2015-02-01", police_care_marker="yes")])
    looked_after = {"child_ref": "a", "from_date": "2013-01-01", **WHO}
    by_records = dataset("2014", missing_episodes=[episode("a", "2014-02-01")], looked_after=[looked_after])
    (figure,) = Years(marked, by_records).figures(missing.in_care_share)
    assert figure.previous["why_not"] == "care status comes from other sources this year"
    assert figure.definition.caveats == ("care-from-marker",)
    (other,) = Years(by_records, None).figures(missing.in_care_share)
    assert other.definition.caveats == ("care-from-records",)


def test_a_second_window_is_compared_too() -> None:
    def involved(year: str) -> Dataset:
        return dataset(
            year,
            missing_episodes=[episode("a", f"{year}-02-01")],
            offences=[crime("c1", f"{year}-06-01", committed_from=f"{year}-05-20")],
            offence_people=[part("c1", "victim", "a")],
        )

    now, before = involved("2015"), involved("2014")
    shorter = now.windows["missing"].same_window_in(2014)
    (told,) = previous(
        Years(now, before.over({**before.windows, "missing": shorter, "cse": shorter})), overlap.cse_children
    ).values()
    assert told["comparable"] is False
    assert "unequal windows of cse" in told["why_not"]


def test_what_every_open_pair_would_make_of_a_figure() -> None:
    data = dataset(at_risk_register=[spell("a", "2015-02-01"), spell("b", "2015-03-01", sex="M")])
    one = data.frames["at_risk"].assign(child="a")
    open_pair = pd.DataFrame({"outcome": ["open"], "pairs": [1]})
    undecided = Dataset(
        data.edition, data.windows, {**data.frames, "at_risk_if_open_linked": one, "links": open_pair}
    )
    (figure,) = Years(undecided, None).figures(register.at_risk_children)
    assert (figure.as_json()["value"], figure.if_open_linked) == (2, 1)
    (decided,) = Years(data, None).figures(register.at_risk_children)
    assert decided.if_open_linked is None


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("offences.cse_flag_reviewed", "CSE flag reviewed, of offences"),
        ("school_absence.sessions_unauthorised", "sessions unauthorised, of school absence"),
    ],
)
def test_a_column_as_a_reader_says_it(column: str, words: str) -> None:
    assert column_words(column) == words


def every_extract(year: int) -> Dataset:
    """Of everything as much as every measure needs to have a value."""
    boy, day, later = {"sex": "M", "nationality": "British"}, f"{year}-06-01", f"{year}-07-01"
    both, victims, pupils = ("a", "b"), [f"v{n}" for n in range(20)], ("a", "b", "p")
    ended = {"outcome": "1", "outcome_on": later}
    known = {"closed_on": later, "disability": "no", "send": "no"}
    return dataset(
        str(year),
        missing_episodes=[
            episode("a", day, police_care_marker="yes"),
            episode("b", day, sex="M", police_care_marker="no"),
            *(episode(f"m{n}", day, police_care_marker="no") for n in range(19)),  # so that a tenth are three
        ],
        looked_after=[{"child_ref": "a", "from_date": f"{year}-01-01", **WHO}],
        return_interviews=[
            {
                "interview_ref": f"i{who}",
                "child_ref": who,
                **WHO,
                "returned_on": day,
                "offered_on": day,
                "response": "accepted",
                "completed_on": day,
                "independent": "yes",
            }
            for who in both
        ],
        offences=[
            crime(ref, day, committed_from=f"{year}-05-20", suspects_reported="2", gang_marker="no", **ended)
            for ref in ("c1", "c2")
        ],
        offence_people=[part(ref, "victim", "a") for ref in ("c1", "c2")]
        + [part("c1", "victim", who) for who in victims]
        + [
            part(ref, "suspect", who, home_authority="Swindon", **boy)
            for ref in ("c1", "c2")
            for who in ("b", "d")
        ],
        intelligence=[{**report(f"r{who}", who, text="cannabis"), "received_on": day} for who in both],
        at_risk_register=[spell(who, day, **known) for who in (*both, *victims)]
        + [spell("p", f"{year}-10-01")],  # identified when the school year had ended
        disruptions=[{"action_ref": "x", "applied_on": day, "power": "notice", "agency": "Police"}],
        links=[{"person_ref_a": "b", "person_ref_b": "d", "kind": "friend", "recorded_on": day}],
        person_index=[{"source": "links", "ref": ref, **WHO} for ref in ("b", "d")],
        school_absence=[
            {**pupil(who, 300, 60), "academic_year": f"{year - 1}/{year % 100}"} for who in pupils
        ],
        school_absence_totals=[
            {
                "academic_year": f"{year - 1}/{year % 100}",
                "age": str(age),
                "sex": "F",
                "pupils": "90",
                "sessions_possible": "9000",
                "sessions_unauthorised": "90",
                "pupils_10pct": "9",
            }
            for age in (12, 13, 14, 15)
        ],
    )


def less_complete(data: Dataset, column: str, by: float) -> Dataset:
    """The data as they would be had a column been recorded in so much smaller a share of rows."""
    rows = data.frames["completeness"]
    own = (rows["extract"] + "." + rows["column"]).eq(column)
    recorded = rows["recorded"].astype("float64")
    changed = rows.assign(recorded=recorded.mask(own, recorded - by * rows["rows"]))
    return replace(data, frames={**data.frames, "completeness": changed})


@pytest.fixture(scope="module")
def two_years() -> tuple[Dataset, Dataset]:
    """Two years with no recording break between them."""
    now, before, unbroken = every_extract(2014), every_extract(2013), {"recording_breaks": {}}
    first = every_extract(2013)
    long_ago = replace(
        first, windows={name: _a_year_before(period) for name, period in first.windows.items()}
    )
    return (
        replace(now, edition=now.edition.model_copy(update=unbroken), earlier=before),
        replace(before, earlier=long_ago),
    )


def _a_year_before(period: Period) -> Period:
    return period.same_window_in(period.start.year - 1)


QUICK = ("cse.offences", "missing.in_care_share")


@pytest.mark.parametrize(
    "id", [*QUICK, *(pytest.param(id, marks=pytest.mark.full) for id in catalogue() if id not in QUICK)]
)
def test_no_figure_is_compared_where_what_is_behind_it_was_recorded_less(
    two_years: tuple[Dataset, Dataset], id: str
) -> None:
    now, before = two_years
    (told,) = previous(Years(now, before), MEASURES[id]).values()
    assert told["comparable"]
    for column in catalogue()[id].columns:
        (told,) = previous(Years(now, less_complete(before, column, 0.06)), MEASURES[id]).values()
        assert not told["comparable"], column
        assert column_words(column) in told["why_not"]
        (near,) = previous(Years(now, less_complete(before, column, 0.05)), MEASURES[id]).values()
        assert near["comparable"], column


def test_a_cell_is_compared_if_what_says_its_category_was_as_complete(
    two_years: tuple[Dataset, Dataset],
) -> None:
    now, before = two_years
    told = previous(Years(now, less_complete(before, "missing_episodes.sex", 0.06)), missing.children, "sex")
    assert told.pop("missing.children")["comparable"]
    assert {item["why_not"] for item in told.values()} == {
        "the data of 2013 were less complete (sex, of missing episodes: recorded in 94% of rows, now in 100%)"
    }


def test_rows_that_could_not_be_used_make_no_rise() -> None:
    """Of last year's 20 rows two have no day that can be read and one is there twice; of this year's none."""
    now = dataset(offences=offences_of(2015, 19))
    rows = offences_of(2014, 19)
    spoilt = [{**row, "recorded_on": "soon"} for row in rows[:2]]
    before = dataset("2014", offences=[*spoilt, *rows[2:], rows[2]])
    (told,) = previous(Years(now, before), offences.offences).values()
    assert (told["value"], told["comparable"]) == (17, False)
    assert told["why_not"] == (
        "the data of 2014 were less complete (offences: no fault in 89% of rows, now in 100%)"
    )
    copied = dataset("2014", offences=[*rows, *rows])
    (told,) = previous(Years(now, copied), offences.offences).values()
    assert (told["value"], told["comparable"]) == (19, True)
