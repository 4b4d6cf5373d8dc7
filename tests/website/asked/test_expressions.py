"""The small language of calls: what it can say, and that it can say nothing else."""

import string
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.website.asked.expressions import ExpressionError, evaluate, parse
from snippets import examples
from snippets.careful import information, softmax


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/2", 0.5),
        ("-1 + 2*3 - 4/8", 4.5),
        ("2**-3", 0.125),
        ("+1e-3", 0.001),
        ("'cat'", "cat"),
        ("True", True),
        ("None", None),
        ("[1/2, (1, 2)]", [0.5, (1, 2)]),
        ("[10, 20, 30][1]", 20),
        ("[10, 20, 30][-1]", 30),
        ("[10, 20, 30][1:]", [20, 30]),
        ("[10, 20, 30][::2]", [10, 30]),
        ("information.entropy([1/2, 1/2], base=2)", 1.0),
        ("information.entropy(base=2, p=[1/2, 1/2])", 1.0),
        ("-information.entropy([1/2, 1/2], base=2) / 2", -0.5),
        ("information.entropy([information.binary_entropy(0, base=2), 1])", 0.0),
        ("examples.ANIMALS", examples.ANIMALS),
        ("examples.ANIMALS[0]", examples.ANIMALS[0]),
        ("  information.perplexity(\n[1/2, 1/2])  ", 2.0),
    ],
)
def test_what_it_can_say(text: str, expected: Any) -> None:
    assert evaluate(parse(text)) == expected


def test_arrays_are_cut_like_numpy_cuts_them() -> None:
    assert evaluate(parse("examples.MODEL_1[0, 1]")) == examples.MODEL_1[0, 1]
    assert np.array_equal(evaluate(parse("examples.MODEL_1[:, 1]")), examples.MODEL_1[:, 1])
    third = evaluate(parse("softmax.softmax([1, 2, 3])[2]"))
    assert third == softmax.softmax([1, 2, 3])[2]


NOT_CALLS = {
    "an attribute of a value": "information.entropy([1]).dtype",
    "an attribute of a literal": "'a'.join(['b'])",
    "a method of an argument": "information.entropy(examples.MODEL_1.tolist())",
    "a deeper attribute": "information.np.log(2)",
    "a comprehension": "[x for x in examples.MODEL_1]",
    "a generator": "information.entropy(x for x in examples.MODEL_1)",
    "a dict": "{'a': 1}",
    "a set": "{1, 2}",
    "a lambda": "(lambda: 1)()",
    "a condition": "1 if True else 2",
    "a comparison": "1 < 2",
    "a truth function": "True and False",
    "not": "not True",
    "a remainder": "7 % 2",
    "a whole quotient": "7 // 2",
    "a matrix product": "examples.MODEL_1 @ examples.MODEL_2",
    "bits": "1 | 2",
    "inverted bits": "~1",
    "an assignment": "(x := 1)",
    "a formatted string": "f'{1}'",
    "positional stars": "information.entropy(*examples.MODEL_1)",
    "keyword stars": "information.entropy(**examples.MODEL_1)",
    "keyword stars of a dict": "information.entropy(**{'p': [1]})",
    "starred parts": "[*examples.MODEL_1]",
    "await": "await information.entropy([1])",
    "yield": "(yield 1)",
    "the call of a call": "information.entropy([1])()",
    "the call of a part": "examples.ANIMALS[0]()",
    "the call of a literal": "'cat'()",
}
WITHOUT_A_MODULE = {
    "a bare name": "entropy",
    "a bare call": "entropy([1])",
    "a function of Python": "eval('1')",
    "an import": "__import__('os')",
    "a bare argument": "information.entropy(p)",
    "a bare index": "examples.MODEL_1[i]",
}
PRIVATE = {
    "its builtins": "information.__builtins__['eval']",
    "its dictionary": "information.__dict__",
    "its loader": "information.__loader__",
    "a private function": "information._terms([1])",
    "in an argument": "information.entropy(examples.__doc__)",
    "in an index": "examples.MODEL_1[examples._first]",
}


@pytest.mark.parametrize("text", NOT_CALLS.values(), ids=NOT_CALLS)
def test_other_code_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError, match=r"goes beyond|nothing deeper|can be called|not \*\*"):
        parse(text)


@pytest.mark.parametrize("text", WITHOUT_A_MODULE.values(), ids=WITHOUT_A_MODULE)
def test_a_name_without_a_module_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError, match="has no module: write module"):
        parse(text)


@pytest.mark.parametrize("text", PRIVATE.values(), ids=PRIVATE)
def test_private_names_are_refused(text: str) -> None:
    with pytest.raises(ExpressionError, match="not for use outside of its module"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "information.entropy(", "1 +", "import os", "x = 1", "1; 2", "a.b c.d", "1\n2"],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError, match="cannot read"):
        parse(text)


@given(
    st.recursive(
        st.sampled_from(["1", "'a'", "information.entropy", "os", "x"]),
        lambda inner: st.one_of(
            st.tuples(inner, st.text(string.ascii_letters + "_", min_size=1, max_size=9)).map(
                lambda pair: f"({pair[0]}).{pair[1]}"
            ),
            st.tuples(inner, inner).map(lambda pair: f"({pair[0]})({pair[1]})"),
            st.tuples(inner, inner).map(lambda pair: f"({pair[0]})[{pair[1]}]"),
        ),
        max_leaves=6,
    )
)
def test_whatever_is_read_reaches_public_names_of_modules_alone(text: str) -> None:
    try:
        expression = parse(text)
    except ExpressionError:
        return
    assert all(
        module.startswith("snippets.") and not name.startswith("_")
        for module, name in expression.names()
    )
    assert expression.text.count(".") == len(list(expression.names()))


class TestNames:
    def test_the_called_function_is_of_the_package_and_arguments_are_of_snippets(self) -> None:
        text = "binary.curve(examples.MODEL_1, binary.loss([1], information.entropy([1])))"
        assert sorted(parse(text, "snippets.figures").names()) == [
            ("snippets.binary", "loss"),
            ("snippets.examples", "MODEL_1"),
            ("snippets.figures.binary", "curve"),
            ("snippets.information", "entropy"),
        ]

    def test_a_function_may_stand_without_parentheses(self) -> None:
        assert list(parse("binary.curve", "snippets.tables").names()) == [
            ("snippets.tables.binary", "curve")
        ]
        assert evaluate(parse("information.entropy")) is information.entropy

    def test_blanks_do_not_count(self) -> None:
        one, other = (
            parse("information.entropy([1/2,1/2],base=2)"),
            parse(" information.entropy( [1 / 2, 1/2], base = 2 )"),
        )
        assert one.text == other.text

    def test_order_and_kind_of_numbers_count(self) -> None:
        texts = ["a.b(1, 2)", "a.b(2, 1)", "a.b(1.0, 2)", "a.b(1, x=2)", "a.c(1, 2)", "b.b(1, 2)"]
        assert len({parse(text).text for text in texts}) == len(texts)
