"""What the public may see of an edition: decided for all its figures at once, and audited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from profile_lib.disclosure.earlier import Constant, bring_in
from profile_lib.disclosure.knowledge import knowledge
from profile_lib.disclosure.pattern import NoSafePattern, Pattern, Target, protect, targets
from profile_lib.disclosure.rule import Entry, Rule
from profile_lib.disclosure.statements import Statement, counts_of, previous_statement, statement
from profile_lib.disclosure.system import System

__all__ = ["Protection", "protection"]


@dataclass(frozen=True)
class Protection:
    """The decision. ``lost``: cells that nothing can protect any more, with what has been published of them;
    ``revised``: publications that our counts contradict."""

    rule: Rule
    system: System
    statements: Mapping[str, Statement]
    pattern: Pattern
    wanted: Mapping[str, Target]
    lost: tuple[str, ...]
    revised: tuple[str, ...]

    def hides(self, name: str) -> bool:
        """Whether a printed cell is hidden, or one that is not printed is of too few."""
        return name in self.pattern.primary or name in self.pattern.secondary

    def is_given(self, statement: Statement) -> bool:
        """Whether what the statement needs may be seen: the numbers that it prints, and of what is behind it
        no count of too few. That a mean says something of a base hidden for another's sake is in the system.
        """
        rests = [f"{whole} but not {part}" for part, whole in statement.rests]
        printed = (*statement.exact, *([statement.few] if statement.few else []))
        return not (
            any(self.hides(name) for name in printed)
            or any(name in self.pattern.primary for name in (*statement.behind, *rests))
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
    counts = counts_of(entries.values())
    statements = {item.key: item for item in _statements(entries.values(), rule)}
    plain = knowledge(counts, list(statements.values()), rule, hidden_before)
    if own := targets(plain)[1]:
        raise NoSafePattern(own)  # nobody has published anything: it is we who would give them away
    system, revised = bring_in(constants, plain)
    wanted, lost = targets(system)
    printed = [name for name in system.primary if system.cells[name].is_printed or name in lost]
    pattern = protect(system, wanted, told=printed)
    return Protection(rule, system, statements, pattern, wanted, lost, revised)


def _statements(entries: Iterable[Entry], rule: Rule) -> Iterable[Statement]:
    for entry in entries:
        yield from (item for item in (statement(entry, rule), previous_statement(entry, rule)) if item)
