"""Makes the page that mkdocs-jupyter renders one of the site's: plain text, code and outputs."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

_DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
_DOWNLOAD = {"en": "Download this notebook"}


def plain_page(html: str, download: str, language: str) -> str:
    """Return the content of a notebook without JupyterLab's layout, styles and scripts.

    The paragraph under the title becomes the question of the page, as on other pages; a link to
    the notebook itself, ``download``, follows it.
    """
    # An HTML parser would write the names of SVG in small letters.
    drawings = _DRAWING.findall(html)
    for number, drawing in enumerate(drawings):
        html = html.replace(drawing, f"DRAWING{number}.", 1)
    soup = BeautifulSoup(html, "html.parser")
    page = "\n".join(
        part for cell in soup.select(".jp-Notebook > .jp-Cell") for part in _parts(cell)
    )
    link = f'<p class="download"><a href="{download}" download>{_DOWNLOAD[language]}</a></p>'
    page = re.sub(r"(</h1>\s*)<p>(.*?)</p>", rf'\1<p class="question">\2</p>{link}', page, count=1)
    return re.sub(r"DRAWING(\d+)\.", lambda found: drawings[int(found[1])], page)


def _parts(cell: Tag) -> Iterator[str]:
    for text in cell.select(".jp-RenderedMarkdown"):
        for anchor in text.select("a.anchor-link"):
            anchor["class"] = "headerlink"
            anchor["title"] = "Permanent link"
        yield text.decode_contents()
    for code in cell.select(".highlight-ipynb pre"):
        yield f'<div class="highlight"><pre><code>{code.decode_contents()}</code></pre></div>'
    for output in cell.select(".jp-OutputArea-output"):
        yield _output(output)


def _output(output: Tag) -> str:
    content = output.decode_contents().strip()
    if "DRAWING" in content:
        return f'<div class="drawing">{content}</div>'
    # Wide outputs scroll sideways: by keyboard too, which takes the focus.
    return f'<div class="output" tabindex="0">{content}</div>'
