"""The cost what-if: each amount worked out by hand, beside the measures where the assumptions are theirs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from profile_lib.cost import investigation_cost
from profile_lib.workbench.what_if import WhatIf

LOW = Decimal("1325.44")
EVERY, NONE = Fraction(1), Fraction(0)


def of(investigated: Fraction = EVERY, fewer: Fraction = NONE) -> WhatIf:
    return WhatIf(missing=741, absent=315, children=454, investigated=investigated, fewer=fewer)


def test_with_nothing_assumed_it_is_the_published_method() -> None:
    assert of().amount(LOW) == investigation_cost(1056, LOW).amount == Decimal("1399664.64")


def test_absent_episodes_without_an_investigation_leave_the_missing_ones() -> None:
    assert of(investigated=NONE).amount(LOW) == investigation_cost(741, LOW).amount


def test_fewer_repeats_leave_each_childs_first_episode() -> None:
    assert of(fewer=EVERY).amount(LOW) == investigation_cost(454, LOW).amount
    half = of(fewer=Fraction(1, 2))
    assert (half.repeats, half.costed) == (602, 1056 - 301)


def test_both_at_once() -> None:
    """(741 + 0.5 × 315) × (1 − 0.2 × 602 ÷ 1,056) = 898.5 × 0.88598... = 796.05..."""
    both = of(Fraction(1, 2), Fraction(1, 5))
    assert round(float(both.costed), 2) == 796.06
    assert both.formula(LOW) == (
        "(741 missing + 50% × 315 absent) × (1 − 20% × 602 repeat ÷ 1,056 episodes) "
        "× £1,325.44 = £1.1 million"
    )


def test_no_episode_costs_nothing() -> None:
    assert WhatIf(0, 0, 0, EVERY, EVERY).amount(LOW) == 0


@pytest.mark.parametrize(
    ("children", "investigated", "fewer"),
    [(454, Fraction(3, 2), NONE), (454, EVERY, Fraction(-1, 2)), (1057, EVERY, NONE)],
)
def test_what_cannot_be_is_refused(children: int, investigated: Fraction, fewer: Fraction) -> None:
    with pytest.raises(ValueError, match=r"found|cannot"):
        WhatIf(741, 315, children, investigated, fewer)
