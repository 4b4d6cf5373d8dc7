"""The functions of both tiers, by module."""

import ast
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from snippets import careful, plain
from snippets.careful import (
    arithmetic as careful_arithmetic,
)
from snippets.careful import (
    binary as careful_binary,
)
from snippets.careful import (
    categorical as careful_categorical,
)
from snippets.careful import (
    contrastive as careful_contrastive,
)
from snippets.careful import (
    divergence as careful_divergence,
)
from snippets.careful import (
    focal as careful_focal,
)
from snippets.careful import (
    information as careful_information,
)
from snippets.careful import (
    likelihood as careful_likelihood,
)
from snippets.careful import (
    logistic as careful_logistic,
)
from snippets.careful import (
    margins as careful_margins,
)
from snippets.careful import (
    regression as careful_regression,
)
from snippets.careful import (
    risk as careful_risk,
)
from snippets.careful import (
    scores as careful_scores,
)
from snippets.careful import (
    smoothing as careful_smoothing,
)
from snippets.careful import (
    softmax as careful_softmax,
)
from snippets.careful import (
    stream as careful_stream,
)
from snippets.careful import (
    tokens as careful_tokens,
)
from snippets.careful import (
    training as careful_training,
)
from snippets.plain import (
    arithmetic,
    binary,
    categorical,
    contrastive,
    divergence,
    focal,
    information,
    likelihood,
    logistic,
    margins,
    regression,
    risk,
    scores,
    smoothing,
    softmax,
    stream,
    tokens,
    training,
)

FOLDER = Path(plain.__path__[0])
FILES = sorted(path for path in FOLDER.glob("*.py") if path.stem != "__init__")

# Imported by their names, so that whoever changes one of them finds the tests that it concerns.
MODULES = {
    plain: (
        arithmetic,
        binary,
        categorical,
        contrastive,
        divergence,
        focal,
        information,
        likelihood,
        logistic,
        margins,
        regression,
        risk,
        scores,
        smoothing,
        softmax,
        stream,
        tokens,
        training,
    ),
    careful: (
        careful_arithmetic,
        careful_binary,
        careful_categorical,
        careful_contrastive,
        careful_divergence,
        careful_focal,
        careful_information,
        careful_likelihood,
        careful_logistic,
        careful_margins,
        careful_regression,
        careful_risk,
        careful_scores,
        careful_smoothing,
        careful_softmax,
        careful_stream,
        careful_tokens,
        careful_training,
    ),
}


def functions_in(path: Path) -> list[ast.FunctionDef]:
    """Return what a module defines with def."""
    return [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]


Bounds = tuple[float, float]

PLAIN = [(path.stem, node.name) for path in FILES for node in functions_in(path)]
"""Module and name of every plain function."""


def module_of(tier: ModuleType, name: str) -> ModuleType:
    return next(one for one in MODULES[tier] if one.__name__ == f"{tier.__name__}.{name}")


def both(module: str, name: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return the plain function and the careful one."""
    one, other = (getattr(module_of(tier, module), name) for tier in (plain, careful))
    return one, other


def domain_of(module: str) -> Mapping[str, Mapping[str, Bounds]]:
    """Return where the functions of a plain module promise to agree."""
    return getattr(module_of(plain, module), "DOMAIN", {})


def parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def only_by_keyword(function: Callable[..., Any]) -> list[str]:
    """Return the parameters that no position gives, behind the *."""
    every = inspect.signature(function).parameters.values()
    return [one.name for one in every if one.kind is one.KEYWORD_ONLY]
