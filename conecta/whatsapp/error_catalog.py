"""Meta's error codes as data: what each one means for the sender, and what people are told.

Source: Meta's page of error codes and its changelog. Titles and advice are for people; an advice
never suggests another category, number or contact to get round a refusal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class ErrorFamily(StrEnum):
    """What the sender does with the rest of its work when Meta answers so."""

    RETRY = "retry"
    SLOW_DOWN = "slow_down"
    PAIR = "pair"
    DROP = "drop"
    PAUSE_CAMPAIGN = "pause_campaign"
    PAUSE_CHANNEL = "pause_channel"
    AMBIGUOUS = "ambiguous"


class RetryKind(StrEnum):
    """Whether the same message may go again: never, by itself, or once a condition is lifted."""

    NEVER = "never"
    BACKOFF = "backoff"
    THROTTLE = "throttle"
    WAIT = "wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """`attempts` automatic repeats; `first_wait_seconds` before the first, multiplied by `factor`.

    Under WAIT nothing repeats by itself: the seconds are the least time known for the condition.
    """

    kind: RetryKind
    attempts: int = 0
    first_wait_seconds: float = 0.0
    factor: float = 1.0

    def wait_seconds(self, attempt: int) -> float | None:
        """The pause before automatic repeat number `attempt` (from 1); None when no more is due."""
        if not 1 <= attempt <= self.attempts:
            return None
        return float(self.first_wait_seconds * self.factor ** (attempt - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorEntry:
    """One row of the table. `code` is None when Meta gave none."""

    code: int | None
    family: ErrorFamily
    retry: Retry
    title: str
    advice: str


RETRY, SLOW_DOWN, PAIR, DROP = (
    ErrorFamily.RETRY,
    ErrorFamily.SLOW_DOWN,
    ErrorFamily.PAIR,
    ErrorFamily.DROP,
)
PAUSE_CAMPAIGN, PAUSE_CHANNEL = ErrorFamily.PAUSE_CAMPAIGN, ErrorFamily.PAUSE_CHANNEL

NEVER = Retry(kind=RetryKind.NEVER)
# 2, 6, 18, 54, 162 s: four minutes cover Meta's short outages, and end before a lease is forgotten.
BACKOFF = Retry(kind=RetryKind.BACKOFF, attempts=5, first_wait_seconds=2, factor=3)
TWICE = Retry(kind=RetryKind.BACKOFF, attempts=2, first_wait_seconds=5, factor=6)
ONCE = Retry(kind=RetryKind.BACKOFF, attempts=1, first_wait_seconds=30)
# Meta says that the upgrade of a number takes about a minute: 1 to 5 min.
MAINTENANCE = Retry(kind=RetryKind.BACKOFF, attempts=5, first_wait_seconds=60)
THROTTLE = Retry(kind=RetryKind.THROTTLE, attempts=8, first_wait_seconds=1, factor=2)
# The hourly quota of a WABA or an app frees itself slowly.
QUOTA = Retry(kind=RetryKind.THROTTLE, attempts=8, first_wait_seconds=15, factor=2)
# Meta's own rule for the same recipient: 4^X seconds, X from 0.
PAIR_RULE = Retry(kind=RetryKind.THROTTLE, attempts=5, first_wait_seconds=1, factor=4)
WAIT = Retry(kind=RetryKind.WAIT)


def _wait(*, minutes: float = 0, hours: float = 0) -> Retry:
    return Retry(kind=RetryKind.WAIT, first_wait_seconds=60 * minutes + 3600 * hours)


PERMISSION = (
    "Peça ao administrador que confira as permissões do aplicativo e do token na Meta; "
    "os envios do canal voltam depois disso."
)
REGISTER = "Peça ao administrador que conclua o registro do número na Meta."
REVISE_CONTENT = "Reveja o HSM com o responsável por ele e submeta uma nova versão à Meta."
CORRECT_HSM = "Corrija o HSM conforme o detalhe informado pela Meta e submeta de novo."
CORRECT_VALUES = (
    "Corrija os valores das variáveis: sem linhas em branco, tabulações ou espaços demais."
)
PAYMENT = "Avise o financeiro: a forma de pagamento da conta na Meta precisa ser regularizada."
FLOW = "Corrija o fluxo na Meta; a campanha pode ser retomada depois disso."
NOT_OURS = "Esta chamada não faz parte do Conecta; informe o código ao suporte."
MM_API = "Peça ao administrador que reveja as opções de marketing da conta na Meta."
SYNC = "Sincronize os HSM com a Meta e confira o idioma e a situação deste antes de retomar."

Row = tuple[int, ErrorFamily, Retry, str, str]

# fmt: off
ROWS: Sequence[Row] = (
    # --- access and the platform itself
    (0, PAUSE_CHANNEL, NEVER, "Token de acesso inválido ou vencido",
     "Peça ao administrador que renove o token da conta; os envios do canal voltam depois disso."),
    (1, RETRY, TWICE, "Pedido inválido ou falha da Meta",
     "O envio é repetido sozinho; se continuar, confira a página de situação da Meta e avise o"
     " suporte."),
    (2, RETRY, BACKOFF, "A Meta está temporariamente fora do ar",
     "O envio é repetido sozinho daqui a pouco."),
    (3, PAUSE_CHANNEL, NEVER, "O aplicativo não tem permissão para esta ação", PERMISSION),
    (4, SLOW_DOWN, QUOTA, "Limite de chamadas do aplicativo atingido",
     "O ritmo diminui sozinho até a Meta liberar novas chamadas."),
    (10, PAUSE_CHANNEL, NEVER, "Permissão não concedida ou retirada", PERMISSION),
    (33, PAUSE_CHANNEL, NEVER, "O número da empresa foi excluído na Meta",
     "Desabilite este canal: o número não existe mais na conta."),
    (100, DROP, NEVER, "Parâmetro inválido",
     "Corrija o campo indicado no detalhe da Meta antes de enviar de novo."),
    (190, PAUSE_CHANNEL, WAIT, "Token de acesso vencido",
     "Peça ao administrador que renove o token da conta; a fila espera por isso."),
    (368, PAUSE_CHANNEL, NEVER, "Conta restrita ou desativada pela Meta",
     "Todos os envios da conta param; veja na Meta qual política foi apontada e peça a revisão"
     " por lá."),
    (80007, SLOW_DOWN, QUOTA, "Limite de chamadas da conta do WhatsApp atingido",
     "O ritmo desta conta diminui sozinho até a Meta liberar novas chamadas."),
    (200005, DROP, NEVER, "Estatísticas de HSM indisponíveis",
     "Peça ao administrador que ative as estatísticas de modelos na Meta."),
    (200006, DROP, NEVER, "Estatísticas de HSM não podem ser desativadas",
     "Nada a fazer: uma vez ativadas, elas permanecem."),
    (200007, DROP, NEVER, "Estatísticas de HSM não ativadas",
     "Peça ao administrador que ative as estatísticas de modelos na Meta."),
    # --- limits of the number and of the person
    (130403, DROP, NEVER, "A empresa bloqueou esta pessoa no WhatsApp",
     "Só volta a receber se a empresa desfizer o bloqueio na Meta."),
    (130429, SLOW_DOWN, THROTTLE, "Vazão máxima do número atingida",
     "O ritmo diminui e o envio é repetido sozinho em instantes."),
    (130472, DROP, NEVER, "A Meta não entrega marketing a esta pessoa agora",
     "A pessoa participa de um experimento da Meta; não reenvie por enquanto (não houve "
     "cobrança)."),
    (130497, DROP, NEVER, "A conta não pode enviar para este país",
     "Retire deste envio as pessoas do país bloqueado pela Meta."),
    # --- messages
    (131000, RETRY, BACKOFF, "Erro desconhecido da Meta",
     "O envio é repetido sozinho algumas vezes; se continuar, avise o suporte."),
    (131005, PAUSE_CHANNEL, NEVER, "Acesso negado", PERMISSION),
    (131008, DROP, NEVER, "Falta um parâmetro obrigatório",
     "Complete a informação indicada no detalhe da Meta antes de enviar de novo."),
    (131009, DROP, NEVER, "Valor de parâmetro inválido",
     "Corrija o valor indicado no detalhe da Meta antes de enviar de novo."),
    (131016, RETRY, BACKOFF, "Serviço temporariamente indisponível",
     "O envio é repetido sozinho daqui a pouco."),
    (131021, DROP, NEVER, "Remetente e destinatário são o mesmo número",
     "O cadastro usa o número da própria empresa; corrija-o."),
    (131026, DROP, NEVER, "Não entregue: a pessoa não recebe por este WhatsApp",
     "O número pode não ter WhatsApp, usar uma versão antiga ou não ter aceitado os termos; "
     "confirme com a pessoa."),
    (131030, DROP, NEVER, "Número fora da lista de testes",
     "Números de teste da Meta só escrevem a quem está na lista; inclua a pessoa nela para "
     "testar."),
    (131031, PAUSE_CHANNEL, NEVER, "Conta bloqueada pela Meta",
     "Todos os envios da conta param; veja na Meta a saúde da conta e o que ela pede."),
    (131037, PAUSE_CHANNEL, NEVER, "O número precisa de um nome de exibição aprovado",
     "Peça ao administrador que aprove o nome de exibição do número na Meta."),
    (131042, PAUSE_CHANNEL, WAIT, "Problema de pagamento na Meta", PAYMENT),
    (131044, PAUSE_CHANNEL, WAIT, "Problema de pagamento na Meta (chamadas)", PAYMENT),
    (131045, PAUSE_CHANNEL, WAIT, "Registro do número incompleto", REGISTER),
    (131047, DROP, NEVER, "Passaram mais de 24 h desde a última mensagem da pessoa",
     "A conversa só pode ser retomada com um HSM aprovado, se a pessoa puder receber mensagens"
     " ativas."),
    (131048, PAUSE_CAMPAIGN, _wait(hours=1), "Limite por bloqueios e denúncias",
     "Muitas pessoas bloquearam ou denunciaram este número; as campanhas param até a qualidade"
     " melhorar."),
    (131049, DROP, _wait(hours=24), "A Meta limitou o marketing a esta pessoa",
     "Não reenvie; a pessoa já recebeu muitas ofertas de empresas e a Meta pede ao menos 24 h "
     "de espera."),
    (131050, DROP, NEVER, "A pessoa não quer receber ofertas desta empresa",
     "Respeite a escolha feita no WhatsApp: ofertas só voltam se a própria pessoa as reativar."),
    (131051, DROP, NEVER, "Tipo de mensagem não suportado",
     "Envie o conteúdo em um formato aceito pelo WhatsApp."),
    (131052, DROP, NEVER, "Não foi possível baixar a mídia recebida",
     "Peça à pessoa que envie o arquivo de novo."),
    (131053, RETRY, ONCE, "Falha ao processar a mídia enviada",
     "O envio é repetido uma vez; se continuar, confira o tipo e o tamanho do arquivo."),
    (131055, PAUSE_CAMPAIGN, NEVER, "A API de marketing só aceita HSM de marketing", MM_API),
    (131056, PAIR, PAIR_RULE, "Mensagens demais para a mesma pessoa",
     "O envio a esta pessoa espera um pouco e é repetido sozinho; os demais seguem."),
    (131057, SLOW_DOWN, MAINTENANCE, "Número em manutenção na Meta",
     "A Meta está mudando a vazão do número; o envio volta sozinho em poucos minutos."),
    (131059, RETRY, ONCE, "A página da lista expirou", "A leitura recomeça sozinha do início."),
    (131061, PAUSE_CAMPAIGN, NEVER, "HSM com preço máximo não sai por esta API", MM_API),
    (131062, DROP, NEVER, "Esta mensagem exige o número de telefone da pessoa",
     "Peça o telefone à pessoa e complete o cadastro."),
    (131063, PAUSE_CAMPAIGN, NEVER, "Marketing desativado nesta API para a conta", MM_API),
    (131064, PAUSE_CAMPAIGN, WAIT, "Limite por HSM classificado errado",
     "A Meta restringiu a conta por HSM de utilidade com conteúdo de marketing; corrija-os e "
     "espere a restrição terminar."),
    # --- templates when sending
    (132000, PAUSE_CAMPAIGN, NEVER, "Quantidade de variáveis diferente da do HSM",
     "O HSM mudou ou o mapeamento está incompleto; sincronize os HSM e corrija o mapeamento."),
    (132001, PAUSE_CAMPAIGN, NEVER, "HSM inexistente neste idioma ou não aprovado", SYNC),
    (132005, DROP, NEVER, "Texto longo demais com os valores preenchidos",
     "Encurte os valores das variáveis."),
    (132007, PAUSE_CAMPAIGN, NEVER, "O conteúdo do HSM viola as políticas da Meta", REVISE_CONTENT),
    (132008, DROP, NEVER, "Valor de variável inválido", CORRECT_VALUES),
    (132012, DROP, NEVER, "Formato de variável diferente do HSM", CORRECT_VALUES),
    (132015, PAUSE_CAMPAIGN, WAIT, "HSM pausado pela Meta por baixa qualidade",
     "A campanha espera o HSM voltar a Aprovado; reveja o conteúdo e o público enquanto isso."),
    (132016, PAUSE_CAMPAIGN, NEVER, "HSM desativado pela Meta",
     "Este HSM não volta mais; reveja o conteúdo e crie um novo."),
    (132018, DROP, NEVER, "Variáveis do HSM recusadas pela validação", CORRECT_VALUES),
    (132068, PAUSE_CAMPAIGN, NEVER, "Fluxo bloqueado", FLOW),
    (132069, PAUSE_CAMPAIGN, WAIT, "Fluxo limitado a poucas mensagens por hora", FLOW),
    # --- registration of numbers
    (133000, PAUSE_CHANNEL, WAIT, "Falhou o cancelamento anterior do registro",
     "Peça ao administrador que cancele o registro do número de novo e o registre outra vez."),
    (133004, RETRY, BACKOFF, "Servidor temporariamente indisponível",
     "O envio é repetido sozinho daqui a pouco."),
    (133005, PAUSE_CHANNEL, NEVER, "PIN do número incorreto",
     "Peça ao administrador que confira o PIN de verificação em duas etapas."),
    (133006, PAUSE_CHANNEL, NEVER, "O número precisa ser verificado", REGISTER),
    (133008, PAUSE_CHANNEL, WAIT, "Tentativas de PIN demais",
     "Espere o tempo que a Meta informa no detalhe antes de tentar o PIN de novo."),
    (133009, PAUSE_CHANNEL, WAIT, "PIN tentado depressa demais",
     "Espere o tempo que a Meta informa no detalhe antes de tentar o PIN de novo."),
    (133010, PAUSE_CHANNEL, NEVER, "Número não registrado", REGISTER),
    (133015, PAUSE_CHANNEL, _wait(minutes=5), "Número excluído há pouco",
     "Espere ao menos 5 minutos antes de registrar o número de novo."),
    (133016, PAUSE_CHANNEL, _wait(hours=72), "Registros demais em 72 h",
     "Pare de registrar este número e espere 72 h."),
    # --- marketing, calls, flows, blocking
    (134011, PAUSE_CHANNEL, NEVER, "Termos de pagamento pendentes",
     "Peça ao administrador que aceite os termos de pagamento na Meta."),
    (134100, PAUSE_CAMPAIGN, NEVER, "O HSM não é de marketing", MM_API),
    (134101, PAUSE_CAMPAIGN, _wait(minutes=10), "HSM ainda em preparação na Meta",
     "Espere uns 10 minutos e retome."),
    (134102, PAUSE_CAMPAIGN, NEVER, "HSM indisponível para a API de marketing", MM_API),
    (135000, DROP, NEVER, "Erro genérico de parâmetro",
     "Confira o HSM e os valores; se estiverem certos, informe o caso ao suporte."),
    (137000, DROP, NEVER, "A identidade da pessoa no WhatsApp mudou",
     "Confirme com a pessoa, por telefone ou pessoalmente, que o número ainda é dela."),
    (139102, RETRY, BACKOFF, "Bloqueio de pessoa não concluído",
     "A chamada é repetida sozinha daqui a pouco."),
    (139200, DROP, NEVER, "Envio direto não habilitado", NOT_OURS),
    (1752041, DROP, NEVER, "Adesão à API de marketing já pedida",
     "Nada a fazer: o pedido anterior está em andamento."),
    # --- creating and editing templates
    (2388019, DROP, NEVER, "Limite de HSM da conta atingido",
     "Exclua HSM que não são mais usados e submeta de novo."),
    (2388024, DROP, NEVER, "Já existe um HSM com este nome e idioma",
     "Escolha um nome que ainda não exista neste idioma."),
    (2388039, DROP, WAIT, "A situação do HSM não pode mudar agora",
     "Espere a análise terminar ou a cota de edições voltar (uma por dia, dez em 30 dias)."),
    (2388040, DROP, NEVER, "Texto acima do limite de caracteres", CORRECT_HSM),
    (2388043, DROP, NEVER, "Falta algo que o HSM precisa ter, como um exemplo", CORRECT_HSM),
    (2388047, DROP, NEVER, "Formato do cabeçalho recusado", CORRECT_HSM),
    (2388072, DROP, NEVER, "Formato do corpo recusado", CORRECT_HSM),
    (2388073, DROP, NEVER, "Formato do rodapé recusado", CORRECT_HSM),
    (2388293, DROP, NEVER, "Variáveis demais para o tamanho do texto",
     "Escreva mais texto fixo ou use menos variáveis."),
    (2388299, DROP, NEVER, "Variável no começo ou no fim do texto",
     "Ponha texto antes da primeira e depois da última variável."),
    (2388318, DROP, NEVER, "Envio direto não aceito", NOT_OURS),
    (2388330, DROP, NEVER, "Envio direto não aceito", NOT_OURS),
)

# Families of codes that Meta documents as a range; a row above comes first.
RANGES: Sequence[tuple[range, ErrorFamily, Retry, str, str]] = (
    (range(200, 300), PAUSE_CHANNEL, NEVER, "Permissão ausente", PERMISSION),
    (range(138000, 139000), DROP, NEVER, "Erro de chamada de voz", NOT_OURS),
    (range(139000, 139005), DROP, NEVER, "Erro de fluxo", FLOW),
    (range(139100, 139104), DROP, NEVER, "Erro ao bloquear ou desbloquear", NOT_OURS),
)
# fmt: on

ENTRIES: Mapping[int, ErrorEntry] = {
    code: ErrorEntry(code=code, family=family, retry=retry, title=title, advice=advice)
    for code, family, retry, title, advice in ROWS
}

AMBIGUOUS = ErrorEntry(
    code=None,
    family=ErrorFamily.AMBIGUOUS,
    retry=NEVER,
    title="Sem confirmação da Meta",
    advice="A mensagem pode ter saído: espere o aviso da Meta ou peça a um supervisor que decida.",
)
NOT_SENT = ErrorEntry(
    code=None,
    family=ErrorFamily.RETRY,
    retry=BACKOFF,
    title="Sem contato com a Meta",
    advice="A mensagem não saiu e é repetida sozinha; se continuar, confira a rede do servidor.",
)
UNREADABLE_REFUSAL = ErrorEntry(
    code=None,
    family=ErrorFamily.DROP,
    retry=NEVER,
    title="Recusado sem código pela Meta",
    advice="A mensagem não saiu; confira o endereço da API da Meta e informe o caso ao suporte.",
)
UNKNOWN_ADVICE = (
    "Código que o Conecta ainda não conhece: a mensagem não é repetida; veja o detalhe da Meta."
)
