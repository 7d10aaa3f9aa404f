"""Customers that stay in the telephone's list without having said a word."""

from conecta.whatsapp.sandbox import wa_id
from conecta.whatsapp.sandbox.people import Person
from conecta.whatsapp.sandbox.state import World

# They are there from the start; any other number can be added.
SEEDS = (
    ("5511992140087", "Bianca Moraes"),
    ("5541991872043", "João Pedro Sampaio"),
    ("5551980266658", "Luciana Teixeira"),
)


def seed(world: World) -> None:
    for number, name in SEEDS:
        keep(world, number, name)


def keep(world: World, number: str, name: str) -> Person:
    person = world.people.meet(wa_id.from_digits(number), number)
    person.number, person.is_kept = number, True
    person.name = name or person.name
    world.touch()
    return person
