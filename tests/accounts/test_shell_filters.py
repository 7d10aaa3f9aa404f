"""Filter chips in the browser: they open, close, and say what is chosen in them."""

import pytest
from django.template import Context, Template
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

TOOLBAR = Template("""{% load ui %}
<form class="toolbar" hx-get="/lista/" hx-target="#lista" hx-trigger="change">
  <input type="search" name="search">
  {% filter_chip "optin" "OPTIN" choices selected %}
  {% include "components/_filter_period.html" %}
  <a href="?" data-clear-filters hidden>Limpar filtros</a>
</form>
<div id="lista"></div>""")


@pytest.fixture
def filters(shell: Page) -> Page:
    choices = [("opted_in", "Aceito"), ("undefined", "Indefinido")]
    html = TOOLBAR.render(Context({"choices": choices, "selected": []}))
    shell.route("**/filtros/", lambda route: route.fulfill(content_type="text/html", body=html))
    shell.evaluate("htmx.ajax('GET', '/filtros/', {target: 'main'})")
    return shell


def test_a_choice_names_itself_on_the_chip_and_goes_to_the_server(filters: Page) -> None:
    filters.route("**/lista/**", lambda route: route.fulfill(body="3 contatos"))
    filters.get_by_text("OPTIN").click()

    with filters.expect_request("**/lista/**") as asked:
        filters.get_by_label("Aceito").check()

    assert asked.value.url.endswith("/lista/?optin=opted_in")
    expect(filters.locator(".chip--on .chip__value")).to_have_text("Aceito")
    expect(filters.get_by_text("Limpar filtros")).to_be_visible()
    expect(filters.get_by_text("3 contatos")).to_be_visible()
    expect(filters.get_by_label("Aceito")).to_be_focused()


def test_a_day_names_itself_as_people_write_it(filters: Page) -> None:
    filters.get_by_text("Período").click()

    filters.get_by_label("De", exact=True).fill("2026-11-17")

    expect(filters.locator(".chip--on .chip__value")).to_have_text("de 17/11/2026")


def test_arrows_walk_the_choices_and_esc_gives_the_focus_back(filters: Page) -> None:
    filters.get_by_text("OPTIN").click()

    filters.keyboard.press("ArrowDown")
    filters.keyboard.press("ArrowDown")
    expect(filters.get_by_label("Indefinido")).to_be_focused()

    filters.keyboard.press("Escape")
    expect(filters.locator("details.menu[open]")).to_have_count(0)
    expect(filters.locator("summary", has_text="OPTIN")).to_be_focused()


def test_a_menu_near_the_edge_opens_inwards_and_closed_takes_no_room(filters: Page) -> None:
    filters.set_viewport_size({"width": 768, "height": 700})
    filters.evaluate("document.querySelector('.toolbar').style.justifyContent = 'end'")
    wide = "document.documentElement.scrollWidth"
    assert filters.evaluate(wide) <= 768

    filters.get_by_text("Período").click()

    panel = filters.locator("details.menu[open] .menu__panel")
    expect(panel).to_be_in_viewport(ratio=1)
    assert filters.evaluate(wide) <= 768


def test_a_click_outside_closes_the_menu(filters: Page) -> None:
    filters.get_by_text("OPTIN").click()

    filters.locator("#conteudo").click(position={"x": 5, "y": 5})

    expect(filters.locator("details.menu[open]")).to_have_count(0)
