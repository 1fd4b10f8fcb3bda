"""Disclosure control was done, its audit passed, and the findings are those that it was done on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from profile_lib.publication.checks.model import Check, Finding, Staged

PUBLIC_STATES = ("shown", "rounded", "suppressed", "not available")
WITH_VALUE = ("shown", "rounded")
HIDDEN = "suppressed"
AGAIN = "Run the edition again; do not publish this one"


def disclosure(staged: Staged) -> Check:
    """Fails unless the audit passed and its hidden figures are the ones that findings.json hides.

    What was already published by others and can no longer be protected is listed and does not block: it is
    known.
    """
    if staged.disclosure is None:
        what = "there is a public edition and no record of its disclosure control"
        failed = (Finding(what, "disclosure.json", AGAIN),) if "public" in staged.audiences else ()
        return Check("disclosure", "fail" if failed else "pass", failed)
    record = staged.disclosure
    failing = [*_result(record), *_figures(record, staged.findings), *_values(staged.findings)]
    if failing:
        return Check("disclosure", "fail", tuple(failing))
    return Check("disclosure", "pass", tuple(_beyond_protection(record)))


def differences(staged: Staged) -> Check:
    """For review: the figures whose public value is not the one that was published for this year before."""
    if "public" not in staged.audiences or staged.published is None:
        return Check("differences", "pass")
    before = {entry["key"]: entry["public"] for entry in staged.published["figures"]}
    now = {key: entry["public"] for key, entry in staged.findings.items() if is_public(entry)}
    findings = (
        Finding(
            f"{key}: published as {_told(before.get(key))}, now {_told(now.get(key))}",
            "published figures",
            "Make sure that the change is meant, and say in the edition that it is revised",
        )
        for key in sorted(before.keys() | now.keys())
        if _told(before.get(key)) != _told(now.get(key))
    )
    return Check.of("differences", findings, otherwise="review")


def is_public(entry: Mapping[str, Any]) -> bool:
    """Whether the public edition has a place for the figure, be it hidden there or not."""
    return entry.get("public", {}).get("state") in PUBLIC_STATES


def _result(record: Mapping[str, Any]) -> Iterator[Finding]:
    if record.get("result") != "pass":
        cells = "; ".join(str(cell["key"]) for cell in record.get("cells", ()))
        offers = "; or ".join(map(str, record.get("todo", ())))
        todo = f"There is a way if you {offers}" if offers else AGAIN
        yield Finding(f"no public edition protects everybody: {cells}", "disclosure.json", todo)


def _figures(record: Mapping[str, Any], findings: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Figures that one of the two files hides and the other does not."""
    audited = {item["key"] for item in record.get("figures", ())}
    cells = {cell["key"] for cell in record.get("cells", ())} & findings.keys()
    hidden = {key for key, entry in findings.items() if entry.get("public", {}).get("state") == HIDDEN}
    given = {key for key, entry in findings.items() if "value" in entry.get("public", {})}
    for key in sorted(hidden - audited):
        yield Finding(f"{key} is hidden, and no audit says that it is safe", "disclosure.json", AGAIN)
    for key in sorted((audited | (cells & given)) - hidden):
        yield Finding(f"{key} has to be hidden and is not", "findings.json", AGAIN)


def _values(findings: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Figures whose public value does not go with their state; words may stand in the place of any."""
    for key, entry in sorted(findings.items()):
        public = entry.get("public", {})
        state, has_value = public.get("state", "without a state"), "value" in public
        if has_value and state not in WITH_VALUE:
            yield Finding(f"{key} is {state} and has a public value", "findings.json", AGAIN)
        elif state in WITH_VALUE and not has_value and "said" not in public:
            yield Finding(f"{key} is {state} and has no public value", "findings.json", AGAIN)


def _beyond_protection(record: Mapping[str, Any]) -> Iterator[Finding]:
    for text in record.get("already_published", ()):
        todo = "Nothing in this edition can hide it again: know it before you sign"
        yield Finding(str(text), "already published", todo)


def _told(public: Mapping[str, Any] | None) -> str:
    """A public value as text: the number, the words in its place, or why there is none."""
    if public is None:
        return "not there"
    return str(public.get("value", public.get("said", public["state"])))
