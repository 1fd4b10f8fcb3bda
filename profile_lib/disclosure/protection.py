"""What the public may see of an edition: decided for all its figures at once, and audited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from profile_lib.disclosure.attack import Attack
from profile_lib.disclosure.concerned import concerned
from profile_lib.disclosure.earlier import Constant, bring_in
from profile_lib.disclosure.finer import with_finer
from profile_lib.disclosure.hidden_before import with_hidden_before
from profile_lib.disclosure.knowledge import knowledge, said
from profile_lib.disclosure.pattern import (
    NoSafePattern,
    Pattern,
    Target,
    missed_in_any_case,
    most_hidden,
    protect,
    targets,
)
from profile_lib.disclosure.rule import Entry, Rule
from profile_lib.disclosure.statements import Statement, counts_of, previous_statement, statement
from profile_lib.disclosure.system import Row, System

__all__ = ["Protection", "protection"]


@dataclass(frozen=True)
class Protection:
    """The decision. ``withheld``: statements that are not made since no hidden number would make up for what
    they say, with the cells that they would give away; ``lost``: cells that nothing can protect any more,
    with what has been published of them; ``revised``: publications that our counts contradict."""

    rule: Rule
    system: System
    statements: Mapping[str, Statement]
    pattern: Pattern
    wanted: Mapping[str, Target]
    withheld: Mapping[str, tuple[str, ...]]
    lost: tuple[str, ...]
    revised: tuple[str, ...]

    def hides(self, name: str) -> bool:
        """Whether a printed cell is hidden, or one that is not printed is of too few."""
        return name in self.pattern.primary or name in self.pattern.secondary

    def is_few(self, name: str) -> bool:
        """Whether it may be said of the hidden number that it is below the threshold: for its own sake it is
        hidden, and it is so small itself and not only the number of people behind it."""
        return name in self.pattern.primary and self.system.cells[name].count < self.rule.threshold

    def is_given(self, statement: Statement) -> bool:
        """Whether what the statement needs may be seen: the numbers that it prints, and of what is behind it
        no count of too few. That a mean says something of a base hidden for another's sake is in the system.
        """
        printed = (*statement.exact, *([statement.few] if statement.few else []))
        return not (
            statement.key in self.withheld
            or any(self.hides(name) for name in printed)
            or _is_of_too_few(statement, self.pattern.primary)
        )

    @property
    def is_safe(self) -> bool:
        """Whether the audit found every cell safe that can be."""
        return all(not target.missed(self.pattern.intervals[name]) for name, target in self.wanted.items())


def protection(
    entries: Mapping[str, Entry],
    rule: Rule,
    constants: Sequence[Constant] = (),
    hidden_before: Collection[str] = (),
) -> Protection:
    """Decide which figures of findings.json the public sees.

    ``constants``: what has been published already. Raises NoSafePattern where nothing that may be hidden
    protects everybody, or the words of the edition alone give somebody away.
    """
    statements = {item.key: item for item in _statements(entries.values(), rule)}
    counts = concerned(counts_of(entries.values()), statements.values(), constants)
    plain = knowledge(counts, list(statements.values()), rule, hidden_before)
    ages = [row for item in statements.values() for row in item.ages]
    finer = with_finer(counts, plain, [*ages, *(constant.row for constant in constants)])
    system, published, revised = bring_in(constants, finer)
    system, given_up = with_hidden_before(system, constants)
    wanted, lost = targets(system, published)
    if own := missed_in_any_case(finer, {name: wanted[name] for name in lost if name in finer.cells}):
        raise NoSafePattern(own)  # nobody has published anything: it is we who would give them away
    wanted = {name: target for name, target in wanted.items() if name not in lost}
    told = [name for name in system.primary if system.cells[name].is_printed or name in lost]
    spoken = _Spoken(system.knowing(published), wanted, _rows(statements.values(), system))
    while True:
        knowing = spoken.system
        try:
            pattern = protect(knowing, wanted, told)
        except NoSafePattern as none:
            spoken.withhold(none)
        else:
            break
    lost += given_up
    return Protection(rule, knowing, statements, pattern, wanted, spoken.withheld, lost, revised)


def _rows(statements: Iterable[Statement], system: System) -> dict[str, tuple[Row, ...]]:
    """What each statement says beside numbers, those first that are missed least: last year's, then those of
    this year. A statement that is not made in any case says nothing."""
    primary = system.primary
    made = [item for item in statements if not _is_of_too_few(item, primary)]
    rows = {item.key: said(item, system) for item in sorted(made, key=lambda item: not item.is_earlier)}
    return {key: own for key, own in rows.items() if own}


def _is_of_too_few(statement: Statement, primary: Collection[str]) -> bool:
    rests = [f"{whole} but not {part}" for part, whole in statement.rests]
    return any(name in primary for name in (*statement.behind, *rests))


@dataclass
class _Spoken:
    """What is said beside numbers, which cannot be hidden by halves: it is said, or it is withheld."""

    plain: System
    wanted: Mapping[str, Target]
    rows: dict[str, tuple[Row, ...]]

    def __post_init__(self) -> None:
        self.withheld: dict[str, tuple[str, ...]] = {}

    @property
    def system(self) -> System:
        """The system of a reader who hears all that is said."""
        return self.plain.knowing(row for rows in self.rows.values() for row in rows)

    def withhold(self, none: NoSafePattern) -> None:
        """Leave out the statement that helps, or the first that has to do with the cells; raises what was
        raised where none does."""
        missed = missed_in_any_case(self.system, self.wanted)
        cells = missed or none.cells
        bearing = list(self._bearing_on(cells))
        if not bearing:
            raise none
        helping = (key for key in bearing if missed and self._helps(key, missed))
        key = next(helping, bearing[0])
        self.withheld[key] = tuple(cells)
        del self.rows[key]

    def _bearing_on(self, cells: Collection[str]) -> Iterator[str]:
        system = self.system
        attack = Attack(system, most_hidden(system))
        near = {other for name in cells for other in attack.bears_on(name)} | set(cells)
        for key, rows in self.rows.items():
            if any(name in near for row in rows for name, _ in row.terms):
                yield key

    def _helps(self, key: str, missed: Collection[str]) -> bool:
        """Whether without it the reader narrows none of the cells, if everything is hidden that could be."""
        others = [row for other, rows in self.rows.items() if other != key for row in rows]
        return not missed_in_any_case(
            self.plain.knowing(others), {name: self.wanted[name] for name in missed}
        )


def _statements(entries: Iterable[Entry], rule: Rule) -> Iterable[Statement]:
    for entry in entries:
        yield from (item for item in (statement(entry, rule), previous_statement(entry, rule)) if item)
