"""How the children of several records were found, by sex, age, ethnicity and care, as partners may see it."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.found import ANALYST, ASKED, LINKED, MISSED, MODEL
from profile_lib.disclosure import NoSafePattern, suppress
from profile_lib.disclosure.cases import Equation
from profile_lib.disclosure.partners import FEW
from profile_lib.figures import DIMENSIONS
from profile_lib.pages import tables
from profile_lib.pages.shown import Html, joined, notes, paragraph
from profile_lib.rounding import percent
from profile_lib.statistics import proportion_interval

GROUPS = {"sex": "Sex", "age_band": "Age", "ethnicity": "Ethnicity", "in_care": "Care"}
CARE = {"yes": "In care in the year", "no": "Not in care in the year"}
OR = " or "
FEWER, NOT_GIVEN, NOTHING = f"fewer than {FEW}", "not given", "–"

BY_WHOM = {MODEL: "By the model alone", ANALYST: "With an analyst"}
IF_UNNUMBERED = {LINKED: "Linked", ASKED: "Asked about", MISSED: "Missed"}
READ = (
    "Missed links are estimated from children of whom a number shows that they are one: these are linked "
    "once more by name, date of birth, postcode and sex alone. Children without a number may be missed more "
    "often, and these data cannot tell.",
    "The interval (Wilson) is what chance leaves open, and nothing else. Of few children it is wide: no "
    "difference between groups is to be read from intervals that overlap.",
    f"Where a number is {FEWER}, the interval is that of any such number.",
    "Source of the method: Harron and others (2017), A guide to evaluating linkage quality for the analysis "
    "of linked data, International Journal of Epidemiology.",
)


def found_by_group(data: Dataset) -> Html:
    """Of the children with several records, how many were found with an analyst alone; and of those whom a
    number shows in two extracts, how many would be missed without it."""
    children = data.frames["found"]
    if children.empty:
        return paragraph("No child is in several records.")
    numbered = children[children["known"] != ""]
    by_whom = _by_group(
        children.assign(outcome=children["how"]),
        BY_WHOM,
        "Children with several records: who found that they are one?",
        "Share with an analyst",
    )
    if numbered.empty:
        why = "No child is shown by a UPN or an NHS number in two extracts: missed links cannot be estimated."
        return joined(by_whom, paragraph(why))
    missed = _by_group(
        numbered.assign(outcome=numbered["known"]),
        IF_UNNUMBERED,
        "Children whom a UPN or NHS number shows in two extracts: would they be found without it?",
        "Share missed",
    )
    return joined(by_whom, missed, notes(READ))


def _by_group(children: pd.DataFrame, outcomes: dict[str, str], caption: str, share: str) -> Html:
    """The children of each group by outcome, and the share of the last outcome with its interval."""
    whole = children["outcome"].value_counts().reindex([*outcomes], fill_value=0)
    rows = [["All children", *_line([int(number) for number in whole], [""] * len(outcomes))]]
    for name, label in GROUPS.items():
        named = {category: _label(name, category) for category in _in_order(name, {*children[name]})}
        groups = children[name].map(named).map(folded(children[name].map(named), [*named.values()]))
        counts = {
            (group, outcome): int(((groups == group) & (children["outcome"] == outcome)).sum())
            for group in groups.unique()
            for outcome in outcomes
        }
        instead = not_given(counts)
        for group in sorted(groups.unique(), key=lambda text: [*named.values()].index(text.split(OR)[0])):
            cells = [(group, outcome) for outcome in outcomes]
            numbers, words = [counts[cell] for cell in cells], [instead.get(cell, "") for cell in cells]
            rows.append([f"{label}: {group}", *_line(numbers, words)])
    heads = ["Group", "Children", *outcomes.values(), share, "95% interval"]
    frame = pd.DataFrame(rows, columns=heads)
    html = tables.records_table(frame, caption, set(range(1, len(heads))))
    return Html(html, frame.to_string(index=False))


def _line(numbers: list[int], instead: list[str]) -> list[str]:
    """The whole, the numbers, and the share of the last with its interval; words for what is hidden."""
    told = [word or f"{number:,}" for number, word in zip(numbers, instead, strict=True)]
    whole, part = sum(numbers), numbers[-1]
    if instead[-1] == NOT_GIVEN or not whole:
        return [f"{whole:,}", *told, NOTHING, NOTHING]
    least, most = (1, min(FEW - 1, whole)) if instead[-1] else (part, part)
    low, high = proportion_interval(least, whole)[0], proportion_interval(most, whole)[1]
    share = NOTHING if instead[-1] else percent(part / whole)
    return [f"{whole:,}", *told, share, f"{percent(low)} to {percent(high)}"]


def folded(groups: pd.Series, order: list[str]) -> dict[str, str]:
    """The name under which each group is shown: groups of fewer than three children are put together, with
    the next smallest where these are still as few, since of one or two children any number says all."""
    sizes = groups.value_counts().sort_values(kind="stable")
    small = [name for name in sizes.index if sizes[name] < FEW]
    for name in sizes.index[len(small) :]:
        if not small or sizes[small].sum() >= FEW:
            break
        small.append(name)
    together = OR.join(name for name in order if name in small)
    return {name: together if name in small else name for name in sizes.index}


def not_given(counts: dict[tuple[str, str], int]) -> dict[tuple[str, str], str]:
    """What is not given of a crossing of two breakdowns, and what is said instead: numbers of one or two, and
    as few others as would give them away; where nothing protects them, everything. Partners know the totals
    of both breakdowns."""
    totals: dict[str, list[str]] = {}
    names = {"|".join(cell): cell for cell in counts}
    for name, (row, column) in names.items():
        totals.setdefault(f"{row}|", []).append(name)
        totals.setdefault(f"|{column}", []).append(name)
    numbers = {name: counts[cell] for name, cell in names.items()}
    sums = {total: sum(numbers[part] for part in parts) for total, parts in totals.items()}
    equations = [Equation(total=total, children=parts) for total, parts in totals.items()]
    try:
        pattern = suppress(numbers | sums, equations, threshold=FEW, published=[*totals])
    except NoSafePattern:
        return dict.fromkeys(counts, NOT_GIVEN)
    hidden = pattern.primary | pattern.secondary
    return {names[name]: FEWER if 0 < numbers[name] < FEW else NOT_GIVEN for name in hidden}


def _in_order(name: str, found: set[str]) -> list[str]:
    """The categories that were found: as the breakdown declares them, else by name, not recorded last."""
    declared = [*DIMENSIONS[name].categories] if name in DIMENSIONS else []
    return sorted(
        found, key=lambda item: (item == "U", declared.index(item) if item in declared else 0, item)
    )


def _label(name: str, category: str) -> str:
    if name == "in_care":
        return CARE[category]
    if category == "U":
        return "Not recorded"
    return DIMENSIONS[name].label_of(category) if name in DIMENSIONS else category
