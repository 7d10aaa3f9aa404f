"""Text as WhatsApp shows it, in our pages."""

from django import template
from django.utils.safestring import SafeString

from hsm_templates import rendering

register = template.Library()


@register.filter
def whatsapp(text: str) -> SafeString:
    """*negrito*, _itálico_, ~tachado~, ```monoespaçado``` and line breaks; everything escaped."""
    return rendering.to_html(text)
