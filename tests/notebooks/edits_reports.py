"""Edits of one row among intelligence reports, disruptions, recorded links and who a reference is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from crimes import LINKS, link_steps, recorded_pairs, suspects_by_offence
from edits import YEAR, Edit, Sample, Steps, cells, day, steps

REPORTS, ACTIONS, INDEX = "intelligence", "disruptions", "person_index"
DRUGS, MEDIA = "cse.reports_drugs_alcohol_share", "cse.reports_social_media_share"
QUIET = ("Amesbury", "Calne", "Corsham", "Devizes", "Malmesbury", "Salisbury", "Tidworth")
"""Places with few matters: one more or less makes no hotspot, and they have others than the one moved."""
PLAIN_MEDIA = re.compile(r"\b(?:Facebook|Instagram|Snapchat|WhatsApp)\b")
DENIAL = re.compile(r"\b(?:no|not|nor|never|without|den\w+)\b|n't\b", re.IGNORECASE)
ANY_THEME = re.compile(
    r"drug|alcohol|drink|drunk|cannabis|weed|vodka|cider|beer|substance|social|face|insta|snap|app\b|chat|site|line"
    r"|kik|bbm|twitter|skype|high",
    re.IGNORECASE,
)


THEMES = ("drugs_alcohol", "social_media", "drug_networks")


def found_by(theme: str, how: str) -> str:
    """By what a theme is known."""
    return f"{theme}_found_by={how}"


@dataclass(frozen=True)
class Report:
    """A report that may be used, of one place and about one person of whom there is no other, and of no
    operation: a matter of its own."""

    row: int
    month: str
    area: str
    themes: str
    grading: str

    def cells(self) -> set[str]:
        """Where it is counted, being about no theme."""
        where = f"community_area={self.area}"
        grades = [f"source_grade=5x5x5 {self.grading[0]}", f"information_grade=5x5x5 {self.grading[1]}"]
        reports = cells(
            "cse.reports", f"month={self.month}", where, *grades, *(found_by(name, "no") for name in THEMES)
        )
        return reports | cells("cse.report_matters", where) | cells("cse.report_subjects", where)


def a_report(sample: Sample, wanted: Callable[[Report], bool] = lambda _: True) -> Report:
    """The first report that is a matter of its own, in a place with few, and as wanted."""
    return next(one for one in _reports(sample) if one.area in QUIET and wanted(one))


def _usable(sample: Sample) -> pd.DataFrame:
    rows = sample.rows[REPORTS]
    received = rows["received_on"].map(day)
    in_year = received.map(lambda on: on is not None and on.year == YEAR).astype(bool)
    gradings = rows["grading"].str.fullmatch("[A-E][1-5][123]")
    return rows[in_year & gradings & rows["report_ref"].ne("") & ~rows["report_ref"].duplicated(keep=False)]


def _reports(sample: Sample) -> Iterator[Report]:
    for row, found in _usable(sample).iterrows():
        own = found["subject_ref"] and not found["operation_ref"]
        if own and sample.times(sample.person[REPORTS][row], REPORTS) == 1:
            month = f"{day(found['received_on']):%Y-%m}"
            yield Report(
                int(row), month, found["community_area"], f"{found['tags']} {found['text']}", found["grading"]
            )


def add_a_tag_that_the_text_says_already(sample: Sample, folder: Path) -> Steps:
    rows = _usable(sample)
    said = rows["text"].str.contains(PLAIN_MEDIA) & ~rows["text"].str.contains(DENIAL)
    row = int(rows.index[said & ~rows["tags"].str.contains("social")][0])
    sample.set(folder, REPORTS, row, tags=_with_tag(rows.loc[row, "tags"], "social media"))
    text, tag = (cells("cse.reports", found_by("social_media", how)) for how in ("text", "tag"))
    return steps(text, tag)


def add_a_tag_that_the_text_does_not_say(sample: Sample, folder: Path) -> Steps:
    report = a_report(sample, lambda one: not ANY_THEME.search(one.themes))
    tags = sample.rows[REPORTS].loc[report.row, "tags"]
    sample.set(folder, REPORTS, report.row, tags=_with_tag(tags, "alcohol"))
    no, tag = (cells("cse.reports", found_by("drugs_alcohol", how)) for how in ("no", "tag"))
    return steps(no, tag, {DRUGS})


def _with_tag(tags: str, tag: str) -> str:
    return f"{tags};{tag}" if tags else tag


def restrict_the_handling_of_a_report(sample: Sample, folder: Path) -> Steps:
    report = a_report(sample, lambda one: not ANY_THEME.search(one.themes))
    grading = sample.rows[REPORTS].loc[report.row, "grading"]
    sample.set(folder, REPORTS, report.row, grading=f"{grading[:2]}4")
    return steps(report.cells(), also={DRUGS, MEDIA})


def move_a_report_to_another_place(sample: Sample, folder: Path) -> Steps:
    report = a_report(sample)
    other = next(area for area in QUIET if area != report.area)
    sample.set(folder, REPORTS, report.row, community_area=other)
    return steps(report.cells(), replace(report, area=other).cells())


def give_a_report_the_operation_of_others(sample: Sample, folder: Path) -> Steps:
    report = a_report(sample)
    rows = _usable(sample)
    operation = next(
        name
        for name, own in rows[rows["operation_ref"].ne("")].groupby("operation_ref")
        if not _areas_of_matter(rows, own) & {report.area}
    )
    sample.set(folder, REPORTS, report.row, operation_ref=operation)
    return steps({"cse.report_matters"})


def _areas_of_matter(rows: pd.DataFrame, own: pd.DataFrame) -> set[str]:
    """The places of an operation's reports and of all others about their subjects, and so on."""
    while True:
        subjects, operations = (set(own[name]) - {""} for name in ("subject_ref", "operation_ref"))
        wider = rows[rows["subject_ref"].isin(subjects) | rows["operation_ref"].isin(operations)]
        if len(wider) == len(own):
            return {area.strip() for cell in own["community_area"] for area in cell.split(";")}
        own = wider


@dataclass(frozen=True)
class Action:
    """A disruption of the year, and where it is counted."""

    row: int
    power: str
    agency: str
    outcome: str

    def cells(self) -> set[str]:
        power, agency = f"power={self.power or 'U'}", f"agency={self.agency or 'U'}"
        outcome = f"action_outcome={self.outcome or 'U'}"
        crossed = (f"{agency},{power}", f"{outcome},{agency}")
        return cells("disruption.actions", power, agency, outcome, *crossed)


def an_action(sample: Sample, power: str) -> Action:
    """The first disruption of the year by a power."""
    for row, found in sample.rows[ACTIONS].iterrows():
        applied = day(found["applied_on"])
        if applied is not None and applied.year == YEAR and found["power"] == power and found["agency"]:
            return Action(int(row), found["power"], found["agency"], found["outcome"])
    raise LookupError(f"no {power}")


def change_the_power_of_a_disruption(sample: Sample, folder: Path) -> Steps:
    action = an_action(sample, "child abduction warning notice")
    sample.set(folder, ACTIONS, action.row, power="warning letter")
    return steps(action.cells(), replace(action, power="warning letter").cells())


def move_a_disruption_out_of_the_year(sample: Sample, folder: Path) -> Steps:
    action = an_action(sample, "child abduction warning notice")
    sample.set(folder, ACTIONS, action.row, applied_on=f"31/12/{YEAR - 1}")
    return steps(action.cells())


def record_a_link_between_two_suspects(sample: Sample, folder: Path) -> Steps:
    linked = recorded_pairs(sample)
    refs = _refs_of_suspects(sample)
    new = sorted(set(refs) - frozenset().union(*linked))[0]
    known = sorted(set(refs) & frozenset().union(*linked))[0]
    like = int(sample.rows[LINKS]["recorded_on"].eq(_a_day_of_the_year(sample)).idxmax())
    sample.add(folder, LINKS, like, person_ref_a=refs[new], person_ref_b=refs[known])
    return link_steps(sample, linked, linked | {frozenset({new, known})})


def remove_a_link_between_two_suspects(sample: Sample, folder: Path) -> Steps:
    linked, rows = recorded_pairs(sample), sample.rows[LINKS]
    for row in rows.index:
        left = recorded_pairs(sample, rows.drop(index=row))
        if found := link_steps(sample, linked, left):
            sample.drop(folder, LINKS, int(row))
            return found
    raise LookupError("no link that tells")


def move_a_link_past_the_end_of_the_year(sample: Sample, folder: Path) -> Steps:
    linked, rows = recorded_pairs(sample), sample.rows[LINKS]
    for row in reversed(rows.index):
        left = recorded_pairs(sample, rows.drop(index=row))
        if found := link_steps(sample, linked, left):
            sample.set(folder, LINKS, int(row), recorded_on=f"{YEAR + 1}-01-01")
            return found
    raise LookupError("no link that tells")


def name_another_behind_a_reference_of_links(sample: Sample, folder: Path) -> Steps:
    linked = recorded_pairs(sample)
    for person, ref in sorted(_refs_of_suspects(sample).items()):
        found = link_steps(sample, linked, {pair for pair in linked if person not in pair})
        if found:
            _name_another(sample, folder, LINKS, ref)
            return found
    raise LookupError("nobody whose links tell")


def name_another_behind_a_reference_of_intelligence(sample: Sample, folder: Path) -> Steps:
    subject = sample.rows[REPORTS].loc[a_report(sample).row, "subject_ref"]
    _name_another(sample, folder, REPORTS, subject)  # still one person, whoever it is
    return {}


def _name_another(sample: Sample, folder: Path, source: str, ref: str) -> None:
    rows = sample.rows[INDEX]
    (row,) = rows.index[rows["source"].eq(source) & rows["ref"].eq(ref)]
    sample.set(folder, INDEX, int(row), forename="Zebedee", surname="Quillfeather")


def _refs_of_suspects(sample: Sample) -> dict[str, str]:
    """Of the suspects who have one reference in links, told by one row: the reference."""
    index = sample.rows[INDEX]
    rows = index.loc[index["source"].eq(LINKS) & ~index.duplicated(["source", "ref"], keep=False), "ref"]
    persons = pd.Series(sample.links_ref).reindex(rows)
    suspects = set().union(*suspects_by_offence(sample).values())
    once = persons[persons.isin(suspects) & ~persons.duplicated(keep=False)]
    return {person: ref for ref, person in once.items()}


def _a_day_of_the_year(sample: Sample) -> str:
    days = sample.rows[LINKS]["recorded_on"]
    return next(text for text in days if (on := day(text)) is not None and on.year == YEAR)


SOME: list[Edit] = [restrict_the_handling_of_a_report]
MORE: list[Edit] = [
    add_a_tag_that_the_text_says_already,
    add_a_tag_that_the_text_does_not_say,
    move_a_report_to_another_place,
    give_a_report_the_operation_of_others,
    change_the_power_of_a_disruption,
    move_a_disruption_out_of_the_year,
    record_a_link_between_two_suspects,
    remove_a_link_between_two_suspects,
    move_a_link_past_the_end_of_the_year,
    name_another_behind_a_reference_of_links,
    name_another_behind_a_reference_of_intelligence,
]
