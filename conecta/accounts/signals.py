"""Upward notices of this app, sent inside the transaction of the change; received by the trail."""

from django.dispatch import Signal

# user, by (None: the system), created, changes: {field: (before, after)}.
user_saved = Signal()

# user, by (None: the system), beginning: the key's first characters, expires_at (None: never).
token_created = Signal()

# user, by, beginning.
token_revoked = Signal()

# user, by: the link to choose a password went out.
invitation_sent = Signal()
