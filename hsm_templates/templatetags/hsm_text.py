"""Names of templates in our pages."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def soft_breaks(name: str) -> SafeString:
    """A line may break after each _ of a long name."""
    return format_html_join(SafeString("_<wbr>"), "{}", ((piece,) for piece in name.split("_")))
