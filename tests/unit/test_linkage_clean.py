from __future__ import annotations

import pytest

from profile_lib.linkage.clean import (
    clean_given_name,
    clean_name,
    clean_nhs_number,
    clean_postcode,
    clean_sex,
    clean_upn,
)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("  smith ", "SMITH"),
        ("O’Brien", "OBRIEN"),
        ("O'BRIEN", "OBRIEN"),
        ("Zoë", "ZOE"),
        ("Łukasz", "LUKASZ"),
        ("Smith-Jones", "SMITH JONES"),
        ("Smith – Jones", "SMITH JONES"),
        ("Robert (known as Bob)", "ROBERT"),
        ("Ka\u200bte", "KATE"),
        ("unknown", None),
        ("N/A", None),
        ("???", None),
        ("", None),
    ],
)
def test_a_name_is_compared_in_capitals_without_accents_or_punctuation(
    written: str, compared: str | None
) -> None:
    assert clean_name(written) == compared


@pytest.mark.parametrize(
    ("written", "compared"),
    [("Miss Amy", "AMY"), ("Mr. Lee", "LEE"), ("Master", "MASTER"), ("Mia", "MIA"), ("Mr Unknown", None)],
)
def test_a_title_is_no_part_of_a_given_name(written: str, compared: str | None) -> None:
    assert clean_given_name(written) == compared


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("zw1 2ab", "ZW12AB"),
        ("ZW12  1AB", "ZW121AB"),
        ("ZW12", None),
        ("NFA", None),
        ("ZZ99 3VZ", None),
        ("", None),
    ],
)
def test_only_a_whole_postcode_of_a_place_is_compared(written: str, compared: str | None) -> None:
    assert clean_postcode(written) == compared


def test_numbers_that_are_not_one_childs_are_dropped() -> None:
    assert clean_upn(" a123456789012 ") == "A123456789012"
    assert clean_upn("A12345678901B") == "A12345678901B"
    assert clean_upn("UN3") is None
    assert clean_upn("A000000000000") is None
    assert clean_nhs_number("999 000 0018") == "9990000018"
    assert clean_nhs_number("999 000 001") is None
    assert clean_nhs_number("0000000000") is None


def test_a_sex_that_is_not_recorded_is_missing() -> None:
    assert [clean_sex(code) for code in ("f", "M", " X ", "U", "")] == ["F", "M", "X", None, None]
