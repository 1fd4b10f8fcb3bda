"""Two things that no program can know: each is for review until the person whose office it is has signed."""

from __future__ import annotations

import re

from profile_lib.publication.checks.model import Check, Finding, Staged

SAFEGUARDING_LEAD = "safeguarding lead"
LEGAL_OFFICER = "force legal or disclosure officer"
SIGNED = {"anonymity": SAFEGUARDING_LEAD, "proceedings": LEGAL_OFFICER}
"""The checks that are signed, and by whom."""


def anonymity(staged: Staged) -> Check:
    """For review by the safeguarding lead: complainants' lifetime anonymity.

    Sexual Offences (Amendment) Act 1992, section 1: nothing may be published in a complainant's lifetime that
    is likely to lead members of the public to identify them.
    """
    what = "could anybody work out who a complainant is, from this and from what they know already?"
    todo = f"The {SAFEGUARDING_LEAD} reads the public edition with that question, then approves it"
    return Check("anonymity", "review", (Finding(what, "public/", todo),))


def proceedings(staged: Staged) -> Check:
    """For review by the force legal or disclosure officer: live proceedings.

    Contempt of Court Act 1981, sections 1 and 2: nothing may be published that creates a substantial risk of
    serious prejudice to active proceedings.
    """
    what = "could anything here prejudice proceedings that are active, or a case that is being built?"
    todo = f"The {LEGAL_OFFICER} reads the public edition with that question, then approves it"
    return Check("proceedings", "review", (Finding(what, "public/", todo),))


def signs(role: str) -> frozenset[str]:
    """The checks that somebody of a role signs: none for another role than the two."""
    words = set(re.findall(r"[a-z]+", role.casefold()))
    signed = set()
    if {"safeguarding", "lead"} <= words:
        signed.add("anonymity")
    if "legal" in words or {"disclosure", "officer"} <= words:
        signed.add("proceedings")
    return frozenset(signed)
