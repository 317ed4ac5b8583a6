"""Mutations that hurt a bot more than another sign in a sum: something is not done, or not asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import parso
from cosmic_ray.operators.operator import Example, Operator

Span = tuple[tuple[int, int], tuple[int, int]]

FROM_COSMIC_RAY = (
    "core/AddNot",
    "core/NumberReplacer",
    "core/ReplaceAndWithOr",
    "core/ReplaceBinaryOperator_Add_Sub",
    "core/ReplaceBinaryOperator_Sub_Add",
    "core/ReplaceBreakWithContinue",
    "core/ReplaceComparisonOperator_Eq_NotEq",
    "core/ReplaceComparisonOperator_GtE_Gt",
    "core/ReplaceComparisonOperator_Gt_GtE",
    "core/ReplaceComparisonOperator_IsNot_Is",
    "core/ReplaceComparisonOperator_Is_IsNot",
    "core/ReplaceComparisonOperator_LtE_Lt",
    "core/ReplaceComparisonOperator_Lt_LtE",
    "core/ReplaceComparisonOperator_NotEq_Eq",
    "core/ReplaceContinueWithBreak",
    "core/ReplaceFalseWithTrue",
    "core/ReplaceOrWithAnd",
    "core/ReplaceTrueWithFalse",
    "core/ReplaceUnaryOperator_Delete_Not",
)


class DropCall(Operator):  # type: ignore[misc]  # it has no types
    """A statement that is only a call does nothing."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if _is_call(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        return _name("None", node)

    @classmethod
    def examples(cls) -> Sequence[Example]:
        return [Example("await save(row)\n", "None\n")]


class DropCondition(Operator):  # type: ignore[misc]  # it has no types
    """A query goes without one of the conditions in its `where`."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        for condition in _conditions(node):
            yield condition.start_pos, condition.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        condition = list(_conditions(node))[index]
        siblings = condition.parent.children
        place = next(number for number, child in enumerate(siblings) if child is condition)
        siblings[place] = _name("True", condition)
        return node

    @classmethod
    def examples(cls) -> Sequence[Example]:
        return [Example("select(a).where(a.x, a.y)\n", "select(a).where(True, a.y)\n")]


def _is_call(node: Any) -> bool:
    """Whether a node is a statement of its own that calls something."""
    if node.type not in ("atom_expr", "await_expr") or getattr(node.parent, "type", "") != "simple_stmt":
        return False
    last = node.children[-1]
    return bool(last.type == "trailer" and last.children[0].value == "(") or node.type == "await_expr"


def _conditions(node: Any) -> Iterator[Any]:
    """Yield the conditions of a `where` whose brackets the node is."""
    if node.type != "trailer" or node.children[0].value != "(" or len(node.children) < 3:
        return
    name = node.get_previous_sibling()
    if name is None or name.type != "trailer" or name.children[-1].value != "where":
        return
    inside = node.children[1]
    yield from (
        [child for child in inside.children if child != ","] if inside.type == "arglist" else [inside]
    )


def _name(value: str, instead_of: Any) -> Any:
    """A node that is only this name, where the other one stands."""
    name = parso.parse(value).children[0]
    name.prefix, name.parent = instead_of.get_first_leaf().prefix, instead_of.parent
    return name
