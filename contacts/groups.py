"""Decisions about groups: create, rename, delete, put contacts in and take them out."""

from collections.abc import Collection, Iterable

from django.db import IntegrityError, transaction
from django.db.models import F

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.accounts.models import User
from conecta.errors import ConflictError, DomainError
from contacts.models import Contact, Group


@transaction.atomic
def create(name: str, *, by: Author) -> Group:
    """Raises ConflictError `group_taken` when there is one of that name."""
    group = Group()
    _write(group, name)
    trail.record(Action.GROUP_CREATED, by=by, obj=group, changes={"name": (None, group.name)})
    return group


@transaction.atomic
def named(said: Collection[str], *, by: User) -> tuple[Group, ...]:
    """The groups of those names or ids; who may create groups creates the names that are missing.

    Raises DomainError `group_unknown` for a name that there is not.
    """
    found = [find(value) or _create_named(value, by=by) for value in dict.fromkeys(said)]
    return tuple({group.pk: group for group in found}.values())


def find(said: str) -> Group | None:
    """By name, else by id."""
    group = Group.objects.filter(name=said.strip()).first()
    is_id = said.isascii() and said.isdigit() and len(said) < 19
    return Group.objects.filter(pk=int(said)).first() if group is None and is_id else group


@transaction.atomic
def rename(group: Group, name: str, *, by: Author) -> Group:
    locked = _lock(group)
    before = locked.name
    _write(locked, name)
    if before != locked.name:
        changes = {"name": (before, locked.name)}
        trail.record(Action.GROUP_CHANGED, by=by, obj=locked, changes=changes)
    return locked


@transaction.atomic
def delete(group: Group, *, by: Author) -> int:
    """How many contacts were in it; they stay, without the group."""
    locked = _lock(group)
    count = locked.contacts.count()
    trail.record(Action.GROUP_DELETED, by=by, obj=locked, members=count)
    locked.delete()
    return count


@transaction.atomic
def add(group: Group, contact_ids: Collection[int], *, by: Author) -> list[int]:
    """The ids of those who were not in it yet; who was merged or erased is left out."""
    locked = _lock(group)
    people = _living(contact_ids)
    inside = set(locked.contacts.filter(pk__in=people).values_list("pk", flat=True))
    joining = [person for pk, person in people.items() if pk not in inside]
    for person in joining:
        before = sorted(one.name for one in person.groups.all())
        _record(person, before, sorted([*before, locked.name]), by=by)
    locked.contacts.add(*joining)
    return _touch(joining)


@transaction.atomic
def remove(group: Group, contact_ids: Collection[int], *, by: Author) -> list[int]:
    """The ids of those who were in it."""
    locked = _lock(group)
    people = _living(contact_ids)
    inside = set(locked.contacts.filter(pk__in=people).values_list("pk", flat=True))
    leaving = [person for pk, person in people.items() if pk in inside]
    for person in leaving:
        before = sorted(one.name for one in person.groups.all())
        _record(person, before, [name for name in before if name != locked.name], by=by)
    locked.contacts.remove(*leaving)
    return _touch(leaving)


def _create_named(name: str, *, by: User) -> Group:
    if not by.has_perm("contacts.add_group"):
        raise DomainError("group_unknown", f"O grupo {name} não existe.", field="groups")
    return create(name, by=by)


def _lock(group: Group) -> Group:
    locked = Group.objects.select_for_update(no_key=True).filter(pk=group.pk).first()
    if locked is None:
        raise ConflictError("gone", "Este grupo foi excluído enquanto a página estava aberta.")
    return locked


def _write(group: Group, name: str) -> None:
    group.name = name.strip()
    if not group.name:
        raise DomainError("name_required", "Informe o nome do grupo.", field="name")
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError as error:
        raise ConflictError(
            "group_taken", f"Já existe um grupo chamado {group.name}.", field="name"
        ) from error


def _living(contact_ids: Collection[int]) -> dict[int, Contact]:
    """Locked, so that a form being saved does not undo what is done here."""
    people = Contact.objects.living().locked().filter(pk__in=contact_ids)
    return {person.pk: person for person in people.prefetch_related("groups")}


def _record(person: Contact, before: list[str], after: list[str], *, by: Author) -> None:
    changes = {"groups": (before, after)}
    trail.record(Action.CONTACT_CHANGED, by=by, obj=person, contact_id=person.pk, changes=changes)


def _touch(people: Iterable[Contact]) -> list[int]:
    """Forms that were open before must not overwrite the groups."""
    touched = [person.pk for person in people]
    Contact.objects.filter(pk__in=touched).update(version=F("version") + 1)
    return touched
