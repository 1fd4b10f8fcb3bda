"""What may be divided by what: each function refuses two numbers that do not belong together."""

from __future__ import annotations

from fractions import Fraction

from profile_lib.figures.counted import contains_set
from profile_lib.figures.counts import Count
from profile_lib.figures.derived import Mean, NotAvailable, Population, Rate, Ratio, Refused, Share
from profile_lib.statistics import Interval, proportion_interval, rate_interval, share_ratio_interval

MOST_UNKNOWN = Fraction(30, 100)
"""Above this share not recorded, a percentage of those known is not given (contract 4)."""

PER = 1000
"""What rates are per, as the field gives them."""


def share(
    part: Count, whole: Count, *, interval: Interval | None = None, not_recorded: Count | None = None
) -> Share | NotAvailable:
    """``part`` of ``whole``; Wilson's interval for people, the given one (by resampling) for events.

    ``not_recorded``: where the whole is of those known, the rest. Raises Refused for two units, two windows,
    two areas, a part that is not inside the whole by what is declared, or a ``not_recorded`` that is not what
    the whole leaves out. Not available where the whole is empty, or more than 30% of all is not recorded.
    """
    if part.unit != whole.unit:
        raise Refused(f"{part.unit} are not a share of {whole.unit}")
    if part.address.period != whole.address.period:
        raise Refused(f"{part.address.period} is not a share of {whole.address.period}")
    if part.address.area != whole.address.area:
        raise Refused(f"{part.address.area} is not a share of {whole.address.area}")
    if not whole.address.contains(part.address):
        raise Refused(f"{part.address} is not inside {whole.address}")
    if not_recorded is not None and not_recorded.address not in whole.address.left_out:
        raise Refused(f"{not_recorded.address} is not what {whole.address} leaves out")
    if too_few := too_few_known(whole, not_recorded, whole.unit):
        return too_few
    if interval is None and whole.address.unit.is_people:
        interval = Interval(*proportion_interval(part.value, whole.value), 0.95, "Wilson")
    return Share(part, whole, interval, not_recorded)


def too_few_known(known: Count, not_recorded: Count | None, unit: str) -> NotAvailable | None:
    """Why nothing is said of those ``known``: there are none, or more than 30% of all are not recorded."""
    unknown = not_recorded.value if not_recorded else 0
    everybody = known.value + unknown
    if known.value and Fraction(unknown, everybody) <= MOST_UNKNOWN:
        return None
    why = (
        f"{unknown} of {everybody} {known.address.unit.plural} are not recorded"
        if unknown
        else "the base is empty"
    )
    counts = (("known", known), *([("not_recorded", not_recorded)] if not_recorded else []))
    return NotAvailable("not supplied", why, known.address, unit, counts)


def mean(total: Count, over: Count, *, interval: Interval | None = None) -> Mean | NotAvailable:
    """Events for each person, with the interval given (by resampling people).

    Raises Refused unless the events are declared to happen to these people, in one window and area, narrowed
    alike, with the same number of people behind both.
    """
    if total.address.set.people is None or not contains_set(total.address.set.people, over.address.counted):
        raise Refused(f"{total.address} do not happen to {over.address}")
    if (total.address.period, total.address.area) != (over.address.period, over.address.area):
        raise Refused(f"{total.address} and {over.address} are of two windows or areas")
    if total.address.where != over.address.where or total.people != over.value:
        raise Refused(f"{total.address} and {over.address} are not of the same people")
    if over.value == 0:
        unit = f"{total.unit} per {over.unit}"
        return NotAvailable("not supplied", "the base is empty", over.address, unit, (("known", over),))
    return Mean(total, over, interval)


def rate(count: Count, population: Population, *, per: int = PER, vintage: str | None = None) -> Rate:
    """``count`` per ``per`` of the population.

    An interval is given for people, who are counted once; repeated events of one child are not independent.
    Raises Refused for another area's population, or for one of another year unless its vintage is named.
    """
    if population.area != count.address.area:
        raise Refused(f"{population.area}'s population is no base for {count.address.area}")
    if vintage is not None and vintage != population.vintage:
        raise Refused(f"the population is of {population.vintage}, not of {vintage}")
    if vintage is None and str(count.address.period.end.year) not in population.vintage:
        raise Refused(
            f"a population of {population.vintage} is no base for {count.address.period}: name its vintage"
        )
    interval = None
    if count.address.unit.is_people:
        limits = rate_interval(count.value, population.value, per)
        method = "exact Poisson" if count.value < 10 else "Byar"
        interval = Interval(*limits, 0.95, method)
    return Rate(count, population, per, interval)


def ratio(top: Share, bottom: Share) -> Ratio | NotAvailable:
    """How many times as common something is among the people of ``top`` as among those of ``bottom``.

    With the log-normal interval of a ratio of two proportions, none where nobody of ``top`` is affected. Not
    available where nobody of ``bottom`` is. Raises Refused for two windows or areas, or where the two shares
    are not of the same thing.
    """
    one, other = top.address, bottom.address
    if (one.period, one.area) != (other.period, other.area):
        raise Refused(f"{one} and {other} are of two windows or areas")
    if top.part.address.where != bottom.part.address.where or top.unit != bottom.unit:
        raise Refused(f"{top.part.address} and {bottom.part.address} are not the same share")
    if bottom.part.value == 0:
        why = f"none of the {other} is among them"
        return NotAvailable("not supplied", why, one, "times", (("known", bottom.part),))
    if top.part.value == 0:
        return Ratio(top, bottom, None)  # no log of nought
    limits = share_ratio_interval(top.part.value, top.whole.value, bottom.part.value, bottom.whole.value)
    return Ratio(top, bottom, Interval(*limits, 0.95, "log-normal"))
