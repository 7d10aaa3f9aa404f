"""Upward notices of this app, sent inside the transaction of the change."""

from django.dispatch import Signal

# contact, by: turned red; whoever holds waiting messages to the person must stop them now.
contact_refused = Signal()

# contact, reference (wamid or id, None for the recent ones), since (None for no limit): the
# receiver returns the inbound messages of the person as a list of optin.messages.SaidMessage,
# newest first, at most 20.
said_messages_sought = Signal()
