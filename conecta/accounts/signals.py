"""Upward notices of this app; received by the trail."""

from django.dispatch import Signal

# user, by, created, changes: {field: (before, after)}; sent inside the transaction of the change.
user_saved = Signal()
