"""Upward notices of this app, sent inside the transaction of the change."""

from django.dispatch import Signal

# contact, by: turned red; whoever holds waiting messages to the person must stop them now.
contact_refused = Signal()
