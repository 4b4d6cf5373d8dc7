"""Where Colab opens a notebook: it opens what lies in a repository on GitHub, and nothing else.

The notebooks that readers get are made by the build. The workflow keeps them on a branch of their
own, from which Colab has them.
"""

import re

BRANCH = "notebooks"
"""The branch that the workflow puts the built notebooks on, and nothing else."""

_GITHUB = re.compile(r"https://github\.com/(?P<repository>[\w-]+/[\w.-]+?)(?:\.git)?/?")


def colab_address(source: str, file: str) -> str:
    """Return where Colab opens a notebook of the repository ``source``; nothing if not on GitHub.

    ``file`` is the name of the notebook.
    """
    found = _GITHUB.fullmatch(source)
    if found is None:
        return ""
    return f"https://colab.research.google.com/github/{found['repository']}/blob/{BRANCH}/{file}"
