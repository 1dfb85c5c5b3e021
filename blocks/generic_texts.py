"""Link texts that say nothing of where a link leads, by language."""

from .identifiers import comparable_title

GENERIC_TEXTS = {
    "en": (
        "click here", "click", "continue", "details", "discover more", "find out more",
        "get started", "go", "here", "info", "learn more", "link", "more", "more details",
        "more info", "more information", "read more", "read on", "see more", "this", "this page",
        "view", "view more", "visit",
    ),
    "fr": (
        "cliquer ici", "cliquez ici", "continuer", "découvrir", "en savoir plus", "ici",
        "lien", "lire la suite", "plus", "plus d’informations", "plus d’infos", "suite", "voir",
        "voir plus",
    ),
    "es": (
        "aquí", "continuar", "descubrir", "enlace", "haga clic aquí", "haz clic aquí",
        "leer más", "más", "más información", "saber más", "seguir leyendo", "ver", "ver más",
    ),
    "de": (
        "hier", "hier klicken", "klicken sie hier", "link", "mehr", "mehr erfahren",
        "mehr informationen", "mehr lesen", "weiter", "weiterlesen",
    ),
    "ar": (
        "اقرأ المزيد", "اضغط هنا", "انقر هنا", "اعرف المزيد", "المزيد", "المزيد من المعلومات",
        "تابع القراءة", "هنا",
    ),
    "ja": (
        "こちら", "ここ", "ここをクリック", "こちらをクリック",
        "続きを読む", "詳細", "詳しくはこちら", "もっと見る",
    ),
}  # fmt: skip

_COMPARABLE = frozenset(
    comparable_title(text) for texts in GENERIC_TEXTS.values() for text in texts
)


def is_generic(text: str) -> bool:
    """Return whether a link text says nothing, in any language: a form does not know the page's."""
    return comparable_title(text) in _COMPARABLE
