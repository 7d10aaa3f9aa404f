"""Who did it: a person with a log-in, the contact, Meta, or the system itself."""

from dataclasses import dataclass
from typing import TypeAlias

from django.db import models

from conecta.accounts.models import User


class ActorKind(models.TextChoices):
    PERSON = "person", "Usuário"
    CONTACT = "contact", "Contato"
    META = "meta", "Meta"
    SYSTEM = "system", "Sistema"


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    user_id: int | None = None


CONTACT = Actor(ActorKind.CONTACT)
META = Actor(ActorKind.META)
SYSTEM = Actor(ActorKind.SYSTEM)

Author: TypeAlias = User | Actor


def actor_of(author: Author) -> Actor:
    return author if isinstance(author, Actor) else Actor(ActorKind.PERSON, author.pk)


def user_of(author: Author) -> User | None:
    return author if isinstance(author, User) else None
