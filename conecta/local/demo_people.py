"""Whom the demonstration knows: its users, and contacts in every group and colour."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from conecta.accounts.people import PersonData
from conecta.accounts.roles import Role
from contacts.custom_fields import FieldData
from contacts.field_values import FieldKind

PASSWORD = "conecta-demo"  # noqa: S105 - printed at every start, and valid on this machine only

USERS = (
    PersonData(name="Rafael Monteiro", email="agente@conecta.local", role=Role.AGENT),
    PersonData(name="Camila Portela", email="supervisor@conecta.local", role=Role.SUPERVISOR),
    PersonData(name="Marina Azevedo", email="admin@conecta.local", role=Role.ADMINISTRATOR),
    PersonData(name="Otávio Bastos", email="auditor@conecta.local", role=Role.AUDITOR),
)

VIP, OPEN_DEBT, AFTER_SALES, SOUTH = (
    "Clientes VIP",
    "Cobrança em aberto",
    "Pós-venda",
    "Zona Sul",
)
GROUPS = (VIP, OPEN_DEBT, AFTER_SALES, SOUTH)

ORDER, DUE, PLAN = "pedido", "vencimento", "plano"
FIELDS = (
    FieldData(key=ORDER, label="Nº do pedido"),
    FieldData(key=DUE, label="Vencimento", kind=FieldKind.DATE),
    FieldData(key=PLAN, label="Plano"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`accepted`, `refused`: what was said, as evidence; neither: grey. `extra` by key."""

    name: str
    number: str
    email: str = ""
    groups: tuple[str, ...] = ()
    accepted: str = ""
    refused: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


SHOP_FORM = "Marcou “Quero receber avisos pelo WhatsApp” no cadastro da loja."
SITE_FORM = "Marcou a caixa de WhatsApp ao fechar o pedido no site."
PHONE_YES = "Aceitou receber avisos pelo WhatsApp, em ligação gravada."
PHONE_NO = "Pediu na ligação para não receber mensagens."
KEYWORD = "#OPTOUT"

# fmt: off
CONTACTS = (
    Person(name="Ana Beatriz Nogueira", number="(11) 98765-4321", email="ana.nogueira@example.com",
           groups=(VIP, SOUTH), accepted=SITE_FORM,
           extra={ORDER: "48213", DUE: "2026-11-28", PLAN: "Residencial Plus"}),
    Person(name="João Pedro Albuquerque", number="11 97654-3210", groups=(OPEN_DEBT,),
           extra={DUE: "2026-11-20", PLAN: "Residencial"}),
    Person(name="Conceição Maria dos Santos", number="+55 11 96543-2109", groups=(OPEN_DEBT, SOUTH),
           accepted=PHONE_YES, extra={DUE: "2026-12-05", PLAN: "Residencial Plus"}),
    Person(name="Luís Fernando Tavares", number="(21) 99876-5432", email="luis.tavares@example.com",
           groups=(VIP,), accepted=SHOP_FORM),
    Person(name="Priscila Yamamoto", number="(11) 95432-1098", groups=(AFTER_SALES, SOUTH)),
    Person(name="Márcio Guimarães", number="(31) 98888-7766", groups=(OPEN_DEBT,), refused=KEYWORD),
    Person(name="Tereza Cristina Lobo", number="(51) 99123-4567", email="tereza.lobo@example.com",
           groups=(VIP, AFTER_SALES), accepted=SHOP_FORM, extra={ORDER: "48207"}),
    Person(name="Rodrigo Sant’Anna", number="(41) 99765-1122", groups=(AFTER_SALES,)),
    Person(name="Elisângela Ferreira", number="(85) 98700-4455", accepted=SITE_FORM,
           groups=(AFTER_SALES,)),
    Person(name="Caio Bittencourt", number="(11) 94321-0987", groups=(SOUTH,), refused=PHONE_NO),
    Person(name="Mercearia Boa Vista", number="(11) 3222-4455", email="boavista@example.com",
           groups=(VIP,)),
    Person(name="Dandara Oliveira", number="(71) 99911-2233", groups=(AFTER_SALES,),
           accepted=SITE_FORM),
    Person(name="Ícaro Nascimento", number="(81) 98822-3344", groups=(OPEN_DEBT,)),
    Person(name="Helena Wagner", number="(47) 99233-4455", email="helena.wagner@example.com",
           groups=(VIP,), accepted=PHONE_YES),
    Person(name="Sebastião Queiroz", number="(62) 99344-5566", groups=(OPEN_DEBT,)),
    Person(name="Noemi Castelo Branco", number="(98) 98455-6677", groups=(AFTER_SALES,),
           refused=KEYWORD),
    Person(name="Vinícius Prado", number="(19) 99566-7788", groups=(SOUTH,)),
    Person(name="Aparecida Lima e Silva", number="(67) 99677-8899", groups=(OPEN_DEBT,),
           accepted=PHONE_YES),
    Person(name="Gustavo Rezende", number="(61) 98788-9900", email="gustavo.rezende@example.com",
           groups=(VIP,)),
    Person(name="Yara Tupinambá", number="(92) 99899-0011", groups=(AFTER_SALES,)),
    Person(name="Oswaldo Martins", number="(13) 99700-1122", groups=(OPEN_DEBT,), refused=PHONE_NO),
    Person(name="Bianca Fontoura", number="(48) 99811-2200", groups=(VIP, AFTER_SALES),
           accepted=SITE_FORM),
    Person(name="Jorge Amado Rocha", number="(73) 98922-3311"),
    Person(name="Zélia Monteverde", number="(27) 99833-4422", groups=(SOUTH,)),
)
# fmt: on
