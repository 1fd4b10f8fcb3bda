"""From what a publication would say to the one list of cells and relations that an attacker works with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from profile_lib.disclosure.rule import Rule
from profile_lib.disclosure.statements import Statement
from profile_lib.disclosure.system import Cell, Row, System, at_most, sums_to
from profile_lib.figures import AtMost, Count, Cover, Sum, relations

HEADLINE, WHOLE, CELL = 400, 40, 2
"""What it costs to hide a headline, another whole, or a cell of a table or a base, for another's sake."""


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
        return Row(((self.whole, -1), *((part, 1) for part in self.parts)), 0, None)


def knowledge(
    counts: Mapping[str, Count],
    statements: Sequence[Statement],
    rule: Rule,
    hidden_before: Collection[str] = (),
) -> System:
    """Everything that a reader will know: the declared relations between all counts, printed or not; what the
    statements say; and the differences that they give away.

    ``hidden_before``: cells that an earlier edition hid, which cost half as much, so that the pattern stays.
    """
    named = list(named_relations(counts))
    cells = {name: _unseen(name, count) for name, count in counts.items()}
    for statement in statements:
        _print(cells, statement, rule, hidden_before)
    for name in _telling_zeros(named, counts, statements, cells):
        cells[name] = replace(cells[name], least=0, is_sensitive_zero=True)
    rows = [relation.row for relation in named] + [row for item in statements for row in item.rows]
    for part, whole in _given_away(named, counts, statements, cells):
        rest = _rest(part, whole, counts)
        cells[rest.name] = rest
        rows.append(sums_to(whole, (part, rest.name)))
    return System(cells, rows, rule.threshold)


def named_relations(counts: Mapping[str, Count]) -> Iterator[Named]:
    """The relations that the vocabulary declares, by the names of the cells; no two windows share one."""
    for period in dict.fromkeys(count.address.period for count in counts.values()):
        own = {name: count for name, count in counts.items() if count.address.period == period}
        name_of = {count.address: name for name, count in own.items()}
        for relation in relations(own.values()):
            match relation:
                case Sum(whole, parts) | Cover(whole, parts):
                    yield Named(type(relation), name_of[whole], tuple(name_of[part] for part in parts))
                case AtMost(part, whole):
                    yield Named(AtMost, name_of[whole], (name_of[part],))


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
    if statement.few and cells[statement.few].people < rule.threshold:
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
    """The printed zeros that say something about every member of a group: that none of them is in a part of
    it, or, in a table, that all of them are in one row."""
    for part, whole in _subsets(named, counts, statements, cells):
        if counts[part].value == 0 < counts[whole].value and cells[part].is_printed:
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
    """The pairs of a part and a whole of people, one set inside another, of which readers see or hear."""
    pairs = [pair for statement in statements for pair in statement.rests]
    pairs += [
        (part, whole)
        for part, whole in _printed_pairs(named, counts, cells)
        if counts[part].address.counted != counts[whole].address.counted
    ]
    return [pair for pair in dict.fromkeys(pairs) if counts[pair[0]].address.unit.is_people]


def _given_away(
    named: Sequence[Named],
    counts: Mapping[str, Count],
    statements: Sequence[Statement],
    cells: Mapping[str, Cell],
) -> list[tuple[str, str]]:
    """The pairs of a part and a whole of one unit, both printed or both in a share, whose difference is a
    count of its own: of those who are in the whole and not in the part."""
    in_sums = {
        (part, relation.whole) for relation in named if relation.kind is Sum for part in relation.parts
    }
    pairs = [pair for statement in statements for pair in statement.rests]
    pairs += [pair for pair in _printed_pairs(named, counts, cells) if pair not in in_sums]
    telling = {*_subsets(named, counts, statements, cells)}
    return [
        (part, whole)
        for part, whole in dict.fromkeys(pairs)
        if counts[part].value < counts[whole].value or (part, whole) in telling
    ]


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
