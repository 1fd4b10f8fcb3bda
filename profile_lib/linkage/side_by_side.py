"""Two records beside one another as HTML, field by field, with what differs marked by more than a colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from html import escape

import pandas as pd

from profile_lib.linkage.queue import ReviewQueue
from profile_lib.rounding import extract_words, listed

SHOWN = {
    "given_name": "Given name",
    "surname": "Surname",
    "date_of_birth": "Date of birth",
    "sex": "Sex",
    "postcode": "Postcode",
    "upn": "UPN",
    "nhs_number": "NHS number",
}
SEXES = {"F": "Female", "M": "Male", "X": "Other"}
NOTHING = "not recorded"
SAID = {"same": "the same child", "different": "two children", "unsure": "not sure"}

STYLE = """<style>
.pair table {border-collapse: collapse; font-size: 1.05em; margin: 4px 0}
.pair th, .pair td {text-align: left; padding: 3px 14px 3px 6px; border-bottom: 1px solid #bbb}
.pair caption {text-align: left; font-weight: bold; padding: 10px 0 2px 6px}
.pair .none {color: #595959; font-style: italic}
.pair mark {background: #ffdf80; color: #000; text-decoration: underline; font-weight: bold}
</style>"""


def compared(queue: ReviewQueue) -> str:
    """The two records of the pair that is being looked at, as a table."""
    pair, (left, right) = queue.pair, queue.records()
    heads = [f"{_extract(pair['source_' + end])} {escape(str(pair['ref_' + end]))}" for end in "lr"]
    rows = [_row(label, left[field], right[field], field) for field, label in SHOWN.items()]
    with_them = [_company(queue.company(end)) for end in "lr"]
    if any(with_them):
        cells = "".join(f"<td>{told or '<span class=none>nothing</span>'}</td>" for told in with_them)
        rows.append(f'<tr><th scope="row">Linked with</th>{cells}<td></td></tr>')
    head = "".join(f'<th scope="col">{text}</th>' for text in ("What is recorded", *heads, "Compared"))
    return (
        f'{STYLE}<div class="pair"><table aria-label="The two records">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def simple_table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """A table of text under a caption; the first column heads the rows."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(text)}</td>" for text in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<div class="pair"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def who_says(decision: pd.Series) -> str:
    """One decision as a sentence: which records, what, who and when."""
    one, other = (f"{extract_words(decision[f'source_{end}'])} {decision[f'ref_{end}']}" for end in "lr")
    said = SAID[decision["decision"]]
    who, when = decision["decided_by"], moment(decision["decided_on"])
    return escape(f"{one} and {other}: {said} ({who}, {when}).")


def moment(text: str) -> str:
    """An ISO date, with or without a time, as it is said: ``3 April 2016, 10:15``."""
    read = datetime.fromisoformat(text)
    day = f"{read.day} {read:%B %Y}"
    return f"{day}, {read:%H:%M}" if "T" in text else day


def _row(label: str, left: object, right: object, field: str) -> str:
    values = [_said(value, field) if isinstance(value, str) else "" for value in (left, right)]
    if not all(values):
        told = ""
        cells = [escape(value) if value else f'<span class="none">{NOTHING}</span>' for value in values]
    elif left == right:
        told, cells = "same", [escape(value) for value in values]
    else:
        told, cells = "differs", list(_marked(*(_parts(value, field) for value in values)))
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{label}</th>{body}<td>{told}</td></tr>'


def _said(value: str, field: str) -> str:
    """A value as it is read."""
    if field == "date_of_birth":
        return moment(value)
    if field == "postcode":
        return f"{value[:-3]} {value[-3:]}"
    return SEXES.get(value, value) if field == "sex" else value


def _parts(value: str, field: str) -> list[str]:
    """What is compared with what: letters of names and numbers, words of a date or a sex."""
    return re.split("( )", value) if field in ("date_of_birth", "sex") else list(value)


def _marked(left: list[str], right: list[str]) -> tuple[str, str]:
    """The two values, with those parts marked that the other does not have in the same place."""
    told: tuple[list[str], list[str]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for side, parts in zip(told, (left[a:b], right[c:d]), strict=True):
            text = escape("".join(parts))
            side.append(text if kind == "equal" or not text else f"<mark>{text}</mark>")
    return "".join(told[0]), "".join(told[1])


def _company(others: pd.DataFrame) -> str:
    told = [f"{extract_words(source)} {ref}" for source, ref in others.itertuples(index=False, name=None)]
    return escape(listed(told, none=""))


def _extract(source: str) -> str:
    return escape(extract_words(source).capitalize())
