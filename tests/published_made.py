"""Random editions: children, suspects, offences and reports drawn one by one, counted, and laid out as
findings.json lays them out. Whatever holds between numbers holds here, since they are of the same people.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from published_attacker import Cell, cell

from profile_lib.cost import investigation_cost
from profile_lib.disclosure.earlier import Constant
from profile_lib.disclosure.protection import Protection
from profile_lib.disclosure.system import Row
from profile_lib.disclosure.verdict import public
from profile_lib.figures import (
    DIMENSIONS,
    KNOWN,
    Address,
    Count,
    Definition,
    Figure,
    Listing,
    MeanAge,
    NotAvailable,
    Period,
    Share,
    Span,
    Table,
    Value,
    mean,
    ratio,
    share,
    too_few_known,
)
from profile_lib.statistics import smallest_with_share

AREA = "Wiltshire"
UNTOLD = (
    ("missing.episodes", "in_care"),
    ("missing.episodes", "sex"),
    ("missing.children", "in_care"),
    ("cse.reports", "drugs_alcohol"),
    ("cse.reports", "social_media"),
    ("cse.offences", "suspects"),
    ("cse.victims", "aged_14_to_16"),
    ("absence.at_risk_pupils", "absent_10pct"),
)
"""By what a reader can go on to ask."""

INSIDE = (
    ("cse.repeat_offenders", {}, "cse.offenders", {}),
    ("cse.repeat_victims", {"sex": "F"}, "cse.victims", {"sex": "F"}),
    ("cse.repeat_victims", {"sex": "F"}, "cse.victims", {}),
    ("missing.cse_children", {}, "missing.children", {}),
    ("missing.cse_offenders", {}, "missing.cse_children", {}),
    ("missing.cse_victims", {}, "missing.cse_children", {}),
    ("missing.cse_victims", {}, "cse.victims", {}),
    ("missing.at_risk_children", {}, "missing.children", {}),
    ("missing.at_risk_children", {}, "cse.at_risk_children", {}),
    ("absence.at_risk_pupils", {}, "cse.at_risk_children", {}),
    ("missing.children", {"in_care": "yes"}, "missing.children", {}),
)
"""Counts of people inside others: who is in the whole and not in the part is a number too."""
AGES = {
    "0-11": (0, 11), "12-13": (12, 13), "14-15": (14, 15), "16-17": (16, 17),
    "18-20": (18, 20), "21-24": (21, 24), "25+": (25, 99),
}  # fmt: skip
REPEATS = {"6-10": (6, 10), "11-20": (11, 20), "21-50": (21, 50), "51+": (51, 9999)}
UNIT_COSTS = {"police_low": "1325.44", "police_high": "2415.80"}

Unit = Mapping[str, Any]
"""One of what is counted: its categories by dimension, and ``who`` is behind it."""


@dataclass
class Person:
    """Somebody in one or more of the extracts; ``age``: at the first offence, where it is known."""

    key: int
    sex: str
    age: int | None
    certainty: str
    nationality: str = "british"
    offences: int = 0


@dataclass
class Year:
    """What happened in one year."""

    episodes: list[tuple[Person, int, str, str]] = field(default_factory=list)
    """Who, in which month, missing or absent, in care or not."""
    at_risk: list[Person] = field(default_factory=list)
    pupils: dict[int, str] = field(default_factory=dict)
    others: tuple[int, int] = (0, 1)
    victims: list[Person] = field(default_factory=list)
    suspects: list[Person] = field(default_factory=list)
    offences: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)
    actions: int = 0


def drawn_year(random: Random, chapters: Iterable[str]) -> Year:
    """A year of a small county; chapters that are not asked for stay empty."""
    chapters = set(chapters)
    year = Year()
    number = iter(range(1, 10**9))
    children = [_child(random, next(number)) for _ in range(random.choice([5, 12, 30, 60, 120]))]
    if "missing" in chapters:
        for child in children:
            _goes_missing(random, child, year)
    strangers = [_child(random, next(number)) for _ in range(random.randint(3, 40))]
    pool = random.sample(children, min(len(children), random.randint(0, 12))) + strangers
    if "at risk" in chapters:
        year.at_risk = random.sample(pool, random.randint(1, len(pool)))
        likely = random.random()
        year.pupils = {
            child.key: "yes" if random.random() < 0.4 else "no"
            for child in year.at_risk
            if random.random() < likely**0.3
        }
        everybody = random.randint(200, 50_000)
        year.others = random.randint(0, everybody // 10), everybody
    if "crimes" in chapters:
        _crimes(random, year, pool, number)
    if "reports" in chapters:
        _reports(random, year, pool)
    return year


def _child(random: Random, key: int) -> Person:
    sex = random.choices("FMXU", [50, 43, random.choice([0, 3]), random.choice([0, 4])])[0]
    certainty = random.choices(["certain", "uncertain", "U"], [85, 5, random.choice([0, 10])])[0]
    age = min(17, max(5, round(random.gauss(14.5, 1.8))))
    return Person(key, sex, age if certainty == "certain" else None, certainty)


def _goes_missing(random: Random, child: Person, year: Year) -> None:
    times = random.choices(
        [1, 2, 3, 4, 5, random.randint(6, 10), random.randint(11, 20), random.randint(21, 50), 60],
        [60, 17, 8, 5, 3, 5, 2, 1, 0.2],
    )[0]
    care = random.choices([0.0, 1.0, random.random()], [70, 15, 15])[0]
    for _ in range(times):
        kind = "missing" if random.random() < 0.7 else "absent"
        year.episodes.append((child, random.randint(1, 12), kind, "yes" if random.random() < care else "no"))


def _crimes(random: Random, year: Year, pool: list[Person], number: Iterable[int]) -> None:
    keys = iter(number)
    size = random.choice([4, 15, 40, 70])
    victims = random.sample(pool, min(len(pool), size))
    rare = random.choice([0, 4])
    suspects = [
        Person(
            next(keys),
            random.choices("FMU", [3, 90, rare])[0],
            None,
            "certain",
            random.choices(["british", "other", "U"], [80, 10, 10])[0],
        )
        for _ in range(random.randint(2, size))
    ]
    for suspect in suspects:
        suspect.certainty = random.choices(["certain", "uncertain", "U"], [88, 4, random.choice([2, 8])])[0]
        if suspect.certainty == "certain":
            suspect.age = random.choice([14, 15, 16, 16, 17, 17, 18, 19, 20, 22, random.randint(11, 60)])
    if random.random() < 0.3:
        suspects += random.sample(pool, min(len(pool), random.randint(1, 4)))
    for _ in range(size):
        victim = random.sample(victims, min(len(victims), random.choice([0, 1, 1, 1, 1, 2])))
        named = random.sample(suspects, min(len(suspects), random.choice([0, 1, 1, 1, 2, 3])))
        reported = random.choice([None, 1, len(named)])
        known = max(len(named), reported or 0)
        year.offences.append({
            "who": {person.key for person in (*victim, *named)},
            "suspects": "group" if known > 1 else "U" if reported is None or not known else "lone",
            "gang": random.choices(["yes", "no", "U"], [random.choice([0, 0, 3]), 50, 50])[0],
            "victims": len(victim),
            "named": len(named),
        })  # fmt: skip
        for person, people in ((victim, year.victims), (named, year.suspects)):
            for one in person:
                known_already = next((other for other in people if other.key == one.key), None)
                if known_already is None:
                    people.append(known_already := Person(**{**vars(one), "offences": 0}))
                known_already.offences += 1


def _reports(random: Random, year: Year, pool: list[Person]) -> None:
    subjects = random.sample(pool, min(len(pool), random.randint(1, 40)))
    for _ in range(random.choice([3, 40, 150])):
        who = {random.choice(subjects).key} if random.random() < 0.7 else set()
        unknown = random.random() < 0.05
        themes = {
            theme: "U" if unknown else "yes" if random.random() < likely else "no"
            for theme, likely in (("drugs_alcohol", 0.25), ("social_media", 0.15), ("drug_networks", 0.02))
        }
        year.reports.append({"who": who, "area": random.choice(["Mere", "Calne", "Wilton"]), **themes})
    year.actions = random.choice([0, 3, 40])


@dataclass
class Counted:
    """The figures of a year over its windows, and the truth about every number of it.

    ``truth``: each number and the distinct people behind it (itself where nobody knows of whom it is).
    """

    year: Year
    name: int
    months: int
    figures: list[Figure] = field(default_factory=list)
    truth: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    sets: dict[Cell, frozenset[int]] = field(default_factory=dict)
    """Who is in each count of people."""

    def __post_init__(self) -> None:
        last = monthrange(self.name, self.months)[1]
        self.periods = {
            "missing": Period(date(self.name, 1, 1), date(self.name, self.months, last)),
            "cse": Period(date(self.name, 1, 1), date(self.name, 12, 31)),
            "absence": Period(date(self.name - 1, 9, 1), date(self.name, 8, 31)),
            "disruption": Period(date(self.name, 1, 1), date(self.name, 12, 31)),
        }
        _Counting(self).all()

    @property
    def rests(self) -> Iterator[tuple[Cell, Cell, int]]:
        """Each whole and part of people, and how many are in the one and not in the other."""
        for part, of_part, whole, of_whole in INSIDE:
            inner, outer = (
                cell(counted, self._window(counted), **where)
                for counted, where in ((part, of_part), (whole, of_whole))
            )
            if inner in self.sets and outer in self.sets:
                yield outer, inner, len(self.sets[outer] - self.sets[inner])

    def _window(self, counted: str) -> tuple[str, str]:
        period = self.periods[counted.partition(".")[0]]
        return period.start.isoformat(), period.end.isoformat()


class _Counting:
    """Counts each set once, at its address."""

    def __init__(self, into: Counted) -> None:
        self.into, self.year = into, into.year
        units: dict[str, list[Unit]] = {}
        kept = [
            (child, f"{into.name}-{month:02d}", kind, care)
            for child, month, kind, care in self.year.episodes
            if month <= into.months
        ]
        times: dict[int, int] = {}
        kinds: dict[int, set[str]] = {}
        for child, _, kind, _ in kept:
            times[child.key] = times.get(child.key, 0) + 1
            kinds.setdefault(child.key, set()).add(kind)
        graded = {key: "both" if len(found) > 1 else next(iter(found)) for key, found in kinds.items()}
        units["missing.episodes"] = [
            {"who": {child.key}, "sex": child.sex, "age_band": _band(child), "month": month,
             "category": kind, "in_care": care, "repeats": _repeats(times[child.key]),
             "graded": graded[child.key]}
            for child, month, kind, care in kept
        ]  # fmt: skip
        units["missing.children"] = units["missing.episodes"]
        missing = set(times)
        victims = {person.key for person in self.year.victims}
        suspects = {person.key for person in self.year.suspects}
        at_risk = {person.key for person in self.year.at_risk}
        for counted, people in (
            ("missing.cse_victims", victims), ("missing.cse_offenders", suspects),
            ("missing.cse_children", victims | suspects), ("missing.at_risk_children", at_risk),
        ):  # fmt: skip
            units[counted] = [{"who": {key}} for key in missing & people]
        units["cse.victims"] = [_of_victim(person) for person in self.year.victims]
        units["cse.repeat_victims"] = [_of_victim(one) for one in self.year.victims if one.offences > 1]
        units["cse.offenders"] = [_of_suspect(person) for person in self.year.suspects]
        units["cse.repeat_offenders"] = [_of_suspect(one) for one in self.year.suspects if one.offences > 1]
        units["cse.at_risk_children"] = [{"who": {one.key}, "sex": one.sex} for one in self.year.at_risk]
        units["absence.at_risk_pupils"] = [
            {"who": {key}, "absent_10pct": missed} for key, missed in self.year.pupils.items()
        ]
        units["cse.offences"] = self.year.offences
        units["cse.offences_without_suspect"] = [one for one in self.year.offences if not one["named"]]
        units["cse.reports"] = self.year.reports
        units["cse.report_subjects"] = [
            {"who": report["who"], "community_area": report["area"]}
            for report in self.year.reports
            if report["who"]
        ]
        units["disruption.actions"] = [{"who": set()} for _ in range(self.year.actions)]
        self.units = units

    def count(self, counted: str, **where: str) -> Count:
        """The number at an address, noted with who is in it."""
        chosen = [
            unit
            for unit in self.units[counted]
            if all(
                unit[name] != "U" if category == KNOWN else unit[name] == category
                for name, category in where.items()
            )
        ]
        people = frozenset(key for unit in chosen for key in unit["who"])
        period = self.into.periods[counted.partition(".")[0]]
        address = Address(counted, period, AREA, tuple(where.items()))
        of_people = address.unit.is_people
        value = len(people) if of_people else len(chosen)
        told = None if counted == "disruption.actions" else len(people)
        name = _cell(address)
        self.into.truth[name] = value, told or value
        if of_people:
            self.into.sets[name] = people
        return Count(value, address, told)

    def table(self, counted: str, *by: str) -> Table:
        whole = self.count(counted)
        period = whole.address.period
        cells = [{}]
        for name in by:
            cells = [{**where, name: category} for where in cells for category in _categories(name, period)]
        margins = [{name: category} for name in by for category in _categories(name, period)]
        return Table(
            whole,
            by,
            tuple(self.count(counted, **where) for where in cells),
            tuple(self.count(counted, **where) for where in margins) if len(by) > 1 else (),
        )

    def put(self, id: str, value: Value | Table, counted: str | None = None) -> None:
        definition = Definition(id, id, "", "", counted or id)
        values = list(value) if isinstance(value, Table) else [value]
        for one in values:
            where = one.address.where if isinstance(value, Table) else ()
            figure = Figure(definition, one, where)
            if all(figure.key != known.key for known in self.into.figures):
                self.into.figures.append(figure)

    def all(self) -> None:
        """Every figure; and what no figure counts, but a reader can work out."""
        year = self.year
        if year.episodes:
            self._missing()
        if year.at_risk:
            self._at_risk()
        if year.offences:
            self._crimes()
        if year.reports:
            self._reports()
        for counted, by in UNTOLD:
            if self.units[counted] and "who" in self.units[counted][0] and self._is_told(counted):
                for category in DIMENSIONS[by].categories:
                    self.count(counted, **{by: category})

    def _is_told(self, counted: str) -> bool:
        return any(name.counted == counted for name in self.into.truth)

    def _missing(self) -> None:
        for by in (["month", "category"], ["repeats"]):
            self.put("missing.episodes", self.table("missing.episodes", *by))
        for by in (["sex"], ["age_band"], ["repeats"], ["category"], ["graded"], ["month"]):
            self.put("missing.children", self.table("missing.children", *by))
        self.put("missing.female_share", self._share("missing.children", sex="F"))
        for id, sex in (("female", "F"), ("male", "M")):
            of = self.count("missing.episodes", sex=sex), self.count("missing.children", sex=sex)
            self.put(f"missing.{id}_episodes_per_child", mean(*of))
        for id, counted in (("in_care_share", "children"), ("in_care_episode_share", "episodes")):
            part = self.count(f"missing.{counted}", in_care="yes")
            self.put(f"missing.{id}", share(part, self.count(f"missing.{counted}")))
        for name in ("cse_children", "cse_victims", "cse_offenders", "at_risk_children"):
            if self.year.offences if name.startswith("cse") else self.year.at_risk:
                self.put(f"missing.{name}", self.count(f"missing.{name}"))
        for id, cost, where in (
            ("police_low", "police_low", {}), ("police_high", "police_high", {}),
            ("police_low_missing_only", "police_low", {"category": "missing"}),
        ):  # fmt: skip
            episodes = self.count("missing.episodes", **where)
            self.put(f"cost.{id}", investigation_cost(episodes, UNIT_COSTS[cost]))

    def _at_risk(self) -> None:
        self.put("cse.at_risk_children", self.table("cse.at_risk_children", "sex"))
        self.put("cse.at_risk_female_share", self._share("cse.at_risk_children", sex="F"))
        if not self.year.pupils:
            return
        period = self.into.periods["absence"]
        top = share(
            self.count("absence.at_risk_pupils", absent_10pct="yes"), self.count("absence.at_risk_pupils")
        )
        missed, everybody = (
            Count(number, Address("absence.other_pupils", period, AREA, where), number)
            for number, where in zip(self.year.others, ((("absent_10pct", "yes"),), ()), strict=True)
        )
        for one in (missed, everybody):
            self.into.truth[_cell(one.address)] = one.value, one.value
        bottom = share(missed, everybody)
        self.put("absence.at_risk_share", top)
        self.put("absence.other_share", bottom)
        if isinstance(top, Share) and isinstance(bottom, Share):
            self.put("absence.at_risk_ratio", ratio(top, bottom))

    def _crimes(self) -> None:
        for by in ("suspects", "gang"):
            self.put("cse.offences", self.table("cse.offences", by))
        self.put("cse.offences_without_suspect", self.count("cse.offences_without_suspect"))
        self.put("cse.lone_offence_share", self._share("cse.offences", suspects="lone"))
        for id, where in (
            ("group_offences", {"suspects": "group"}), ("gang_offences", {"gang": "yes"}),
            ("gang_assessed_offences", {"gang": KNOWN}), ("gang_not_assessed_offences", {"gang": "U"}),
        ):  # fmt: skip
            self.put(f"cse.{id}", self.count("cse.offences", **where))
        for by in ("sex", "suspect_age", "age_certainty", "nationality"):
            self.put("cse.offenders", self.table("cse.offenders", by))
        self.put("cse.repeat_offenders", self.count("cse.repeat_offenders"))
        self.put("cse.female_offenders", self.count("cse.offenders", sex="F"))
        self.put("cse.offenders_british_share", self._share("cse.offenders", nationality="british"))
        self.put("cse.offender_mean_age", self._mean_age())
        for by in ("sex", "victim_age", "age_certainty"):
            self.put("cse.victims", self.table("cse.victims", by))
        self.put("cse.victim_age_14_16_share", self._share("cse.victims", aged_14_to_16="yes"))
        self.put("cse.victim_age_middle_half", self._quartiles())
        self.put("cse.repeat_victims", self.table("cse.repeat_victims", "sex"))
        self.put("cse.repeat_victims_female", self.count("cse.repeat_victims", sex="F"))

    def _reports(self) -> None:
        self.put("cse.reports", self.count("cse.reports"))
        for id, theme in (("drugs_alcohol", "drugs_alcohol"), ("social_media", "social_media")):
            self.put(f"cse.reports_{id}_share", self._share("cse.reports", **{theme: "yes"}))
        self.put("cse.reports_drug_networks", self.count("cse.reports", drug_networks="yes"))
        self.put("disruption.actions", self.count("disruption.actions"))
        places = [
            subjects
            for place in ("Mere", "Calne", "Wilton")
            if (subjects := self.count("cse.report_subjects", community_area=place)).value >= 5
        ]
        names = tuple(dict(place.address.where)["community_area"] for place in places)
        address = Address("cse.report_matters", self.into.periods["cse"], AREA)
        self.put("cse.hotspots", Listing(names, address, None, tuple(places)))

    def _share(self, counted: str, **where: str) -> Share | NotAvailable:
        known, unknown = (dict.fromkeys(where, group) for group in (KNOWN, "U"))
        return share(
            self.count(counted, **where),
            self.count(counted, **known),
            not_recorded=self.count(counted, **unknown),
        )

    def _mean_age(self) -> MeanAge | NotAvailable:
        ages = [person.age for person in self.year.suspects if person.age is not None]
        over = self.count("cse.offenders", age_certainty="certain")
        name = cell("cse.offender_years", _cell(over.address).window)
        self.into.truth[name] = sum(ages), len(ages)
        unknown = self.count("cse.offenders", suspect_age="U")
        return too_few_known(over, unknown, "years") or MeanAge(sum(ages), over, unknown)

    def _quartiles(self) -> Span | NotAvailable:
        ages = [person.age for person in self.year.victims if person.age is not None]
        known = self.count("cse.victims", age_certainty="certain")
        unknown = self.count("cse.victims", victim_age="U")
        if too_few := too_few_known(known, unknown, "years"):
            return too_few
        low, high = (smallest_with_share(ages, quarters) for quarters in (1, 3))
        return Span(low, high, known.address, "years", known.people, not_recorded=unknown)


def _cell(address: Address) -> Cell:
    window = address.period.start.isoformat(), address.period.end.isoformat()
    return cell(address.counted, window, **dict(address.where))


def _categories(dimension: str, period: Period) -> tuple[str, ...]:
    return DIMENSIONS[dimension].complete(period)


def _band(child: Person) -> str:
    if child.age is None:
        return "U"
    bands = (("0-9", 9), ("10-12", 12), ("13-14", 14), ("15-16", 16), ("17", 17))
    return next(name for name, oldest in bands if child.age <= oldest)


def _repeats(times: int) -> str:
    return next((name for name, (low, high) in REPEATS.items() if low <= times <= high), str(times))


def _age_band(person: Person) -> str:
    if person.age is None:
        return "U"
    return next(name for name, (low, high) in AGES.items() if low <= person.age <= high)


def _of_victim(person: Person) -> Unit:
    aged = "U" if person.age is None else "yes" if 14 <= person.age <= 16 else "no"
    return {"who": {person.key}, "sex": person.sex, "victim_age": _age_band(person),
            "age_certainty": person.certainty, "aged_14_to_16": aged}  # fmt: skip


def _of_suspect(person: Person) -> Unit:
    return {"who": {person.key}, "sex": person.sex, "suspect_age": _age_band(person),
            "age_certainty": person.certainty, "nationality": person.nationality}  # fmt: skip


def entries(now: Counted, before: Counted | None = None) -> dict[str, dict[str, Any]]:
    """The figures as findings.json holds them, last year's beside them."""
    then = {} if before is None else {figure.key: figure.as_json() for figure in before.figures}
    found = {}
    for figure in now.figures:
        entry = figure.as_json()
        earlier = then.get(figure.key.replace(f"month={now.name}", f"month={now.name - 1}"))
        if earlier is not None and "value" in earlier and "value" in entry:
            told = {"edition": str(now.name - 1), "value": earlier["value"], "counts": earlier.get("counts")}
            entry["previous"] = {name: item for name, item in told.items() if item is not None}
            entry["previous"] |= _compared(figure, before)
        found[figure.key] = entry
    return found


def _compared(figure: Figure, before: Counted) -> dict[str, Any]:
    """Whether the years may be compared; where their windows differ, which they are."""
    window = figure.value.address.period
    then = next(other for other in before.figures if other.id == figure.id).value.address.period
    if window.same_window_in(then.start.year) == then:
        return {"comparable": True}
    return {"comparable": False, "why_not": f"unequal windows: {window} against {then}"}


def figures_json(found: Mapping[str, Mapping[str, Any]], decided: Protection) -> list[dict[str, Any]]:
    """What is published of the entries, as figures.json holds it."""
    told = ({name: entry[name] for name in DESCRIBED if name in entry} for entry in found.values())
    printed = [figure | {"public": public(found[figure["key"]], decided)} for figure in told]
    return [figure for figure in printed if figure["public"]["state"] != "internal"]


def constants_of(figures: Iterable[Mapping[str, Any]], source: str) -> list[Constant]:
    """What later editions know of a published one."""
    return [
        Constant(Row(tuple(told["terms"].items()), told.get("low"), told.get("high")), source)
        for figure in figures
        for told in figure["public"].get("says", ())
    ]


DESCRIBED = ("key", "id", "where", "kind", "unit", "period")
