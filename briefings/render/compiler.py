"""How templates become code: as Jinja does it, without what our templates never use and would pay for on every piece.

Jinja passes each call through its context, which looks whether the function wants that context, and makes new markup of each
piece of markup that is put out. Our functions want nothing but their arguments. Pages are the same bytes either way, which a
test holds.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape


class Compiler(CodeGenerator):
    """Jinja's own code generator, with direct calls."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call of a function, a macro or a method."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.put_out(")


def put_out(value: object) -> str:
    """Return a value as it stands in a page: markup as it is, anything else escaped."""
    return value if type(value) is Markup else escape(value)
