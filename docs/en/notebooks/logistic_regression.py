# %% [markdown]
# # Logistic regression from scratch
#
# *Does cross-entropy learn faster than squared error when nothing else differs?*
#
# This notebook builds a logistic regression out of a dozen lines, trains it with both losses, from
# the same start and with the same learning rate, and looks at what happens. The formulas are
# derived on the page about [gradients](../trade-offs/gradients.md).

# %%
import numpy as np
from matplotlib.axes import Axes

from snippets.careful import binary, logistic, training
from snippets.careful.arithmetic import Floats
from snippets.figures.style import BLUE, INK, ORANGE, RED, new_figure

# %% [markdown]
# ## The data
#
# Two round clouds of points in the plane. They overlap a little, so no straight line divides them
# without mistakes.

# %%
features, labels = training.two_classes(samples=200, distance=3.0, seed=1)

assert features.shape == (200, 2)
assert set(labels) == {0.0, 1.0}


# %%
def draw_points(axes: Axes) -> None:
    for label, colour, marker in ((0, ORANGE, "s"), (1, BLUE, "o")):
        points = features[labels == label]
        axes.plot(*points.T, marker, color=colour, alpha=0.6, label=f"label {label}")
    axes.set_aspect("equal")
    axes.set_xlabel("first feature")
    axes.set_ylabel("second feature")


figure = new_figure(height=4.0)
figure.set_label("Two overlapping clouds of points: label 0 to the left, label 1 to the right.")
axes = figure.subplots()
draw_points(axes)
axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
figure

# %% [markdown]
# ## The model
#
# A weight for each feature and a bias give the logit $z$; the sigmoid turns it into the probability
# $\hat y$ of label 1.


# %%
def predict(w: Floats, b: float) -> Floats:
    return logistic.sigmoid(features @ w + b)


# %% [markdown]
# ## The loss and its gradient
#
# The mean cross-entropy, and its slopes: each sample pulls the weights along its features, with a
# force equal to its error $\hat y-y$.


# %%
def cross_entropy(w: Floats, b: float) -> float:
    return float(binary.binary_cross_entropy(labels, predict(w, b)))


def gradient(w: Floats, b: float) -> tuple[Floats, float]:
    errors = predict(w, b) - labels
    return features.T @ errors / len(labels), errors.mean()


# %% [markdown]
# Is the gradient right? Move each parameter by a tiny step in both directions and compare the
# change of the loss with what the gradient says.

# %%
w, b, step = np.array([0.3, -0.2]), 0.1, 1e-6

measured = []
for bump in step * np.eye(2):
    change = cross_entropy(w + bump, b) - cross_entropy(w - bump, b)
    measured.append(change / (2 * step))
change = cross_entropy(w, b + step) - cross_entropy(w, b - step)
measured_bias = change / (2 * step)

w_slope, b_slope = gradient(w, b)

print("measured:  ", *measured, measured_bias)
print("calculated:", *w_slope, b_slope)

assert np.allclose(measured, w_slope, atol=1e-8)
assert np.isclose(measured_bias, b_slope, atol=1e-8)

# %% [markdown]
# ## Gradient descent
#
# Again and again, a step against the gradient. That is all of the training.

# %%
LEARNING_RATE = 0.5
STEPS = 300

w, b = np.zeros(2), 0.0
for _ in range(STEPS):
    w_slope, b_slope = gradient(w, b)
    w, b = w - LEARNING_RATE * w_slope, b - LEARNING_RATE * b_slope

accuracy = np.mean((predict(w, b) > 0.5) == labels)
print(f"weights {w.round(3)}, bias {b:.3f}")
print(f"cross-entropy {cross_entropy(w, b):.4f} nats, accuracy {accuracy:.1%}")

# %% [markdown]
# The same loop is in `snippets/careful/training.py`, where it also keeps the way. It comes to the
# same place.

# %%
run = training.train(features, labels, "cross-entropy", LEARNING_RATE, STEPS)

assert np.allclose(run.weights[-1], w)
assert np.isclose(run.biases[-1], b)

# %% [markdown]
# At the best place the gradient is zero. For the bias this means that the mean prediction equals
# the share of label 1: a property of the pair of sigmoid and cross-entropy.

# %%
longer = training.train(features, labels, "cross-entropy", LEARNING_RATE, 3000)
mean_prediction = longer.predict(features).mean()
print(f"mean prediction {mean_prediction:.6f}, share of label 1 {labels.mean():.6f}")

assert np.isclose(mean_prediction, labels.mean(), atol=1e-6)

# %% [markdown]
# ## Squared error, from the same starts
#
# Now the same with half the squared error of $\hat y$. One pair of runs begins at zero weights, the
# other at weights that point the wrong way: confident and wrong. Whatever is minimised, the
# *yardstick* is the same, the mean cross-entropy.


# %%
def yardstick(run: training.Training) -> list[float]:
    return [
        training.mean_logistic_loss(w, b, features, labels)
        for w, b in zip(run.weights, run.biases, strict=True)
    ]


LOSSES = ("cross-entropy", "mean squared error")
STARTS = {"from zero": [0.0, 0.0], "from a wrong start": [-4.0, 0.0]}

runs = {}
for loss in LOSSES:
    for start, weights in STARTS.items():
        run = training.train(features, labels, loss, LEARNING_RATE, STEPS, weights)
        runs[loss, start] = run

# %%
figure = new_figure(height=5.2)
figure.set_label(
    "Cross-entropy over the training steps from two starts, one curve for each minimised loss. "
    "The curve of squared error falls more slowly, and stays high after the wrong start."
)
for axes, start in zip(figure.subplots(2, 1, sharex=True), STARTS, strict=True):
    for loss, colour, line in zip(LOSSES, (BLUE, ORANGE), ("-", "--"), strict=True):
        axes.plot(yardstick(runs[loss, start]), line, color=colour, label=loss)
    axes.set_title(start.capitalize())
    axes.set_ylabel("cross-entropy (nats)")
    axes.set_ylim(0, 1.35 * yardstick(runs["cross-entropy", start])[0])
    axes.legend(title="minimised", loc="upper right")
axes.set_xlabel("step")
figure

# %% [markdown]
# From zero both go down, squared error more slowly. From the wrong start it hardly moves at first:
# most samples lie where the sigmoid is flat.


# %%
def steps_to(run: training.Training, goal: float) -> int | None:
    """Return the first step at which the yardstick is at most ``goal``, or None."""
    reached = np.array(yardstick(run)) <= goal
    return int(np.argmax(reached)) if reached.any() else None


best = training.mean_logistic_loss(longer.weights[-1], longer.biases[-1], features, labels)
needed = {key: steps_to(run, 1.1 * best) for key, run in runs.items()}

print("steps until the yardstick is within 10% of the best:")
for (loss, start), count in needed.items():
    print(f"{loss:<20}{start:<20}{count or f'> {STEPS}'}")

# %%
for start in STARTS:
    fast, slow = (needed[loss, start] for loss in LOSSES)
    assert fast is not None
    assert slow is None or fast < slow

# %% [markdown]
# ## Is it only the learning rate?
#
# The slope of squared error carries the factor $\hat y(1-\hat y)$, which is at most a quarter. It
# may be unfair to give it no larger rate. So here are rates four and sixteen times as large, for
# both losses, and a start that is twice as wrong. The table counts the steps until the yardstick
# is within 10% of the best.

# %%
RATES = [factor * LEARNING_RATE for factor in (1, 4, 16)]
WRONG_STARTS = {"wrong": [-4.0, 0.0], "twice as wrong": [-8.0, 0.0]}

counts = {}
print(f"{'minimised':<20}{'rate':<6}{'start':<18}steps")
for loss in LOSSES:
    for rate in RATES:
        for start, weights in WRONG_STARTS.items():
            run = training.train(features, labels, loss, rate, 2 * STEPS, weights)
            count = counts[loss, rate, start] = steps_to(run, 1.1 * best)
            print(f"{loss:<20}{rate:<6}{start:<18}{count or f'> {2 * STEPS}'}")

# %% [markdown]
# A larger rate does help squared error, because it makes up for a constant factor. What it cannot
# make up for is the plateau: from the start that is twice as wrong, squared error needs many times
# as many steps at every rate, cross-entropy nearly as few as before.

# %%
for rate in RATES:
    near, far = (counts[LOSSES[1], rate, start] for start in WRONG_STARTS)
    assert far is None or far > 10 * near

near, far = (counts[LOSSES[0], LEARNING_RATE, start] for start in WRONG_STARTS)
assert far < 1.5 * near

# %% [markdown]
# ## The boundary
#
# Where $\hat y$ is one half the model changes its mind. Given enough steps from zero, both losses
# draw nearly the same line.

# %%
patient = training.train(features, labels, "mean squared error", LEARNING_RATE, 3000)

figure = new_figure(height=4.6)
figure.set_label(
    "The two clouds with the boundaries that both losses find: two nearly equal straight lines."
)
axes = figure.subplots()
draw_points(axes)
y = np.array([-3.5, 3.5])
for name, run, colour, line in (
    ("cross-entropy", longer, INK, "-"),
    ("squared error", patient, RED, "--"),
):
    (w_1, w_2), bias = run.weights[-1], run.biases[-1]
    axes.plot(-(w_2 * y + bias) / w_1, y, color=colour, linestyle=line, label=name)
axes.set_ylim(-3.5, 3.5)
axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
figure

# %%
for run in (longer, patient):
    accuracy = np.mean((run.predict(features) > 0.5) == labels)
    print(f"accuracy {accuracy:.1%}")
    assert accuracy > 0.9

# %% [markdown]
# ## What this shows, and what it does not
#
# The two losses want nearly the same line. What differs is the way: the gradient of cross-entropy
# is the plain error, while that of squared error fades where the model is confident and wrong. One
# data set and one model prove no law, but the reason was derived
# [without any data](../trade-offs/gradients.md#squared-error).
