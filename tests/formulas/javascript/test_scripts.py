"""Every right side of the pages as JavaScript, run at the checker's points beside 40 digits."""

from pathlib import Path

import pytest

from scripts.common.problems import Place
from scripts.formulas.javascript.emitter import EmissionError
from scripts.formulas.javascript.scripts import Asked, ScriptError, Scripts
from scripts.formulas.language.tokens import FormulaError
from tests.formulas.javascript.damages import damages

NOT_TRANSLATED = {
    "argmin-kl-ce": "says where something is smallest, and that is no number",
    "cross-entropy-from-logs": "log-probabilities come from code without a formula",
    "information-additive": "self-information of one outcome has no formula that is checked so",
    "kl-from-logs": "log-probabilities come from code without a formula",
    "l-softmax-loss": "angles between vectors are computed by code without a formula",
    "logit-angle": "angles between vectors are computed by code without a formula",
    "nt-xent": "similarities of pairs are computed by code without a formula",
    "nt-xent-gradient": "similarities of pairs are computed by code without a formula",
    "nt-xent-mean": "similarities of pairs are computed by code without a formula",
    "weighted-mean": "losses of each sample are computed by code without a formula",
}
"""Right sides that no script computes, and why."""

LOSE_DIGITS = {
    "ce-decomposition-steps": "H(P,Q) − H(P) cancels where Q is near P",
    "focal-logits": "1 − exp(−L) loses the twelfth digit at one point, where z = 8",
    "mi-entropies": "H(X) + H(Y) − H(X,Y) cancels where X hardly tells of Y",
    "mutual-information": "terms of both signs cancel where X hardly tells of Y",
    "standard-error": "a sum of squares less the square of a sum cancels where losses are alike",
}
"""Right sides that lose digits in float64, however they are written."""

NOTICED_BY: dict[str, tuple[str, int]] = {
    "quotient without quotient_of_exponentials": ("bce-gradient-w", -1),
    "log without log_of_a_share": ("nll", -1),
    "log without log_of_a_quotient": ("conditional-entropy", -1),
    "log without log_of_powers": ("nll", 1),
    "log without log_of_a_choice": ("focal", -1),
    "log without log_beside_one": ("bce", -1),
    "sum without beside_one": ("arcface-slope", -1),
    "sum without share_less_label": ("bce-gradient-w", -1),
    "sin without of_an_angle": ("arcface-slope", -1),
    "product without product_with_zero": ("ce-decomposition", -1),
    "times: ?1: for ?0:": ("entropy-bits", -1),
    "times: false for (a===0&&b===-Infinity)": ("ce-decomposition", -1),
    "logsumexp: log1p(2*s) for log1p(s)": ("cce-onehot", -1),
    "logsumexp: Math.exp(v) for Math.exp(v-m)": ("cce-onehot", -1),
    "share: s-Math for s+Math": ("sigmoid", -1),
    "logratio: Math.log(a/b) for Math.log1p((a-b)/b)": ("ce-decomposition-steps", 0),
    "logratio: Math.log(b/a) for Math.log(a/b)": ("ce-decomposition", -1),
    "less: p-y for 1-y-q": ("bce-gradient-w", -1),
    "less: :q-y for :p-y": ("bce-gradient-w", -1),
    "place: min for max": ("cce-onehot", -1),
    "entry: i-2 for i-1": ("cce-onehot", -1),
    "sum: '-' for '+'": ("bce", -1),
    "sum: '+' for '-'": ("bce", -1),
    "negative: '' for '-'": ("sigmoid", -1),
    "product: '+' for '*'": ("bce-gradient-yhat", -1),
    "quotient: '*' for '/'": ("bce-gradient-yhat", -1),
    "power: '*' for '**'": ("brier", -1),
    "choice: '?0&&' for '?'": ("bce-cases", -1),
    "exp for expm1": ("signal-from-loss", -1),
    "log for log1p": ("bce", -1),
    "min for max": ("softplus-split", -1),
}
"""A side whose values tell of each damage."""

FAR_OUT = {"log without log_of_exponentials"}
"""What only shows where exp overflows; test_care.py goes there."""


@pytest.mark.slow
def test_right_sides_give_the_same_in_v8_as_in_forty_digits(scripts: Scripts) -> None:
    refused, differing, values = set(), set(), 0
    for name in scripts.written:
        try:
            compared = scripts.compared(name)
        except (EmissionError, FormulaError):
            refused.add(name)
            continue
        values += compared.values
        if compared.differences:
            differing.add(name)
    assert refused == set(NOT_TRANSLATED)
    assert differing == set(LOSE_DIGITS)
    translated = len(scripts.written) - len(refused) - len(differing)
    assert translated >= 115
    assert values >= 40 * translated


def test_each_damage_has_a_side_that_notices_it() -> None:
    assert set(NOTICED_BY) | FAR_OUT == set(damages())


@pytest.mark.parametrize("damage", NOTICED_BY)
def test_damage_is_noticed(damage: str, scripts: Scripts, monkeypatch: pytest.MonkeyPatch) -> None:
    name, side = NOTICED_BY[damage]
    damages()[damage](monkeypatch)
    assert scripts.compared(name, side).differences


def test_a_script_is_compared_before_it_is_given_away(
    scripts: Scripts, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert scripts.script(Asked("bce")).values >= 40
    damages()["sum: '-' for '+'"](monkeypatch)
    with pytest.raises(ScriptError, match=r"bce: the script gives .*, the formula .* at "):
        scripts.script(Asked("bce"))


def test_sizes_can_be_fixed(scripts: Scripts) -> None:
    script = scripts.script(Asked("kl", -1, ((r"\mathcal{X}", 4), ("n", 4))))
    assert "Q[3]" in script.emitted.text
    assert "Q[4]" not in script.emitted.text


@pytest.mark.parametrize(("k", "text"), [(0, "Math.cos(2*theta)"), (1, "-Math.cos(2*theta)-2")])
def test_whole_numbers_can_be_fixed(k: int, text: str, scripts: Scripts) -> None:
    script = scripts.script(Asked("l-softmax", -1, (("k", k), ("m", 2))))
    assert script.emitted.text == f"(theta)=>({text})"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked("no-such"), "there is no formula no-such that is checked"),
        (Asked("bce-gradient-z", 0), r"a derivative is not translated: .*: L"),
        (Asked("argmin-kl-ce"), "is compared, not computed with"),
        (Asked("logit-angle"), r"no formula stands for the code .*: \\theta_j"),
        (Asked("bce", 7), "tuple index out of range"),
    ],
)
def test_what_cannot_be_translated_is_told_with_place_and_node(
    asked: Asked, words: str, scripts: Scripts
) -> None:
    with pytest.raises(ScriptError, match=words) as told:
        scripts.script(asked)
    if asked.formula in scripts.written:
        written = scripts.written[asked.formula]
        assert told.value.place == Place(Path(written.file), written.line)
