"""How many units in the last place the libraries are off: on ordinary inputs and on hard ones.

The unit is the gap between neighbouring float64 numbers at the exact result. Errors below half of
it count as ½: that is what rounding the exact result may cost. A number of which no digit is right,
that is off by as much as it should be itself, counts as infinitely many, and so does NaN.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from scripts.frameworks import exact, hard_inputs
from scripts.frameworks.calls import run
from scripts.frameworks.cases import Case
from scripts.frameworks.exact import Exact, mp

Arguments = Mapping[str, Any]
Unit = Callable[[Arguments, Exact], float]

BEST = 0.5
EPSILON = 0.1
MARGIN = 0.5


@dataclass(frozen=True)
class Quantity:
    """What is computed: exactly, and by a call of each library."""

    name: str
    exact: Callable[..., Exact | Sequence[Exact]]
    ordinary: Callable[[], Iterable[Arguments]]
    hard: Callable[[], Iterable[Arguments]]
    calls: Mapping[str, str]
    unit: Unit


EXAMPLES: Mapping[str, Arguments] = {
    "sparse_softmax_cross_entropy": {"z": np.array([[46.0, 0.0]]), "labels": np.array([0])},
    "sparse_softmax_cross_entropy_gradient": {
        "z": np.array([[46.0, 0.0]]),
        "labels": np.array([0]),
    },
    "binary_cross_entropy_with_logits": {"z": np.array([46.0]), "y": np.array([1.0])},
    "kl_divergence": {
        "p": np.array([0.25, 0.75]),
        "q": np.array([0.25 + 2**-30, 0.75 - 2**-30]),
    },
    "sigmoid": {"z": np.array([-745.0])},
    "binary_cross_entropy": {"p": np.array([1e-300]), "y": np.array([1.0])},
}
"""One sample of some quantities, of which the pages show what each library returned."""


def cases() -> Iterator[Case]:
    """Yield the worst error of each library for each quantity, on both kinds of input."""
    for quantity in quantities():
        if quantity.name in EXAMPLES:
            yield from example_cases(quantity)
        for kind, inputs in (("ordinary", quantity.ordinary), ("hard", quantity.hard)):
            samples = [(arguments, expected(quantity, arguments)) for arguments in inputs()]
            for library, call in quantity.calls.items():
                yield Case(
                    f"{quantity.name}_{kind}",
                    library,
                    partial(worst_error, quantity, samples, library),
                    inputs={"numbers": sum(len(results) for _, results in samples)},
                    call=call,
                    within="3 times",
                )


def example_cases(quantity: Quantity) -> Iterator[Case]:
    """Yield what each library returns for the example; for a gradient, the slope at the label."""
    arguments = EXAMPLES[quantity.name]
    inputs = {name: value.tolist() for name, value in arguments.items()}
    for library, call in quantity.calls.items():
        yield Case(
            f"{quantity.name}_example",
            library,
            partial(first_number, library, call, arguments),
            inputs=inputs,
            call=call,
            within="1e-6 relative",
        )


def first_number(library: str, call: str, arguments: Arguments) -> np.float64:
    """Return what a call gives, or the first number of it."""
    return np.float64(np.ravel(np.asarray(run(library, call, arguments)))[0])


def expected(quantity: Quantity, arguments: Arguments) -> list[Exact]:
    """Return the exact results, one for each number that a call gives."""
    found = quantity.exact(**arguments)
    return list(found) if isinstance(found, Sequence) else [found]


def worst_error(
    quantity: Quantity, samples: Sequence[tuple[Arguments, list[Exact]]], library: str
) -> float:
    """Return the largest error over all samples, in units, ½ if it is less."""
    worst = BEST
    for arguments, results in samples:
        computed = np.ravel(np.asarray(run(library, quantity.calls[library], arguments)))
        if len(computed) != len(results):
            raise ValueError(f"{library}: {len(computed)} numbers for {len(results)}")
        for number, result in zip(computed, results, strict=True):
            worst = max(worst, error(float(number), result, quantity.unit(arguments, result)))
    return float(f"{worst:.3g}")


def error(computed: float, result: Exact, unit: float) -> float:
    """Return how far a number is from the exact result, in units; ∞ if no digit is right."""
    if not math.isfinite(computed):
        return math.inf
    off = abs(mp.mpf(computed) - result)
    return math.inf if off >= abs(result) and off > unit else float(off / mp.mpf(unit))


def last_place(arguments: Arguments, result: Exact) -> float:  # noqa: ARG001
    """Return the gap between float64 numbers at the result."""
    return float(np.spacing(abs(float(result))))


def last_place_of_largest(arguments: Arguments, result: Exact) -> float:
    """Return the gap at the largest logit or at the result, whichever is larger."""
    return float(np.spacing(max(np.max(np.abs(arguments["z"])), abs(float(result)))))


def epsilon(arguments: Arguments, result: Exact) -> float:  # noqa: ARG001
    """Return the gap at 1, for results between −1 and 1 in which small ones do not matter."""
    return float(np.finfo(np.float64).eps)


def each(function: Callable[..., Exact]) -> Callable[..., list[Exact]]:
    """Apply an exact function to every number of its arguments."""

    def of_arrays(**arguments: Any) -> list[Exact]:
        size = max(np.size(value) for value in arguments.values())
        columns = {n: np.broadcast_to(value, size).tolist() for n, value in arguments.items()}
        return [function(**{n: columns[n][k] for n in columns}) for k in range(size)]

    return of_arrays


def with_both_labels(name: str, numbers: Callable[[], Any]) -> Callable[[], list[Arguments]]:
    """Each number with the label 0 and with the label 1."""

    def inputs() -> list[Arguments]:
        x = numbers()
        return [{"y": np.repeat([0.0, 1.0], len(x)), name: np.tile(x, 2)}]

    return inputs


def labelled(rows: Callable[[], Iterable[tuple[Any, int]]]) -> Callable[[], list[Arguments]]:
    """Rows of logits with an array of one label, as batches of one sample."""

    def inputs() -> list[Arguments]:
        return [{"z": z[np.newaxis], "labels": np.array([label])} for z, label in rows()]

    return inputs


def hard_rows_and_a_million_classes() -> Iterator[tuple[Any, int]]:
    """Rows of logits for losses that give one number a row."""
    yield from hard_inputs.hard_rows()
    yield hard_inputs.million_logits()


def alone(name: str, values: Callable[[], Any]) -> Callable[[], list[Arguments]]:
    """One array of numbers as the only argument."""
    return lambda: [{name: values()}]


def rows_alone(
    name: str, rows: Callable[[], Iterable[tuple[Any, int]]]
) -> Callable[[], list[Arguments]]:
    """Rows of logits without their labels, each once."""

    def inputs() -> list[Arguments]:
        distinct = {z.tobytes(): z for z, _ in rows()}
        return [{name: z} for z in distinct.values()]

    return inputs


def a_million(probabilities: Callable[[], Any]) -> Callable[[], list[Arguments]]:
    """Labels and probabilities of a million samples."""

    def inputs() -> list[Arguments]:
        y, p = hard_inputs.million_samples(probabilities())
        return [{"y": y, "p": p}]

    return inputs


def pairs(of: Callable[[], Iterable[tuple[Any, Any]]]) -> Callable[[], list[Arguments]]:
    """Return pairs of distributions as arguments."""
    return lambda: [{"p": p, "q": q} for p, q in of()]


def quantities() -> list[Quantity]:
    """List what is measured, in the order of the pages of the site."""
    return [
        Quantity(
            "self_information",
            each(lambda p: -mp.log(exact.exact(p))),
            alone("p", hard_inputs.ordinary_probabilities),
            alone("p", hard_inputs.hard_probabilities),
            {
                "numpy": "information.self_information(p)",
                "pytorch": "-torch.log(p)",
                "tensorflow": "-tf.math.log(p)",
                "jax": "-jnp.log(p)",
            },
            last_place,
        ),
        Quantity(
            "entropy",
            exact.entropy,
            lambda: [{"p": p} for p in hard_inputs.ordinary_distributions()],
            lambda: [{"p": p} for p in hard_inputs.hard_distributions()],
            {
                "numpy": "information.entropy(p)",
                "pytorch": "torch.special.entr(p).sum()",
                "tensorflow": "-tf.reduce_sum(tf.math.xlogy(p, p))",
                "scipy": "scipy.stats.entropy(p)",
                "jax": "jax.scipy.special.entr(p).sum()",
            },
            last_place,
        ),
        Quantity(
            "cross_entropy",
            exact.cross_entropy,
            pairs(lambda: hard_inputs.pairs_of(hard_inputs.ordinary_distributions())),
            pairs(lambda: hard_inputs.pairs_of(hard_inputs.hard_distributions())),
            {
                "numpy": "divergence.cross_entropy(p, q)",
                "pytorch": "-torch.special.xlogy(p, q).sum()",
                "tensorflow": "-tf.reduce_sum(tf.math.xlogy(p, q))",
                "keras": "keras.losses.categorical_crossentropy(p, q)",
                "scipy": "-scipy.special.xlogy(p, q).sum()",
                "jax": "-jax.scipy.special.xlogy(p, q).sum()",
            },
            last_place,
        ),
        Quantity(
            "kl_divergence",
            exact.kl_divergence,
            pairs(hard_inputs.ordinary_divergences),
            pairs(hard_inputs.hard_divergences),
            {
                "numpy": "divergence.kl_divergence(p, q)",
                "pytorch": "F.kl_div(q.log(), p, reduction='sum')",
                "tensorflow": "tf.reduce_sum(tf.math.xlogy(p, p / q))",
                "keras": "keras.losses.kl_divergence(p, q)",
                "scipy": "scipy.special.rel_entr(p, q).sum()",
                "optax": "optax.losses.kl_divergence(jnp.log(q), p)",
            },
            last_place,
        ),
        Quantity(
            "binary_cross_entropy",
            each(exact.binary_cross_entropy),
            with_both_labels("p", hard_inputs.ordinary_probabilities),
            with_both_labels("p", hard_inputs.hard_probabilities),
            {
                "numpy": "binary.binary_cross_entropy(y, p, 'none')",
                "pytorch": "F.binary_cross_entropy(p, y, reduction='none')",
                "tensorflow": "-(tf.math.xlogy(y, p) + tf.math.xlog1py(1 - y, -p))",
                "keras": "keras.losses.binary_crossentropy(y[:, None], p[:, None])",
                "scikit_learn": "[sklearn.metrics.log_loss([label], [chance], labels=[0, 1])"
                " for label, chance in zip(y, p)]",
                "scipy": "-(scipy.special.xlogy(y, p) + scipy.special.xlog1py(1 - y, -p))",
                "jax": "-(jax.scipy.special.xlogy(y, p) + jax.scipy.special.xlog1py(1 - y, -p))",
            },
            last_place,
        ),
        Quantity(
            "sigmoid",
            each(exact.sigmoid),
            alone("z", hard_inputs.ordinary_logits),
            alone("z", hard_inputs.hard_logits),
            {
                "numpy": "logistic.sigmoid(z)",
                "pytorch": "torch.sigmoid(z)",
                "tensorflow": "tf.sigmoid(z)",
                "scipy": "scipy.special.expit(z)",
                "jax": "jax.nn.sigmoid(z)",
            },
            last_place,
        ),
        Quantity(
            "binary_cross_entropy_with_logits",
            each(exact.binary_cross_entropy_with_logits),
            with_both_labels("z", hard_inputs.ordinary_logits),
            with_both_labels("z", hard_inputs.hard_logits),
            {
                "numpy": "binary.binary_cross_entropy_with_logits(y, z, 'none')",
                "pytorch": "F.binary_cross_entropy_with_logits(z, y, reduction='none')",
                "tensorflow": "tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)",
                "keras": "keras.losses.binary_crossentropy("
                "y[:, None], z[:, None], from_logits=True)",
                "scipy": "-scipy.special.log_expit(np.where(y == 1, z, -z))",
                "optax": "optax.losses.sigmoid_binary_cross_entropy(z, y)",
            },
            last_place,
        ),
        Quantity(
            "log_likelihood",
            lambda y, p: exact.log_likelihood(y, p),
            a_million(hard_inputs.ordinary_probabilities),
            a_million(hard_inputs.hard_probabilities),
            {
                "numpy": "likelihood.log_likelihood(y, p)",
                "pytorch": "-F.binary_cross_entropy(p, y, reduction='sum')",
                "tensorflow": "tf.reduce_sum(tf.math.xlogy(y, p) + tf.math.xlog1py(1 - y, -p))",
                "keras": "-len(y) * keras.losses.binary_crossentropy(y, p)",
                "scikit_learn": "-sklearn.metrics.log_loss(y, p, normalize=False)",
                "scipy": "scipy.stats.bernoulli.logpmf(y, p).sum()",
                "jax": "jax.scipy.stats.bernoulli.logpmf(y, p).sum()",
            },
            last_place,
        ),
        Quantity(
            "logsumexp",
            lambda z: exact.logsumexp(z),
            rows_alone("z", hard_inputs.ordinary_rows),
            rows_alone("z", hard_rows_and_a_million_classes),
            {
                "numpy": "softmax.logsumexp(z)",
                "pytorch": "torch.logsumexp(z, dim=-1)",
                "tensorflow": "tf.reduce_logsumexp(z)",
                "scipy": "scipy.special.logsumexp(z)",
                "jax": "jax.nn.logsumexp(z)",
            },
            last_place_of_largest,
        ),
        Quantity(
            "softmax",
            lambda z: exact.softmax(z),
            rows_alone("z", hard_inputs.ordinary_rows),
            rows_alone("z", hard_inputs.hard_rows),
            {
                "numpy": "softmax.softmax(z)",
                "pytorch": "torch.softmax(z, dim=-1)",
                "tensorflow": "tf.nn.softmax(z)",
                "scipy": "scipy.special.softmax(z)",
                "jax": "jax.nn.softmax(z)",
            },
            last_place,
        ),
        Quantity(
            "sparse_softmax_cross_entropy",
            lambda z, labels: exact.loss_of_label(z[0], int(labels[0])),
            labelled(hard_inputs.ordinary_rows),
            labelled(hard_rows_and_a_million_classes),
            {
                "numpy": "categorical.sparse_softmax_cross_entropy(labels, z)",
                "pytorch": "F.cross_entropy(z, labels)",
                "tensorflow": "tf.nn.sparse_softmax_cross_entropy_with_logits("
                "labels=labels, logits=z)",
                "keras": "keras.losses.sparse_categorical_crossentropy("
                "labels, z, from_logits=True)",
                "scipy": "-scipy.special.log_softmax(z, axis=-1)[0, labels]",
                "optax": "optax.losses.softmax_cross_entropy_with_integer_labels(z, labels)",
            },
            last_place,
        ),
        Quantity(
            "sparse_softmax_cross_entropy_gradient",
            lambda z, labels: exact.gradient_of_label_loss(z[0], int(labels[0])),
            labelled(hard_inputs.ordinary_rows),
            labelled(hard_inputs.hard_rows),
            {
                "numpy": "categorical.sparse_softmax_cross_entropy_gradient(labels, z)",
                "pytorch": "torch.func.grad(lambda z: F.cross_entropy(z, labels))(z)",
                "optax": "jax.grad(lambda z: "
                "optax.losses.softmax_cross_entropy_with_integer_labels(z, labels).sum())(z)",
            },
            last_place,
        ),
        Quantity(
            "label_smoothing",
            lambda z, labels: exact.smoothed_loss(z[0], int(labels[0]), EPSILON),
            labelled(hard_inputs.ordinary_rows),
            labelled(finite_rows),
            {
                "numpy": "categorical.softmax_cross_entropy("
                f"smoothing.smooth_labels(categorical.one_hot(labels, z.shape[1]), {EPSILON}), z)",
                "pytorch": f"F.cross_entropy(z, labels, label_smoothing={EPSILON})",
                "keras": "keras.losses.categorical_crossentropy(tf.one_hot(labels, z.shape[1], "
                f"dtype='float64'), z, from_logits=True, label_smoothing={EPSILON})",
                "optax": "optax.losses.softmax_cross_entropy(z, optax.losses.smooth_labels("
                f"jax.nn.one_hot(labels, z.shape[1]), {EPSILON}))",
            },
            last_place,
        ),
        Quantity(
            "focal_loss",
            each(exact.focal_loss),
            with_both_labels("p", hard_inputs.ordinary_probabilities),
            with_both_labels("p", hard_inputs.hard_probabilities),
            {
                "numpy": "focal.focal_loss(y, p, 2.0, 0.25, 'none')",
                "keras": "keras.losses.binary_focal_crossentropy("
                "y[:, None], p[:, None], True, alpha=0.25, gamma=2.0)",
            },
            last_place,
        ),
        Quantity(
            "cosine_of_sum",
            each(lambda cosine: exact.cosine_of_sum(cosine, MARGIN)),
            alone("cosine", hard_inputs.ordinary_cosines),
            alone("cosine", hard_inputs.hard_cosines),
            {
                "numpy": f"margins.cosine_of_sum(cosine, {MARGIN})",
                "pytorch": f"torch.cos(torch.acos(cosine) + {MARGIN})",
                "tensorflow": f"tf.cos(tf.acos(cosine) + {MARGIN})",
                "jax": f"jnp.cos(jnp.acos(cosine) + {MARGIN})",
            },
            epsilon,
        ),
    ]


def finite_rows() -> Iterator[tuple[Any, int]]:
    """Rows of logits without −∞, at which a smoothed label costs infinitely much."""
    return ((z, label) for z, label in hard_inputs.hard_rows() if np.all(np.isfinite(z)))
