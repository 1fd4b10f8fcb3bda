"""A figure as the public sees it, by what was decided for all figures together. Whatever says a number later
takes it from here; what partners see is in ``partners``."""

from __future__ import annotations

from typing import Any

from profile_lib.disclosure.rule import Entry

DESCRIBED = (
    *("key", "id", "kind", "label", "where", "unit", "base", "period", "area", "windows_beside"),
    *("caveats", "source", "of", "unit_cost", "price_year", "scope"),
)
"""What is no number of anybody."""

FORMS = {"n": "denominator", "interval": "interval", "unknown": "not_recorded"}
"""What a sentence can say beside a value, and what it needs for it; elsewhere it is "not given"."""

TOO_LITTLE = "too little is recorded"
"""The reason that is public where the reason is how many people it is of."""

PRINTED = ("value", "said", "numerator", "denominator", "not_recorded", "interval", "previous")


def for_public(entry: Entry) -> dict[str, Any]:
    """The figure as the public sees it: described in any case, its numbers where they are public."""
    public = entry["public"]
    seen = {name: entry[name] for name in DESCRIBED if name in entry}
    if public["state"] == "not available":
        return seen | {"state": entry["state"], "why": TOO_LITTLE if "counts" in entry else entry["why"]}
    seen |= {name: public[name] for name in PRINTED if name in public}
    seen["forms"] = [form for form, name in FORMS.items() if name in seen]
    if public["state"] in ("suppressed", "internal"):
        seen["state"] = public["state"]
    if "previous" in entry and "previous" not in seen:
        seen["previous"] = {"edition": entry["previous"]["edition"], "state": "suppressed"}
    return seen
