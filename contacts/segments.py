"""Which contacts: what a list, an API call or an audience is narrowed to."""

from collections.abc import Collection
from dataclasses import dataclass

# Beside the colours: green by the company's term alone. Also what the ledger writes as the source.
TERM = "term"
TERM_CHOICE = (TERM, "Liberado pelo termo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Each part narrows further, an empty one does not; several values of one part add up.

    `optin`: colours, and TERM for those that are green by the term alone.
    """

    search: str = ""
    optin: Collection[str] = ()
    group_ids: Collection[int] = ()
    origins: Collection[str] = ()
    marketing_stopped: bool = False

    @property
    def is_everybody(self) -> bool:
        narrowed = self.optin or self.group_ids or self.origins or self.marketing_stopped
        return not (self.search.strip() or narrowed)
