import pytest
from hypothesis import given, strategies

from repcockpit.exchange.readers.html import html_to_text


@pytest.mark.parametrize(
    "text",
    [
        "a < b",
        "if a <b and c> d",
        "mail <ann@x.org>",
        "AT&amp;T",
        "<3",
        "x <- y -> z",
        "",
        "line\nline",
        "<bold>",
    ],
)
def test_plain_text_is_unchanged(text: str) -> None:
    assert html_to_text(text) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("Called.<br>Wants a quote<br/>by Friday", "Called.\nWants a quote\nby Friday"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        (
            "<html><head><title>t</title><style>p{}</style></head><body>x<script>y()</script></body></html>",
            "x",
        ),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
        ("<p>Ann &lt;ann@x.org&gt; and <bob@x.org></p>", "Ann <ann@x.org> and <bob@x.org>"),
        ('<div>caf&eacute;&nbsp;<a href="x">link</a></div>', "café link"),
        ("<p>open <b>bold", "open bold"),
        ("<p>a <!-- not shown --><![if !vml]>b<![endif]><?xml:namespace x /></p>", "a b"),
        ("<p>a <![ b <!-- c <? d < e", "a <![ b <!-- c <? d < e"),
    ],
)
def test_tags_become_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_a_whole_document_of_excel_size() -> None:
    body = "<p>" + "word " * 6000 + "</p>"
    assert html_to_text(f"<html><body>{body}</body></html>").count("word") == 6000


@given(strategies.text(alphabet="<>/pbr&;!?[]-= \"'a"))
def test_any_text_is_survived(text: str) -> None:
    html_to_text(f"<p>{text}")
