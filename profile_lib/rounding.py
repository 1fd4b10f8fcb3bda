"""Numbers and names as readers see them. Rounding is done in this one place: half up, from whole numbers and
never from a rounded float."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from profile_lib.figures import Unit

MILLION, THOUSAND = Decimal(1_000_000), Decimal(1_000)


def half_up(number: Decimal | Fraction | float | str, places: int = 0) -> Decimal:
    """Rounded half up. A float is first freed of its binary noise beyond the ninth decimal."""
    if isinstance(number, Fraction):
        number = Decimal(number.numerator) / Decimal(number.denominator)
    if isinstance(number, float):
        number = Decimal(repr(number)).quantize(Decimal("1e-9"), ROUND_HALF_UP)
    return Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(share: Fraction | float) -> str:
    """A share of one as a whole percentage."""
    return f"{half_up(share * 100)}%"


def pounds(amount: str | Decimal) -> str:
    """Millions with one decimal; below a million the nearest thousand; below a thousand the nearest pound."""
    amount = Decimal(amount)
    thousands = half_up(amount / THOUSAND) * THOUSAND
    if thousands >= MILLION:
        return f"£{half_up(amount / MILLION, 1)} million"
    return f"£{thousands:,}" if amount >= THOUSAND else f"£{half_up(amount)}"


def counted(number: int, unit: str) -> str:
    """A count with its unit: ``1,056 episodes``, ``1 child``."""
    one = Unit(unit)
    return f"{number:,} {one.singular if number == 1 else one.plural}"


def extract_words(extract: str) -> str:
    """The name of an extract as readers say it: ``missing episodes``, ``at-risk register``."""
    return extract.replace("at_risk", "at-risk").replace("_", " ")


def listed(names: Sequence[str], none: str = "none") -> str:
    """``Trowbridge, Westbury and Chippenham``; ``none`` where there is no name."""
    if len(names) < 2:
        return names[0] if names else none
    return f"{', '.join(names[:-1])} and {names[-1]}"
