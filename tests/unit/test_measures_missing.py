"""When episodes start, how long they are and how they gather in few children: each worked out by hand."""

from __future__ import annotations

import pytest
from made import WHO, Row, cells, dataset, entry, value

from profile_lib.measures import missing


def episode(child: str, start: str, end: str = "", **told: str) -> Row:
    reference = {"episode_ref": f"{child} {start}", "person_ref": child, "category": "missing"}
    return {**reference, **WHO, "missing_from": start, "returned_at": end, **told}


def by(dimension: str, *rows: Row) -> dict[str, object]:
    told = cells(missing.episodes(dataset(missing_episodes=list(rows)), dimension))
    del told[""]
    return told


@pytest.mark.parametrize(
    ("time", "band"),
    [("00:00", "00-05"), ("05:59", "00-05"), ("06:00", "06-11"), ("12:00", "12-17"), ("17:59", "12-17"),
     ("18:00", "18-23"), ("23:59", "18-23")],
)  # fmt: skip
def test_a_band_of_hours_holds_its_first_minute_and_not_the_next_bands(time: str, band: str) -> None:
    assert by("time_band", episode("c", f"2015-03-02 {time}")) == {band: 1}


def test_a_day_without_a_time_is_no_midnight() -> None:
    assert by("time_band", episode("c", "2015-03-02")) == {"U": 1}


def test_2_march_2015_was_a_monday() -> None:
    days = [episode("c", f"2015-03-0{day} 10:00", f"2015-03-0{day} 11:00") for day in range(2, 9)]
    assert by("day_kind", *days) == {"weekday": 5, "weekend": 2}


@pytest.mark.parametrize(
    ("end", "band"),
    [("2015-03-02 17:59", "0-7h"), ("2015-03-02 18:00", "8-15h"), ("2015-03-03 02:00", "16-23h"),
     ("2015-03-03 09:59", "16-23h"), ("2015-03-03 10:00", "24-47h"), ("2015-03-04 10:00", "2-6d"),
     ("2015-03-09 09:59", "2-6d"), ("2015-03-09 10:00", "7-27d"), ("2015-03-30 10:00", "28d+"),
     ("2015-03-05", "U"), ("", "open")],
)  # fmt: skip
def test_the_length_counts_from_the_start_to_the_return(end: str, band: str) -> None:
    """From 10 in the morning of 2 March."""
    assert by("duration", episode("c", "2015-03-02 10:00", end)) == {band: 1}


def test_a_start_to_the_day_has_no_length_in_hours_but_may_be_open() -> None:
    assert by("duration", episode("c", "2015-03-02", "2015-03-09 10:00")) == {"U": 1}
    assert by("duration", episode("c", "2015-03-02")) == {"open": 1}


def test_whose_child_it_is_however_the_authority_is_written() -> None:
    homes = ["Wiltshire", " wiltshire ", "Swindon", ""]
    rows = [episode(f"c{n}", "2015-03-02 10:00", home_authority=home) for n, home in enumerate(homes)]
    assert by("home_area", *rows) == {"own": 2, "other": 1, "U": 1}


def test_from_where_and_at_what_risk() -> None:
    rows = [
        episode("a", "2015-03-02 10:00", missing_from_type="children's home", risk_level="high"),
        episode("b", "2015-03-02 10:00"),
    ]
    assert by("missing_from_type", *rows) == {"children's home": 1, "U": 1}
    assert by("risk_level", *rows) == {"high": 1, "U": 1}


def test_a_child_of_two_times_of_day_is_in_both() -> None:
    rows = [
        episode("c", "2015-03-02 10:00", "2015-03-02 11:00"),
        episode("c", "2015-03-02 20:00", "2015-03-02 21:00"),
    ]
    told = cells(missing.children(dataset(missing_episodes=rows), "time_band"))
    assert told == {"": 1, "06-11": 1, "18-23": 1}


def often(*sizes: int) -> list[Row]:
    """A child for each number of episodes, one a day."""
    days = [f"2015-{month:02d}-{day:02d}" for month in (1, 2) for day in range(1, 29)]
    return [
        episode(f"c{child}", f"{day} 10:00", f"{day} 11:00")
        for child, size in enumerate(sizes)
        for day in days[:size]
    ]


def test_the_tenth_of_children_with_most_episodes() -> None:
    """Of 21 children the tenth are three: 9 + 7 + 5 of 9 + 7 + 5 + 18 episodes."""
    told = entry(
        missing.most_missing_tenth_share(dataset(missing_episodes=often(9, *[1] * 9, 7, *[1] * 9, 5)))
    )
    assert (told["numerator"], told["denominator"]) == (21, 39)


def test_a_tenth_of_two_children_is_not_told_of() -> None:
    data = dataset(missing_episodes=often(9, *[1] * 19))
    assert value(missing.most_missing_tenth_share(data)) == "a tenth of the children are fewer than 3"
