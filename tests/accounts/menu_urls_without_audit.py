"""The same pages, before the audit report has one."""

from tests.accounts import menu_urls

urlpatterns = menu_urls.urlpatterns[:-1]
