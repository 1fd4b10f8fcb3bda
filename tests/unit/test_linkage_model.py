from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from profile_lib.linkage import model_table
from profile_lib.linkage.model import LEVELS, MISSING, prior
from profile_lib.linkage.nicknames import short_forms
from profile_lib.linkage.pairs import score
from profile_lib.linkage.people import COLUMNS

KATE = {
    "source": "a",
    "ref": "1",
    "given_name": "KATHERINE",
    "surname": "SMITH JONES",
    "date_of_birth": "2001-02-03",
    "sex": "F",
    "postcode": "ZW12AB",
    "upn": "A123456789012",
}


def scored(**changed: str | None) -> pd.Series:
    """The pair of KATE with a record of another extract that differs from hers as said."""
    records = pd.DataFrame([KATE, KATE | {"source": "b"} | changed], columns=COLUMNS).astype("str")
    return score(records, 1e-12, 0.2).iloc[0]


def test_the_probabilities_of_a_field_sum_to_one() -> None:
    total = model_table().groupby("field")[["m", "u"]].sum()

    assert np.allclose(total, 1, atol=1e-12)


def test_the_table_and_the_meaning_of_its_levels_are_in_the_same_order() -> None:
    listed = model_table().groupby("field", sort=False)["level"].agg(list).to_dict()

    assert listed == {field: list(levels)[1:] for field, levels in LEVELS.items()}
    assert all(next(iter(levels)) == MISSING for levels in LEVELS.values())


def test_a_level_that_is_tried_earlier_within_a_field_never_counts_less_than_difference() -> None:
    weights = model_table().set_index(["field", "level"])["weight"]

    for field in LEVELS:
        assert weights[field]["different"] == weights[field].min() < 0
        assert weights[field]["same"] == weights[field].max()


def test_weights_of_a_pair_are_those_of_its_levels_added() -> None:
    # log2(.84/.01) + log2(.84/.003) + log2(.945/.0002) + log2(.65/.0005) + log2(.99/.5)
    by_hand = 6.3923 + 8.1293 + 12.2061 + 10.3443 + 0.9855

    assert scored(upn=None)["weight"] == pytest.approx(by_hand, abs=0.001)


def test_the_probability_has_the_prior_of_the_two_extracts() -> None:
    # two extracts of one record each: odds of 0.2 to 0.8 before; only date of birth and sex are compared
    pair = scored(given_name=None, surname=None, postcode=None, upn=None)

    odds = (0.945 / 0.0002) * (0.99 / 0.5) * 0.2 / 0.8
    assert pair["probability"] == pytest.approx(odds / (1 + odds))


AGREEMENTS = [
    ("given_name", "KATHERINE", "same"),
    ("given_name", "KATE", "short form"),
    ("given_name", "KATHERINE ANN", "middle name"),
    ("given_name", "KATHERNIE", "spelling"),
    ("given_name", "KATH", "short form"),
    ("given_name", "KATHER", "spelling"),
    ("given_name", "KAT", "short form"),
    ("given_name", "KATRINA", "similar"),
    ("given_name", "MIA", "different"),
    ("given_name", None, "missing"),
    ("surname", "SMITH JONSE", "spelling"),
    ("surname", "JONES", "part"),
    ("surname", "SMYTHE", "similar"),
    ("surname", "KOWALSKI", "different"),
    ("date_of_birth", "2001-03-02", "day and month swapped"),
    ("date_of_birth", "2001-02-04", "one digit"),
    ("date_of_birth", "2010-02-03", "one digit"),
    ("date_of_birth", "2001-02-14", "within a month"),
    ("date_of_birth", "2001-03-17", "different"),
    ("date_of_birth", None, "missing"),
    ("postcode", "ZW12AC", "one character"),
    ("postcode", "ZW12XY", "sector"),
    ("postcode", "ZW99XY", "different"),
    ("sex", "M", "different"),
    ("sex", None, "missing"),
    ("identifier", "A123456789012", "same"),
    ("identifier", "B123456789012", "different"),
    ("identifier", None, "missing"),
]


def test_levels_of_agreement() -> None:
    others = [
        KATE | {"source": "b", "ref": str(n), "upn" if field == "identifier" else field: value}
        for n, (field, value, _) in enumerate(AGREEMENTS, start=10)
    ]
    pairs = score(pd.DataFrame([KATE, *others], columns=COLUMNS).astype("str"), 1e-12, 0.2)
    with_kate = pairs[pairs["l"] == 0].set_index("r")

    found = [
        (field, value, with_kate.loc[n, field]) for n, (field, value, _) in enumerate(AGREEMENTS, start=1)
    ]
    assert found == AGREEMENTS


def test_swapped_names_count_as_swapped_in_both_fields() -> None:
    pair = scored(given_name="SMITH JONES", surname="KATHERINE")

    assert (pair["given_name"], pair["surname"]) == ("swapped", "swapped")


def test_either_number_makes_a_pair_the_same() -> None:
    both = [
        KATE | {"nhs_number": "9990000018"},
        KATE | {"source": "b", "upn": "B", "nhs_number": "9990000018"},
    ]
    records = pd.DataFrame(both, columns=COLUMNS).astype("str")

    assert score(records, 0.05, 0.2).iloc[0]["identifier"] == "same"


def test_prior_between_and_within_extracts() -> None:
    # 10 and 40 children, a fifth of the smaller shared: 2 of 400 pairs; 1% second references within each:
    # 0.1 expected among 45 pairs, 0.4 among 780
    chance = prior(np.array([10, 40]), 0.2)

    assert chance == pytest.approx(np.array([[0.1 / 45, 2 / 400], [2 / 400, 0.4 / 780]]))
    assert prior(np.array([1]), 1.0).max() <= 0.5


def test_two_short_forms_of_one_name_are_not_one_name() -> None:
    forms = short_forms()

    assert {"BETH", "LIBBY"} <= set(forms["ELIZABETH"])
    assert "LIBBY" not in forms.get("BETH", [])
    assert "JACK" not in forms["JOHN"]
