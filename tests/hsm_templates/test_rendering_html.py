"""WhatsApp's formatting as safe HTML, at the same borders of words as WhatsApp."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsm_templates.rendering import to_html

markup = st.text(alphabet="*_~` ab\n<&é", max_size=40)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("*negrito*", "<strong>negrito</strong>"),
        ("_itálico_", "<em>itálico</em>"),
        ("~tachado~", "<s>tachado</s>"),
        ("```fixo```", "<code>fixo</code>"),
        ("`fixo`", "<code>fixo</code>"),
        ("O *Clube Aurora* abriu", "O <strong>Clube Aurora</strong> abriu"),
        ("(*a*), *b*!", "(<strong>a</strong>), <strong>b</strong>!"),
        ("*_tudo_*", "<strong><em>tudo</em></strong>"),
        ("_*~tudo~*_", "<em><strong><s>tudo</s></strong></em>"),
        ("*a* *b*", "<strong>a</strong> <strong>b</strong>"),
        ("*a _b* c_", "<strong>a _b</strong> c_"),
        ("**a**", "*<strong>a</strong>*"),
        ("😀*a*😀", "😀<strong>a</strong>😀"),
        ("linha 1\nlinha 2\r\n*3*", "linha 1<br>linha 2<br><strong>3</strong>"),
        ("```a *b*\n_c_```", "<code>a *b*<br>_c_</code>"),
        ("`*a*`", "<code>*a*</code>"),
    ],
)
def test_marks_become_tags(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4",
        "nome_de_arquivo_novo",
        "* item",
        "*a *",
        "* a*",
        "*a\nb*",
        "*a",
        "a*",
        "**",
        "____",
        "é*a*",
        "*a*é",
        "`a\nb`",
        "```",
        "https://example.com/um_dois_tres",
    ],
)
def test_marks_out_of_place_stay_as_written(text: str) -> None:
    assert to_html(text) == text.replace("\n", "<br>")


def test_what_a_person_writes_never_becomes_markup_of_ours() -> None:
    hostile = "*<script>alert(\"1\")</script>* ```<b>``` & 'x'"

    assert to_html(hostile) == (
        "<strong>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</strong> "
        "<code>&lt;b&gt;</code> &amp; &#x27;x&#x27;"
    )


@given(markup)
def test_tags_are_ours_closed_and_well_nested(text: str) -> None:
    opened: list[str] = []
    deepest = 0

    for closing, tag in re.findall(r"<(/?)([^>]*)>", to_html(text)):
        assert tag in {"strong", "em", "s", "code", "br"}
        if closing:
            assert opened.pop() == tag
        elif tag != "br":
            opened.append(tag)
            deepest = max(deepest, len(opened))

    assert opened == []
    assert deepest <= 4  # bold, italic and strike once each, with code inside


@given(markup)
def test_no_word_is_lost(text: str) -> None:
    shown = unescape(re.sub(r"<[^>]*>", "", to_html(text).replace("<br>", "\n")))

    assert re.sub(r"[*_~`]", "", shown) == re.sub(r"[*_~`]", "", text)


@pytest.mark.parametrize("piece", ["*_~a ", "*a ", "`", "_*", "*_~x~_* ", "```"])
def test_a_hostile_message_neither_nests_deep_nor_fails(piece: str) -> None:
    shown = re.sub(r"<[^>]*>", "", to_html(piece * 3000))

    assert shown.count("a") == (piece * 3000).count("a")
