"""What speaks for and against one child is said in words that agree with the model's numbers."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from profile_lib.linkage.explained import (
    AGREEMENT,
    FIELDS,
    evidence,
    model_in_words,
    share,
    strength,
    summary,
    times,
    toward,
)
from profile_lib.linkage.model import LEVELS, MISSING, model_table
from profile_lib.pages import provenance


@pytest.mark.parametrize(
    ("ratio", "word"),
    [
        (1.0, "no evidence"),
        (1.9, "no evidence"),
        (2, "weak evidence"),
        (9.9, "weak evidence"),
        (10, "moderate evidence"),
        (100, "moderately strong evidence"),
        (1_000, "strong evidence"),
        (9_999, "strong evidence"),
        (10_000, "very strong evidence"),
        (1_000_000, "extremely strong evidence"),
        (1e30, "extremely strong evidence"),
    ],
)
def test_the_words_change_where_the_scale_does_and_point_both_ways(ratio: float, word: str) -> None:
    bits = math.log2(ratio) + 1e-9
    assert strength(bits) == strength(-bits) == word
    nothing = word == "no evidence"
    assert toward(bits) == ("" if nothing else "for one child")
    assert toward(-bits) == ("" if nothing else "for two children")


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.84, "84 in 100"),
        (0.01, "1 in 100"),
        (0.005, "1 in 200"),
        (1 / 5000, "1 in 5,000"),
        (5e-7, "1 in more than a million"),
        (0.0, "1 in more than a million"),
        (0.9957, "all but 1 in 230"),
        (1.0, "all but 1 in more than a million"),
    ],
)
def test_a_share_is_said_as_so_many_in_so_many(probability: float, words: str) -> None:
    assert share(probability) == words


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(1, "1"), (9.6, "10"), (84, "84"), (123, "120"), (9_950, "10,000"), (999_999, "1,000,000")],
)
def test_a_ratio_has_two_digits(ratio: float, words: str) -> None:
    assert times(ratio) == words
    assert times(1_000_001) == "more than a million"


def test_every_field_is_said_the_strongest_first_and_what_is_not_recorded_last() -> None:
    told = evidence(
        {
            "identifier": MISSING,
            "given_name": "different",
            "surname": "same",
            "date_of_birth": "same",
            "postcode": MISSING,
            "sex": "same",
        }
    )

    assert [(item.field, item.agreement, f"{item.strength} {item.toward}".strip()) for item in told] == [
        ("Date of birth", "the same", "strong evidence for one child"),
        ("Surname", "the same", "moderately strong evidence for one child"),
        ("Given name", "different", "moderate evidence for two children"),
        ("Sex", "the same", "no evidence"),
        ("UPN or NHS number", "not recorded in both", "no evidence"),
        ("Postcode", "not recorded in both", "no evidence"),
    ]
    # 0.945 of pairs of one child, one day of the 14 years of two: 4,725 times as often
    assert (told[0].of_one, told[0].of_two, round(told[0].times)) == ("94 in 100", "1 in 5,000", 4725)
    assert (told[4].of_one, told[4].of_two) == ("", "")


def test_the_whole_is_said_with_what_the_model_expects_and_why_one_is_asked() -> None:
    first, second, third = summary(13.0, 0.25, "given names differ")

    assert first == "Taken together: strong evidence for one child."
    assert "8,200 times as often where they are of one child as where they are of two children" in second
    assert second.endswith("the model expects 25 in 100 to be of one child.")
    assert third == "Why you are asked: given names differ."
    assert len(summary(-13.0, 0.001, "")) == 2
    assert "of two children as where they are of one child" in summary(-13.0, 0.001, "")[1]


def test_a_pair_that_the_model_would_not_have_proposed_says_so() -> None:
    assert summary(math.nan, math.nan, "") == [
        "The model would not have asked about this pair: too little speaks for one child."
    ]


def test_every_level_of_the_model_has_words() -> None:
    table = model_in_words()

    assert len(table) == sum(len(levels) - 1 for levels in LEVELS.values())
    assert not table.isna().any().any()
    assert FIELDS.keys() == LEVELS.keys()
    assert {level for levels in LEVELS.values() for level in levels} == AGREEMENT.keys()
    (same_day,) = table[
        (table["Field"] == "Date of birth") & (table["In the two records"] == "the same")
    ].values
    assert same_day[4] == "+12.2"  # log2(0.945 / 0.0002) = log2(4725)
    assert isinstance(table, pd.DataFrame)


def test_reviewers_see_every_weight_with_its_reason() -> None:
    rows = provenance.linkage_model().text.splitlines()[1:]

    assert len(rows) == len(model_table())
    for row, weight, why in zip(rows, model_table()["weight"], model_table()["why"], strict=True):
        assert f"{weight:+.1f}".replace("-", "\N{MINUS SIGN}") in row
        assert row.endswith(why)
