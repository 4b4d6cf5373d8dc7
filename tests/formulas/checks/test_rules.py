"""Each rule closed a hole through which a false formula had passed: here the hole stays closed."""

from pathlib import Path

import pytest

from tests.formulas.pages import evidence_of, message_about

REAL = "$z$ : real[C]\n$j$ : index of C\n$i$ : index of C"
PINSKER = r"D_{\mathrm{KL}}(P\|Q) \ge %s\Bigl(\sum_{x\in\mathcal X}|P(x)-Q(x)|\Bigr)^2"
PSI = """
$\\theta$ : [0,pi]
$m$ : int 1..4
$k$ : int 0..3
$\\psi(\\theta)$ := `l_softmax_psi(theta, m)`
"""
BERNOULLI = """
$y$ : {0,1}
$x$ : real
$v$ : real
$\\hat y$ : (0,1)
$P(y\\mid x)$ := `bernoulli_pmf(y, y_hat)`
"""
JOINT = """
$k$ : size 2..4
$\\mathcal Y$ : set of k
$y$ : in \\mathcal Y
$p$ : pmf on \\mathcal X \\times \\mathcal Y
$X$ : random variable with law p on \\mathcal X
$Y$ : random variable with law p on \\mathcal Y
$I(X;Y)$ := `mutual_information(p)`
$H(X\\mid Y)$ := `conditional_entropy(p)`
"""


def test_a_parameter_that_the_code_ignores_is_typed_literally(tmp_path: Path) -> None:
    good = r"P(y\mid x) = \hat y^{\,y}(1-\hat y)^{1-y}"
    assert evidence_of(tmp_path, good, BERNOULLI).steps
    message = message_about(tmp_path, good.replace(r"\mid x", r"\mid v"), BERNOULLI)
    assert "its code does not look at x" in message


def test_the_arguments_of_a_random_variable_are_typed(tmp_path: Path) -> None:
    right = (
        r"I(X;Y) = \sum_{x\in\mathcal X}\sum_{y\in\mathcal Y} p(x,y)\log\frac{p(x,y)}{p(x)\,p(y)}"
    )
    assert evidence_of(tmp_path, right, JOINT).steps
    assert "does not look at" in message_about(tmp_path, right.replace("X;Y", "Y;X"), JOINT)
    assert "does not look at" in message_about(tmp_path, r"H(Y\mid X) = H(Y\mid X)", JOINT)


def test_a_side_definition_is_used(tmp_path: Path) -> None:
    tex = r"\log\sum_{j=1}^{C} e^{z_j} = \log\sum_{i=1}^{C} e^{z_i},\qquad m=\max_j z_j"
    assert "m is defined beside the formula and not used" in message_about(tmp_path, tex, REAL)


def test_a_side_definition_of_a_known_symbol_is_checked(tmp_path: Path) -> None:
    notation = "$M$ := `mixture(P, Q)`\n$\\mathrm{JS}(P\\|Q)$ := `js(P, Q)`"
    js = r"\mathrm{JS}(P\|Q) = \tfrac12 D_{\mathrm{KL}}(P\|M) + \tfrac12 D_{\mathrm{KL}}(Q\|M)"
    assert len(evidence_of(tmp_path, js + r",\qquad M = \tfrac12(P+Q)", notation).steps) == 2
    message = message_about(tmp_path, js + r",\qquad M = \tfrac13(P+Q)", notation)
    assert "step 2 of 2 does not hold" in message


@pytest.mark.parametrize("constant", [r"\frac{51}{100}", r"\frac{53}{100}", "0.6", "1", "2"])
def test_an_inequality_with_too_large_a_constant(tmp_path: Path, constant: str) -> None:
    message = message_about(tmp_path, PINSKER % constant, options="equality: P = Q")
    assert "step 1 of 1 does not hold" in message
    assert "does not hold" in message_about(tmp_path, PINSKER % constant)


def test_pinsker_with_its_own_constant(tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, PINSKER % r"\frac12", options="equality: P = Q").steps
    assert "equality at P = Q" in step.words


def test_an_inequality_with_a_constant_that_could_be_larger(tmp_path: Path) -> None:
    message = message_about(tmp_path, PINSKER % r"\frac14", options="equality: P = Q")
    assert "close to equality only where both sides vanish" in message
    assert evidence_of(tmp_path, PINSKER % r"\frac14", options="equality: P = Q; loose").steps


def test_an_inequality_that_is_never_strict(tmp_path: Path) -> None:
    assert "always equal" in message_about(tmp_path, r"H(P) \le H(P)+0")


def test_an_inequality_that_is_never_near_equality(tmp_path: Path) -> None:
    assert "never close to equality" in message_about(tmp_path, r"H(P) \le \log n+1")
    assert evidence_of(tmp_path, r"H(P) \le \log n+1", options="loose").steps


def test_the_equality_case_is_tried(tmp_path: Path) -> None:
    message = message_about(tmp_path, r"H(P) \le \log n", options="equality: P = Q")
    assert "no equality at P = Q" in message


def test_an_inequality_that_random_points_hardly_break(tmp_path: Path) -> None:
    tex = "e^p \\ge 1+p-%s p^2"
    assert "loose" in message_about(tmp_path, "e^p \\ge 0.9+p", "$p$ : real")
    assert "does not hold" in message_about(tmp_path, "e^p \\ge 1+0.999p", "$p$ : real")
    assert evidence_of(tmp_path, tex % "0", "$p$ : real").steps


def test_intervals_leave_no_gap(tmp_path: Path) -> None:
    psi = (
        r"\psi(\theta) = (-1)^k\cos(m\theta)-2k,"
        r"\qquad \theta\in\Bigl[\frac{k\pi}{m},\frac{%s\pi}{m}\Bigr]"
    )
    assert evidence_of(tmp_path, psi % "(k+1)", PSI, "covers: k").steps
    message = message_about(tmp_path, psi % r"(k+0.9)", PSI, "covers: k")
    assert "leave a gap" in message


def test_distributions_are_not_transposed(tmp_path: Path) -> None:
    assert "a distribution cannot be transposed" in message_about(tmp_path, r"P^\top Q = 1")


def test_a_formula_that_is_claimed_to_be_stable_is_evaluated_in_float64(tmp_path: Path) -> None:
    lse = r"\log\sum_{j=1}^{C} e^{z_j} = m+\log\sum_{j=1}^{C} e^{z_j-m},\qquad m=\%s_j z_j"
    assert evidence_of(tmp_path, lse % "max", REAL, "stable").steps
    assert evidence_of(tmp_path, lse % "min", REAL).steps
    message = message_about(tmp_path, lse % "min", REAL, "stable")
    assert "claimed stable, but float64 gives inf" in message
    plain = r"m+\log\sum_{j=1}^{C} e^{z_j-m} = \log\sum_{j=1}^{C} e^{z_j},\qquad m=\max_j z_j"
    assert "claimed stable" in message_about(tmp_path, plain, REAL, "stable")


@pytest.mark.parametrize(
    "tex",
    [r"\log p q = \log q p", r"\log p/q = 1", r"\log(p)^2 = 1", r"\log 2\pi = 1", r"1/p q = q/p"],
)
def test_what_can_be_read_in_two_ways_is_refused(tmp_path: Path, tex: str) -> None:
    message = message_about(tmp_path, tex, "$p$ : (0,1)\n$q$ : (0,1)")
    assert "ambiguous: how far does" in message


def test_the_reach_of_the_logarithm_is_that_of_print(tmp_path: Path) -> None:
    notation = "$p$ : (0,1)\n$H_b(p)$ := `binary_entropy_bits(p)`"
    assert evidence_of(tmp_path, r"H_b(p) = -p\log_2 p-(1-p)\log_2(1-p)", notation).steps


def test_y_times_a_bracket_is_a_product_and_h_of_a_bracket_is_not(tmp_path: Path) -> None:
    assert evidence_of(tmp_path, r"y(1-y) = y-y^2", "$y$ : (0,1)").steps
    assert "1 or" not in message_about(tmp_path, r"H(1-P) = 0")


def test_two_vectors_side_by_side(tmp_path: Path) -> None:
    notation = "$w$ : real[d]\n$v$ : real[d]"
    assert evidence_of(tmp_path, r"w^\top v = \sum_{i=1}^{d} w_i v_i", notation).steps
    assert "two vectors side by side" in message_about(tmp_path, r"w v = 1", notation)


def test_shapes_are_tried_before_numbers(tmp_path: Path) -> None:
    notation = "$W$ : real[N,d]\n$v$ : real[N]"
    assert "cannot be multiplied" in message_about(tmp_path, "W W = W", notation)
    assert "cannot be multiplied" in message_about(tmp_path, "W v = v", notation)


def test_an_index_of_another_axis(tmp_path: Path) -> None:
    message = message_about(tmp_path, r"z_i = z_{i+0}", "$z$ : real[C]\n$i$ : index of N")
    assert "is outside 1.." in message


def test_sums_start_at_one(tmp_path: Path) -> None:
    message = message_about(tmp_path, r"\sum_{j=0}^{C} z_j = \sum_{j=1}^{C} z_j", REAL)
    assert "index 0 is outside 1.." in message


def test_the_log_of_a_negative_number_is_undefined(tmp_path: Path) -> None:
    message = message_about(tmp_path, r"\log(p^2) = 2\log p", "$p$ : real")
    assert "undefined (the log of a negative number)" in message
    tex = r"0\cdot\log(-p) = 0"
    assert "negative" in message_about(tmp_path, tex, "$p$ : (0,1)")


def test_zero_times_undefined_is_a_convention_that_is_shown(tmp_path: Path) -> None:
    tex = r"H(P,Q) = -\sum_{x\in\mathcal X} P(x)\log Q(x)"
    assert "Q" in tex
    [step] = evidence_of(tmp_path, r"H(P) = -\sum_{x\in\mathcal X} P(x)\log P(x)").steps
    assert step.conventions == ("0 log 0 = 0",)


def test_code_that_loses_digits(tmp_path: Path) -> None:
    notation = "$y$ : {0,1}\n$\\hat y$ : (0,1)\n$L$ := `naive_bce(y, y_hat)`"
    tex = r"L = -\bigl[\,y\log\hat y + (1-y)\log(1-\hat y)\,\bigr]"
    message = message_about(tmp_path, tex, notation)
    assert "the code of naive_bce loses digits here" in message
    assert evidence_of(tmp_path, tex, notation.replace("naive_", "")).steps


def test_labels_below_braces_are_checked(tmp_path: Path) -> None:
    tex = r"H(P,Q) = \underbrace{H(P)}_{H(P,Q)} + D_{\mathrm{KL}}(P\|Q)"
    assert "step 2 of 2 does not hold" in message_about(tmp_path, tex)


def test_an_argument_of_the_minimum_that_is_none(tmp_path: Path) -> None:
    message = message_about(tmp_path, r"\arg\min_{Q} H(Q,P) = P")
    assert "step 1 of 1 does not hold" in message
    assert "gives" in message


def test_a_minimum_that_singles_nothing_out(tmp_path: Path) -> None:
    assert "nothing is singled out" in message_about(tmp_path, r"\arg\min_{Q} H(P) = P")


def test_what_is_unknown_is_never_guessed(tmp_path: Path) -> None:
    assert "r is not declared" in message_about(tmp_path, "r = 1")
    assert "there is no relation" in message_about(tmp_path, "H(P)")
    assert "cannot be checked" in message_about(tmp_path, r"H(P) \approx 1")
    assert "defines no 'nothing'" in message_about(tmp_path, "L = 1", "$L$ := `nothing(P)`")


@pytest.mark.parametrize(
    "beside",
    [r"m = m+1", r"m = k+1,\qquad k = m-1", r"m = k+1,\qquad k = q,\qquad q = m"],
)
def test_a_circle_of_definitions(beside: str, tmp_path: Path) -> None:
    message = message_about(tmp_path, rf"p = p+m,\qquad {beside}", "$p$ : real")
    assert "is defined by itself" in message
