"""What a reader takes from figures.json: every number that is printed, and every number that is not.

``CELLS`` says which number each figure is, as the methods page does. What is asked of ``public`` is what it
prints, never what the product says that it tells.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from published_attacker import Cell, Knowledge, Window, cell
from published_sense import KNOWN, quartiles

Figure = Mapping[str, Any]

Where = Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    """What the page says of itself: below how many people numbers are hidden, and how others are rounded."""

    threshold: int = 6
    round_to: int = 1

    def behind(self, printed: int) -> tuple[int, int]:
        """The numbers that print so."""
        if self.round_to == 1 or printed == 0:
            return printed, printed
        down, up = self.round_to // 2, (self.round_to - 1) // 2
        return max(self.threshold, printed - down), printed + up


NARROWED: Mapping[str, tuple[str, Where]] = {
    "cse.female_offenders": ("cse.offenders", {"sex": "F"}),
    "cse.repeat_victims_female": ("cse.repeat_victims", {"sex": "F"}),
    "cse.group_offences": ("cse.offences", {"suspects": "group"}),
    "cse.gang_offences": ("cse.offences", {"gang": "yes"}),
    "cse.gang_assessed_offences": ("cse.offences", {"gang": KNOWN}),
    "cse.gang_not_assessed_offences": ("cse.offences", {"gang": "U"}),
    "cse.reports_drug_networks": ("cse.reports", {"drug_networks": "yes"}),
    "cost.police_low": ("missing.episodes", {}),
    "cost.police_high": ("missing.episodes", {}),
    "cost.police_low_missing_only": ("missing.episodes", {"category": "missing"}),
}
"""Counts under a name of their own, and what an amount is for."""

UNIT_COSTS = {
    "cost.police_low": Decimal("1325.44"),
    "cost.police_high": Decimal("2415.80"),
    "cost.police_low_missing_only": Decimal("1325.44"),
}
"""As the study publishes them, and the parameters of an edition."""

SHARES: Mapping[str, tuple[str, Where, Where, Where | None]] = {
    "cse.offenders_british_share": (
        "cse.offenders", {"nationality": "british"}, {"nationality": KNOWN}, {"nationality": "U"}
    ),
    "cse.victim_age_14_16_share": (
        "cse.victims", {"aged_14_to_16": "yes"}, {"aged_14_to_16": KNOWN}, {"aged_14_to_16": "U"}
    ),
    "cse.lone_offence_share": (
        "cse.offences", {"suspects": "lone"}, {"suspects": KNOWN}, {"suspects": "U"}
    ),
    "cse.reports_drugs_alcohol_share": (
        "cse.reports", {"drugs_alcohol": "yes"}, {"drugs_alcohol": KNOWN}, {"drugs_alcohol": "U"}
    ),
    "cse.reports_social_media_share": (
        "cse.reports", {"social_media": "yes"}, {"social_media": KNOWN}, {"social_media": "U"}
    ),
    "cse.at_risk_female_share": ("cse.at_risk_children", {"sex": "F"}, {"sex": KNOWN}, {"sex": "U"}),
    "absence.at_risk_share": ("absence.at_risk_pupils", {"absent_10pct": "yes"}, {}, None),
    "absence.other_share": ("absence.other_pupils", {"absent_10pct": "yes"}, {}, None),
    "missing.female_share": ("missing.children", {"sex": "F"}, {"sex": KNOWN}, {"sex": "U"}),
    "missing.in_care_share": ("missing.children", {"in_care": "yes"}, {}, None),
    "missing.in_care_episode_share": ("missing.episodes", {"in_care": "yes"}, {}, None),
}  # fmt: skip
"""Part, whole, and those left out of the whole."""

MEANS: Mapping[str, tuple[str, str, Where]] = {
    "missing.female_episodes_per_child": ("missing.episodes", "missing.children", {"sex": "F"}),
    "missing.male_episodes_per_child": ("missing.episodes", "missing.children", {"sex": "M"}),
}

SUBSETS = {
    "cse.repeat_offenders", "cse.repeat_victims", "cse.linked_offenders", "missing.cse_children",
    "missing.cse_victims", "missing.cse_offenders", "missing.at_risk_children",
    "missing.cse_children_same_window", "cse.at_risk_children",
}  # fmt: skip
"""Counts inside another: where all of those, or none, are in them, that is hidden too, so that a marker may
stand for a zero."""


def read_figures(figures: Iterable[Figure], knowledge: Knowledge, rule: Rule) -> None:
    """Everything that an edition's figures print."""
    figures = list(figures)
    for figure in figures:
        reader = _FIGURES.get(figure["kind"])
        assert reader is not None, f"nobody reads a {figure['kind']}"
        reader(figure, knowledge, rule)
    for figure, least in _markers(figures):
        knowledge.number(_cell(figure), least, None)


def _window(figure: Figure) -> Window:
    start, end = figure["period"]
    return start, end


def _cell(figure: Figure) -> Cell:
    counted, where = NARROWED.get(figure["id"], (figure["id"], {}))
    return cell(counted, _window(figure), **where, **figure.get("where", {}))


def last_year(window: Window, why_not: str = "") -> Window:
    """The same days of the year before, unless the reason for no comparison names others."""
    if told := re.fullmatch(r"unequal windows: .* against (.*)", why_not):
        return window_of(told[1])
    start, end = window
    return f"{int(start[:4]) - 1}{start[4:]}", f"{int(end[:4]) - 1}{end[4:]}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def window_of(words: str) -> Window:
    """``2015``, ``January to November 2015``, ``May 2015``, ``1 September 2014 to 31 August 2015``."""
    if days := re.fullmatch(r"(\d+ \w+ \d{4}) to (\d+ \w+ \d{4})", words):
        start, end = (_day(day) for day in days.groups())
        return start, end
    told = re.fullmatch(r"(?:(\w+) (?:to (\w+) )?)?(\d{4})", words)
    assert told is not None, f"{words!r} is no window"
    first, last, year = told.groups()
    start_month = _MONTHS.index(first) + 1 if first else 1
    end_month = _MONTHS.index(last) + 1 if last else start_month if first else 12
    end_day = monthrange(int(year), end_month)[1]
    return f"{year}-{start_month:02d}-01", f"{year}-{end_month:02d}-{end_day}"


def _day(words: str) -> str:
    day, month, year = words.split()
    return f"{year}-{_MONTHS.index(month) + 1:02d}-{int(day):02d}"


def _before(figure: Figure) -> tuple[Mapping[str, Any], Window]:
    """What is printed of last year, and the days that it is of."""
    told = figure["public"].get("previous", {})
    return told, last_year(_window(figure), told.get("why_not", ""))


def _print(knowledge: Knowledge, name: Cell, printed: int, rule: Rule) -> None:
    knowledge.number(name, *rule.behind(printed))


def _count(figure: Figure, knowledge: Knowledge, rule: Rule) -> None:
    public, name = figure["public"], _cell(figure)
    if "value" in public:
        _print(knowledge, name, public["value"], rule)
    elif "said" in public:
        knowledge.number(name, 0, rule.threshold - 1)
    before, window = _before(figure)
    if "value" in before:
        _print(knowledge, name._replace(window=window), before["value"], rule)


def _money(figure: Figure, knowledge: Knowledge, rule: Rule) -> None:
    unit, name = UNIT_COSTS[figure["id"]], _cell(figure)
    before, window = _before(figure)
    for told, of in ((figure["public"], name), (before, name._replace(window=window))):
        if "value" in told:
            number = Decimal(told["value"]) / unit
            assert number == int(number), "an amount that is no number of episodes"
            if rule.round_to > 1 and int(number) % rule.round_to == 0:
                _print(knowledge, of, int(number), rule)
            else:  # an amount that is of no rounded number is of the number itself
                knowledge.exactly(of, int(number))


AGES = {
    "cse.offender_mean_age": ("cse.offenders", {"age_certainty": "certain"}, {"suspect_age": "U"}),
    "cse.victim_age_middle_half": ("cse.victims", {"age_certainty": "certain"}, {"victim_age": "U"}),
}
"""Of whom the age is known, and of whom it is not."""

LEAST_KNOWN = 70
"""Per cent: "not given where more than 30% are unknown", as the methods page says of each such figure."""


def _known_and_unknown(id: str, window: Window) -> tuple[Cell, Cell] | None:
    """Those a figure is of, and those left out because nothing is recorded."""
    if id in AGES:
        counted, known, unknown = AGES[id]
    elif id in SHARES and SHARES[id][3] is not None:
        counted, _, known, unknown = SHARES[id]
        assert unknown is not None
    else:
        return None
    return cell(counted, window, **known), cell(counted, window, **unknown)


def _is_given(figure: Figure, knowledge: Knowledge, window: Window) -> None:
    """Enough is known."""
    if pair := _known_and_unknown(figure["id"], window):
        known, unknown = pair
        knowledge.relate({known: 100 - LEAST_KNOWN, unknown: -LEAST_KNOWN}, 0, None)


def _not_available(figure: Figure, knowledge: Knowledge, rule: Rule) -> None:
    """Too little is known; or nobody is in the base, of whom nothing else could be unknown either."""
    pair = _known_and_unknown(figure["id"], _window(figure))
    if pair and figure["public"]["state"] == "not available":
        known, unknown = pair
        knowledge.relate({known: LEAST_KNOWN - 100, unknown: LEAST_KNOWN}, 0, None)


def _share(figure: Figure, knowledge: Knowledge, rule: Rule) -> None:
    public, window = figure["public"], _window(figure)
    counted, part, whole, unknown = SHARES[figure["id"]]
    cells = [None if where is None else cell(counted, window, **where) for where in (part, whole, unknown)]
    one, all_, left = cells
    assert one is not None and all_ is not None
    if "value" in public or "said" in public:
        _is_given(figure, knowledge, window)
    if "said" in public:
        knowledge.most(one, all_, public["said"])
        return
    for role, name in (("numerator", one), ("denominator", all_), ("not_recorded", left)):
        if public.get(role) is not None and name is not None:
            _print(knowledge, name, public[role], rule)
    if "value" in public and rule.round_to > 1:
        ratio = Fraction(public["value"]).limit_denominator(100_000)
        assert ratio == Fraction(public["numerator"], public["denominator"]), "a share of other numbers"
    before, earlier = _before(figure)
    if "value" in before:
        _is_given(figure, knowledge, earlier)
        then = [name._replace(window=earlier) for name in (one, all_)]
        knowledge.percentage(then[0], then[1], int(Decimal(str(before["value"])) * 100))


def _mean(figure: Figure, knowledge: Knowledge, rule: Rule) -> None:
    public, window = figure["public"], _window(figure)
    if figure["id"] == "cse.offender_mean_age":
        pair = cell("cse.offender_years", window), cell("cse.offenders", window, age_certainty="certain")
    else:
        total, over, where = MEANS[figure["id"]]
        pair = cell(total, window, **where), cell(over, window, **where)
    before, earlier = _before(figure)
    for told, (sum_, number), days in (
        (public, pair, window),
        (before, [name._replace(window=earlier) for name in pair], earlier),
    ):
        if "value" in told:
            _is_given(figure, knowledge, days)
            knowledge.mean(sum_, number, Decimal(str(told["value"])).quantize(Decimal("0.1")))
        if told.get("denominator") is not None:
            _print(knowledge, number, told["denominator"], rule)


def _range(figure: Figure, knowledge: Knowledge, rule: Rule) -> None:
    assert figure["id"] == "cse.victim_age_middle_half", f"nobody reads {figure['id']}"
    if "value" in figure["public"]:
        _is_given(figure, knowledge, _window(figure))
        quartiles(knowledge, _window(figure), *figure["public"]["value"])
    before, window = _before(figure)
    if "value" in before:
        _is_given(figure, knowledge, window)
        quartiles(knowledge, window, *before["value"])


def _list(figure: Figure, knowledge: Knowledge, rule: Rule) -> None:
    """The methods page says that a place has five distinct subjects at least."""
    for place in figure["public"].get("value", ()):
        knowledge.number(cell("cse.report_subjects", _window(figure), community_area=place), 5, None)


def _ratio(figure: Figure, knowledge: Knowledge, rule: Rule) -> None:
    """Its four numbers stand beside it in the two shares."""
    assert figure["id"] == "absence.at_risk_ratio", f"nobody reads {figure['id']}"


_FIGURES = {
    "count": _count, "money": _money, "share": _share, "mean": _mean, "range": _range, "list": _list,
    "ratio": _ratio, "not available": _not_available,
}  # fmt: skip


def _markers(figures: Iterable[Figure]) -> Iterator[tuple[Figure, int]]:
    """The least that each marker can stand for: one where a zero would be printed.

    A zero is not printed where it says something about every member of a group: a count inside another, or
    a table whose people are all in one row.
    """
    counts = [figure for figure in figures if figure["kind"] == "count"]
    few = {_cell(figure) for figure in counts if "said" in figure["public"]}
    for figure in counts:
        if figure["public"]["state"] != "suppressed" or _cell(figure) in few:
            continue
        table = [other for other in counts if _is_beside(figure, other)]
        shown = [other["public"]["value"] for other in table if "value" in other["public"]]
        is_telling = (
            figure["id"] in SUBSETS
            or figure.get("where") in ({"sex": "U"}, {"nationality": "U"})  # that everybody's is recorded
            or (bool(table) and 0 not in shown and sum(value > 0 for value in shown) < 2)
        )
        is_of_people = figure["unit"] in ("children", "persons")
        yield figure, 0 if is_of_people and (is_telling or figure["id"] in NARROWED) else 1


def _is_beside(figure: Figure, other: Figure) -> bool:
    """Whether the two are rows of one table."""
    one, two = figure.get("where", {}), other.get("where", {})
    return figure["id"] == other["id"] and one.keys() == two.keys() and bool(one) and one != two
