"""Each refusal in words: what forbids the message and what the person can do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from messaging.gates import Reason


@dataclass(frozen=True, slots=True)
class Sentence:
    """`title` says the fact, `advice` the honest way on; never a way round the refusal."""

    title: str
    advice: str


SENTENCES: dict[Reason, Sentence] = {
    Reason.CHANNEL_RECEPTIVE: Sentence(
        "O canal é Receptivo.",
        "Ele só responde a quem escreve; um supervisor pode desligar Receptivo em Canais.",
    ),
    Reason.CHANNEL_DISABLED: Sentence(
        "O canal está desabilitado.", "Um supervisor pode habilitá-lo em Canais."
    ),
    Reason.ACCOUNT_RESTRICTED: Sentence(
        "A Meta restringiu a conta deste canal.",
        "Peça a um administrador que veja a restrição na Meta.",
    ),
    Reason.CONTACT_UNREGISTERED: Sentence(
        "Este número não está cadastrado.",
        "Cadastre o contato e confira o OPTIN antes de enviar.",
    ),
    Reason.NUMBER_INVALID: Sentence(
        "O contato não tem um número de WhatsApp Business.",
        "Preencha o campo com DDI, DDD e número no cadastro.",
    ),
    Reason.WRONG_PERSON: Sentence(
        "O número foi marcado como errado para este contato.",
        "Corrija o número no cadastro; só um supervisor desfaz a marca.",
    ),
    Reason.OPTED_OUT: Sentence(
        "O contato recusou mensagens ativas (#OPTOUT).",
        "Só a própria pessoa pode voltar a aceitar; dentro da janela de 24 h você ainda responde.",
    ),
    Reason.MARKETING_STOPPED: Sentence(
        "O contato parou as mensagens de marketing no WhatsApp.",
        "Aguarde até que ele as retome pelo próprio aplicativo.",
    ),
    Reason.OPTIN_REQUIRED: Sentence(
        "Envio em lote exige OPTIN aceito.",
        "Quem está indefinido fica de fora até aceitar.",
    ),
    Reason.WINDOW_CLOSED: Sentence(
        "A janela de 24 h está fechada.",
        "Texto livre volta quando a pessoa escrever; até lá, só HSM.",
    ),
    Reason.AWAITING_REPLY: Sentence(
        "Aguardando resposta.",
        "Depois de um HSM, a conversa reabre quando a pessoa responder.",
    ),
    Reason.TEMPLATE_NOT_APPROVED: Sentence(
        "O HSM não está aprovado pela Meta.", "Acompanhe a análise em Configurações – HSM."
    ),
    Reason.TEMPLATE_PAUSED: Sentence(
        "A Meta pausou este HSM.", "Ele volta a poder ser enviado quando a Meta o retomar."
    ),
    Reason.TEMPLATE_NOT_ALLOWED: Sentence(
        "Este HSM não pode ser usado neste canal ou por você.",
        "HSM valem para os canais da própria conta; fale com um supervisor.",
    ),
    Reason.VARIABLE_MISSING: Sentence(
        "Falta preencher uma variável do HSM, ou um valor não serve.",
        "Confira os campos das variáveis.",
    ),
    Reason.HELD_BY_OTHER: Sentence(
        "Outra pessoa está atendendo este contato.",
        "Espere o fim do atendimento ou peça a transferência a um supervisor.",
    ),
    Reason.QUIET_HOURS: Sentence(
        "Fora do horário permitido para o fuso do contato.",
        "Envie dentro do horário comercial dele.",
    ),
    Reason.CONTACT_CAPPED: Sentence(
        "O contato já recebeu o máximo de mensagens do período.", "Aguarde o próximo período."
    ),
    Reason.OPTOUT_NOT_TOLD: Sentence(
        "O HSM não informa como cancelar com #OPTOUT.",
        "Com o termo de adesão em vigor, toda mensagem ativa precisa dizer isso; ajuste o HSM.",
    ),
    Reason.CONTACT_ERASED: Sentence(
        "Os dados deste contato foram apagados a pedido dele.", "Não há para onde enviar."
    ),
}


def advise(reason: Reason, problems: Sequence[str] = ()) -> str:
    """The way on; `problems` says which values of the variables are meant."""
    if reason is Reason.VARIABLE_MISSING and problems:
        return " ".join(problems)
    return SENTENCES[reason].advice


def explain(reasons: Sequence[Reason], problems: Sequence[str] = ()) -> list[dict[str, str]]:
    """[{code, detail}] as the API answers and the decision column keeps."""
    return [
        {"code": it.value, "detail": f"{SENTENCES[it].title} {advise(it, problems)}"}
        for it in reasons
    ]
