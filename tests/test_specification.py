"""The examples of the GitHub Flavored Markdown Spec, read by our own boundary to the parser (tests/specification/)."""

import re
from pathlib import Path

from markdown import Markdown
from test_gfm import structure

from careerguide.markdown.extension import GitHubFlavour

FENCE = "`" * 32
EXAMPLE = re.compile(rf"^{FENCE} example[^\n]*\n(.*?)^\.\n(.*?)^{FENCE}$", re.MULTILINE | re.DOTALL)
DIFFERS = {
    610: "the example is without GitHub's bare links, which are always on there",
    616: "the same",
    619: "the same",
    620: "the same",
    645: "comrak has the rule for comments of CommonMark 0.31",
    646: "the same",
    653: "raw_html.py shows such tags as text, which the guide's own syntax adds",
}


def test_the_specification_is_read_as_it_says() -> None:
    """All examples have the structure that they give, but for those that are known to differ; none of these agrees."""
    text = (Path(__file__).parent / "specification/gfm.txt").read_text(encoding="utf-8").replace("→", "\t")
    examples = EXAMPLE.findall(text)
    parser = Markdown(extensions=[GitHubFlavour()], output_format="html")

    differing = {
        number
        for number, (typed, expected) in enumerate(examples, 1)
        if structure(parser.reset().convert(typed) + "\n") != structure(expected)
    }

    assert len(examples) == 673
    assert differing == DIFFERS.keys()
