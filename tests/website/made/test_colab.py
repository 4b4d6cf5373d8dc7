"""Colab opens notebooks of GitHub, from the branch that the workflow fills."""

import pytest

from scripts.website.made.colab import BRANCH, colab_address


@pytest.mark.parametrize(
    "source",
    [
        "https://github.com/owner/na.me",
        "https://github.com/owner/na.me/",
        "https://github.com/owner/na.me.git",
    ],
)
def test_a_notebook_on_github_has_an_address(source: str) -> None:
    opened = f"https://colab.research.google.com/github/owner/na.me/blob/{BRANCH}/a.ipynb"
    assert colab_address(source, "a.ipynb") == opened


@pytest.mark.parametrize(
    "source",
    [
        "",
        "https://example.org/owner/name",
        "https://github.com.example.org/owner/name",
        "https://github.com/owner",
        "https://github.com/owner/name/tree/main",
        "http://github.com/owner/name",
        'https://github.com/owner/name">',
    ],
)
def test_elsewhere_there_is_none(source: str) -> None:
    assert colab_address(source, "a.ipynb") == ""
