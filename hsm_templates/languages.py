"""The languages that Meta accepts for templates (its list of November 2025), by their codes."""

from collections.abc import Mapping
from types import MappingProxyType

from contacts.names import search_key

DEFAULT = "pt_BR"
COMMON = ("pt_BR", "es", "en_US", "pt_PT", "es_AR", "es_MX", "en", "it", "fr", "de")

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "af": "Africâner",
        "ar": "Árabe",
        "ar_AE": "Árabe (Emirados Árabes Unidos)",
        "ar_EG": "Árabe (Egito)",
        "ar_LB": "Árabe (Líbano)",
        "ar_MA": "Árabe (Marrocos)",
        "ar_QA": "Árabe (Catar)",
        "az": "Azerbaijano",
        "be_BY": "Bielorrusso",
        "bg": "Búlgaro",
        "bn": "Bengali",
        "bn_IN": "Bengali (Índia)",
        "ca": "Catalão",
        "cs": "Tcheco",
        "da": "Dinamarquês",
        "de": "Alemão",
        "de_AT": "Alemão (Áustria)",
        "de_CH": "Alemão (Suíça)",
        "el": "Grego",
        "en": "Inglês",
        "en_AE": "Inglês (Emirados Árabes Unidos)",
        "en_AU": "Inglês (Austrália)",
        "en_CA": "Inglês (Canadá)",
        "en_GB": "Inglês (Reino Unido)",
        "en_GH": "Inglês (Gana)",
        "en_IE": "Inglês (Irlanda)",
        "en_IN": "Inglês (Índia)",
        "en_JM": "Inglês (Jamaica)",
        "en_MY": "Inglês (Malásia)",
        "en_NZ": "Inglês (Nova Zelândia)",
        "en_QA": "Inglês (Catar)",
        "en_SG": "Inglês (Singapura)",
        "en_UG": "Inglês (Uganda)",
        "en_US": "Inglês (EUA)",
        "en_ZA": "Inglês (África do Sul)",
        "es": "Espanhol",
        "es_AR": "Espanhol (Argentina)",
        "es_CL": "Espanhol (Chile)",
        "es_CO": "Espanhol (Colômbia)",
        "es_CR": "Espanhol (Costa Rica)",
        "es_DO": "Espanhol (República Dominicana)",
        "es_EC": "Espanhol (Equador)",
        "es_ES": "Espanhol (Espanha)",
        "es_HN": "Espanhol (Honduras)",
        "es_MX": "Espanhol (México)",
        "es_PA": "Espanhol (Panamá)",
        "es_PE": "Espanhol (Peru)",
        "es_UY": "Espanhol (Uruguai)",
        "et": "Estoniano",
        "fa": "Persa",
        "fi": "Finlandês",
        "fil": "Filipino",
        "fr": "Francês",
        "fr_BE": "Francês (Bélgica)",
        "fr_CA": "Francês (Canadá)",
        "fr_CH": "Francês (Suíça)",
        "fr_CI": "Francês (Costa do Marfim)",
        "fr_MA": "Francês (Marrocos)",
        "ga": "Irlandês",
        "gu": "Guzerate",
        "ha": "Hauçá",
        "he": "Hebraico",
        "hi": "Híndi",
        "hr": "Croata",
        "hu": "Húngaro",
        "id": "Indonésio",
        "it": "Italiano",
        "ja": "Japonês",
        "ka": "Georgiano",
        "kk": "Cazaque",
        "kn": "Canarês",
        "ko": "Coreano",
        "ky_KG": "Quirguiz",
        "lo": "Laosiano",
        "lt": "Lituano",
        "lv": "Letão",
        "mk": "Macedônio",
        "ml": "Malaiala",
        "mr": "Marata",
        "ms": "Malaio",
        "nb": "Norueguês",
        "nl": "Holandês",
        "nl_BE": "Holandês (Bélgica)",
        "pa": "Punjabi",
        "pl": "Polonês",
        "prs_AF": "Dari",
        "ps_AF": "Pachto",
        "pt_BR": "Português (Brasil)",
        "pt_PT": "Português (Portugal)",
        "ro": "Romeno",
        "ru": "Russo",
        "rw_RW": "Quiniaruanda",
        "si_LK": "Cingalês",
        "sk": "Eslovaco",
        "sl": "Esloveno",
        "sq": "Albanês",
        "sr": "Sérvio",
        "sv": "Sueco",
        "sw": "Suaíli",
        "ta": "Tâmil",
        "te": "Telugo",
        "th": "Tailandês",
        "tr": "Turco",
        "uk": "Ucraniano",
        "ur": "Urdu",
        "uz": "Uzbeque",
        "vi": "Vietnamita",
        "zh_CN": "Chinês (China)",
        "zh_HK": "Chinês (Hong Kong)",
        "zh_TW": "Chinês (Taiwan)",
        "zu": "Zulu",
    }
)


def normalise(code: str) -> str:
    """Meta's webhooks may spell `en-US` what its lists call `en_US`."""
    return code.replace("-", "_")


def name_of(code: str) -> str:
    """The Portuguese name; the code itself when Meta adds one that we do not know yet."""
    return NAMES.get(normalise(code), code)


def choices() -> list[tuple[str, str]]:
    """(code, name) for a select: the common ones first, then the others by name."""
    others = [code for code in NAMES if code not in COMMON]
    by_name = sorted(others, key=lambda code: search_key(NAMES[code]))
    return [(code, NAMES[code]) for code in (*COMMON, *by_name)]
