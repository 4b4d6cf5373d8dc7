"""The figure of the page on questions draws the run that its table lists."""

import numpy as np

from snippets.curves import overfitted
from snippets.figures import questions
from tests.figures.drawn import points


def test_both_panels_draw_the_run_with_a_dot_at_the_least_validation_loss() -> None:
    above, below = questions.overfitting().axes
    run = overfitted()
    for line, values in zip(above.lines, (run.training, run.validation), strict=False):
        steps, drawn = points(line)
        np.testing.assert_array_equal(drawn, values[steps.astype(int)])
    np.testing.assert_array_equal(points(below.lines[0])[1], run.accuracy[1:])
    for axes, values in ((above, run.validation), (below, run.accuracy)):
        ((step, height),) = zip(*points(axes.lines[-1]), strict=True)
        assert step == np.argmin(run.validation)
        assert height == values[int(step)]
