"""Links that can be followed and contacts that somebody has lately tried. Nothing is fetched: a check that
asked the network would say another thing tomorrow."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from datetime import date
from html import unescape
from urllib.parse import urlsplit

from profile_lib.publication.checks.model import DOCUMENTS, Check, Document, Finding, Staged
from profile_lib.publication.checks.pages import OFFICE, RELATIONSHIP, parts

HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)
TEL = re.compile(r"tel:\+?[0-9](?:[0-9() -]{1,18}[0-9])?")
MAILTO = re.compile(r"mailto:[\w.+-]+@(?P<host>[\w.-]+)(?:\?\S*)?")
WITHIN = "review"
"""Only the review pack leads from one file of the edition to another."""


def links(staged: Staged) -> Check:
    """Fails for a link that cannot lead anywhere: badly formed, or to a place or page that is not there."""
    broken = [
        (page.name, target)
        for page in staged.of_kind("html", *DOCUMENTS)
        for target in sorted(set(_broken(page, staged.names)))
    ]
    broken += [
        (file.name, target)
        for kind in OFFICE
        for file in staged.of_kind(kind)
        for target in sorted(set(_broken_in_office(file)))
    ]
    todo = "Correct the address, or take the link out"
    return Check.of("links", (Finding(f"a link leads nowhere: {to[:80]}", name, todo) for name, to in broken))


def contacts(staged: Staged) -> Check:
    """Fails for a contact last tried more than a year before the day the edition speaks from.

    One that was tried more than a year after that day is for review: is the edition so old?
    """
    as_at = staged.edition.as_at
    stale, ahead = [], []
    for contact in staged.edition.contacts:
        where, day = f"parameters, contacts, {contact.name}", contact.as_of
        if day < _years_from(as_at, -1):
            what = f"last known to be right on {day}, more than a year before {as_at}"
            stale.append(Finding(what, where, "Try the number or link, then write the day as as_of"))
        elif day > _years_from(as_at, 1):
            what = f"tried on {day}, more than a year after {as_at}, of which the edition speaks"
            ahead.append(Finding(what, where, "Make sure that as_at and as_of are the right days"))
    return Check.of("contacts", [*stale, *ahead], otherwise="fail" if stale else "review")


def well_formed(target: str) -> bool:
    """Whether a link to elsewhere could be followed: http, https, tel or mailto, with a whole address."""
    if target.startswith("tel:"):
        return bool(TEL.fullmatch(target))
    if target.startswith("mailto:"):
        found = MAILTO.fullmatch(target)
        return bool(found and HOST.fullmatch(found["host"]))
    if re.search(r"[\s<>\"'{}|\\^`]", target):
        return False
    try:
        address = urlsplit(target)
        port = address.port
    except ValueError:
        return False
    named = bool(address.hostname and HOST.fullmatch(address.hostname))
    return address.scheme in ("http", "https") and named and port != 0 and address.username is None


def _broken(page: Document, names: Collection[str]) -> Iterator[str]:
    ids = {str(element["id"]) for element in page.soup.select("[id]")}
    for link in page.soup.select("a[href]"):
        target = str(link["href"])
        if target.startswith("#"):
            alive = target[1:] in ids
        elif ":" not in target.partition("/")[0] and page.folder == WITHIN:
            beside = posixpath.dirname(page.name)
            alive = posixpath.normpath(posixpath.join(beside, target.partition("#")[0])) in names
        else:
            alive = well_formed(target)
        if not alive:
            yield target


def _broken_in_office(document: Document) -> Iterator[str]:
    for _, xml in parts(document, ".rels"):
        for mark in RELATIONSHIP.findall(xml):
            target = re.search(r'Target="([^"]*)"', mark)
            outward = "/hyperlink" in mark and 'TargetMode="External"' in mark
            if outward and target and not well_formed(unescape(target[1])):
                yield target[1]


def _years_from(day: date, years: int) -> date:
    """The same day of another year; the last of February where that year has no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
