"""How long children were away and how soon they went missing again, worked out by hand."""

from __future__ import annotations

import pytest
from made import WHO, Row, dataset, entry, value

from profile_lib.measures import lasting


def episode(child: str, start: str, end: str = "", **told: str) -> Row:
    reference = {"episode_ref": f"{child} {start}", "person_ref": child, "category": "missing"}
    return {**reference, **WHO, "missing_from": start, "returned_at": end, **told}


def away(*hours: int) -> list[Row]:
    """An episode of a child of its own for each number of hours, from midnight of 2 March; 0: to the day."""
    ends = [f"2015-03-02 {each:02d}:00" if each else "2015-03-02" for each in hours]
    return [episode(f"c{number}", "2015-03-02 00:00", end) for number, end in enumerate(ends)]


def test_half_of_the_episodes_have_ended() -> None:
    told = entry(lasting.median_hours(dataset(missing_episodes=away(2, 3, 7, 20))))
    assert (told["kind"], told["value"], told["unit"]) == ("mean", 3, "hours")
    assert (told["denominator"], told["people"], told["not_recorded"]) == (4, 4, 0)


def test_an_open_episode_is_longer_than_until_the_edition() -> None:
    """Of five the third longest is 7 hours, though nobody knows how long the open one was."""
    rows = [*away(2, 3, 7, 20), episode("open", "2015-03-02 00:00")]
    assert value(lasting.median_hours(dataset(missing_episodes=rows))) == 7


def test_an_open_episode_of_the_last_days_is_known_for_no_longer() -> None:
    """On 30 March 2016 nobody is missing yet for as long as the two that took months, so they say nothing of
    it; the edition speaks from 31 March. Waiting after 2 hours: 3 of 4; after three months: half of these."""
    rows = [
        episode("a", "2015-03-02 00:00", "2015-03-02 02:00"),
        episode("b", "2015-03-02 00:00", "2015-06-02 00:00"),
        episode("c", "2015-03-02 00:00", "2015-07-02 00:00"),
        episode("d", "2015-11-30 00:00"),
    ]
    assert value(lasting.median_hours(dataset(missing_episodes=rows))) == 92 * 24
    early = [*rows[:3], episode("d", "2015-11-30 22:00", "2015-12-01 00:00")]
    assert value(lasting.median_hours(dataset(missing_episodes=early))) == 2


def test_an_episode_without_a_time_is_left_out_and_counted() -> None:
    told = entry(lasting.median_hours(dataset(missing_episodes=away(2, 3, 7, 0))))
    assert (told["value"], told["denominator"], told["not_recorded"]) == (3, 3, 1)
    few = dataset(missing_episodes=away(2, 0))
    assert value(lasting.median_hours(few)) == "1 of 2 episodes are not recorded"


def test_where_most_did_not_come_back_there_is_no_median() -> None:
    rows = [*away(2), episode("d", "2015-03-02 00:00"), episode("e", "2015-03-02 00:00")]
    told = value(lasting.median_hours(dataset(missing_episodes=rows)))
    assert told == "more than half have no return recorded"


def back(child: str, *days: str, **told: str) -> list[Row]:
    """An episode of an hour on each of the days."""
    return [episode(child, f"2015-{day} 10:00", f"2015-{day} 11:00", **told) for day in days]


def again(*rows: Row) -> object:
    return value(lasting.again_within_28_days_share(dataset(missing_episodes=list(rows))))


def test_again_by_the_twenty_eighth_day() -> None:
    """Of four returns one is followed by another episode on the 28th day, one on the 29th."""
    assert again(*back("a", "03-01", "03-29"), *back("b", "03-01", "03-30")) == pytest.approx(1 / 4)


def test_the_same_day_again_counts() -> None:
    rows = [*back("a", "03-01"), episode("a", "2015-03-01 14:00", "2015-03-01 15:00"), *back("b", "03-01")]
    assert again(*rows) == pytest.approx(1 / 3)


def test_a_return_near_the_end_is_followed_for_a_shorter_time() -> None:
    """Two early returns: one child is missing again after 20 days. Of the third, on 20 November, nothing is
    known after 10: until then three were followed, on the 20th day two. The return of 21 March goes on
    without another."""
    rows = [*back("a", "03-01", "03-21"), *back("b", "03-01"), *back("c", "11-20")]
    assert again(*rows) == pytest.approx(1 / 3)


def test_an_episode_after_the_period_is_not_known() -> None:
    """Both are followed for a day after their return on 29 November."""
    told = again(*back("a", "11-29", "12-01"), *back("b", "11-29"))
    assert told == "no return was followed for 28 days"


def test_a_child_is_followed_until_the_eighteenth_birthday() -> None:
    """Ann is 18 on 11 March, ten days after her return; Ben is not. Cal goes missing again after twelve days,
    when Ann is none of those who could."""
    rows = [
        *back("ann", "03-01", date_of_birth="1997-03-11"),
        *back("ben", "03-01"),
        *back("cal", "03-01", "03-13"),
    ]
    assert again(*rows) == pytest.approx(1 / 3)  # of Ben's and Cal's two


def test_an_open_episode_is_no_return() -> None:
    told = entry(
        lasting.again_within_28_days_share(
            dataset(missing_episodes=[*back("a", "03-01"), episode("b", "2015-03-01 10:00")])
        )
    )
    assert (told["kind"], told["value"], told["denominator"]) == ("share", 0, 1)
    assert again(episode("b", "2015-03-01 10:00")) == "the base is empty"
