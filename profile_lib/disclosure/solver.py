"""HiGHS, asked one way: one thread, a fixed seed, a limit of nodes and none of time.

The answer depends on the question alone, never on how busy the machine is. A solver's "optimal" proves
nothing here: who uses an answer checks it in whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

NODES = 20_000
"""Branch-and-bound nodes after which the best pattern found so far is taken, and audited like any other."""

INFINITE = highspy.kHighsInf

Term = tuple[int, float]


@dataclass(frozen=True)
class Constraint:
    """``low <= sum of coefficient x variable <= high``; None leaves an end open."""

    terms: tuple[Term, ...]
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Variable:
    """A number between ``low`` and ``high`` (None: no end), whole where ``is_whole``, at a cost."""

    low: float | None
    high: float | None
    is_whole: bool = True
    cost: float = 0.0


class _Silent(highspy.Highs):
    """HiGHS without its banner, which it prints before an option can be set from outside."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.silent()
        super().enableCallbacks()


class Problem:
    """Variables and constraints; its objective can be asked again and again."""

    def __init__(self, variables: Sequence[Variable], constraints: Sequence[Constraint]) -> None:
        self._highs = _Silent()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("parallel", "off"),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.9),
            ("mip_max_nodes", NODES),
        ):
            self._highs.setOptionValue(option, value)
        self._size = len(variables)
        status = self._highs.passModel(_model(variables, constraints))
        if status != highspy.HighsStatus.kOk:
            raise RuntimeError(f"the solver does not take the question: {status}")

    def minimise(self, costs: Sequence[Term] | None = None) -> list[float] | None:
        """The values of a cheapest solution, or None where there is none (or none was found in time).

        ``costs``: the objective in place of the variables' own. The caller has bounded it from below.
        """
        if costs is not None:
            objective = np.zeros(self._size)
            for index, cost in costs:
                objective[index] = cost
            indices = np.arange(self._size, dtype=np.int32)
            self._highs.changeColsCost(self._size, indices, objective)
        self._highs.run()
        info = self._highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return list(self._highs.getSolution().col_value)

    @property
    def is_proved(self) -> bool:
        """Whether the last answer is the cheapest, as far as the solver can say."""
        return self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal


def _model(variables: Sequence[Variable], constraints: Sequence[Constraint]) -> highspy.HighsModel:
    model = highspy.HighsModel()
    lp = model.lp_
    lp.num_col_, lp.num_row_ = len(variables), len(constraints)
    lp.col_cost_ = np.array([variable.cost for variable in variables], dtype=float)
    lp.col_lower_ = np.array([-INFINITE if v.low is None else v.low for v in variables], dtype=float)
    lp.col_upper_ = np.array([INFINITE if v.high is None else v.high for v in variables], dtype=float)
    lp.row_lower_ = np.array([-INFINITE if c.low is None else c.low for c in constraints], dtype=float)
    lp.row_upper_ = np.array([INFINITE if c.high is None else c.high for c in constraints], dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.cumsum([0, *(len(c.terms) for c in constraints)])
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array([i for c in constraints for i, _ in c.terms], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([v for c in constraints for _, v in c.terms], dtype=float)
    whole, free = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [whole if variable.is_whole else free for variable in variables]
    return model
