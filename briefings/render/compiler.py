"""How templates become code: as Jinja compiles them, but for three things that pages would pay for in every line.

A call of a helper or a macro by its name is written as a plain call, since Jinja would ask each time whether it wants the
context, and none does. An expression is put out by `put_out`, which leaves markup as it is instead of making new markup of it.
A macro that is given exactly the arguments it names is called with them. Everything else is Jinja's.
"""

import keyword
from collections.abc import Callable, Mapping
from functools import partial
from types import CodeType
from typing import Any, cast

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

markup: Callable[[str], Markup] = cast("Callable[[str], Markup]", partial(str.__new__, Markup))
"""Makes markup of a text that is escaped already, without asking it whether it is markup."""


def put_out(value: object) -> str:
    """Return a value as it stands in a page: markup as it is, anything else escaped."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    return escaped(value) if kind is str else escape(value)  # type: ignore[arg-type]


def escaped(text: str) -> str:
    """Return a text escaped, in the same words as `markupsafe.escape`, which makes markup of it as well."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;").replace('"', "&#34;")


class Compiler(CodeGenerator):
    """Jinja's own code generator, with direct calls of helpers and macros, and a shorter way to put out what they return."""

    environment: "Environment"
    _direct: frozenset[str] = frozenset()
    """Names that are bound to helpers, and to macros of this template and of those it imports from."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Write a template, whose own macros and imports are known from then on."""
        macros = {macro.name for macro in node.find_all(nodes.Macro)}
        imported = (name for each in node.find_all(nodes.FromImport) for name in each.names)
        imports = {name[-1] if isinstance(name, tuple) else name for name in imported}
        self._direct = self.environment.helpers | macros | imports
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call; one of a helper or a macro without `context.call`."""
        if forward_caller or not self._is_direct(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _is_direct(self, node: nodes.Call) -> bool:
        is_helper = isinstance(node.node, nodes.Name) and node.node.name in self._direct
        return is_helper and not (node.dyn_args or node.dyn_kwargs or any(keyword.iskeyword(each.key) for each in node.kwargs))

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what makes a macro, as Jinja does, but for its class and whether it sees the page."""
        names = "".join(f"{argument.name!r}, " for argument in macro_ref.node.args)
        uses = (macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller)
        name = getattr(macro_ref.node, "name", None)
        self.write(f"environment.macro(context, macro, {name!r}, ({names}), {', '.join(map(repr, uses))})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.put_out(")


class TemplateMacro(Macro):
    """A macro, which most often is given just what it asks for."""

    def __init__(self, context: Context, function: Callable[..., str], name: str, arguments: list[str], *catches: bool) -> None:
        """Make a macro as `Macro` does; `context` is that of the template which defines it."""
        kwargs, varargs, caller = catches
        autoescape = context.eval_ctx.autoescape
        super().__init__(context.environment, function, name, arguments, kwargs, varargs, caller, autoescape)
        self.is_context_free = len(context.parent) == len(context.globals_keys)
        """Its template was imported without context, so that it sees nothing of the page but its arguments."""
        self._plain_count = -1 if any(catches) else len(arguments)

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """Return what the macro makes of its arguments."""
        if kwargs or len(args) != self._plain_count:
            return super().__call__(*args, **kwargs)
        return markup(self._func(*args))


class MissingValue(jinja2.StrictUndefined):
    """What is not there; it names the class of a view without its module, which a template's author need not know."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint or self._undefined_obj is missing or not isinstance(self._undefined_name, str):
            return super()._undefined_message
        return f"{type(self._undefined_obj).__name__!r} object has no attribute {self._undefined_name!r}"


class CodeCache(jinja2.BytecodeCache):
    """The code of each template as it was last: the same in every locale, and in the next build of a preview."""

    def __init__(self) -> None:
        self._code: dict[object, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that an environment before has made of the same source."""
        checksum, code = self._code.get(self._key(bucket), ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template for the environments after, in place of what it was before."""
        self._code[self._key(bucket)] = bucket.checksum, bucket.code

    def _key(self, bucket: Bucket) -> object:
        return bucket.key, bucket.environment.code_generator_class


class Environment(jinja2.Environment):
    """Jinja with the settings of our templates."""

    code_generator_class = Compiler
    newstyle_gettext = True  # of the extension i18n: texts take their values themselves, and escape them
    put_out = staticmethod(put_out)
    macro = TemplateMacro

    def __init__(
        self,
        helpers: Mapping[str, Callable[..., str]],
        loader: jinja2.BaseLoader | None = None,
        code: jinja2.BytecodeCache | None = None,
    ) -> None:
        """Take the functions that templates may call, by name, and what templates and their code are loaded from."""
        super().__init__(
            loader=loader,
            bytecode_cache=code,
            auto_reload=False,  # a build reads its templates once
            autoescape=True,
            undefined=MissingValue,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.policies["ext.i18n.trimmed"] = True  # as `babel.cfg` has it: a text may go over several lines of a template
        self.globals |= helpers
        self.helpers = frozenset(helpers)
