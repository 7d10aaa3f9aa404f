"""A company that accepts its term: short ways to the decisions, for the tests of the term."""

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from optin import term_batches, terms
from optin.models import LegalBasis, Term, TermAcceptance
from optin.terms import Undertaking
from tests import factories

TEXT = "A empresa declara que os contatos aceitam receber mensagens. Envie #OPTOUT para sair."


def administrator(name: str = "Camila Portela") -> User:
    return factories.user(Role.ADMINISTRATOR, name=name)


def published(text: str = TEXT, *, by: User | None = None) -> Term:
    return terms.publish(text, by=by or administrator())


def undertaking(term: Term, *, covers_new: bool = False) -> Undertaking:
    return Undertaking(
        legal_basis=LegalBasis.LEGITIMATE_INTEREST,
        justification="Clientes com pedido em andamento.",
        covers_new=covers_new,
        confirmation=terms.words_to_accept(term),
    )


def accepted(
    term: Term | None = None, *, by: User | None = None, covers_new: bool = False
) -> TermAcceptance:
    """Accepted, its work not begun."""
    term = term or Term.objects.first() or published()
    return terms.accept(term, undertaking(term, covers_new=covers_new), by=by or term.published_by)


def in_force(*, covers_new: bool = False) -> TermAcceptance:
    """Accepted, and every grey contact of now green by it."""
    acceptance = accepted(covers_new=covers_new)
    term_batches.run()
    acceptance.refresh_from_db()
    return acceptance


def withdraw(acceptance: TermAcceptance) -> TermAcceptance:
    words = terms.words_to_withdraw(acceptance.term)
    return terms.withdraw(acceptance, confirmation=words, by=acceptance.accepted_by)
