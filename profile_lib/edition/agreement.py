"""On what real records may be read: nobody reads them where the parameters do not say it."""

from __future__ import annotations

from profile_lib.edition.loading import BASE, located
from profile_lib.edition.model import Edition
from profile_lib.errors import InputError

NEEDED = {
    "sharing_agreement": ("the agreement under which partners share", 'sharing_agreement: "ISA 12, 2015"'),
    "dpia_ref": ("the data protection impact assessment", 'dpia_ref: "DPIA 7"'),
    "lawful_basis": ("the law on which records are held", "lawful_basis: Children Act 2004, section 11"),
    "retention_until": ("the day until which they are kept", "retention_until: 2022-03-31"),
}
"""What has to be said of real records, by key: what it is, and an example."""


def refuse_without_agreement(edition: Edition) -> None:
    """Raises InputError for an edition of real records that does not say on what they are held, or speaks
    from a day after which they are not to be held."""
    if edition.synthetic:
        return
    problems = [
        located(
            edition,
            ("synthetic",),
            f"{key} is not given: {what}; real records are not read without it",
            todo=f"Add to {BASE}, for example: {example}",
        )
        for key, (what, example) in NEEDED.items()
        if getattr(edition, key) is None
    ]
    if edition.retention_until is not None and edition.retention_until < edition.as_at:
        told = f"the records were to be kept until {edition.retention_until}, and the edition speaks from "
        problems.append(
            located(
                edition,
                ("retention_until",),
                f"{told}{edition.as_at}",
                todo=f"Purge them: partnership-profile purge {edition.year}, or have the day extended",
            )
        )
    if problems:
        raise InputError(problems)
