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
import matplotlib.pyplot as plt
import numpy as np

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# The functions that it uses, as a textbook writes them:

# %%
from snippets.plain.categorical import categorical_cross_entropy
from snippets.plain.scores import accuracy, brier_score

# %% [markdown]
# ## The predictions
#
# A row for each photo, a column for each class. The label has a 1 in the column of the true class
# and 0 elsewhere.

# %%
classes = ["cat", "dog", "pig"]
labels = np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0]])
models = {
    1: np.array([[0.3, 0.3, 0.4], [0.3, 0.4, 0.3], [0.1, 0.2, 0.7]]),
    2: np.array([[0.1, 0.2, 0.7], [0.1, 0.7, 0.2], [0.3, 0.4, 0.3]]),
}
print("row sums:", *(rows.sum(axis=1) for rows in models.values()))

# %% tags=["check"]
from snippets import examples

assert tuple(classes) == examples.ANIMALS
assert np.array_equal(labels, examples.ANIMAL_LABELS)
assert np.array_equal(models[1], examples.MODEL_1)
assert np.array_equal(models[2], examples.MODEL_2)
assert all((rows >= 0).all() and np.allclose(rows.sum(axis=1), 1) for rows in models.values())

# %% [markdown]
# Each row is a distribution: nothing is negative, and the sum is 1.
#
# ## Step 1: the probability of the truth
#
# Multiply each prediction by its label and sum the row. The zeros strike out the wrong classes, and
# what is left is the probability that the model gave to the class that was true.

# %%
truth = {k: (labels * rows).sum(axis=1) for k, rows in models.items()}
truth

# %% tags=["check"]
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
for k, values in losses.items():
    cut_off = np.trunc(values * 100) / 100
    print(f"model {k}: rounded {values.round(2)}, cut off {cut_off}")

# %% tags=["check"]
for k, printed in {1: [0.91, 0.91, 2.30], 2: [0.35, 0.35, 1.20]}.items():
    assert np.array_equal(np.trunc(losses[k] * 100) / 100, printed)

# %% [markdown]
# ## Step 3: the mean
#
# The loss of a model is the mean over its photos.

# %%
means = {k: values.mean() for k, values in losses.items()}

for k, mean in means.items():
    print(f"model {k}: {mean:.6f} nats = {mean / np.log(2):.4f} bits")

# %% tags=["check"]
assert np.isclose(means[1], 1.378389, atol=1e-6)
assert np.isclose(means[2], 0.639108, atol=1e-6)

# %% [markdown]
# The three steps in one line, with the function from above. It gives the same numbers.

# %%
for k, rows in models.items():
    print(f"model {k}: {categorical_cross_entropy(labels, rows):.6f} nats")

# %% tags=["check"]
assert all(np.isclose(categorical_cross_entropy(labels, models[k]), means[k]) for k in models)

# %% [markdown]
# ## Where the difference comes from
#
# Both models are right about the pig and the dog and wrong about the cat. Their accuracy is the
# same. The loss also sees *how sure* they were.

# %%
for k, rows in models.items():
    right, brier = accuracy(labels, rows), brier_score(labels, rows)
    print(f"model {k}: accuracy {right:.3f}, Brier score {brier:.4f}")

# %% tags=["check"]
assert accuracy(labels, models[1]) == accuracy(labels, models[2])
assert brier_score(labels, models[1]) > brier_score(labels, models[2])

# %% alt="Blocks with the losses of three photos, and their mean. Model 2 pays less for each."
figure, both = plt.subplots(1, 2, sharey=True, figsize=(5.2, 2.8))
places = np.arange(3) / 3
for axes, k in zip(both, models):
    # Each block is a third wide, so that all three together have the area of the mean.
    axes.bar(places, losses[k], 1 / 3, align="edge", color="C0", edgecolor="white")
    axes.axhline(means[k], color="C1", linestyle="--")
    axes.set_xticks(places + 1 / 6, ["pig", "dog", "cat"])
    axes.set_title(f"model {k}: mean {means[k]:.2f}")
both[0].set_ylabel("loss (nats)")
plt.show()

# %% [markdown]
# The cat decides. The first model gave it so little that this one photo costs more than the other
# two together.

# %% tags=["check"]
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
    mean = -np.log(likelihood) / 3
    print(f"model {k}: likelihood {likelihood:.4f}, mean {mean:.6f} nats")

# %% tags=["check"]
assert all(np.isclose(-np.log(truth[k].prod()) / 3, means[k]) for k in models)

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

# %% tags=["check"]
assert np.allclose(gradients[1][2], [-0.9, 0.2, 0.7])
assert all(np.allclose(gradient.sum(axis=1), 0) for gradient in gradients.values())

# %% [markdown]
# ## The rows as they were printed
#
# The example has been passed on with two rows that are no distributions: they sum to more than 1.

# %%
as_printed = {
    1: np.array([[0.3, 0.3, 0.4], [0.3, 0.4, 0.4], [0.1, 0.2, 0.7]]),
    2: np.array([[0.1, 0.2, 0.7], [0.1, 0.7, 0.2], [0.3, 0.4, 0.4]]),
}
for k, rows in as_printed.items():
    print(f"model {k}: row sums {rows.sum(axis=1)}")

# %% [markdown]
# The textbook's function does not notice. A library that silently divides each row by its sum
# reports other losses. The functions of [@file:cross_entropy.py] refuse such rows.

# %%
for k, rows in as_printed.items():
    divided = rows / rows.sum(axis=1, keepdims=True)
    unnoticed = categorical_cross_entropy(labels, rows)
    renormalised = categorical_cross_entropy(labels, divided)
    print(f"model {k}: {unnoticed:.4f} nats, divided {renormalised:.4f} nats")

# %% tags=["check"]
from snippets.careful import categorical

assert np.array_equal(as_printed[1], examples.MODEL_1_AS_PRINTED)
assert np.array_equal(as_printed[2], examples.MODEL_2_AS_PRINTED)
for k, expected in ((1, 1.4102), (2, 0.6709)):
    rows = as_printed[k]
    divided = rows / rows.sum(axis=1, keepdims=True)
    assert np.isclose(categorical_cross_entropy(labels, divided), expected, atol=5e-5)
    refused = ""
    try:
        categorical.categorical_cross_entropy(labels, rows)
    except ValueError as error:
        refused = str(error)
    assert "got a sum of 1.1" in refused

# %% [markdown]
# ## Try it
#
# - Move 0.1 from the pig to the cat in the first model's third row. How far does the mean fall, and
#   why by so much?
# - Find a third model with an accuracy of 1 and a loss above that of model 2.
