"""Upward questions of this app."""

from django.dispatch import Signal

# No argument: is the company's adhesion term in force? The receiver returns a bool. Consent is a
# sibling of this app, so an app above both answers.
term_sought = Signal()
