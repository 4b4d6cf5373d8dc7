"""Tables of the page on margin losses."""

from typing import Final

import numpy as np

from snippets.careful import circle, margins, softmax
from snippets.careful.arithmetic import Floats
from snippets.tables.table import Cell, Column, Table
from snippets.two_classes import AM_MARGIN, ARC_MARGIN, GAPS, L_MARGIN, gap

COSINES: Final = (0.6, 0.4, 0.1)
"""Cosines of one feature vector with the vectors of three classes; the first class is right."""

SCALE: Final = 30.0
SM_MARGIN: Final = 4.0

ON_THE_CIRCLE: Final = 50
"""The angle of a feature to its class, in degrees."""

FEATURE_SIZE: Final = 512
BYTES_OF_FLOAT32: Final = 4


def one_sample() -> Table:
    """Show what plain softmax sees of one feature vector."""
    probabilities = softmax.softmax(SCALE * np.array(COSINES))
    names = ("1 (right)", "2", "3")
    rows: list[list[Cell]] = [
        [name, cosine, float(circle.degrees(cosine)), SCALE * cosine, float(probability)]
        for name, cosine, probability in zip(names, COSINES, probabilities, strict=True)
    ]
    columns = [
        Column("Person"),
        Column("Cosine", ".1f"),
        Column("Angle (°)", ".1f"),
        Column("Logit", ".0f"),
        Column("Probability", ".3g"),
    ]
    return Table(columns, rows)


def losses() -> Table:
    """Compare the same sample under five losses."""
    angle = np.arccos(COSINES[0])
    z = SCALE * np.array(COSINES)
    am = margins.am_softmax_loss(COSINES, 0, SCALE, AM_MARGIN)
    arcface = margins.arcface_loss(COSINES, 0, SCALE, ARC_MARGIN)
    entries = [
        ("plain softmax", z[0], margins.sm_softmax_loss(z, 0, 0)),
        (
            f"L-Softmax, $m={L_MARGIN}$",
            SCALE * margins.l_softmax_psi(angle, L_MARGIN),
            margins.l_softmax_loss(*_vectors(), 0, L_MARGIN),
        ),
        (
            f"SM-Softmax, $m={SM_MARGIN:g}$",
            z[0] - SM_MARGIN,
            margins.sm_softmax_loss(z, 0, SM_MARGIN),
        ),
        (f"AM-Softmax, $m={AM_MARGIN:g}$", SCALE * (COSINES[0] - AM_MARGIN), am),
        (f"ArcFace, $m={ARC_MARGIN:g}$", SCALE * np.cos(angle + ARC_MARGIN), arcface),
    ]
    rows: list[list[Cell]] = [
        [name, float(logit), float(loss), float(-np.expm1(-loss))] for name, logit, loss in entries
    ]
    columns = [
        Column("Loss function"),
        Column("True logit", ".2f"),
        Column("Loss (nats)", ".6f"),
        Column("Push", ".4f"),
    ]
    return Table(columns, rows)


def _vectors() -> tuple[Floats, Floats]:
    """Return a feature of length 30 and unit class vectors with the cosines of the example."""
    cos = np.array(COSINES)
    return np.array([SCALE, 0.0]), np.stack([cos, margins.sine(cos)])


def on_the_circle() -> Table:
    """Return the target logit that each loss makes of one angle, without the scale."""
    theta = np.radians(ON_THE_CIRCLE)
    cos = np.cos(theta)
    rows: list[list[Cell]] = [
        ["plain", float(cos)],
        ["AM", float(cos - AM_MARGIN)],
        ["ArcFace", float(margins.cosine_of_sum(cos, ARC_MARGIN))],
        ["L-Softmax", float(margins.l_softmax_psi(theta, L_MARGIN))],
    ]
    return Table([Column("Loss"), Column("Target logit ÷ scale", ".3f")], rows)


def boundaries() -> Table:
    """Return how many degrees lie between the regions of two classes, for six losses."""
    rows: list[list[Cell]] = [
        [name, *(gap(loss, length, above=above) for above in (True, False) for length in (0.5, 1))]
        for _, losses in GAPS
        for name, loss in losses
    ]
    columns = [
        Column("Loss"),
        *(
            Column(f"Gap {side} (°), length {length}", ".1f")
            for side in ("above", "below")
            for length in ("½", "1")
        ),
    ]
    return Table(columns, rows)


def gaps() -> Table:
    """How wide classes and gaps become on the circle, for three margins."""
    rows: list[list[Cell]] = []
    for margin in (0.0, 0.5, 1.0):
        turned = circle.train(circle.scattered(), margin)
        within, between = circle.widest_within(turned), circle.narrowest_between(turned)
        rows.append([f"{margin:g}", within, between, within < between])
    columns = [
        Column("Margin (rad)"),
        Column("Within (°)", ".0f"),
        Column("Between (°)", ".0f"),
        Column("Discriminative"),
    ]
    return Table(columns, rows)


def weight_sizes() -> Table:
    """How the matrix W grows with the number of classes, whatever the margin."""
    rows: list[list[Cell]] = []
    for classes in (10, 1_000, 100_000, 10_000_000):
        entries = FEATURE_SIZE * classes
        rows.append([f"{classes:,}", entries, entries * BYTES_OF_FLOAT32 / 1e6])
    columns = [
        Column("Classes"),
        Column("Entries of $W$", ","),
        Column("Memory (MB)", ",.2f"),
    ]
    return Table(columns, rows)
