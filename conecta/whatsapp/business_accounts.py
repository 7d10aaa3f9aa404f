"""Decisions about business accounts: their names, and the token that speaks for them."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import ConflictError
from conecta.whatsapp.models import BusinessAccount, Portfolio
from conecta.whatsapp.readings import FIRST_MESSAGING_LIMIT

# The trail tells that the token changed, never what it is.
HIDDEN, NONE = "••••", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountData:
    """An empty `access_token` keeps the one that is stored."""

    name: str
    waba_id: str
    business_id: str
    access_token: str = ""


@transaction.atomic
def create(data: AccountData, *, by: Author) -> BusinessAccount:
    """Raises ConflictError `duplicate` for a WABA that is already registered."""
    account = BusinessAccount(
        portfolio=_portfolio(data.business_id, by=by),
        waba_id=data.waba_id,
        name=data.name.strip(),
        access_token=data.access_token,
    )
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise ConflictError(
            "duplicate", "Esta conta (WABA) já está cadastrada.", field="waba_id"
        ) from error
    trail.record(
        Action.ACCOUNT_CREATED,
        by=by,
        obj=account,
        changes={
            "name": (None, account.name),
            "waba_id": (None, account.waba_id),
            "portfolio": (None, account.portfolio.name),
            "access_token": (NONE, HIDDEN if data.access_token else NONE),
        },
    )
    return account


@transaction.atomic
def change(
    account: BusinessAccount, *, name: str, access_token: str, by: Author
) -> BusinessAccount:
    """Name and, unless empty, the token."""
    locked = BusinessAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    changes = trail.changed(locked, name=name.strip())
    locked.name = name.strip()
    if access_token and access_token != locked.access_token:
        changes["access_token"] = (HIDDEN if locked.access_token else NONE, f"{HIDDEN} (outro)")
        locked.access_token = access_token  # type: ignore[assignment]  # its package ships no types
    if changes:
        locked.save(update_fields=["name", "access_token"])
        trail.record(Action.ACCOUNT_CHANGED, by=by, obj=locked, changes=changes)
    return locked


def _portfolio(business_id: str, *, by: Author) -> Portfolio:
    portfolio, created = Portfolio.objects.get_or_create(
        business_id=business_id,
        defaults={"name": f"Portfólio {business_id}", "messaging_limit": FIRST_MESSAGING_LIMIT},
    )
    if created:
        changes = {
            "business_id": (None, business_id),
            "messaging_limit": (None, portfolio.messaging_limit),
        }
        trail.record(Action.PORTFOLIO_CREATED, by=by, obj=portfolio, changes=changes)
    return portfolio


@transaction.atomic
def rename_portfolio(portfolio: Portfolio, name: str, *, by: Author) -> Portfolio:
    locked = Portfolio.objects.select_for_update(no_key=True).get(pk=portfolio.pk)
    changes = trail.changed(locked, name=name.strip())
    if changes:
        locked.name = name.strip()
        locked.save(update_fields=["name"])
        trail.record(Action.PORTFOLIO_CHANGED, by=by, obj=locked, changes=changes)
    return locked
