# %% [markdown]
# # Logistic regression from scratch
#
# *Does cross-entropy learn faster than squared error when nothing else differs?*
#
# This notebook builds a logistic regression out of a dozen lines, trains it with both losses, from
# the same start and with the same learning rate, and looks at what happens. The formulas are
# derived on the page about [gradients](../trade-offs/gradients.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown]
# The formulas that it uses, as a textbook writes them:

# %%
from snippets.plain.binary import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits_gradient,
)
from snippets.plain.logistic import sigmoid
from snippets.plain.training import half_squared_error_slope

# %% [markdown]
# ## The data
#
# Two round clouds of points in the plane. They overlap a little, so no straight line divides them
# without mistakes.

# %%
labels = np.arange(200) % 2
features = np.random.default_rng(1).normal(size=(200, 2))
features[:, 0] += np.where(labels == 1, 1.5, -1.5)


def draw_points(axes):
    for label, colour, marker in ((0, "C1", "s"), (1, "C0", "o")):
        points = features[labels == label]
        axes.plot(*points.T, marker, color=colour, alpha=0.6)
        axes.lines[-1].set_label(f"label {label}")
    axes.set_aspect("equal")
    axes.set_xlabel("first feature")
    axes.set_ylabel("second feature")


# %% tags=["check"]
from snippets.careful import training

_features, _labels = training.two_classes(samples=200, distance=3.0, seed=1)
assert np.array_equal(features, _features)
assert np.array_equal(labels, _labels)

# %% alt="Two overlapping clouds of points: label 0 to the left, label 1 to the right."
figure, axes = plt.subplots(figsize=(5.2, 4))
draw_points(axes)
axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
plt.show()

# %% [markdown]
# ## The model
#
# A weight for each feature and a bias give the logit $z$; the sigmoid turns it into the probability
# $\hat y$ of label 1.


# %%
def predict(w, b):
    return sigmoid(features @ w + b)


# %% [markdown]
# ## The loss and its gradient
#
# The mean cross-entropy, and its slopes: each sample pulls the weights along its features, with a
# force equal to its error $\hat y-y$.


# %%
def cross_entropy(w, b):
    return binary_cross_entropy(labels, predict(w, b))


def gradient(w, b):
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

# %% tags=["check"]
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
# The same loop for any loss, given its slope in $z$. It keeps the way: the weights and the bias
# after each step.


# %%
def train(slope, w=(0.0, 0.0), rate=LEARNING_RATE, steps=STEPS):
    w, b = np.array(w), 0.0
    way = [(w, b)]
    for _ in range(steps):
        slopes = slope(labels, features @ w + b)
        w = w - rate * features.T @ slopes / len(labels)
        b = b - rate * slopes.mean()
        way.append((w, b))
    return way


LOSSES = {
    "cross-entropy": binary_cross_entropy_with_logits_gradient,
    "mean squared error": half_squared_error_slope,
}

# %% tags=["check"]
for _loss in LOSSES:
    _run = training.train(features, labels, _loss, LEARNING_RATE, STEPS)
    _way = train(LOSSES[_loss])
    assert np.allclose([w for w, _ in _way], _run.weights)
    assert np.allclose([b for _, b in _way], _run.biases)
assert np.allclose(train(LOSSES["cross-entropy"])[-1][0], w)

# %% [markdown]
# At the best place the gradient is zero. For the bias this means that the mean prediction equals
# the share of label 1: a property of the pair of sigmoid and cross-entropy.

# %%
longer = train(LOSSES["cross-entropy"], steps=3000)
mean_prediction = predict(*longer[-1]).mean()
print(f"mean prediction {mean_prediction:.6f}")
print(f"share of label 1 {labels.mean():.6f}")

# %% tags=["check"]
assert np.isclose(mean_prediction, labels.mean(), atol=1e-6)

# %% [markdown]
# ## Squared error, from the same starts
#
# Now the same with half the squared error of $\hat y$. One pair of runs begins at zero weights, the
# other at weights that point the wrong way: confident and wrong. Whatever is minimised, the
# *yardstick* is the same, the mean cross-entropy.

# %%
STARTS = {"from zero": (0.0, 0.0), "from a wrong start": (-4.0, 0.0)}

yardsticks = {
    (loss, start): [cross_entropy(w, b) for w, b in train(slope, weights)]
    for loss, slope in LOSSES.items()
    for start, weights in STARTS.items()
}

# %% alt="Cross-entropy over the steps from two starts; with squared error it falls more slowly."
figure, both = plt.subplots(2, 1, sharex=True, figsize=(5.2, 5.2))
for axes, start in zip(both, STARTS):
    for loss, style in zip(LOSSES, ("C0-", "C1--")):
        axes.plot(yardsticks[loss, start], style, label=loss)
    axes.set_title(start.capitalize())
    axes.set_ylabel("cross-entropy (nats)")
    axes.set_ylim(0, 1.35 * yardsticks["cross-entropy", start][0])
    axes.legend(title="minimised", loc="upper right")
axes.set_xlabel("step")
plt.show()

# %% [markdown]
# From zero both go down, squared error more slowly. From the wrong start it hardly moves at first:
# most samples lie where the sigmoid is flat. How many steps does each take until the yardstick is
# within 10% of the best?

# %%
best = cross_entropy(*longer[-1])


def steps_needed(values):
    reached = np.array(values) <= 1.1 * best
    if not reached.any():
        return f"> {len(values) - 1}"
    return int(np.argmax(reached))


for (loss, start), values in yardsticks.items():
    print(f"{loss:<20}{start:<20}{steps_needed(values)}")

# %% tags=["check"]
for _start in STARTS:
    _fast, _slow = (steps_needed(yardsticks[loss, _start]) for loss in LOSSES)
    assert isinstance(_fast, int)
    assert isinstance(_slow, str) or _fast < _slow

# %% [markdown]
# ## Is it only the learning rate?
#
# The slope of squared error carries the factor $\hat y(1-\hat y)$, which is at most a quarter. It
# may be unfair to give it no larger rate. So here are rates four and sixteen times as large, for
# both losses, and a start that is twice as wrong. The table counts the steps until the yardstick
# is within 10% of the best.

# %%
WRONG_STARTS = {"wrong": (-4.0, 0.0), "twice as wrong": (-8.0, 0.0)}

counts = {}
print(f"{'minimised':<20}{'rate':<6}{'start':<18}steps")
for loss, slope in LOSSES.items():
    for rate in (0.5, 2.0, 8.0):
        for start, weights in WRONG_STARTS.items():
            way = train(slope, weights, rate, 2 * STEPS)
            count = steps_needed([cross_entropy(w, b) for w, b in way])
            counts[loss, rate, start] = count
            print(f"{loss:<20}{rate:<6}{start:<18}{count}")

# %% [markdown]
# A larger rate does help squared error, because it makes up for a constant factor. What it cannot
# make up for is the plateau: from the start that is twice as wrong, squared error needs many times
# as many steps at every rate, cross-entropy nearly as few as before.

# %% tags=["check"]
for _rate in (0.5, 2.0, 8.0):
    _near, _far = (counts["mean squared error", _rate, _start] for _start in WRONG_STARTS)
    assert isinstance(_far, str) or _far > 10 * _near
_near, _far = (counts["cross-entropy", LEARNING_RATE, _start] for _start in WRONG_STARTS)
assert _far < 1.5 * _near

# %% [markdown]
# ## The boundary
#
# Where $\hat y$ is one half the model changes its mind. Given enough steps from zero, both losses
# draw nearly the same line.

# %% alt="The two clouds with the boundaries of both losses: two nearly equal straight lines."
patient = train(LOSSES["mean squared error"], steps=3000)

figure, axes = plt.subplots(figsize=(5.2, 4.6))
draw_points(axes)
y = np.array([-3.5, 3.5])
ways = {"cross-entropy": longer, "squared error": patient}
for (loss, way), style in zip(ways.items(), ("C2-", "C3--")):
    w, b = way[-1]
    axes.plot(-(w[1] * y + b) / w[0], y, style, label=loss)
axes.set_ylim(-3.5, 3.5)
axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
plt.show()

# %%
for loss, way in ways.items():
    accuracy = np.mean((predict(*way[-1]) > 0.5) == labels)
    print(f"{loss}: accuracy {accuracy:.1%}")

# %% tags=["check"]
for _way in (longer, patient):
    assert np.mean((predict(*_way[-1]) > 0.5) == labels) > 0.9

# %% [markdown]
# ## What this shows, and what it does not
#
# The two losses want nearly the same line. What differs is the way: the gradient of cross-entropy
# is the plain error, while that of squared error fades where the model is confident and wrong. One
# data set and one model prove no law, but the reason was derived
# [without any data](../trade-offs/gradients.md#squared-error).
