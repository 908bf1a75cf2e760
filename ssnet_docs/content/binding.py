"""Fills `{{ … }}` in the strings of a document from the facts of the project.

Jinja2 reads the expressions, in its sandbox, and only a few kinds of them pass: names, calls of the functions in
`expressions`, their filters, comparisons and `if`. There are no loops, no arithmetic and no way to other objects, so
every expression ends soon. Strings without braces are not touched, and Jinja2 is not even loaded for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ssnet_docs.content.expressions import ATTRIBUTES, FILTERS, USAGE, ExpressionError, functions
from ssnet_docs.content.reading import Tree
from ssnet_docs.model.errors import ContentError, ErrorCollector, Source
from ssnet_docs.model.fact import DataStore, Fact, UnknownFactError
from ssnet_docs.model.quantity import QuantityError
from ssnet_docs.validation import MAXIMUM_FAULTS, choice
from ssnet_docs.yamlfile import Path, Positions

if TYPE_CHECKING:
    from jinja2 import Environment, Template, nodes

MAXIMUM_TEMPLATE = 20_000  # characters of a string with expressions
MAXIMUM_DEPTH = 20  # of an expression

_BRACES = re.compile(r"\{\{|\{%")
_EXPRESSION = re.compile(r"""\{\{-?(?:[^'"}]|'[^']*'|"[^"]*"|\}(?!\}))*-?\}\}|\{\{|\{%""")
_ALLOWED = frozenset(
    {
        *("Template", "Output", "TemplateData", "If", "CondExpr"),
        *("Name", "Const", "Call", "Keyword", "Getattr", "Filter", "List", "Tuple"),
        *("Compare", "Operand", "And", "Or", "Not", "Neg"),
    }
)


def bind(tree: Tree, data: DataStore, errors: ErrorCollector) -> None:
    """Replace the tree's strings by what their expressions say; facts keep their keys as marks in the text.

    What is wrong goes to `errors`; such strings stay as they are typed and are noted in `tree.unbound`.
    """
    binder = _Binder(tree, errors, _compiler(data))
    tree.data = binder.value(tree.data, (), names(data, str(tree.data.get("county") or tree.entry.place)))


def names(data: DataStore, place: str) -> dict[str, str]:
    """What every expression of a document may name: `place`, and for a county its `county`, `agency` and `region`."""
    try:
        county = data.county(place)
    except UnknownFactError:
        return {"place": place}
    known = {"place": place, "county": county.name, "agency": county.agency, "region": county.region}
    return {name: text for name, text in known.items() if text}


@dataclass(slots=True)
class _Binder:
    """Walks a tree with the names that hold at each place."""

    tree: Tree
    errors: ErrorCollector
    compiler: _Compiler

    def value(self, value: Any, path: tuple[str | int, ...], names: Mapping[str, str]) -> Any:
        """`value` with all strings bound. Parameters of an included part join the names below its path."""
        if path in self.tree.scopes:
            names = {**names, **self.tree.scopes[path]}
        if isinstance(value, str):
            return self._text(value, path, names) if _BRACES.search(value) else value
        if isinstance(value, dict):
            return {
                key: inner if _is_bare(inner) else self.value(inner, (*path, key), names)
                for key, inner in value.items()
            }
        if isinstance(value, list):
            return [
                inner if _is_bare(inner) else self.value(inner, (*path, index), names)
                for index, inner in enumerate(value)
            ]
        return value

    def _text(self, text: str, path: tuple[str | int, ...], names: Mapping[str, str]) -> str:
        if len(self.errors.errors) >= MAXIMUM_FAULTS:
            return text
        try:
            return self.compiler.render(text, names)
        except _Fault as fault:
            self.errors.errors += _located(self.compiler, text, names, fault, self.tree.positions, path)
            self.tree.unbound.add(path)
            return text


def _is_bare(value: object) -> bool:
    """Whether nothing is to be bound in a string, as in most."""
    return value.__class__ is str and "{" not in value


def _located(
    compiler: _Compiler, text: str, names: Mapping[str, str], fault: _Fault, positions: Positions, path: Path
) -> list[ContentError]:
    """The fault at the expressions that cause it: all that fail on their own, or where the braces open."""
    if len(text) > MAXIMUM_TEMPLATE:
        return [ContentError(positions.source(path), fault.message, fault.hint)]
    places = [*positions.occurrences(path, _EXPRESSION), positions.within(path, fault.line)]
    causes: list[ContentError] = []
    opening: Source | None = None
    for number, expression in enumerate(_EXPRESSION.findall(text)):
        place = places[min(number, len(places) - 1)]
        if expression in {"{{", "{%"}:
            opening = opening or place
            continue
        try:
            compiler.render(expression, names)
        except _Fault as cause:
            causes.append(ContentError(place, cause.message, cause.hint))
    if any(cause.message == fault.message for cause in causes):
        return causes
    return [ContentError(opening or places[-1], fault.message, fault.hint)]


class _Fault(Exception):
    """What is wrong with a string's expressions, and in which of its lines."""

    def __init__(self, message: str, hint: str | None = None, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.line = line


@lru_cache(maxsize=1)
def _compiler(data: DataStore) -> _Compiler:
    """The compiler over these facts: documents that share a part, as the counties do, compile its strings once."""
    return _Compiler(functions(data))


@dataclass(slots=True)
class _Compiler:
    """Compiles and renders strings; the same string, where the same names hold, is compiled once."""

    functions: Mapping[str, Callable[..., Fact]]
    _environment: Environment | None = None
    _templates: dict[tuple[str, frozenset[str]], Template] = field(default_factory=dict)

    def render(self, text: str, names: Mapping[str, str]) -> str:
        """`text` with its expressions filled in. Raises _Fault."""
        from jinja2 import TemplateError

        key = text, frozenset(names)
        template = self._templates.get(key)
        if template is None:
            template = self._templates[key] = self._compile(text, names)
        try:
            return template.render(names)
        except UnknownFactError as error:
            raise _Fault(error.message, error.hint) from None
        except (ExpressionError, QuantityError) as error:
            raise _Fault(error.message, error.hint) from None
        except TemplateError as error:
            raise _Fault(f"算式無法計算（{error.message}）", "請確認代號、參數與 | 後面的名稱") from None
        except (TypeError, ValueError):
            usage = [wording for name, wording in USAGE.items() if f"{name}(" in text or f"{name} " in text]
            raise _Fault("函式的參數不對", f"寫法：{'、'.join(usage or USAGE.values())}") from None

    def _compile(self, text: str, names: Mapping[str, str]) -> Template:
        from jinja2 import Template, TemplateSyntaxError

        if len(text) > MAXIMUM_TEMPLATE:
            raise _Fault(f"含有 {{{{ }}}} 的文字超過 {MAXIMUM_TEMPLATE:,} 字", "請拆成較短的段落")
        environment = self.environment
        try:
            tree = environment.parse(text)
            for node in _inner(tree):
                self._check(node, names)
            return Template.from_code(environment, environment.compile(tree), environment.globals)
        except TemplateSyntaxError as error:
            raise _syntax_fault(error) from None
        except RecursionError:
            raise _Fault("算式太深", "請拆成較簡單的算式") from None

    @property
    def environment(self) -> Environment:
        if self._environment is None:
            self._environment = _environment(self.functions)
        return self._environment

    def _check(self, node: nodes.Node, names: Mapping[str, str]) -> None:
        """Raises _Fault for a kind of expression that is not allowed, and for a name that is not known."""
        kind, line = type(node).__name__, node.lineno
        name = str(getattr(node, "attr" if kind == "Getattr" else "name", ""))
        offered = {"Name": (*self.functions, *names), "Filter": tuple(FILTERS), "Getattr": ATTRIBUTES}.get(kind)
        if kind not in _ALLOWED or (kind == "Call" and type(getattr(node, "node", None)).__name__ != "Name"):
            raise _Fault("這裡只能寫數值、函式與 if", f"可用的函式：{'、'.join(self.functions)}", line)
        if offered is not None and name not in offered:
            shown = {"Filter": f"| {name}", "Getattr": f".{name}"}.get(kind, name)
            raise _Fault(f"不認得「{shown}」", choice(name, offered), line)


def _inner(tree: nodes.Node) -> Iterator[nodes.Node]:
    """All nodes of a template, outermost first. Raises _Fault where they are nested too deeply."""
    level: list[nodes.Node] = [tree]
    depth = 0
    while level:
        if depth > MAXIMUM_DEPTH:
            raise _Fault("算式太深", "請拆成較簡單的算式")
        yield from level
        level = [child for node in level for child in node.iter_child_nodes()]
        depth += 1


def _environment(known: Mapping[str, Callable[..., Fact]]) -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True, finalize=_finalize, optimized=False
    )
    environment.globals = dict(known)
    environment.filters = dict(FILTERS)
    environment.tests = {}
    return environment


def _finalize(value: object) -> str:
    """What an expression's result becomes in the text."""
    if isinstance(value, Fact):
        return value.marked
    if value is None or isinstance(value, (float, bool, list, tuple)) or callable(value):
        raise ExpressionError("算式沒有得到數值或文字", "函式要加括號，例如 fact('代號')")
    return str(value)


def _syntax_fault(error: Any) -> _Fault:
    """What Jinja2 found wrong with the writing of an expression, in Chinese."""
    text, line = str(error.message or ""), int(error.lineno or 1)
    stray = re.search(r"unexpected char '(.)'", text)
    if stray:
        return _Fault(f"「{stray[1]}」不能寫在 {{{{ }}}} 裡", "括號、引號與逗號要用半形，例如 {{ fact('代號') }}", line)
    if "end of" in text:
        return _Fault("「{{」沒有對應的「}}」，或引號、括號沒有成對", "寫法如 {{ fact('代號') }}", line)
    return _Fault("{{ }} 的寫法有誤", "寫法如 {{ fact('代號') }}；請檢查括號、引號與逗號", line)
