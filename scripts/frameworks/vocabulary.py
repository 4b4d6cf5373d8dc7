"""The loss of a large vocabulary with and without all of its logits: value, time and memory.

A language model turns each feature vector into a logit for each word. PyTorch can compute the loss
and its gradients some rows at a time, so that the logits are never there together.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import torch
from torch.nn import LinearCrossEntropyOptions, functional

from scripts.frameworks.bench import extra_memory
from scripts.frameworks.cases import Case

TOKENS, FEATURES, WORDS = 2048, 64, 32_000

# The thriftiest first: what it needs would be lost in what the others leave.
CALLS: dict[str, tuple[str, Callable[..., Any]]] = {
    "pytorch.chunked": (
        "linear_cross_entropy(x, w, labels, options=LinearCrossEntropyOptions())",
        partial(functional.linear_cross_entropy, options=LinearCrossEntropyOptions()),
    ),
    "pytorch.logits": (
        "cross_entropy(linear(x, w), labels)",
        lambda x, w, labels: functional.cross_entropy(functional.linear(x, w), labels),
    ),
    "pytorch.linear": (
        "linear_cross_entropy(x, w, labels)",
        functional.linear_cross_entropy,
    ),
}


def cases() -> Iterator[Case]:
    """Yield each way with its loss, its seconds and its memory, gradients included."""
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(TOKENS, FEATURES, generator=generator)
    w = torch.randn(WORDS, FEATURES, generator=generator) / FEATURES**0.5
    labels = torch.randint(WORDS, (TOKENS,), generator=generator)
    for library, (call, loss) in CALLS.items():
        yield Case(
            "linear_cross_entropy",
            library,
            partial(measured, loss, x, w, labels),
            inputs={"tokens": TOKENS, "features": FEATURES, "words": WORDS},
            call=call,
            within="not compared",
        )


def measured(loss: Callable[..., Any], x: Any, w: Any, labels: Any) -> dict[str, float]:
    """Return the loss, and what it and its gradients cost beside the arguments.

    extra_memory: in units of the memory of all logits; seconds: of the processor.
    """
    torch.set_num_threads(1)

    def call(tokens: int = TOKENS) -> float:
        features, weights = x[:tokens].clone().requires_grad_(), w.clone().requires_grad_()
        found = loss(features, weights, labels[:tokens])
        found.backward()
        return float(found.detach())

    # Whatever is loaded once is loaded; but no call has left memory for the next.
    call(FEATURES)
    memory = extra_memory(call) / (x.element_size() * TOKENS * WORDS)
    start = time.process_time()
    value = call()
    seconds = time.process_time() - start
    return {
        "loss": float(f"{value:.5g}"),
        "seconds": float(f"{seconds:.3g}"),
        "extra_memory": float(f"{memory:.2g}"),
    }
