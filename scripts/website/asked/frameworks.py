"""One loss from every library: its code as it stands in `snippets.frameworks`, and what it gave."""

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.common.bundles import bundle
from scripts.common.latest import latest
from scripts.common.likeness import did_you_mean
from scripts.common.sources import Definition, Name, Sources
from snippets.frameworks.libraries import LIBRARIES, TABS

PACKAGE = "snippets.frameworks"
PLAIN = "snippets.plain."
RECORD = Path("snippets") / "recorded.json"
SECTION = "tabs"


@dataclass(frozen=True)
class Tab:
    """What one library has to show: the imports that its function needs, the function, the result.

    code: the function without the types of its arguments, which would need imports of their own;
    below the plain functions of this site that it uses, if it does.
    printed: as the library itself prints the result; value and type: the recorded number.
    ours: the plain functions in it, such as ``binary.binary_cross_entropy``.
    """

    library: str
    label: str
    path: Path
    imports: tuple[str, ...]
    code: str
    printed: str
    value: float
    type: str
    ours: tuple[str, ...] = ()


def tabs_of(sources: Sources, loss: str) -> list[Tab]:
    """Return a tab for every library of `TABS`.

    Raises:
        LookupError: a module does not define the loss, or the record has no result of it.
    """
    outcomes = recorded(sources.root, loss)
    return latest(
        ("tabs", loss),
        (sources, outcomes),
        lambda: [_tab(sources, library, loss, outcomes) for library in TABS],
    )


def _tab(sources: Sources, library: str, loss: str, outcomes: Mapping[str, Any]) -> Tab:
    label, name = LIBRARIES[library], f"{PACKAGE}.{library}"
    definition, module = sources.find(name, loss), sources.module(name)
    assert module is not None
    if library not in outcomes:
        raise LookupError(f"the record has no result of {label}: run make frameworks UPDATE=1")
    outcome = outcomes[library]
    if not isinstance(outcome.get("value"), float):
        raise LookupError(f"{label} gave no number: {outcome.get('error', outcome)}")
    plain = _plain_in(sources, (name, loss))
    code = without_types(definition.text) if definition.is_function else ""
    home = module if code else sources.module(plain[0][0])
    assert home is not None
    return Tab(
        library=library,
        label=label,
        path=home.path.relative_to(sources.root),
        imports=() if plain else imports_for(module.definitions, code),
        code="\n\n\n".join(filter(None, [bundle(sources, plain).strip("\n"), code])),
        printed=outcome["printed"],
        value=outcome["value"],
        type=outcome["type"],
        ours=tuple(f"{home.removeprefix(PLAIN)}.{function}" for home, function in plain),
    )


def _plain_in(sources: Sources, name: Name) -> list[Name]:
    """Return the plain functions that a loss uses, or is."""
    used = sources.used_by([name])
    return sorted(
        one for one, found in used.items() if one[0].startswith(PLAIN) and found.is_function
    )


def recorded(root: Path, loss: str) -> Mapping[str, Any]:
    """Return the outcomes of a loss by library.

    Raises:
        LookupError: the record has no such loss, or cannot be read; the message says which.
    """
    try:
        text = (root / RECORD).read_text(encoding="utf-8")
        record = latest(("record", root), text, lambda: json.loads(text))
        entries = record["sections"].get(SECTION, {}).get("entries", {})
    except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
        what = f"{RECORD} cannot be read ({type(error).__name__}: {error})"
        raise LookupError(f"{what}: run make frameworks UPDATE=1") from None
    if loss not in entries:
        what = f"the record has no such loss; it has {', '.join(entries)}."
        raise LookupError(" ".join(filter(None, [what, did_you_mean(loss, entries)])))
    outcomes: Mapping[str, Any] = entries[loss]["libraries"]
    return outcomes


def without_types(function: str) -> str:
    """Return the text of a function with the bare names of its arguments."""
    node = ast.parse(function).body[0]
    if not isinstance(node, ast.FunctionDef):
        raise LookupError(f"no function: {function.partition(chr(10))[0]}")
    names = ", ".join(argument.arg for argument in node.args.args)
    body = function.split("\n")[node.body[0].lineno - 1 :]
    return "\n".join([f"def {node.name}({names}):", *body])


def imports_for(definitions: Mapping[str, Definition], code: str) -> tuple[str, ...]:
    """Return the imports of a module that the body of a function needs, and no name more."""
    body = code.partition("):")[2]
    needed = {name for name in definitions if re.search(rf"\b{name}\b[.(]", body)}
    statements = {found.line: found.text for found in definitions.values() if found.is_import}
    trimmed = (_trimmed(statements[line], needed) for line in sorted(statements))
    return tuple(filter(None, trimmed))


def _trimmed(statement: str, needed: set[str]) -> str:
    """Return an import statement with the needed names alone, nothing if it has none."""
    node = ast.parse(statement).body[0]
    if isinstance(node, ast.Import | ast.ImportFrom):
        node.names = [alias for alias in node.names if (alias.asname or alias.name) in needed]
        return ast.unparse(node) if node.names else ""
    return ""
