"""Words that partners write as they like: what they come to, and that nothing else of them is kept."""

from __future__ import annotations

import pandas as pd
import pytest
from made import WHO, Row, sources

from profile_lib.intake.kinds import read_kinds


@pytest.mark.parametrize(
    ("column", "words", "kind"),
    [
        ("found_by", "Police", "police"),
        ("found_by", "returned  by-self.", "self"),
        ("found_by", "Grandfather's neighbour", "other"),
        ("found_in", "Friend’s address", "friend"),
        ("harm", "None.", "none"),
        ("harm", "bruised arm", "some"),  # whatever is not said to be none
        ("placement_type", "u6", "foster"),
        ("placement_type", "K2", "children's home"),
        ("placement_type", "Semi-independent", "independent"),
        ("placement_type", "p1", "parents"),
        ("placement_type", "S1", "other"),
    ],
)
def test_what_words_come_to(column: str, words: str, kind: str) -> None:
    told, _ = read_kinds(pd.Series([words], dtype="str"), column)
    assert told.tolist() == [kind]


@pytest.mark.parametrize("words", ["not known", "N/K", "Not stated", "unknown"])
def test_words_that_say_that_nothing_is_recorded(words: str) -> None:
    for column in ("found_by", "found_in", "harm", "placement_type"):
        told, strange = read_kinds(pd.Series([words, None], dtype="str"), column)
        assert told.isna().all() and not strange.any()


def test_words_that_are_not_known_are_told_by_their_shape_alone() -> None:
    rows: list[Row] = [
        {"episode_ref": name, "person_ref": name, **WHO, "category": "missing", "missing_from": "2015-03-02"}
        | {"found_by": words}
        for name, words in (("a", "Mrs Quillfeather"), ("b", "police"), ("c", ""))
    ]
    read = sources(missing_episodes=rows).read["missing_episodes"]
    told = read.notices[read.notices["rule"].eq("found-by-unlisted")]
    assert told["row"].tolist() == [2]
    assert told["message"].tolist() == [
        "the finder is none of those that are known: found text of 16 characters; counted as other"
    ]
    assert read.rows["found_by"].fillna("").tolist() == ["other", "police", ""]
