"""The same pages, before the reports have any."""

from tests.accounts import menu_urls

urlpatterns = menu_urls.urlpatterns[:-2]
