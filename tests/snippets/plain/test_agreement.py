"""Where a plain function promises to agree with the careful one, it does."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from snippets.careful import categorical as careful_categorical
from snippets.careful import smoothing as careful_smoothing
from snippets.careful import stream as careful_stream
from snippets.plain import margins, smoothing, stream
from tests.snippets.plain.tiers import (
    PLAIN,
    Bounds,
    both,
    domain_of,
    only_by_keyword,
    parameters,
)

Generator = np.random.Generator
N, C, D = 6, 4, 3
TRIALS = 60


def spread(rng: Generator, bounds: Bounds, shape: tuple[int, ...], usual: Bounds) -> Any:
    """Draw usual numbers within the bounds, and some of the bounds themselves."""
    low, high = max(bounds[0], usual[0]), min(bounds[1], usual[1])
    drawn = rng.uniform(low, high, shape)
    ends = [end for end in bounds if np.isfinite(end)] or [low, high]
    return np.where(rng.random(shape) < 0.2, rng.choice(ends, shape), drawn)


def distributions(rng: Generator, bounds: Bounds, shape: tuple[int, ...]) -> Any:
    """Draw rows that sum to 1, some with a probability as small as the bounds allow."""
    rows = rng.dirichlet(np.ones(shape[-1]), shape[:-1] or None)
    if rng.random() < 0.5:
        smallest = max(bounds[0], 0.0)
        rows = np.concatenate([rows[..., :-1], np.full_like(rows[..., -1:], smallest)], axis=-1)
        rows[..., 0] += 1 - rows.sum(axis=-1)
    return rows


def one_hot(rng: Generator) -> Any:
    return careful_categorical.one_hot(rng.integers(C, size=N), C)


def labels(rng: Generator) -> Any:
    return rng.permutation(np.arange(N) % C)


Draw = Callable[[Generator, Bounds], Any]
PROBABILITY, LOGIT, REAL = (0.0, 1.0), (-40.0, 40.0), (-5.0, 5.0)

BY_NAME: Mapping[str, Draw] = {
    "base": lambda rng, _: float(rng.choice([2.0, np.e, 10.0])),
    "p": lambda rng, b: distributions(rng, b, (N, C)),
    "q": lambda rng, b: distributions(rng, b, (N, C)),
    "log_p": lambda rng, b: np.log(distributions(rng, (1e-300, 1), (N, C))).clip(*b),
    "log_q": lambda rng, b: np.log(distributions(rng, (1e-300, 1), (N, C))).clip(*b),
    "joint": lambda rng, b: distributions(rng, b, (C * D,)).reshape(C, D),
    "y": lambda rng, _: one_hot(rng),
    "y_hat": lambda rng, b: distributions(rng, b, (N, C)),
    "probabilities": lambda rng, b: distributions(rng, b, (N, C)),
    "z": lambda rng, b: spread(rng, b, (N, C), LOGIT),
    "logits": lambda rng, b: spread(rng, b, (N, C), LOGIT),
    "labels": lambda rng, _: labels(rng),
    "classes": lambda _rng, _: C,
    "gamma": lambda rng, _: float(rng.choice([0.0, 0.5, 1.0, 2.0])),
    "alpha": lambda rng, _: float(rng.uniform()),
    "alpha_t": lambda rng, _: rng.uniform(size=N),
    "p_t": lambda rng, b: spread(rng, b, (N,), PROBABILITY),
    "features": lambda rng, _: rng.normal(size=(N, D)),
    "weights": lambda rng, _: rng.normal(size=(D, C)),
    "centers": lambda rng, _: rng.normal(size=(C, D)),
    "cosines": lambda rng, b: spread(rng, b, (N, C), (-1.0, 1.0)),
    "slopes": lambda rng, _: rng.normal(size=(N, C)),
    "scale": lambda rng, _: float(rng.uniform(1, 64)),
    "margin": lambda rng, _: float(rng.uniform(0, 0.5)),
    "m": lambda rng, _: int(rng.integers(1, 5)),
    "theta": lambda rng, _: rng.uniform(0, np.pi, size=(N, C)),
    "mean": lambda rng, _: spread(rng, REAL, (N,), REAL),
    "sd": lambda rng, _: rng.uniform(0.1, 3, size=N),
    "losses": lambda rng, _: rng.exponential(size=N),
    "epsilon": lambda rng, _: float(rng.uniform()),
    "predicted": lambda rng, _: labels(rng),
    "tokens": lambda rng, _: rng.integers(50, size=(N, D)),
    "similarities": lambda rng, b: spread(rng, b, (D, C), (-1.0, 1.0)),
    "temperature": lambda rng, _: float(rng.uniform(0.05, 1)),
    "first": lambda rng, _: rng.normal(size=(N, D)),
    "second": lambda rng, _: rng.normal(size=(N, D)),
    "pos_weight": lambda rng, _: float(rng.uniform(0, 9)),
    "ignore_index": lambda rng, _: int(rng.choice([-100, -1, 1])),
    "total_tokens": lambda rng, _: [None, N, 3 * N][rng.integers(3)],
    "w": lambda rng, _: rng.normal(size=D),
    "b": lambda rng, _: float(rng.normal()),
    "x": lambda rng, _: rng.normal(size=(N, D)),
    "weight": lambda rng, _: spread(rng, PROBABILITY, (N,), PROBABILITY),
    "value": lambda rng, _: rng.choice([-np.inf, -1.5, 0.0, 2.0, np.inf], N),
    "units": lambda rng, _: int(rng.integers(1, 9)),
    "bins": lambda rng, _: int(rng.integers(1, 12)),
    "false_alarm": lambda rng, _: rng.uniform(0.1, 9, size=N),
    "miss": lambda rng, _: rng.uniform(0.1, 9, size=N),
    "prevalence": lambda rng, _: float(rng.uniform(0.01, 1)),
    "recall": lambda rng, _: float(rng.uniform(0.01, 1)),
    "false_alarms": lambda rng, _: float(rng.uniform()),
}
"""What is drawn for an argument, by its name."""


def single(rng: Generator, b: Bounds) -> Any:
    return spread(rng, b, (N,), PROBABILITY)


def binary(rng: Generator, _: Bounds) -> Any:
    return rng.integers(2, size=N).astype(float)


def logit(rng: Generator, b: Bounds) -> Any:
    return spread(rng, b, (N,), LOGIT)


def real(rng: Generator, _: Bounds) -> Any:
    return rng.normal(size=N)


LOGISTIC: Mapping[str, Draw] = {"y": binary, "z": logit, "p": single}
ELSEWHERE: Mapping[str, Mapping[str, Draw]] = {
    "binary": {**LOGISTIC, "y_hat": single},
    "logistic": LOGISTIC,
    "training": LOGISTIC,
    "focal": LOGISTIC,
    "regression": {"y": real, "y_hat": real},
    "focal.softmax_focal_loss": {"z": BY_NAME["z"]},
    "focal.softmax_focal_loss_gradient": {"z": BY_NAME["z"]},
    "risk": {"y": lambda rng, _: labels(rng)},
    "likelihood.bernoulli_pmf": {"y": binary, "theta": single},
    "likelihood.likelihood": {"y": binary, "y_hat": single},
    "likelihood.log_likelihood": {"y": binary, "y_hat": single},
    "likelihood.negative_log_likelihood": {"y": binary, "y_hat": single},
    "information.self_information": {"p": single},
    "information.binary_entropy": {"p": single},
    "scores.reliability": {"y": binary, "p": single},
    "scores.expected_calibration_error": {"y": binary, "p": single},
    "margins.cosines_gradient": {"weights": lambda rng, _: rng.normal(size=(D, C))},
    "margins.lengths": {"w": lambda rng, _: rng.normal(size=(D, C))},
    "margins.sm_softmax_loss": {"m": lambda rng, _: float(rng.uniform(0, 3))},
}
"""What a name stands for in some modules and functions."""


def arguments(module: str, name: str, rng: Generator) -> tuple[list[Any], dict[str, Any]]:
    """Draw arguments from the domain that the plain function states, those by position first."""
    domain = domain_of(module).get(name, {})
    draws = {**BY_NAME, **ELSEWHERE.get(module, {}), **ELSEWHERE.get(f"{module}.{name}", {})}
    plain, _ = both(module, name)
    drawn = {n: draws[n](rng, domain.get(n, (-np.inf, np.inf))) for n in parameters(plain)}
    by_keyword = {n: drawn.pop(n) for n in only_by_keyword(plain)}
    return list(drawn.values()), by_keyword


ELSEWISE_TRIED = {"tally", "mean_loss", "standard_error", "losses_in_parts"}
"""They belong together: see below."""


@pytest.mark.parametrize(("module", "name"), [p for p in PLAIN if p[1] not in ELSEWISE_TRIED])
def test_it_agrees_on_its_domain(module: str, name: str) -> None:
    plain, careful = both(module, name)
    rng = np.random.default_rng(1)
    for _ in range(TRIALS):
        given, by_keyword = arguments(module, name, rng)
        with np.errstate(all="ignore"):
            assert_agree(plain(*given, **by_keyword), careful(*given, **by_keyword))


def test_a_mean_and_its_error_in_batches() -> None:
    rng = np.random.default_rng(2)
    for shift in (0.0, 1.0, 1e6):
        batches = [shift + rng.exponential(size=k) for k in (1, 5, 3)]
        plain, careful = stream.tally(batches), careful_stream.tally(batches)
        assert_agree(stream.mean_loss(plain), careful_stream.mean_loss(careful))
        assert_agree(stream.standard_error(plain), careful_stream.standard_error(careful))


def assert_agree(found: Any, known: Any) -> None:
    """Expect the same shape and the promised closeness."""
    if isinstance(known, tuple):
        assert len(found) == len(known)
        for one, other in zip(found, known, strict=True):
            assert_agree(one, other)
        return
    assert np.shape(found) == np.shape(known)
    np.testing.assert_array_equal(np.isinf(found), np.isinf(known))
    finite = np.isfinite(known)
    one, other = np.asarray(found)[finite], np.asarray(known)[finite]
    assert np.all(np.abs(one - other) <= 1e-9 * np.maximum(1, np.abs(other)))


def test_a_loss_in_parts() -> None:
    losses = careful_categorical.sparse_softmax_cross_entropy
    rng = np.random.default_rng(2)
    y, z = labels(rng), rng.normal(size=(N, C))
    parts = list(stream.losses_in_parts(losses, y, z, rows=4))
    assert [len(part) for part in parts] == [4, 2]
    careful = list(careful_stream.losses_in_parts(losses, y, z, rows=4))
    np.testing.assert_array_equal(np.concatenate(parts), np.concatenate(careful))


OF_ROWS = {
    "information": ["entropy"],
    "divergence": [
        "cross_entropy", "kl_divergence", "cross_entropy_from_logs", "kl_divergence_from_logs",
    ],
    "softmax": ["softmax", "log_softmax", "logsumexp", "softmax_jacobian"],
    "categorical": [
        "categorical_cross_entropy", "softmax_cross_entropy", "sparse_softmax_cross_entropy",
        "sparse_softmax_cross_entropy_gradient",
    ],
    "likelihood": ["categorical_pmf"],
    "focal": ["softmax_focal_loss", "softmax_focal_loss_gradient"],
    "scores": ["accuracy", "brier_score"],
}  # fmt: skip
"""Functions of rows, which may stand alone and in stacks."""


@pytest.mark.parametrize(("module", "name"), [(m, n) for m, of in OF_ROWS.items() for n in of])
@pytest.mark.parametrize(
    "shaped", [lambda a: a[0], lambda a: np.stack([a, a[::-1]])], ids=["alone", "stacked"]
)
def test_a_row_alone_and_stacks_of_rows(
    module: str, name: str, shaped: Callable[[Any], Any]
) -> None:
    plain, careful = both(module, name)
    given, by_keyword = arguments(module, name, np.random.default_rng(4))
    given = [shaped(one) if np.shape(one)[:1] == (N,) else one for one in given]
    with np.errstate(all="ignore"):
        assert_agree(plain(*given, **by_keyword), careful(*given, **by_keyword))


def test_slopes_of_tokens_in_several_texts() -> None:
    rng = np.random.default_rng(6)
    y, z = rng.integers(C, size=(2, N)), rng.normal(size=(2, N, C))
    plain, careful = both("tokens", "token_cross_entropy_gradient")
    assert_agree(plain(y, z), careful(y, z))


def test_no_cosine_is_beyond_one() -> None:
    x = np.random.default_rng(5).normal(size=(200, 3))
    for sign in (1, -1):
        found = np.diag(margins.cosines(x, sign * x.T))
        assert np.all(np.abs(found) <= 1)
        np.testing.assert_allclose(found, sign)


@pytest.mark.parametrize("shape", [(), (2, N)])
def test_labels_are_smoothed_alone_and_in_stacks(shape: tuple[int, ...]) -> None:
    y = careful_categorical.one_hot(np.random.default_rng(3).integers(C, size=shape), C)
    assert_agree(smoothing.smooth_labels(y, 0.3), careful_smoothing.smooth_labels(y, 0.3))


def test_a_promise_that_is_broken_is_noticed() -> None:
    with pytest.raises(AssertionError):
        assert_agree(1.0 + 2e-9, 1.0)
    with pytest.raises(AssertionError):
        assert_agree(np.inf, 1e300)
    with pytest.raises(AssertionError):
        assert_agree(np.zeros(1), 0.0)
