"""Style sheets as they are sent: shorter, and the same to a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from careerguide.publishing.minify import minify, minify_css

STYLES = sorted((Path(__file__).parent.parent / "static/css").glob("*.css"))
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText.replaceAll(", ", ",").replaceAll(": ", ":"));
}"""


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("a { color : red ; }\n\nb, c { d: e }", "a{color :red}b,c{d:e}"),
        (".a :is(b, c) > d:hover {}", ".a :is(b,c) > d:hover{}"),
        ('a::after { content: " { ;  /* */ " }', 'a::after{content:" { ;  /* */ "}'),
        ("a { src: url(data:image/png;base64,a b) }", "a{src:url(data:image/png;base64,a b)}"),
        ("a { b: calc(1px + 2px) /* c */ !important }", "a{b:calc(1px + 2px) !important}"),
        (".a/* x */.b {}", ".a/**/.b{}"),
        ("@layer a { @media (width >= 1px) { b { c: d } } }", "@layer a{@media (width >= 1px){b{c:d}}}"),
    ],
)
def test_only_what_means_nothing_is_left_out(written: str, sent: str) -> None:
    """Comments go, and blanks where they cannot mean anything; strings, addresses and selectors stay."""
    assert minify_css(written) == sent


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_a_browser_reads_the_same_rules(style: Path, page: Page) -> None:
    """Every style sheet of the guide means the same in both forms."""
    text = style.read_text("utf-8")
    assert page.evaluate(RULES, minify_css(text)) == page.evaluate(RULES, text)


def test_scripts_lose_their_comments_and_indents() -> None:
    """Only whole lines of comment and blanks at the edges go; line ends stay, for they can end statements."""
    assert minify("js/site.js", b'// why\n{\n  let a = "//x"  // y\n\n  a\n}\n') == b'{\nlet a = "//x"  // y\na\n}\n'


@pytest.mark.parametrize("script", [b"a = `x\n  // y\n`", b"/* a\n  // b */ c"])
def test_a_script_that_is_not_understood_stays(script: bytes) -> None:
    """Where a line may be part of a text or of a longer comment, nothing is touched."""
    assert minify("js/site.js", script) == script


def test_other_files_stay_as_they_are() -> None:
    """Only style sheets and scripts are minified."""
    assert minify("icon.svg", b"<!-- a -->  <svg/>") == b"<!-- a -->  <svg/>"
