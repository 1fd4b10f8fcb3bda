"""A figure as its audience may see it. Whatever says a number later takes it from here.

The public sees what was decided for all figures together. Partners see exact headlines, and of a crossing of
two breakdowns no cell of one or two people: it travels among people who know the families.
"""

from __future__ import annotations

from typing import Any

from profile_lib.disclosure.rule import Entry

FEW = 3
"""Below so many people a cell of a cross-tabulation is not given to partners."""

DESCRIBED = (
    *("key", "id", "kind", "label", "where", "unit", "base", "period", "area", "windows_beside"),
    *("caveats", "source", "of", "unit_cost", "price_year", "scope"),
)
"""What is no number of anybody."""

FORMS = {"n": "denominator", "interval": "interval", "unknown": "not_recorded"}
"""What a sentence can say beside a value, and what it needs for it; elsewhere it is "not given"."""

PRINTED = ("value", "said", "numerator", "denominator", "not_recorded", "interval", "previous")


def for_public(entry: Entry) -> dict[str, Any]:
    """The figure as the public sees it: described in any case, its numbers where they are public."""
    public = entry["public"]
    seen = {name: entry[name] for name in DESCRIBED if name in entry}
    if public["state"] == "not available":
        return seen | {"state": entry["state"], "why": entry["why"]}
    seen |= {name: public[name] for name in PRINTED if name in public}
    seen["forms"] = [form for form, name in FORMS.items() if name in seen]
    if public["state"] in ("suppressed", "internal"):
        seen["state"] = public["state"]
    if "previous" in entry and "previous" not in seen:
        seen["previous"] = {"edition": entry["previous"]["edition"], "state": "suppressed"}
    return seen


def for_partners(entry: Entry) -> dict[str, Any]:
    """The figure as partners see it: a cell of a cross-tabulation below three people as "fewer than 3"."""
    seen = {name: value for name, value in entry.items() if name != "counts"}
    people = entry.get("people", entry.get("value"))
    if len(entry.get("where", {})) < 2 or entry["kind"] != "count" or not people or people >= FEW:
        return seen
    hidden = {"value", "people", "interval", "previous", "if_open_pairs_linked"}
    kept = {name: value for name, value in seen.items() if name not in hidden}
    return kept | {"state": "suppressed", "said": f"fewer than {FEW}"}
