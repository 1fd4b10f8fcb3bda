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


def test_a_child_of_both_categories_is_in_neither_alone() -> None:
    rows = [
        episode("a", "2015-03-02 10:00", "2015-03-02 11:00"),
        episode("a", "2015-03-03 10:00", "2015-03-03 11:00", category="absent"),
        episode("b", "2015-03-02 10:00", category="absent"),
        episode("c", "2015-03-02 10:00"),
        episode("c", "2015-12-02 10:00", category="absent"),  # after the period
    ]
    told = cells(missing.children(dataset(missing_episodes=rows), "graded"))
    assert told == {"": 3, "both": 1, "absent": 1, "missing": 1}
    narrowed = dataset(missing_episodes=rows)
    assert cells(missing.children(narrowed.over(narrowed.windows), "graded")) == told


def test_a_child_is_of_the_authority_that_most_episodes_name() -> None:
    named = {"a": ("Swindon", "Wiltshire", "Wiltshire"), "b": ("", "Swindon", ""), "c": ("",)}
    named["d"] = ("Swindon", "Wiltshire")  # as many: the first
    rows = [
        episode(child, f"2015-03-0{day} 10:00", f"2015-03-0{day} 11:00", home_authority=home)
        for child, homes in named.items()
        for day, home in enumerate(homes, start=1)
    ]
    told = cells(missing.children(dataset(missing_episodes=rows), "authority"))
    assert told == {"": 4, "own": 1, "other": 2, "U": 1}


def test_how_it_ended_is_that_of_the_last_row_and_harm_that_of_any() -> None:
    rows = [
        episode(
            "a", "2015-03-02 10:00", "2015-03-02 12:00", found_by="police", found_in="bus", harm="bruise"
        ),
        episode("a", "2015-03-02 11:00", "2015-03-02 15:00", found_by="mother", found_in="home", harm="none"),
        episode("b", "2015-03-02 10:00"),
    ]
    assert by("found_by", *rows) == {"family": 1, "U": 1}
    assert by("found_in", *rows) == {"home": 1, "U": 1}
    assert by("harm", *rows) == {"some": 1, "U": 1}


def care(child: str, kind: str, start: str = "2015-01-01", end: str = "") -> Row:
    return {"child_ref": child, **WHO, "from_date": start, "to_date": end, "placement_type": kind}


def test_the_placement_is_that_of_the_day() -> None:
    """Ann moved from one to another on the day; Ben's own record comes before another's; of Cat the police
    alone know; Dan came home the day before."""
    own = [
        care("ann", "U4", "2015-01-01", "2015-03-02"),
        care("ann", "K2", "2015-03-02"),
        care("ben", "P1"),
        care("dan", "U4", "2015-01-01", "2015-03-01"),
        care("eve", ""),
    ]
    placed = [care("ben", "foster"), care("fay", "semi-independent")]
    others = [spell | {"responsible_authority": "Swindon"} for spell in placed]
    marks = {"ann": "yes", "ben": "yes", "cat": "yes", "dan": "no", "eve": "no", "fay": "no"}
    rows = [episode(name, "2015-03-02 10:00", police_care_marker=mark) for name, mark in marks.items()]
    data = dataset(missing_episodes=rows, looked_after=own, placed_by_others=others)
    told = cells(missing.episodes(data, "placement"))
    assert told == {"": 6, "children's home": 1, "parents": 1, "U": 2, "independent": 1, "none": 1}


def test_episodes_per_child_in_care_and_not() -> None:
    rows = [
        episode("a", f"2015-03-0{day} 10:00", f"2015-03-0{day} 11:00", police_care_marker=mark)
        for day, mark in enumerate(("yes", "yes", "yes", "no"), start=1)
    ]
    data = dataset(missing_episodes=[*rows, episode("b", "2015-03-02 10:00", police_care_marker="no")])
    assert value(missing.in_care_episodes_per_child(data)) == 3
    assert value(missing.not_in_care_episodes_per_child(data)) == 1
    unknown = dataset(missing_episodes=often(1))
    assert "no extract says who was in care" in str(value(missing.in_care_episodes_per_child(unknown)))


def test_rates_are_of_the_population_of_the_year() -> None:
    """102,783 children in mid-2015."""
    rows = [*often(3, 1), episode("absent", "2015-03-02 10:00", category="absent")]
    data = dataset(missing_episodes=rows)
    assert value(missing.children_per_1000(data)) == pytest.approx(3 / 102.783)
    assert value(missing.missing_children_per_1000(data)) == pytest.approx(2 / 102.783)
    told = entry(missing.episodes_per_1000(data))
    assert told["value"] == pytest.approx(5 / 102.783)
    assert "mid-2015" in str(told["base"])
    assert told["interval"]["method"] == "gamma, allowing for repeats"  # type: ignore[index]


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
