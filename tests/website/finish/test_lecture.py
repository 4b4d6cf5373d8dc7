"""What a page has for a lecture."""

import re

from scripts.website.finish.lecture import Lecture, lecture_of

SVG = '<svg role="img" aria-label="A curve." width="{}pt" height="100pt"><text>1</text></svg>'


def drawn(tex: str, height: float = 2) -> str:
    return (
        f'<span class="katex"><span class="katex-mathml"><math><mi>{tex}</mi></math></span>'
        '<!--drawing--><span class="katex-html">'
        f'<span class="katex-base" style="--height:{height}em"></span></span><!--/drawing--></span>'
    )


def formula(name: str, number: int, height: float = 2) -> str:
    return (
        f'<div class="formula" id="eq-{name}"><div class="formula-body" tabindex="0">'
        f"{drawn(name, height)}</div>"
        f'<a class="formula-number" href="#eq-{name}">({number})</a>'
        '<details class="evidence"><summary>checked</summary></details></div>'
    )


def figure(name: str, width: float = 150) -> str:
    return (
        f'<figure class="figure" id="fig-{name}"><div class="drawing">{SVG.format(width)}</div>'
        f'<div class="drawing wide">{SVG.format(691)}</div>'
        '<p class="live">Move it</p><figcaption><p>Words. '
        '<span class="on-screen">Try it.</span></p></figcaption>'
        '<details class="numbers"><table><tr><td>1</td></tr></table></details></figure>'
    )


def table(rows: int) -> str:
    cells = "".join(f"<tr><td>row {row}</td><td>1</td></tr>" for row in range(rows))
    return (
        '<figure class="table" id="tab-a"><figcaption><p><span class="caption-number">Table 1.'
        "</span> Many words.</p></figcaption>"
        '<div role="region" aria-label="Table 1" class="scroll" tabindex="0"><table><thead><tr>'
        f"<th>One</th><th>Two</th></tr></thead><tbody>{cells}</tbody></table></div></figure>"
    )


QUIZ = (
    '<section class="quiz on-screen"><p class="quiz-question">Which?</p>'
    '<details class="choice right"><summary>This</summary><p>Because.</p></details>'
    '<details class="choice"><summary>That</summary><p>Or not.</p></details></section>'
)
EXERCISES = (
    f'<h2 id="exercises">Exercises<a class="headerlink" href="#exercises">¶</a></h2>{QUIZ}'
    "<p><strong>Exercise 1.</strong> Why?</p><ul><li>see <a href='#one'>one</a></li></ul>"
    "<details><summary>Solution</summary><p>So.</p></details>"
    "<p><strong>Exercise 2.</strong> And?</p>"
    '<details><summary>Solution</summary><p>Thus, <a href="b.html#x">b</a>.</p></details>'
    '<div class="page-foot on-screen">Cite</div>'
)


def page(*content: str, exercises: str = EXERCISES) -> Lecture:
    html = (
        '<main><article class="a"><h1 id="t">The page<a class="headerlink" href="#t">¶</a></h1>'
        '<p class="question">Is it?</p><section class="in-short"><p class="in-short-title">In short'
        '</p><ul><li>One <a class="term" href="g.html#e" aria-describedby="term-e">entropy</a>'
        '<span class="term-tip" id="term-e">Meaning.</span></li></ul></section>'
        f"{''.join(content)}{exercises}</article></main>"
    )
    lecture = lecture_of(html, "part/a.html", "continued")
    assert lecture is not None
    return lecture


def test_a_page_without_exercises_is_none_for_lectures() -> None:
    assert lecture_of("<article><h1>One</h1></article>", "a.html", "") is None
    assert lecture_of("<p id='exercises'>no page</p>", "a.html", "") is None


def test_it_begins_with_its_question_and_what_it_says_in_short() -> None:
    title, short, *_ = page().slides
    assert (title.kind, title.heading) == ("title", "The page")
    assert title.body == '<p class="question">Is it?</p>'
    assert (short.heading, short.body) == ("In short", "<ul><li>One entropy</li></ul>")


def test_formulas_of_a_section_share_slides_as_long_as_there_is_room() -> None:
    first = '<h2 id="one">First<a class="headerlink" href="#one">¶</a></h2><p>Text.</p>'
    second = '<h2 id="two">Second</h2>'
    lecture = page(first, formula("a", 1), formula("b", 2), second, formula("c", 3, height=9))
    shown = [slide for slide in lecture.slides if slide.kind == "shown"]
    assert [(slide.heading, slide.anchor) for slide in shown] == [
        ("First", "one"),
        ("Second", "two"),
    ]
    assert "Text." not in shown[0].body
    assert re.findall(r"\((\d)\)", shown[0].body) == ["1", "2"]
    assert 'href="../part/a.html#eq-a"' in shown[0].body
    assert "evidence" not in shown[0].body
    many = page(first, *(formula("x", number, height=6) for number in range(4)))
    assert len([slide for slide in many.slides if slide.kind == "shown"]) == 4


def test_what_is_too_high_is_drawn_smaller() -> None:
    lecture = page('<h2 id="one">One</h2>', formula("a", 1, height=26), formula("b", 2))
    high, low = (slide.body for slide in lecture.slides if slide.kind == "shown")
    assert float(re.findall(r"--fit: ([\d.]+)", high)[0]) < 0.55
    assert "--fit: 1.0" in low


def test_figures_stand_still_beside_their_words_or_above_them() -> None:
    lecture = page('<h2 id="one">One</h2>', figure("a"), figure("b", width=900))
    narrow, wide = (slide.body for slide in lecture.slides if slide.kind == "shown")
    assert '<figure class="figure beside" style="--wide: 57.81">' in narrow
    assert 'class="figure above"' in wide
    for body in (narrow, wide):
        assert "Words." in body
        assert 'aria-label="A curve."' in body
        assert "Move it" not in body
        assert "Try it" not in body
        assert "numbers" not in body
        assert " id=" not in body


def test_a_long_table_goes_on_on_the_next_slide() -> None:
    lecture = page('<h2 id="one">One</h2>', table(30))
    slides = [slide.body for slide in lecture.slides if slide.kind == "shown"]
    assert len(slides) > 1
    rows = [row for body in slides for row in re.findall(r"<td>(row \d+)</td>", body)]
    assert rows == [f"row {row}" for row in range(30)]
    assert all("<th>One</th>" in body for body in slides)
    assert ["Many words." in body for body in slides] == [True] + [False] * (len(slides) - 1)
    numbers = re.findall(r'"caption-number">([^<]*)<', "".join(slides))
    assert numbers == ["Table 1."] + ["Table 1, continued."] * (len(slides) - 1)
    names = [*re.findall(r'aria-label="([^"]*)"', "".join(slides))]
    assert names[:2] == ["The page: Table 1", "The page: Table 1, 2"]
    assert len({*names}) == len(slides)
    assert len(page('<h2 id="one">One</h2>', table(5)).slides) == len(page().slides) + 1


def test_a_row_goes_with_the_one_that_it_continues() -> None:
    # Each third row begins something, and the two below it belong to it.
    longer = re.sub(r"<tr>(?=<td>row (\d+)<)", _beginning_with_each_third, table(32))
    lecture = page('<h2 id="one">One</h2>', longer)
    shown = (slide.body for slide in lecture.slides if slide.kind == "shown")
    firsts = [re.findall(r"<tr( class=\"call\")?><td>", body)[0] for body in shown]
    assert len(firsts) > 1
    assert firsts == [""] * len(firsts)


def _beginning_with_each_third(row: re.Match[str]) -> str:
    return row[0] if int(row[1]) % 3 == 0 else '<tr class="call">'


def test_plain_code_is_shown_and_what_is_folded_is_not() -> None:
    listing = (
        '<figure class="listing"><div><div class="highlight" data-copy="x"><pre>plain()</pre></div>'
        '<details class="careful"><div class="highlight"><pre>careful()</pre></div></details></div>'
        "</figure>"
    )
    tabs = f'<div class="tabbed-set">{listing}</div>'
    folded = f"<details><summary>All</summary>{table(2)}{formula('kept', 7)}</details>"
    lecture = page('<h2 id="one">One</h2>', listing, tabs, folded)
    [slide] = (slide for slide in lecture.slides if slide.kind == "shown")
    assert slide.body.count("plain()") == 1
    assert "careful()" not in slide.body
    assert "data-copy" not in slide.body
    assert "<table" not in slide.body
    assert "(7)" in slide.body


def test_quick_questions_are_asked_and_not_answered() -> None:
    *_, last = page().slides
    assert (last.kind, last.heading, last.anchor) == ("quiz", "Which?", "exercises")
    assert last.body == '<ol class="choices" type="A"><li>This</li><li>That</li></ol>'


def test_exercises_are_taken_apart_from_their_solutions() -> None:
    (first, so), (second, thus) = page().exercises
    assert first == (
        "<p><strong>Exercise 1.</strong> Why?</p>"
        '<ul><li>see <a href="../part/a.html#one">one</a></li></ul>'
    )
    assert second == "<p><strong>Exercise 2.</strong> And?</p>"
    assert (so, thus) == ("<p>So.</p>", '<p>Thus, <a href="../part/b.html#x">b</a>.</p>')


def test_what_solutions_show_is_on_no_slide() -> None:
    shown = f"<details><summary>Solution</summary>{formula('solved', 9)}</details>"
    lecture = page('<h2 id="one">One</h2>', exercises=f"{EXERCISES}<p>Exercise 3.</p>{shown}")
    assert "(9)" in lecture.exercises[-1][1]
    assert not any("(9)" in slide.body for slide in lecture.slides)


def test_links_lead_from_a_folder_beside_the_page() -> None:
    linked = '<li><a href="../c/d.html">d</a><a href="https://doi.org/1">doi</a></li>'
    lecture = page(exercises=EXERCISES.replace("<ul>", f"<ul>{linked}"))
    asked = lecture.exercises[0][0]
    assert 'href="../c/d.html"' in asked
    assert 'href="https://doi.org/1"' in asked
