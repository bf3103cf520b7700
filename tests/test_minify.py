"""Style sheets as they are sent: shorter, and the same to a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from careerguide.minify import minify, minify_css

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


def test_scripts_stay_as_they_are() -> None:
    """Only style sheets are made shorter."""
    assert minify("js/site.js", b"a  ;  b") == b"a  ;  b"
