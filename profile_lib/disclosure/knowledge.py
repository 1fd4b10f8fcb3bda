"""From what a publication would say to the one list of cells and relations that an attacker works with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from profile_lib.disclosure.rule import Rule
from profile_lib.disclosure.statements import Statement
from profile_lib.disclosure.system import Cell, Row, System, at_most, covered, sums_to
from profile_lib.figures import (
    Address,
    Apart,
    AtMost,
    Count,
    Cover,
    Each,
    Others,
    Sum,
    across_chapters,
    relations,
    told_by_labels,
)

HEADLINE, WHOLE, CELL = 400, 40, 2
"""What it costs to hide a headline, another whole, or a cell of a table or a base, for another's sake."""


def said(statement: Statement, system: System) -> tuple[Row, ...]:
    """What a statement says beside numbers: that a part is more than half, what a mean leaves possible."""
    counts = system.counts
    ages = tuple(row for row in statement.ages if row.is_of(counts) and row.holds(counts))
    return statement.rows + ages


@dataclass(frozen=True)
class Named:
    """A declared relation between counts, by the names of their cells: a sum, a cover or a bound."""

    kind: type
    whole: str
    parts: tuple[str, ...]

    @property
    def row(self) -> Row:
        if self.kind is Sum:
            return sums_to(self.whole, self.parts)
        if self.kind is AtMost:
            return at_most(self.parts[0], self.whole)
        return covered(self.whole, self.parts)


def knowledge(
    counts: Mapping[str, Count],
    statements: Sequence[Statement],
    rule: Rule,
    hidden_before: Collection[str] = (),
) -> System:
    """What a reader will know whatever is said: the declared relations between all counts, printed or not,
    and the differences that the statements give away. What they say beside numbers is in ``said``.

    ``hidden_before``: cells that an earlier edition hid, which cost half as much, so that the pattern stays.
    """
    named = list(named_relations(counts))
    values = {name: count.value for name, count in counts.items()}
    cells = {name: _unseen(name, count) for name, count in counts.items()}
    for statement in statements:
        _print(cells, statement, rule, hidden_before)
    for name in _telling_zeros(named, counts, statements, cells):
        cells[name] = replace(cells[name], least=0, is_sensitive_zero=True)
    rows = [relation.row for relation in named]
    rows += [row for row in by_labels(counts) if row.holds(values)]
    for part, whole in _given_away(named, counts, statements, cells):
        rest = _rest(part, whole, counts)
        cells[rest.name] = rest
        rows.append(sums_to(whole, (part, rest.name)))
    return System(cells, rows, rule.threshold)


def named_relations(counts: Mapping[str, Count]) -> Iterator[Named]:
    """The relations that the vocabulary declares, by the names of the cells: window by window, and between
    the chapters of a year."""
    for own, name_of in _by_window(counts):
        for relation in relations(own):
            match relation:
                case Sum(whole, parts) | Cover(whole, parts):
                    yield Named(type(relation), name_of[whole], tuple(name_of[part] for part in parts))
                case AtMost(part, whole):
                    yield Named(AtMost, name_of[whole], (name_of[part],))
    names = {count.address: name for name, count in counts.items()}
    for bound in across_chapters(counts.values()):
        yield Named(AtMost, names[bound.whole], (names[bound.part],))


def by_labels(counts: Mapping[str, Count]) -> Iterator[Row]:
    """What the labels of the categories say, window by window."""
    for own, name_of in _by_window(counts):
        for relation in told_by_labels(own):
            match relation:
                case Sum(whole, parts):
                    yield sums_to(name_of[whole], [name_of[part] for part in parts])
                case Cover(whole, parts):
                    yield covered(name_of[whole], [name_of[part] for part in parts])
                case AtMost(part, whole):
                    yield at_most(name_of[part], name_of[whole])
                case Apart(wholes, parts):
                    terms = [(name_of[whole], 1) for whole in wholes] + [
                        (name_of[part], -1) for part in parts
                    ]
                    yield Row(tuple(terms), 0, None)
                case Others(people, events, pairs):
                    terms = [(name_of[events], 1), (name_of[people], -1)]
                    for of, cell in pairs:
                        terms += [(name_of[cell], -1), (name_of[of], 1)]
                    yield Row(tuple(terms), 0, None)
                case Each(people, events, low, high):
                    yield Row(((name_of[events], 1), (name_of[people], -low)), 0, None)
                    if high is not None:
                        yield Row(((name_of[people], high), (name_of[events], -1)), 0, None)


def _by_window(counts: Mapping[str, Count]) -> Iterator[tuple[list[Count], dict[Address, str]]]:
    """The counts of each window, and their names by address."""
    for period in dict.fromkeys(count.address.period for count in counts.values()):
        own = {name: count for name, count in counts.items() if count.address.period == period}
        yield list(own.values()), {count.address: name for name, count in own.items()}


def _unseen(name: str, count: Count) -> Cell:
    """A count that is not printed. Where nobody knows of whom it is, or nobody is named, it is judged by
    itself."""
    people = count.people or count.value
    return Cell(name, count.value, people, is_printed=False, origins=count.origins)


def _print(cells: dict[str, Cell], statement: Statement, rule: Rule, hidden_before: Collection[str]) -> None:
    """Give the cells of a statement their place in the publication."""
    whole = CELL if statement.is_cell else HEADLINE if statement.listed.headline else WHOLE
    needed = (*statement.exact, *([statement.few] if statement.few else []))
    for name, weight in [*((name, whole) for name in needed), *((name, CELL) for name in statement.beside)]:
        cell = cells[name]
        cost = weight // 2 if name in hidden_before else weight
        cells[name] = replace(
            cell,
            is_printed=True,
            weight=max(cost, cell.weight),
            least=cell.least if cell.most is not None else min(1, cell.count),
            shown=rule.told_by(cell.count),
        )
    if statement.few and cells[statement.few].count < rule.threshold:
        cell = cells[statement.few]
        cells[statement.few] = replace(
            cell, least=0, most=rule.threshold - 1, is_sensitive_zero=cell.count == 0
        )


def _telling_zeros(
    named: Iterable[Named],
    counts: Mapping[str, Count],
    statements: Sequence[Statement],
    cells: Mapping[str, Cell],
) -> Iterator[str]:
    """The zeros that are printed, or said as a percentage, and say something about every member of a group:
    that none of them is in a part of it, or, in a table, that all of them are in one row."""
    spoken = {part for statement in statements for part, _ in statement.rests}
    for part, whole in _subsets(named, counts, statements, cells):
        if counts[part].value == 0 < counts[whole].value and (cells[part].is_printed or part in spoken):
            yield part
    for relation in named:
        values = [counts[part].value for part in relation.parts]
        in_one_row = sum(value > 0 for value in values) == 1 < len(values)
        if relation.kind is Sum and in_one_row and counts[relation.whole].address.unit.is_people:
            yield from (part for part in relation.parts if counts[part].value == 0 and cells[part].is_printed)


def _subsets(
    named: Iterable[Named],
    counts: Mapping[str, Count],
    statements: Sequence[Statement],
    cells: Mapping[str, Cell],
) -> list[tuple[str, str]]:
    """The pairs of a part and a whole of people, one set inside another, of which readers see or hear the
    part: that there are missing children everybody knows, however many they are."""
    pairs = [pair for statement in statements for pair in statement.rests]
    pairs += [
        (relation.parts[0], relation.whole)
        for relation in named
        if relation.kind is AtMost
        and cells[relation.parts[0]].is_printed
        and _is_subset(counts[relation.parts[0]], counts[relation.whole])
    ]
    return [pair for pair in dict.fromkeys(pairs) if _says_of_everybody(counts[pair[0]])]


def _says_of_everybody(part: Count) -> bool:
    """Whether that there is none of it, or nothing else, is told of every person: no episode in care is no
    child in care."""
    return part.address.unit.is_people or part.address.set.people is not None


def _given_away(
    named: Sequence[Named],
    counts: Mapping[str, Count],
    statements: Sequence[Statement],
    cells: Mapping[str, Cell],
) -> list[tuple[str, str]]:
    """The pairs of a part and a whole of one unit, both printed or both in a share, or sets of people one
    inside the other, whose difference is a count of its own: of those who are in the whole and not in the
    part."""
    in_sums = {
        (part, relation.whole) for relation in named if relation.kind is Sum for part in relation.parts
    }
    pairs = [pair for statement in statements for pair in (*statement.rests, *statement.halves)]
    pairs += [pair for statement in statements for pair in statement.aged if pair[0] in counts]
    pairs += [pair for pair in _printed_pairs(named, counts, cells) if pair not in in_sums]
    pairs += [
        (relation.parts[0], relation.whole)
        for relation in named
        if relation.kind is AtMost and _is_subset(counts[relation.parts[0]], counts[relation.whole])
    ]
    telling = {*_subsets(named, counts, statements, cells)}
    return [
        (part, whole)
        for part, whole in dict.fromkeys(pairs)
        if counts[part].value < counts[whole].value or (part, whole) in telling
    ]


def _is_subset(part: Count, whole: Count) -> bool:
    """Whether they are of people, of one unit, and two sets by what is declared."""
    one, other = part.address, whole.address
    return one.unit == other.unit and one.unit.is_people and one.counted != other.counted


def _printed_pairs(
    named: Iterable[Named], counts: Mapping[str, Count], cells: Mapping[str, Cell]
) -> Iterator[tuple[str, str]]:
    """A part and a whole of one unit that are both printed."""
    for relation in named:
        if relation.kind is AtMost:
            part, whole = relation.parts[0], relation.whole
            if cells[part].is_printed and cells[whole].is_printed and counts[part].unit == counts[whole].unit:
                yield part, whole


def _rest(part: str, whole: str, counts: Mapping[str, Count]) -> Cell:
    """What the whole has more than the part. Of events at least so many people as the whole has more."""
    one, all_ = counts[part], counts[whole]
    count = all_.value - one.value
    people = count
    if not one.address.unit.is_people and one.people is not None and all_.people is not None:
        people = min(count, max(all_.people - one.people, 1))
    is_telling = count == 0 and all_.value > 0
    return Cell(f"{whole} but not {part}", count, people, is_printed=False, is_sensitive_zero=is_telling)
