"""Counts in words: exact to ten thousand."""

from django import template

from conecta.accounts.keyset import total_label

register = template.Library()


@register.filter
def counted(count: int, noun: str) -> str:
    """`3|counted:"contato"`: "3 contatos"; "mais de 10 mil contatos"; plurals in -s only."""
    return f"{total_label(count)} {noun}" + ("" if count == 1 else "s")
