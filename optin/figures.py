"""How many contacts stand in each colour, those that are green only by the term told apart."""

from dataclasses import dataclass

from django.db.models import Count

from contacts.models import Contact, OptinStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Living contacts, exactly. `opted_in` holds those of `by_term` too."""

    undefined: int
    opted_in: int
    opted_out: int
    by_term: int

    @property
    def total(self) -> int:
        return self.undefined + self.opted_in + self.opted_out

    @property
    def by_person(self) -> int:
        """Green because the person accepted."""
        return self.opted_in - self.by_term


def colours() -> Colours:
    """Two reads of indexes alone (contact_by_optin, contact_by_term)."""
    living = Contact.objects.living()
    rows = living.order_by().values_list("optin_status").annotate(Count("id"))
    counts = dict(rows)
    return Colours(
        undefined=counts.get(OptinStatus.UNDEFINED, 0),
        opted_in=counts.get(OptinStatus.OPTED_IN, 0),
        opted_out=counts.get(OptinStatus.OPTED_OUT, 0),
        by_term=living.green_by_term().count(),
    )
