"""Jinja's compiler, less what it does for templates of any kind: a third of the time that a page takes.

In: a template's syntax tree. Out: its Python code. Our own words are said in the guide's language as a template is
compiled, attributes are read as attributes (what a template is given are records, never dicts by their keys), functions
are called as they are, and what is safe already is not copied.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

MOST_ESCAPED = 65_536


class Compiler(CodeGenerator):
    """Writes the code of one template."""

    environment: RecordsEnvironment

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Write a whole template."""
        super().visit_Template(_Said(self.environment.translate).visit(node), frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write `table.title` as it stands."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write `url(page)` as it stands, unless the function asks for what Jinja knows of the template's state."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or self._asks_for_state(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _asks_for_state(self, function: nodes.Expr) -> bool:
        known = self.environment.globals.get(function.name) if isinstance(function, nodes.Name) else None
        return hasattr(known, "jinja_pass_arg")

    def write_commons(self) -> None:
        """Write what every function of a template begins with."""
        self.writeline("safe = environment.safe")
        super().write_commons()

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("safe(")


class RecordsEnvironment(Environment):
    """An environment whose templates are given records, and whose words `translate` says."""

    code_generator_class = Compiler

    def __init__(self, translate: Callable[[str], str], **options: Any) -> None:
        super().__init__(**options)
        self.translate = translate

    @staticmethod
    def safe(value: object) -> str:
        """Return a value as HTML; text that is HTML already stays as it is, and figures recur from page to page."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[return-value]
        return _escaped(value) if kind is str else str(value) if kind is int else escape(value)


_escaped = lru_cache(MOST_ESCAPED)(escape)  # of str alone: Markup equals the text that it marks as safe


class _Said(NodeTransformer):
    """Puts the words of the language in the place of `_("…")`; where figures belong into them it is left for later."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        plain = isinstance(node.node, nodes.Name) and node.node.name == "_" and not node.kwargs
        if plain and isinstance(text := node.args[0], nodes.Const):
            return nodes.TemplateData(self._translate(text.value).replace("%%", "%"), lineno=node.lineno)
        return self.generic_visit(node)
