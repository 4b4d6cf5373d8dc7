"""The figures on margin losses draw the curves, boundaries and gaps that geometry gives."""

import numpy as np
import pytest
from matplotlib.contour import QuadContourSet
from matplotlib.text import Annotation
from numpy.typing import NDArray

from snippets.careful import circle
from snippets.figures import margins as figures
from tests.figures.drawn import points


@pytest.mark.parametrize("given", [(50, 0.5, 0.35), (0, 0, 0), (90, 1, 0.9), (180, 0.5, 0.1)])
def test_the_circle_shows_each_target_logit_as_a_place_to_the_right(
    given: tuple[float, float, float],
) -> None:
    angle, arc, cut = given
    axes = figures.on_the_circle(*given).figure.axes[0]
    theta = np.radians(angle)
    doubled = np.cos(2 * theta) if angle <= 90 else -np.cos(2 * theta) - 2
    expected = {
        "plain": (np.cos(theta), np.sin(theta)),
        "AM": (np.cos(theta) - cut, np.sin(theta)),
        "ArcFace": (np.cos(theta + arc), np.sin(theta + arc)),
        "L-Softmax": (doubled, np.sin(2 * theta)),
    }
    drawn = {str(line.get_gid()): points(line) for line in axes.lines}
    for name, (x, y) in expected.items():
        assert np.concatenate(drawn[f"place-{name}"]) == pytest.approx([x, y], abs=1e-7)
        assert float(drawn[f"logit-{name}"][0][0]) == pytest.approx(x, abs=1e-7)
    ends = drawn["arc"][0][[0, -1]]
    assert ends == pytest.approx([np.cos(theta), np.cos(theta + arc)], abs=1e-7)


def test_past_half_a_turn_l_softmax_walks_on_along_the_next_circle() -> None:
    for angle, centre in ((60, 0), (89, 0), (91, -2), (150, -2)):
        lines = figures.on_the_circle(angle).figure.axes[0].lines
        x, y = (
            float(one[0])
            for line in lines
            if line.get_gid() == "place-L-Softmax"
            for one in points(line)
        )
        assert np.hypot(x - centre, y) == pytest.approx(1)


def test_target_logits_are_the_formulas() -> None:
    axes = figures.target_logits().axes[0]
    plain, am, arcface, l_softmax = (points(line)[1] for line in axes.lines[:4])
    theta = np.radians(points(axes.lines[0])[0])
    np.testing.assert_allclose(plain, np.cos(theta), atol=1e-15)
    np.testing.assert_allclose(am, np.cos(theta) - 0.35, atol=1e-15)
    np.testing.assert_allclose(arcface, np.cos(theta + 0.5), atol=1e-15)
    first = theta <= np.pi / 2
    np.testing.assert_allclose(l_softmax[first], np.cos(2 * theta[first]), atol=1e-12)
    np.testing.assert_allclose(l_softmax[~first], -np.cos(2 * theta[~first]) - 2, atol=1e-12)


def test_arcface_turns_up_at_the_marked_angle() -> None:
    axes = figures.target_logits().axes[0]
    degrees, arcface = points(axes.lines[2])
    marked = points(axes.lines[4])
    assert marked[0][0] == pytest.approx(180 - np.degrees(0.5))
    assert marked[1][0] == pytest.approx(-1)
    assert degrees[arcface.argmin()] == pytest.approx(marked[0][0], abs=1)


def borders(panel: int) -> list[NDArray[np.float64]]:
    """Return the points of each class's boundary in a panel of the figure of boundaries."""
    axes = figures.boundaries().axes[panel]
    contours = [c for c in axes.collections if isinstance(c, QuadContourSet) and not c.filled]
    return [corners(contour) for contour in contours]


def corners(contour: QuadContourSet) -> NDArray[np.float64]:
    """Return all points of a contour line."""
    return np.concatenate([np.asarray(path.vertices) for path in contour.get_paths()])


def away_from_the_middle(border: NDArray[np.float64]) -> NDArray[np.float64]:
    return border[np.hypot(border[:, 0], border[:, 1]) > 0.1]


@pytest.mark.parametrize(("panel", "degrees"), [(0, 0.0), (3, 15.0), (4, 14.33), (5, 14.32)])
def test_upper_boundaries_of_normalised_losses_are_rays(panel: int, degrees: float) -> None:
    """The angle from the vertical at which a class at 45° from it begins to win."""
    for border, side in zip(borders(panel), (-1, 1), strict=True):
        ray = away_from_the_middle(border)
        ray = ray[ray[:, 1] > 0]
        leaning = np.degrees(np.arctan2(side * ray[:, 0], ray[:, 1]))
        np.testing.assert_allclose(leaning, degrees, atol=0.15)


def test_l_softmax_leaves_a_right_angle_below() -> None:
    for border, side in zip(borders(3), (-1, 1), strict=True):
        ray = away_from_the_middle(border)
        ray = ray[ray[:, 1] < 0]
        leaning = np.degrees(np.arctan2(side * ray[:, 0], -ray[:, 1]))
        np.testing.assert_allclose(leaning, 45, atol=0.6)


def test_sm_softmax_leaves_a_strip_of_constant_width() -> None:
    for border, side in zip(borders(2), (-1, 1), strict=True):
        np.testing.assert_allclose(side * border[:, 0], 0.35 / np.sqrt(2), atol=2e-3)


def test_a_gap_is_written_only_where_there_is_one() -> None:
    panels = figures.boundaries().axes
    written = [axes.texts[-1].get_text() for axes in panels[::2]]
    assert written == ["no gap", "uneven gap", "even gap"]
    for panel in range(6):
        left, right = (away_from_the_middle(border) for border in borders(panel))
        assert (right[:, 0].max() - left[:, 0].min() > 0.1) == (panel > 1)


def test_center_loss_pulls_every_feature_towards_its_centre() -> None:
    axes = figures.boundaries().axes[1]
    for k in (0, 1):
        features = np.stack(points(axes.lines[2 * k]), axis=-1)
        center = np.ravel(points(axes.lines[2 * k + 1]))
        arrows = [text for text in axes.texts if isinstance(text, Annotation)]
        tips = np.array([arrow.xy for arrow in arrows[7 * k : 7 * k + 7]])
        np.testing.assert_allclose(tips - features, 0.6 * (center - features), atol=1e-12)


def test_angle_plane_has_the_four_boundaries() -> None:
    axes = figures.angle_plane().axes[0]
    lines = [c for c in axes.collections if isinstance(c, QuadContourSet) and not c.filled]
    plain, l_softmax, am, arcface = map(corners, lines)
    np.testing.assert_allclose(plain[:, 1], plain[:, 0], atol=0.1)
    inner = l_softmax[l_softmax[:, 0] > 3]
    np.testing.assert_allclose(inner[:, 1], 2 * inner[:, 0], atol=0.2)
    np.testing.assert_allclose(arcface[:, 1], arcface[:, 0] + np.degrees(0.5), atol=0.1)
    own, other = np.cos(np.radians(am)).T
    np.testing.assert_allclose(own - 0.35, other, atol=2e-3)


def test_learned_features_show_the_gap_of_each_margin() -> None:
    axes = figures.learned_features().axes
    for panel, margin in zip(axes, (0.0, 0.5, 1.0), strict=True):
        turned = circle.train(circle.scattered(), margin)
        written = [text.get_text() for text in panel.texts]
        assert f"{circle.narrowest_between(turned):.0f}°" in written
        ticks = [points(line)[0][1::3] for line in panel.lines if line.get_label() != "gap"]
        drawn = np.sort(np.concatenate(ticks))
        np.testing.assert_allclose(drawn, np.sort(np.cos(turned.features)))
        x, y = points(next(line for line in panel.lines if line.get_label() == "gap"))
        opening = np.degrees(np.arccos(x[0] * x[-1] + y[0] * y[-1]))
        assert opening == pytest.approx(circle.narrowest_between(turned))
