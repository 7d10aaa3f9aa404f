"""An acceptance that somebody registers: granted, or denied with the attempt kept in the trail."""

from audit.actors import Author
from conecta.errors import NotAllowedError
from contacts.models import Contact
from optin import consents
from optin.consents import Evidence
from optin.models import Source


def register(contact: Contact, *, evidence: Evidence, source: Source, by: Author) -> Contact:
    """As `consents.grant`. A NotAllowedError is raised after its audit entry is written, so a
    caller inside a transaction must let it commit."""
    try:
        return consents.grant(contact, evidence=evidence, source=source, by=by)
    except NotAllowedError as error:
        consents.note_denied(contact, error, evidence=evidence, by=by)
        raise
