from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from profile_lib.figures import Period
from profile_lib.intake import Merged, merge_episodes

PERIOD = Period(date(2015, 1, 1), date(2015, 11, 30))
BORN = "2001-02-03"


def rows(*lines: tuple[str, str | None] | tuple[str, str | None, str]) -> pd.DataFrame:
    """Rows as intake gives them, from (start, return, category); a text without hours is a date alone."""
    starts, ends = [line[0] for line in lines], [line[1] for line in lines]
    categories = [line[2] if len(line) > 2 else "missing" for line in lines]
    return (
        pd.DataFrame(
            {
                "episode_ref": [f"E{n}" for n in range(len(lines))],
                "date_of_birth": pd.Series(
                    pd.Timestamp(BORN), index=range(len(lines)), dtype="datetime64[us]"
                ),
                "category": pd.Series(categories, dtype="str"),
                "category_initial": pd.Series(None, index=range(len(lines)), dtype="str"),
                "missing_from": pd.Series([pd.Timestamp(start) for start in starts], dtype="datetime64[us]"),
                "missing_from_has_time": [":" in start for start in starts],
                "returned_at": pd.Series([pd.Timestamp(end) for end in ends], dtype="datetime64[us]"),
                "returned_at_has_time": [end is not None and ":" in end for end in ends],
                "scope": pd.Series(None, index=range(len(lines)), dtype="str"),
            }
        )
        .astype({"missing_from_has_time": bool, "returned_at_has_time": bool})
        .set_axis(pd.RangeIndex(2, 2 + len(lines), name="row"))
    )


def merged(frame: pd.DataFrame, people: str | None = None) -> Merged:
    """Rows of one child, or of the children named by one letter each."""
    return merge_episodes(frame, pd.Series(list(people or "a" * len(frame)), index=frame.index), PERIOD)


@pytest.mark.parametrize(
    ("first", "second", "episodes", "words"),
    [
        (
            ("2015-03-04 10:00", "2015-03-04 20:00"),
            ("2015-03-04 19:00", "2015-03-04 23:00"),
            1,
            "overlapping",
        ),
        (
            ("2015-03-04 10:00", "2015-03-04 20:00"),
            ("2015-03-04 12:00", "2015-03-04 13:00"),
            1,
            "overlapping",
        ),
        (("2015-03-04 10:00", "2015-03-04 20:00"), ("2015-03-04 20:00", "2015-03-04 23:00"), 1, "touching"),
        (("2015-03-04 10:00", "2015-03-04 20:00"), ("2015-03-04 21:00", "2015-03-04 23:00"), 1, "restarting"),
        (("2015-03-04 10:00", "2015-03-04 20:00"), ("2015-03-04 21:01", "2015-03-04 23:00"), 2, ""),
        # without a return, a row ends when it starts
        (("2015-03-04 10:00", None), ("2015-03-04 11:00", "2015-03-04 12:00"), 1, "restarting"),
        (("2015-03-04 10:00", None), ("2015-03-04 11:01", "2015-03-04 12:00"), 2, ""),
        (("2015-03-04 10:00", None), ("2015-03-06 10:00", None), 2, ""),
        # dates alone: more than the day on which they meet
        (("2015-03-04", "2015-03-07"), ("2015-03-06", "2015-03-09"), 1, ""),
        (("2015-03-04", "2015-03-07"), ("2015-03-07", "2015-03-09"), 2, ""),
        (("2015-03-04", "2015-03-07"), ("2015-03-08", "2015-03-09"), 2, ""),
        (("2015-03-04", "2015-03-04"), ("2015-03-04", "2015-03-05"), 1, "same day"),
        (("2015-03-04", None), ("2015-03-04", None), 1, "same day"),
        (("2015-03-04", None), ("2015-03-05", None), 2, ""),
        # one of them with hours
        (("2015-03-04 10:00", "2015-03-06"), ("2015-03-05 23:00", "2015-03-06 02:00"), 1, "overlapping"),
        (("2015-03-04 10:00", "2015-03-06"), ("2015-03-06 00:30", "2015-03-06 02:00"), 2, ""),
        (("2015-03-04 10:00", "2015-03-04"), ("2015-03-04 10:50", "2015-03-04 12:00"), 1, "restarting"),
        (("2015-03-04 10:00", "2015-03-04"), ("2015-03-04 11:10", "2015-03-04 12:00"), 2, ""),
        (("2015-03-04 10:00", "2015-03-04 22:00"), ("2015-03-04", "2015-03-04"), 2, ""),
        (("2015-03-04 10:00", "2015-03-06 22:00"), ("2015-03-05", "2015-03-08"), 1, "overlapping"),
    ],
)
def test_when_two_rows_of_a_child_are_one_episode(
    first: tuple[str, str | None], second: tuple[str, str | None], episodes: int, words: str
) -> None:
    for frame in (rows(first, second), rows(second, first)):
        result = merged(frame)
        assert len(result.episodes) == episodes
        joins = result.effects[result.effects["rule"].str.startswith("same child")]
        assert joins.loc[joins["rule"].str.contains(words), "changed"].sum() == 2 - episodes
        assert len(merged(frame, "ab").episodes) == 2


def test_an_episode_has_the_earliest_start_the_latest_end_and_the_highest_category() -> None:
    frame = rows(
        ("2015-03-04 10:00", "2015-03-04 23:00", "absent"),
        ("2015-03-04 11:00", "2015-03-04 12:00", "missing"),
        ("2015-03-04 23:30", "2015-03-05 01:00", "absent"),
    )
    result = merged(frame)
    [episode] = result.episodes.reset_index().to_dict("records")
    assert episode["row"] == 2 and episode["episode_ref"] == "E0" and episode["rows"] == 3
    assert episode["start"] == pd.Timestamp("2015-03-04 10:00") and episode["start_has_time"]
    assert episode["end"] == pd.Timestamp("2015-03-05 01:00") and episode["end_has_time"]
    assert episode["category"] == "missing" and not episode["open"]
    regraded = result.effects.set_index("rule").filter(like="re-graded", axis="index")
    assert regraded.to_numpy().tolist() == [[1, 1, 1]]


def test_a_long_row_reaches_past_the_short_one_after_it() -> None:
    frame = rows(
        ("2015-03-04 10:00", "2015-03-09 10:00"),
        ("2015-03-05 10:00", "2015-03-05 11:00"),
        ("2015-03-09 10:30", "2015-03-09 12:00"),
    )
    assert merged(frame).episodes["rows"].tolist() == [3]


def test_an_episode_is_open_if_nothing_was_recorded_after_its_last_start() -> None:
    still_open = merged(rows(("2015-03-04 10:00", "2015-03-04 12:00"), ("2015-03-04 12:30", None))).episodes
    assert still_open["open"].tolist() == [True] and still_open["end"].isna().all()
    came_back = merged(rows(("2015-03-04 10:00", None), ("2015-03-04 10:30", "2015-03-04 12:00"))).episodes
    assert came_back["open"].tolist() == [False]
    assert came_back["end"].tolist() == [pd.Timestamp("2015-03-04 12:00")]


def test_an_episode_belongs_to_the_period_in_which_it_starts() -> None:
    frame = rows(
        ("2014-12-31 23:00", "2015-01-01 02:00"),
        ("2015-01-01 02:30", "2015-01-01 05:00"),  # in the period by itself, but part of the one before
        ("2015-11-30 22:00", "2015-12-01 03:00"),
        ("2015-12-01 03:30", "2015-12-01 05:00"),  # outside by itself, but part of the one before
        ("2015-12-05 10:00", "2015-12-05 12:00"),
    )
    result = merged(frame)
    assert result.episodes.index.tolist() == [4]
    assert result.scope.fillna("").tolist() == ["outside-period", "outside-period", "", "", "outside-period"]


def test_the_child_is_under_18_when_the_episode_starts() -> None:
    frame = rows(("2015-03-04 22:00", "2015-03-05 01:00"), ("2015-03-05 01:30", "2015-03-05 03:00"))
    for born, counted in (("1997-03-05", 1), ("1997-03-04", 0), (None, 1)):
        known = frame.assign(
            date_of_birth=pd.Series(pd.Timestamp(born), index=frame.index).astype("datetime64[us]")
        )
        result = merged(known)
        assert len(result.episodes) == counted
        assert result.scope.notna().sum() == 2 * (1 - counted)


def test_a_date_of_birth_missing_from_the_first_row_is_taken_from_the_next() -> None:
    frame = rows(("2015-03-04 22:00", "2015-03-05 01:00"), ("2015-03-05 01:30", "2015-03-05 03:00"))
    frame.loc[2, "date_of_birth"] = pd.NaT
    assert merged(frame).episodes["date_of_birth"].tolist() == [pd.Timestamp(BORN)]


def test_the_effects_lead_from_the_rows_to_the_episodes() -> None:
    frame = rows(
        ("2015-03-04 10:00", "2015-03-04 20:00", "absent"),
        ("2015-03-04 19:00", "2015-03-04 22:00"),
        ("2015-03-04 22:00", "2015-03-04 23:00"),
        ("2015-03-04 23:10", "2015-03-04 23:30"),
        ("2015-06-01", "2015-06-02"),
        ("2015-06-01", None),
        ("2015-12-05 10:00", "2015-12-05 12:00"),
    )
    effects = merged(frame).effects
    assert effects["rows_before"].tolist() == [7, 6, 5, 4, 3, 2, 2]
    assert effects["rows_after"].tolist() == [6, 5, 4, 3, 2, 2, 2]
    assert effects["changed"].tolist() == [1, 1, 1, 1, 1, 0, 1]


def test_no_rows_make_no_episodes() -> None:
    result = merged(rows())
    assert result.episodes.empty and result.scope.empty
    assert "start" in result.episodes and result.effects["rows_after"].tolist() == [0] * 7


def test_a_row_of_nobody_is_refused() -> None:
    frame = rows(("2015-03-04 10:00", None), ("2015-03-05 10:00", None))
    with pytest.raises(ValueError, match="needs a child"):
        merge_episodes(frame, pd.Series(["a"], index=[2]), PERIOD)


def test_the_rows_come_out_unchanged() -> None:
    frame = rows(("2015-03-05 10:00", None), ("2015-03-04 10:00", "2015-03-04 11:00"))
    before = frame.copy(deep=True)
    merged(frame)
    pd.testing.assert_frame_equal(frame, before)
