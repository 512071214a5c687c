"""How templates become code: as Jinja does it, without what our templates never use and would pay for on every piece.

Jinja passes each call through its context, which looks whether the function wants that context; it looks for an attribute and
then for an item of that name, and makes new markup of each piece of markup that is put out. Our functions want nothing but
their arguments, what templates see has attributes, and pages are the same bytes either way.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from markupsafe import Markup, escape

markup: Callable[[str], Markup] = cast("Callable[[str], Markup]", partial(str.__new__, Markup))
"""Makes markup of a text that is escaped already, without asking it whether it is markup."""


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

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write a look at an attribute."""
        if keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what makes a macro."""
        names = "".join(f"{argument.name!r}, " for argument in macro_ref.node.args)
        uses = (macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller)
        name = getattr(macro_ref.node, "name", None)
        self.write(f"environment.piece(environment, macro, {name!r}, ({names}), {', '.join(map(repr, uses))}, True)")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.put_out(")


class Piece(Macro):
    """A macro, which most often is given just what it asks for."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """Return what the macro makes of its arguments."""
        if kwargs or len(args) != self._argument_count or self.caller:
            return super().__call__(*args, **kwargs)
        return markup(self._func(*args))


def put_out(value: object) -> str:
    """Return a value as it stands in a page: markup as it is, anything else escaped."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    return escaped(value) if kind is str else escape(value)  # type: ignore[arg-type]


def escaped(text: str) -> str:
    """Return a text escaped, in the same words as `markupsafe.escape`, which makes markup of it as well."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;").replace('"', "&#34;")
