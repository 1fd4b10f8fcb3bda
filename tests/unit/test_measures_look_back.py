"""What came before, by hand: of which days it is known, and by what a child of two years is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from made import WHO, Row, crime, dataset, entry, part, value

from profile_lib.dataset import Dataset
from profile_lib.dataset.look_back import looked_back_on
from profile_lib.figures import Period
from profile_lib.measures import look_back


def episode(child: str, start: str) -> Row:
    told = {"missing_from": f"{start} 10:00", "returned_at": f"{start} 12:00", "category": "missing"}
    return {"episode_ref": f"{child} {start}", "person_ref": child, **WHO, **told}


def episodes(**starts: str) -> list[Row]:
    """The episodes of each child, starts apart by spaces."""
    return [episode(child, start) for child, told in starts.items() for start in told.split()]


def two_years(now: Dataset, then: Dataset | None) -> Dataset:
    return replace(now, earlier=then)


def first_time(then: dict[str, str], now: dict[str, str]) -> object:
    return value(
        look_back.first_time_share(
            two_years(
                dataset(missing_episodes=episodes(**now)),
                dataset("2014", missing_episodes=episodes(**then)),
            )
        )
    )


@pytest.mark.parametrize(
    ("before", "first", "new"),
    [
        ("2014-06-01", "2015-03-01", 0),
        ("2014-03-01", "2015-03-01", 0),  # a year ago to the day
        ("2014-02-28", "2015-03-01", 1),
        ("2014-12-31", "2015-01-01", 0),
        ("2014-02-28", "2015-03-01 2015-09-01", 1),  # the second is no first one
    ],
)
def test_twelve_months_before_the_first_episode(before: str, first: str, new: int) -> None:
    assert first_time({"ann": before}, {"ann": first, "ben": "2015-05-05"}) == (1 + new) / 2


def test_another_child_of_last_year_is_another() -> None:
    assert first_time({"cat": "2014-06-01"}, {"ann": "2015-03-01", "ben": "2015-05-05"}) == 1


def test_without_last_year_nothing_is_said() -> None:
    now = dataset(missing_episodes=episodes(ann="2015-03-01"))
    why = "12 months to look back on are needed, and it is known who went missing in January to November 2015"
    assert value(look_back.first_time_share(now)) == why
    other = dataset("2014", offences=[crime("c", "2014-05-05", committed_from="2014-05-01")])
    assert value(look_back.first_time_share(two_years(now, other))) == why


def test_a_gap_between_the_years_is_no_year_to_look_back_on() -> None:
    """The edition of 2015 ends in November: who was missing in December is not known in 2016."""
    now = dataset("2016", missing_episodes=episodes(ann="2016-03-01"))
    then = dataset("2015", missing_episodes=episodes(ann="2015-06-01"))
    both = two_years(now, then)
    assert looked_back_on(both) == now.windows["missing"]
    assert "in 2016" in str(value(look_back.first_time_share(both)))


def test_the_days_of_both_years_where_they_adjoin() -> None:
    both = two_years(
        dataset(missing_episodes=[]), dataset("2014", missing_episodes=episodes(ann="2014-06-01"))
    )
    assert looked_back_on(both) == Period(date(2014, 1, 1), date(2015, 11, 30))


def test_a_child_of_two_years_is_known_by_a_reference_of_any_system() -> None:
    """Last year the police knew the child as one, this year as another; a third system has the same reference
    of both."""
    then = dataset("2014", missing_episodes=episodes(P1="2014-06-01"))
    now = dataset(missing_episodes=episodes(P2="2015-03-01"))
    assert value(look_back.first_time_share(two_years(now, then))) == 1
    then, now = _also_known_as(then, "C"), _also_known_as(now, "C")
    assert value(look_back.first_time_share(two_years(now, then))) == 0


def _also_known_as(data: Dataset, reference: str) -> Dataset:
    child = data.frames["episodes"]["child"].iloc[:1]
    own = pd.DataFrame({"child": child, "reference": reference})
    both = pd.concat([data.frames["references"], own], ignore_index=True)
    return replace(data, frames={**data.frames, "references": both})


def offence(ref: str, first: str, last: str = "") -> Row:
    return crime(ref, "2015-12-20", committed_from=first, committed_to=last)


def victims(missing: dict[str, str], *crimes: Row, **of: str) -> Dataset:
    """``of``: the crimes of each victim, apart by spaces."""
    parts = [part(ref, "victim", child) for child, refs in of.items() for ref in refs.split()]
    return dataset(missing_episodes=episodes(**missing), offences=list(crimes), offence_people=parts)


@pytest.mark.parametrize(
    ("start", "before"),
    [("2015-06-01", 0), ("2015-05-31", 1), ("2015-03-03", 1), ("2015-03-02", 0), ("2015-07-01", 0)],
)
def test_ninety_days_before_the_offence(start: str, before: int) -> None:
    """An offence of 1 June; 3 March is the 90th day before."""
    data = victims({"ann": start, "ben": "2015-05-05"}, offence("c", "2015-06-01"), ann="c", eve="c")
    told = entry(look_back.before_offence_share(data))
    assert (told["numerator"], told["denominator"]) == (before, 2)
    assert told["windows_beside"] == {"missing": ["2015-01-01", "2015-11-30"]}


@pytest.mark.parametrize(
    ("first", "last", "known"),
    [
        ("2015-03-31", "", 0),  # 90 days before it was 2014
        ("2015-04-01", "", 1),
        ("2015-12-01", "", 1),
        ("2015-12-02", "", 0),  # nobody knows who went missing on 1 December
        ("2015-06-01", "2015-06-01", 1),
        ("2015-06-01", "2015-06-02", 0),
        ("", "", 0),
    ],
)
def test_of_whom_it_can_be_said(first: str, last: str, known: int) -> None:
    data = victims(
        {"ann": "2015-05-05"}, offence("c", first, last), offence("d", "2015-06-06"), ann="c", eve="d"
    )
    assert entry(look_back.before_offence_share(data))["denominator"] == 1 + known


def test_the_first_offence_counts_though_a_later_one_has_a_day() -> None:
    crimes = offence("c", "2015-05-01", "2015-05-20"), offence("d", "2015-06-06")
    data = victims({"ann": "2015-06-01"}, *crimes, ann="c d")
    assert value(look_back.before_offence_share(data)) == "the base is empty"


def test_last_year_is_looked_back_on_too() -> None:
    now = victims({"ben": "2015-05-05"}, offence("c", "2015-01-10"), ann="c")
    then = dataset("2014", missing_episodes=episodes(ann="2014-12-20"))
    assert value(look_back.before_offence_share(now)) == "the base is empty"
    assert value(look_back.before_offence_share(two_years(now, then))) == 1
