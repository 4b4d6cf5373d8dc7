"""What becomes of errors while MkDocs writes the pages."""

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from scripts.common.problems import Place, Problem
from scripts.website.mkdocs_hooks import on_build_error
from scripts.website.problems import BuildError


def test_what_an_author_can_mend_ends_without_a_traceback() -> None:
    error = BuildError([Problem(Place(Path("docs"), 1), "a page changed", "Build again.")])
    with pytest.raises(Abort, match="docs:1: a page changed"):
        on_build_error(error)


def test_other_errors_are_left_to_mkdocs() -> None:
    on_build_error(ValueError("of the code"))
