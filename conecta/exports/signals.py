"""Upward notices of this app, sent inside the transaction of the act; received by the trail."""

from django.dispatch import Signal

# export, by: somebody asked for a file.
export_requested = Signal()

# export, by: the file is handed out now.
export_downloaded = Signal()
