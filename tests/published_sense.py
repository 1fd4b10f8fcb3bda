"""What everybody can work out about the numbers of a profile: written by hand, in the words of the page.

It is more than any table says of itself: that the suspects whose age is known are those in the age bands,
that a child of "6 to 10 times" had six episodes at least, that who was missing from January to November was
missing in the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from published_attacker import Cell, Knowledge, Narrowed, Window, cell

SEXES = ("F", "M", "X", "U")
KNOWN = "known"
AGE_BANDS = ("0-9", "10-12", "13-14", "15-16", "17", "U")
REPEATS: Mapping[str, tuple[int, int | None]] = {
    **{str(number): (number, number) for number in range(1, 6)},
    "6-10": (6, 10), "11-20": (11, 20), "21-50": (21, 50), "51+": (51, None),
}  # fmt: skip
"""How many episodes a child of each row had."""

SUSPECT_AGES = {
    "0-11": (0, 11), "12-13": (12, 13), "14-15": (14, 15), "16-17": (16, 17),
    "18-20": (18, 20), "21-24": (21, 24), "25+": (25, 110),
}  # fmt: skip
VICTIM_AGES = {"0-11": (0, 11), "12-13": (12, 13), "14-15": (14, 15), "16-17": (16, 17)}
IDENTIFIED_AGES = tuple(VICTIM_AGES)
YES_NO = ("yes", "no")
YES_NO_UNKNOWN = ("yes", "no", "U")
LINKED_BY = ("shared_offence", "shared_victim")
CARE_SOURCES = ("looked_after", "placed_by_others", "police_marker", "none")

Categories = Iterable[str]


def common_sense(knowledge: Knowledge, *, crossed: bool = True) -> None:
    """Add to what was read whatever follows from it, for every window that it speaks of.

    ``crossed``: also that every girl is in one of the rows of how often, which no table of an edition counts.
    """
    windows = _windows(knowledge)
    for chapter, write in (
        ("missing", _missing),
        ("suspects", _suspects),
        ("victims", _victims),
        ("offences", _offences),
        ("reports", _reports),
        ("at risk", _at_risk),
        ("school", _school),
    ):
        for window in windows.get(chapter, ()):
            write(knowledge, window, _dimensions(knowledge, window))
    if crossed:
        for window in windows.get("missing", ()):
            _repeats_by_sex(knowledge, window, _dimensions(knowledge, window))
    _between_chapters(knowledge, windows)
    _between_windows(knowledge, windows)


class Reader:
    """Somebody who has read one edition or more, and thinks about it."""

    def __init__(self, read: Knowledge, *, crossed: bool = True) -> None:
        self.knowledge = read
        self._marked = Knowledge()
        for name, (low, high) in read.ends.items():
            self._marked.number(name, min(low, 1), 0 if high == 0 else None)
        common_sense(read, crossed=crossed)
        common_sense(self._marked, crossed=crossed)

    def narrowed(self, people: Mapping[Cell, tuple[int, int]], threshold: int) -> list[Narrowed]:
        """The numbers of fewer people than the threshold of which the reader knows more than what the markers
        and the zeros say by themselves. ``people``: each number, and the people behind it."""
        found = []
        for name, (number, behind) in people.items():
            if name not in self.knowledge.ends or not number or not 0 < behind < threshold:
                continue
            is_below = not self.knowledge.reaches(name, threshold - 1, FAR_ENOUGH)
            low = self.knowledge.end(name, 1)
            least = self._marked.end(name, 1) if low > 1 and name in self._marked.ends else 1
            is_above = low > max(1, least) and self.knowledge.sure_end(name, 1) > max(1, least)
            if is_below or is_above:
                found.append(Narrowed(name, number, behind, self.knowledge.interval(name, FAR_ENOUGH)))
        return found

    def certain_of(self, rests: Iterable[tuple[Cell, Cell, int]]) -> list[Cell]:
        """The wholes and parts of people of which the reader knows that all are in the part, or that none is:
        it says something about every one of them."""
        found = []
        for whole, part, _ in rests:
            if whole not in self.knowledge.ends or part not in self.knowledge.ends:
                continue
            if self.knowledge.end(whole, 1) == 0:
                continue
            outside = self.knowledge.left(whole, part)
            for name in (part, outside):
                if not self.knowledge.reaches(name, 1, FAR_ENOUGH):
                    found.append(name)
        return found


FAR_ENOUGH = 300

_CHAPTERS = {
    "missing.children": "missing", "missing.episodes": "missing", "missing.cse_children": "missing",
    "missing.cse_victims": "missing", "missing.cse_offenders": "missing",
    "missing.cse_children_same_window": "missing", "missing.at_risk_children": "missing",
    "cse.offenders": "suspects", "cse.repeat_offenders": "suspects", "cse.linked_offenders": "suspects",
    "cse.offenders_of_several_victims": "suspects", "cse.offenders_on_several_dates": "suspects",
    "cse.offenders_with_recorded_link": "suspects",
    "cse.victims": "victims", "cse.repeat_victims": "victims", "cse.victims_on_several_dates": "victims",
    "cse.victims_of_several_offenders": "victims",
    "cse.offences": "offences", "cse.offences_without_suspect": "offences",
    "cse.offences_without_victim": "offences",
    "cse.reports": "reports", "cse.report_subjects": "reports", "cse.report_matters": "reports",
    "cse.at_risk_children": "at risk", "cse.at_risk_open": "at risk", "cse.at_risk_open_at_end": "at risk",
    "absence.at_risk_pupils": "school", "absence.other_pupils": "school",
    "disruption.actions": "actions",
    "cse.networks": "networks",
    "cse.offender_years": "suspects",
}  # fmt: skip
"""Which numbers bear on one another."""

Dimensions = frozenset[tuple[str, str]]


def _windows(knowledge: Knowledge) -> dict[str, list[Window]]:
    found: dict[str, dict[Window, None]] = {}
    for name in list(knowledge.ends):
        found.setdefault(_CHAPTERS[name.counted], {})[name.window] = None
    return {chapter: sorted(windows) for chapter, windows in found.items()}


def _dimensions(knowledge: Knowledge, window: Window) -> Dimensions:
    """By what each count is told in a window: nothing is asked about rows that no table has."""
    return frozenset(
        (name.counted, dimension)
        for name in knowledge.ends
        if name.window == window
        for dimension, _ in name.where
    )


class _Set:
    """One thing that is counted, over one window."""

    def __init__(self, knowledge: Knowledge, counted: str, window: Window) -> None:
        self.knowledge, self.counted, self.window = knowledge, counted, window

    def __call__(self, **where: str) -> Cell:
        return cell(self.counted, self.window, **where)

    def split(self, dimension: str, categories: Categories, **where: str) -> None:
        """Everybody is in one of the categories; where "U" is one, "known" are the others together."""
        parts = {name: self(**where, **{dimension: name}) for name in categories}
        self.knowledge.sums(self(**where), parts.values())
        if "U" in parts:
            known = self(**where, **{dimension: KNOWN})
            self.knowledge.sums(known, [part for name, part in parts.items() if name != "U"])
            self.knowledge.sums(self(**where), [known, parts["U"]])

    def covered(self, dimension: str, categories: Categories) -> None:
        """Everybody is in one of the categories at least."""
        self.knowledge.covers([self(**{dimension: name}) for name in categories], self())

    def within(self, whole: _Set, **where: str) -> None:
        self.knowledge.within(self(**where), whole(**where))


def _missing(knowledge: Knowledge, window: Window, told: Dimensions) -> None:
    children = _Set(knowledge, "missing.children", window)
    episodes = _Set(knowledge, "missing.episodes", window)
    months = sorted(
        {category for name in knowledge.ends if name.window == window for dimension, category in name.where
         if dimension == "month"}
    )  # fmt: skip
    knowledge.within(children(), episodes())
    for dimension, categories in (("sex", SEXES), ("age_band", AGE_BANDS), ("repeats", REPEATS)):
        by_children = ("missing.children", dimension) in told
        by_episodes = ("missing.episodes", dimension) in told
        if by_children or by_episodes or dimension == "repeats":
            children.split(dimension, categories)
            episodes.split(dimension, categories)
            for category in categories:
                knowledge.within(children(**{dimension: category}), episodes(**{dimension: category}))
    for dimension, categories in (
        ("in_care", YES_NO), ("category", ("missing", "absent")), ("month", months),
        ("care_source", CARE_SOURCES), ("police_marker", YES_NO_UNKNOWN),
    ):  # fmt: skip
        if not {("missing.children", dimension), ("missing.episodes", dimension)} & told:
            continue
        complete = dimension != "month" or set(_months(window)) <= set(months)
        if complete:
            episodes.split(dimension, categories)
            children.covered(dimension, categories)
        for category in categories:
            knowledge.within(children(**{dimension: category}), episodes(**{dimension: category}))
            knowledge.within(children(**{dimension: category}), children())
            # whoever never had an episode of this kind had one of another
            other = knowledge.left(children(), children(**{dimension: category}))
            knowledge.within(other, knowledge.left(episodes(), episodes(**{dimension: category})))
    if ("missing.children", "graded") in told:
        children.split("graded", ("missing", "absent", "both"))
        for kind in ("missing", "absent"):  # whoever was graded both has episodes of either kind
            either = [children(graded=kind), children(graded="both")]
            knowledge.sums(children(category=kind), either)
    crossed = {
        tuple(sorted(dict(name.where)))
        for name in knowledge.ends
        if name.window == window and name.counted == "missing.episodes" and len(name.where) == 2
    }
    axes = {"month": _months(window), "category": ("missing", "absent"),
            "care_source": CARE_SOURCES, "police_marker": YES_NO_UNKNOWN}  # fmt: skip
    for one, other in crossed:
        for first, second in ((one, other), (other, one)):
            for category in axes[first]:
                episodes.split(second, axes[second], **{first: category})
    for category, (low, high) in REPEATS.items():
        _each(knowledge, children(repeats=category), episodes(repeats=category), low, high)
    if {("missing.children", "in_care"), ("missing.episodes", "in_care")} & told:
        _repeats_in_part(knowledge, children, episodes, "in_care", "yes")
    overlaps = {
        name: _Set(knowledge, f"missing.{name}", window)
        for name in ("cse_children", "cse_victims", "cse_offenders", "cse_children_same_window",
                     "at_risk_children")
    }  # fmt: skip
    for overlap in overlaps.values():
        overlap.within(children)
    knowledge.covers([overlaps["cse_victims"](), overlaps["cse_offenders"]()], overlaps["cse_children"]())
    overlaps["cse_children_same_window"].within(overlaps["cse_children"])


def _repeats_by_sex(knowledge: Knowledge, window: Window, told: Dimensions) -> None:
    """Each girl of "6 to 10 times" had six to ten episodes too."""
    if ("missing.children", "sex") not in told:
        return
    children = _Set(knowledge, "missing.children", window)
    episodes = _Set(knowledge, "missing.episodes", window)
    for name in SEXES:
        for category, ends in REPEATS.items():
            where = {"repeats": category, "sex": name}
            _each(knowledge, children(**where), episodes(**where), *ends)
    for of in (children, episodes):
        for category in REPEATS:
            knowledge.sums(of(repeats=category), [of(repeats=category, sex=name) for name in SEXES])
        for name in SEXES:
            knowledge.sums(of(sex=name), [of(repeats=category, sex=name) for category in REPEATS])


def _repeats_in_part(knowledge: Knowledge, children: _Set, episodes: _Set, dimension: str, name: str) -> None:
    """The children who had an episode of a kind have no more of that kind than episodes in all, and those
    who had none have all theirs of another."""
    own = {category: children(repeats=category, **{dimension: name}) for category in REPEATS}
    events = {category: episodes(repeats=category, **{dimension: name}) for category in REPEATS}
    knowledge.sums(children(**{dimension: name}), own.values())
    knowledge.sums(episodes(**{dimension: name}), events.values())
    for category, (low, high) in REPEATS.items():
        never = knowledge.left(children(repeats=category), own[category])
        others = knowledge.left(episodes(repeats=category), events[category])
        knowledge.within(own[category], events[category])
        knowledge.relate({others: 1, never: -low}, 0, None)
        if high is not None:
            knowledge.relate({own[category]: high, events[category]: -1}, 0, None)


def _each(knowledge: Knowledge, people: Cell, events: Cell, low: int, high: int | None) -> None:
    """Each of the people has from ``low`` to ``high`` of the events."""
    knowledge.relate({events: 1, people: -low}, 0, None)
    if high is not None:
        knowledge.relate({people: high, events: -1}, 0, None)


def _suspects(knowledge: Knowledge, window: Window, told: Dimensions) -> None:
    suspects = _Set(knowledge, "cse.offenders", window)
    years = cell("cse.offender_years", window)
    ages = {("cse.offenders", "suspect_age"), ("cse.offenders", "age_certainty")} & told
    if ages or years in knowledge.ends:
        suspects.split("suspect_age", (*SUSPECT_AGES, "U"))
        suspects.split("age_certainty", ("certain", "uncertain", "U"))
        certain = suspects(age_certainty="certain")
        knowledge.sums(certain, [suspects(suspect_age=band) for band in SUSPECT_AGES])
        # "Uncertain or not recorded" is one row of the ages
        knowledge.sums(
            suspects(suspect_age="U"), [suspects(age_certainty="uncertain"), suspects(age_certainty="U")]
        )
        if years in knowledge.ends:
            for end, sign in ((0, 1), (1, -1)):
                bands = {suspects(suspect_age=band): -sign * span[end] for band, span in SUSPECT_AGES.items()}
                knowledge.relate({years: sign, **bands}, 0, None)
    for dimension, categories in (("sex", SEXES), ("nationality", ("british", "other", "U"))):
        if ("cse.offenders", dimension) in told:
            suspects.split(dimension, categories)
    several = {
        name: _Set(knowledge, f"cse.{name}", window)
        for name in ("repeat_offenders", "offenders_of_several_victims", "offenders_on_several_dates",
                     "linked_offenders", "offenders_with_recorded_link")
    }  # fmt: skip
    for of in several.values():
        of.within(suspects)
    several["offenders_on_several_dates"].within(several["repeat_offenders"])
    if ("cse.linked_offenders", "linked_by") in told:
        several["linked_offenders"].covered("linked_by", LINKED_BY)


def _victims(knowledge: Knowledge, window: Window, told: Dimensions) -> None:
    victims = _Set(knowledge, "cse.victims", window)
    repeat = _Set(knowledge, "cse.repeat_victims", window)
    if {("cse.victims", name) for name in ("victim_age", "age_certainty", "aged_14_to_16", "age")} & told:
        victims.split("victim_age", (*VICTIM_AGES, "U"))
        victims.split("age_certainty", ("certain", "uncertain", "U"))
        victims.split("aged_14_to_16", YES_NO_UNKNOWN)
        certain = victims(age_certainty="certain")
        knowledge.sums(certain, [victims(aged_14_to_16=KNOWN)])
        knowledge.sums(certain, [victims(victim_age=KNOWN)])
        for band, (low, high) in VICTIM_AGES.items():
            knowledge.sums(
                victims(victim_age=band), [victims(age=f"{age:02d}") for age in range(low, high + 1)]
            )
        knowledge.sums(victims(aged_14_to_16="yes"), [victims(age=str(age)) for age in (14, 15, 16)])
    if {("cse.victims", "sex"), ("cse.repeat_victims", "sex")} & told:
        victims.split("sex", SEXES)
        repeat.split("sex", SEXES)
        for name in SEXES:
            repeat.within(victims, sex=name)
    repeat.within(victims)
    for name in ("victims_on_several_dates", "victims_of_several_offenders"):
        _Set(knowledge, f"cse.{name}", window).within(victims)
    _Set(knowledge, "cse.victims_on_several_dates", window).within(repeat)


def quartiles(knowledge: Knowledge, window: Window, low: int, high: int) -> None:
    """The quartiles of the victims' ages, where they are known: the smallest age with at least a quarter, or
    three quarters, of them at or below it."""
    victims = _Set(knowledge, "cse.victims", window)
    known = victims(age_certainty="certain")
    for quarters, age in ((1, low), (3, high)):
        up_to = {victims(age=f"{year:02d}"): 4 for year in range(age + 1)}
        below = {victims(age=f"{year:02d}"): -4 for year in range(age)}
        knowledge.relate({**up_to, known: -quarters}, 0, None)
        knowledge.relate({**below, known: quarters}, 1, None)


def _offences(knowledge: Knowledge, window: Window, told: Dimensions) -> None:
    offences = _Set(knowledge, "cse.offences", window)
    for dimension, categories in (
        ("suspects", ("lone", "group", "U")), ("gang", YES_NO_UNKNOWN), ("online", YES_NO_UNKNOWN),
        ("recency", ("recent", "non-recent", "U")), ("month", _months(window)),
    ):  # fmt: skip
        if ("cse.offences", dimension) in told:
            offences.split(dimension, categories)
    for name in ("offences_without_suspect", "offences_without_victim"):
        _Set(knowledge, f"cse.{name}", window).within(offences)


def _reports(knowledge: Knowledge, window: Window, told: Dimensions) -> None:
    reports = _Set(knowledge, "cse.reports", window)
    for theme in ("drugs_alcohol", "social_media", "drug_networks"):
        if ("cse.reports", theme) in told:
            reports.split(theme, YES_NO_UNKNOWN)
    if ("cse.reports", "month") in told:
        reports.split("month", _months(window))


def _at_risk(knowledge: Knowledge, window: Window, told: Dimensions) -> None:
    children = _Set(knowledge, "cse.at_risk_children", window)
    open_ = _Set(knowledge, "cse.at_risk_open", window)
    if ("cse.at_risk_children", "sex") in told:
        children.split("sex", SEXES)
    if ("cse.at_risk_children", "age_identified") in told:
        children.split("age_identified", (*IDENTIFIED_AGES, "U"))
    children.within(open_)
    _Set(knowledge, "cse.at_risk_open_at_end", window).within(open_)


def _school(knowledge: Knowledge, window: Window, told: Dimensions) -> None:
    for name in ("at_risk_pupils", "other_pupils"):
        pupils = _Set(knowledge, f"absence.{name}", window)
        if (f"absence.{name}", "absent_10pct") in told:
            pupils.split("absent_10pct", YES_NO)


def _between_chapters(knowledge: Knowledge, windows: Mapping[str, list[Window]]) -> None:
    """Whoever was missing and a victim was a victim; whoever is a pupil at risk is at risk."""
    for year in windows.get("missing", ()):
        for counted, chapter, whole in (
            ("missing.cse_victims", "victims", "cse.victims"),
            ("missing.cse_offenders", "suspects", "cse.offenders"),
            ("missing.at_risk_children", "at risk", "cse.at_risk_children"),
        ):
            for other in windows.get(chapter, ()):
                if other[0][:4] == year[0][:4]:
                    knowledge.within(cell(counted, year), cell(whole, other))
    for year in windows.get("school", ()):
        for other in windows.get("at risk", ()):
            if other[0][:4] == year[1][:4]:
                knowledge.within(cell("absence.at_risk_pupils", year), cell("cse.at_risk_children", other))


_GROWING = (
    cell("missing.children", ("", "")),
    cell("missing.episodes", ("", "")),
    *(cell("missing.episodes", ("", ""), category=name) for name in ("missing", "absent")),
    *(cell("missing.episodes", ("", ""), in_care=name) for name in YES_NO),
    *(cell("missing.children", ("", ""), category=name) for name in ("missing", "absent")),
    *(cell("missing.children", ("", ""), in_care=name) for name in YES_NO),
    *(cell(f"missing.{name}", ("", "")) for name in ("cse_children", "cse_victims", "cse_offenders",
                                                     "at_risk_children")),
)  # fmt: skip
"""What can only grow as the window does."""


def _between_windows(knowledge: Knowledge, windows: Mapping[str, list[Window]]) -> None:
    """January to November is inside the year, and each month of it is the same month."""
    years = windows.get("missing", ())
    for inner, outer in product(years, years):
        if inner[0] != outer[0] or inner[1] >= outer[1]:
            continue
        for name in _GROWING:
            one, other = name._replace(window=inner), name._replace(window=outer)
            if one in knowledge.ends and other in knowledge.ends:
                knowledge.within(one, other)
        more = knowledge.left(cell("missing.children", outer), cell("missing.children", inner))
        later = knowledge.left(cell("missing.episodes", outer), cell("missing.episodes", inner))
        knowledge.within(more, later)  # who joins them had an episode in what was added
        _months_in_both(knowledge, inner, outer)


def _months_in_both(knowledge: Knowledge, inner: Window, outer: Window) -> None:
    kinds: list[dict[str, str]] = [{}, {"category": "missing"}, {"category": "absent"}]
    for kind in kinds:
        whole = cell("missing.episodes", inner, **kind)
        own = [cell("missing.episodes", outer, month=month, **kind) for month in _months(inner)]
        if whole in knowledge.ends and all(name in knowledge.ends for name in own):
            knowledge.sums(whole, own)
        for month, other in zip(_months(inner), own, strict=True):
            one = cell("missing.episodes", inner, month=month, **kind)
            if one in knowledge.ends and other in knowledge.ends:
                knowledge.sums(one, [other])


def _months(window: Window) -> list[str]:
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in window)
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, last + 1)]
