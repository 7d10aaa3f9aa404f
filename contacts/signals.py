"""Upward notices of this app, sent inside the transaction of the change; received by consent."""

from django.dispatch import Signal

# contact: one of its names refused before, under whatever contact; it must become red.
suppression_met = Signal()

# contact: saved for the first time, by whatever door, and red already if one of its names refused.
# A receiver that changes its row returns True.
contact_created = Signal()

# contact, by, before, after (digits or None): green does not follow a changed number.
number_changed = Signal()

# winner, loser, by: the two turn out to be the same person; red wins.
contacts_merged = Signal()

# contact, people (ids: the contact and those once merged into it), by, reason: its values are gone;
# whoever holds anything of the person lets it go, or queues it to go, in this transaction.
contact_erased = Signal()

# contact, by: the person answers at another number; waiting messages to this one must stop.
wrong_person_marked = Signal()
