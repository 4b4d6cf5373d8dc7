# %% [markdown]
# # The two models by hand
#
# *Which of two models with the same accuracy is better, and by how much?*
#
# Three photos show a pig, a dog and a cat. Two models give each photo three probabilities. This
# notebook takes them through every step from a table of numbers to one loss: nothing is left to a
# library that a pencil could not do. The formulas behind it are on the page about
# [categorical cross-entropy](../classification/multiclass.md).

# %%
import numpy as np

from snippets import examples
from snippets.careful import categorical, scores
from snippets.figures.style import BLUE, ORANGE, new_figure

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## The predictions
#
# A row for each photo, a column for each class. The label has a 1 in the column of the true class
# and 0 elsewhere.

# %%
print("classes:", *examples.ANIMALS)
print("labels:", examples.ANIMAL_LABELS, sep="\n")
print("model 1:", examples.MODEL_1, sep="\n")
print("model 2:", examples.MODEL_2, sep="\n")

# %% [markdown]
# Each row is a distribution: nothing is negative, and the sum is 1.

# %%
labels = examples.ANIMAL_LABELS
models = {1: examples.MODEL_1, 2: examples.MODEL_2}

for rows in models.values():
    assert (rows >= 0).all()
    assert np.allclose(rows.sum(axis=1), 1)

# %% [markdown]
# ## Step 1: the probability of the truth
#
# Multiply each prediction by its label and sum the row. The zeros strike out the wrong classes, and
# what is left is the probability that the model gave to the class that was true.

# %%
truth = {k: (labels * rows).sum(axis=1) for k, rows in models.items()}
truth

# %%
assert np.allclose(truth[1], [0.4, 0.4, 0.1])
assert np.allclose(truth[2], [0.7, 0.7, 0.3])

# %% [markdown]
# ## Step 2: minus the logarithm
#
# The loss of one photo is $-\log$ of that probability, here with the natural logarithm, so in nats.
# A probability of 1 would cost nothing.

# %%
losses = {k: -np.log(p) for k, p in truth.items()}
losses

# %% [markdown]
# One finds 0.91, 0.91 and 2.30 printed for the first model, and 0.35, 0.35 and 1.20 for the second.
# Some of these are cut off instead of rounded.

# %%
as_printed = {1: [0.91, 0.91, 2.30], 2: [0.35, 0.35, 1.20]}

for k, values in losses.items():
    assert np.array_equal(np.trunc(values * 100) / 100, as_printed[k])
    print(f"model {k}: rounded {np.round(values, 2)}, printed {as_printed[k]}")

# %% [markdown]
# ## Step 3: the mean
#
# The loss of a model is the mean over its photos.

# %%
means = {k: values.mean() for k, values in losses.items()}

for k, mean in means.items():
    print(f"model {k}: {mean:.6f} nats = {mean / np.log(2):.4f} bits")

# %%
assert np.isclose(means[1], 1.378389, atol=1e-6)
assert np.isclose(means[2], 0.639108, atol=1e-6)

# %% [markdown]
# The three steps in one line, with the function of this site. It gives the same numbers.

# %%
for k, rows in models.items():
    loss = categorical.categorical_cross_entropy(labels, rows)
    assert np.isclose(loss, means[k])

# %% [markdown]
# ## Where the difference comes from
#
# Both models are right about the pig and the dog and wrong about the cat. Their accuracy is the
# same. The loss also sees *how sure* they were.

# %%
accuracies = {k: scores.accuracy(labels, rows) for k, rows in models.items()}
briers = {k: scores.brier_score(labels, rows) for k, rows in models.items()}

for k in models:
    print(f"model {k}: accuracy {accuracies[k]:.3f}, Brier score {briers[k]:.4f}")

assert accuracies[1] == accuracies[2]
assert briers[1] > briers[2]

# %%
figure = new_figure(height=3.0)
figure.set_label(
    "Loss of each photo under both models: model 2 pays less for the pig, the dog and the cat."
)
axes = figure.subplots()
places = np.arange(3)
for k, shift, colour in ((1, -0.2, ORANGE), (2, 0.2, BLUE)):
    bars = axes.bar(places + shift, losses[k], 0.36, color=colour)
    axes.bar_label(bars, fmt="%.2f", padding=2)
    bars.set_label(f"model {k}")
axes.set_xticks(places, ["pig", "dog", "cat"])
axes.set_ylabel("loss (nats)")
axes.set_ylim(0, 2.7)
axes.legend(loc="upper left")
figure

# %% [markdown]
# The cat decides. The first model gave it so little that this one photo costs more than the other
# two together.

# %%
assert losses[1][2] > losses[1][:2].sum()

# %% [markdown]
# ## The same as a likelihood
#
# Multiply the probabilities of the three labels instead: that is the likelihood. Minus its
# logarithm, divided by 3, is the mean loss again, because [the logarithm turns a product into a
# sum](../derivation/many-classes.md).

# %%
for k, p in truth.items():
    likelihood = p.prod()
    print(f"model {k}: likelihood {likelihood:.4f}")
    assert np.isclose(-np.log(likelihood) / 3, means[k])

# %% [markdown]
# ## What the models would learn
#
# Training changes the logits against the gradient, which is
# [prediction minus label](../trade-offs/gradients.md#softmax-cross-entropy). Here is the row of the
# cat for both models.

# %%
gradients = {k: rows - labels for k, rows in models.items()}

for k, gradient in gradients.items():
    print(f"model {k}: {gradient[2]}")
    assert np.allclose(gradient.sum(axis=1), 0)

assert np.allclose(gradients[1][2], [-0.9, 0.2, 0.7])

# %% [markdown]
# ## The rows as they were printed
#
# The example has been passed on with two rows that are no distributions: they sum to more than 1.

# %%
printed = {1: examples.MODEL_1_AS_PRINTED, 2: examples.MODEL_2_AS_PRINTED}

for k, rows in printed.items():
    print(f"model {k}: row sums {rows.sum(axis=1)}")

# %% [markdown]
# The functions of this site refuse such rows. A library that silently divides each row by its sum
# reports other losses.

# %%
for k, rows in printed.items():
    try:
        categorical.categorical_cross_entropy(labels, rows)
    except ValueError as error:
        print(f"model {k}: {error}")
    else:
        raise AssertionError("a row that sums to 1.1 must be refused")

# %%
renormalised = {}
for k, rows in printed.items():
    divided = rows / rows.sum(axis=1, keepdims=True)
    renormalised[k] = categorical.categorical_cross_entropy(labels, divided)
    print(f"model {k}: {renormalised[k]:.4f} nats")

assert np.isclose(renormalised[1], 1.4102, atol=5e-5)
assert np.isclose(renormalised[2], 0.6709, atol=5e-5)

# %% [markdown]
# ## Try it
#
# - Move 0.1 from the pig to the cat in the first model's third row. How far does the mean fall, and
#   why by so much?
# - Find a third model with an accuracy of 1 and a loss above that of model 2.
