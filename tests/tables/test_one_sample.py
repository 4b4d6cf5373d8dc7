"""The table on one sample: the exponents switch one factor off."""

import numpy as np
import pytest

from snippets.tables.one_sample import switch


@pytest.mark.parametrize("y_hat", [0.8, 0.5, 0.01])
def test_one_factor_is_one_and_the_product_is_the_other(y_hat: float) -> None:
    one, zero = switch(y_hat).rows
    assert one[:4] == pytest.approx((1, y_hat, 1, y_hat))
    assert zero[:4] == pytest.approx((0, 1, 1 - y_hat, 1 - y_hat))


@pytest.mark.parametrize("y_hat", [0.8, 0.5, 0.01])
def test_log_and_loss_belong_to_the_product(y_hat: float) -> None:
    for *_, product, log, loss in switch(y_hat).rows:
        assert float(log) == pytest.approx(np.log(float(product)), rel=1e-14)
        assert float(loss) == -float(log)


def test_published_digits() -> None:
    assert [round(float(row[5]), 4) for row in switch(0.8).rows] == [0.2231, 1.6094]
