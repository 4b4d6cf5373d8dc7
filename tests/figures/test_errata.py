"""The figures of the errata draw what NumPy and SciPy compute."""

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import entropy

from snippets.figures import errata


def test_inverse_proportion() -> None:
    bits, inverse = errata.inverse_proportion().axes[0].lines[:2]
    p, drawn = (np.asarray(values) for values in bits.get_data())
    np.testing.assert_allclose(drawn, -np.log2(p), atol=1e-14)
    p, drawn = (np.asarray(values) for values in inverse.get_data())
    np.testing.assert_allclose(drawn, 1 / p)


def test_backward_signal() -> None:
    hard, soft, _, least = errata.backward_signal(soft_label=0.8).axes[0].lines
    loss, signal = (np.asarray(values) for values in hard.get_data())
    np.testing.assert_allclose(signal, -np.expm1(-loss), rtol=1e-9)
    loss, signal = (np.asarray(values) for values in soft.get_data())
    y_hat = expit(np.linspace(-4, 18, len(loss)))
    np.testing.assert_allclose(signal, np.abs(y_hat - 0.8), atol=1e-12)
    np.testing.assert_allclose(loss, -0.8 * np.log(y_hat) - 0.2 * np.log1p(-y_hat), rtol=1e-6)
    assert np.asarray(least.get_xdata())[0] == pytest.approx(entropy([0.8, 0.2]))
