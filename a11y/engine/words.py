"""Words: how a text is cut into them, and which of them carry no meaning of their own.

The lists are short on purpose: the few dozen words that every longer text of a language has.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_STEM = 4

FUNCTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in {
            "bg": "и в на за от се да не са е с по като това при до или които който ще го към си",
            "ca": "el la els les de del i que en un una per amb no és es al als més com o aquest "
            "aquesta seu són ha han si des sobre",
            "cs": "a v na se je s z do že o pro to k i za po jako ale by od který která které jsou "
            "nebo při ve si není má",
            "da": "og i at er det en til på af for med den som der ikke de et har kan du vi om fra "
            "eller ved vil være også efter din dine hvis",
            "de": "der die das und in zu den mit von für ist im nicht ein eine auf dem des sich "
            "auch es an werden aus als sie wie bei einer oder hat nach sind wird zum zur kann wenn "
            "durch ihre ihr diese dieser dieses über ich wir haben",
            "el": "και το να του η της με που την για από είναι ο τα των στο σε οι τη δεν θα στην "
            "στη ή τον ένα μια αυτό",
            "en": "the of and to in is for that with on are you this be as it or by from at your "
            "not an can have will was has we if which but all they their more about its when no "
            "been were what there would should these our out up into how may i a do does he she "
            "his her over",
            "es": "de la que el en y los del se las por un para con no una su al es lo como más o "
            "si este esta sus son entre cuando también ha desde está puede sobre todos",
            "et": "ja on ei et see kui ka oma või mis mida ning seda aga siis selle kes nii saab "
            "teie",
            "fi": "ja on ei että se joka ovat oli tai voi myös hän mutta kun niin kuin sekä ole "
            "sen tämä jos sitä",
            "fr": "de la le et les des en un une du est que pour dans qui par sur au avec pas ce "
            "il plus sont ne vous se ou aux votre cette son sa ses nous être leur ces mais à elle",
            "hr": "i u je na se da za su s od ili ne o koji kao što to bi do te biti koja iz ako",
            "hu": "a az és hogy nem is egy ez azt meg vagy csak van ha el már mint kell ki be lesz "
            "volt ezt",
            "id": "dan yang di untuk dengan dari ini pada adalah tidak ke dalam anda atau akan itu "
            "dapat oleh telah sebagai bisa",
            "it": "di e il la che in un per è una del non sono con si da le dei della al i gli ha "
            "come più o alla nel se questo questa su delle anche dal lo",
            "lt": "ir į kad yra su iš ar ne kaip bei tai už būti gali jūsų nuo po arba šis jei",
            "lv": "un ir uz ar no par kas ka lai vai pēc kā bet nav tiek arī var šo jūsu",
            "nb": "og i er det til på av for med den som at en ikke de et har kan du vi om fra "
            "eller ved vil være også etter din dine hvis å",
            "nl": "de het een en van in is op te dat voor met die zijn niet aan er om ook als bij "
            "dit door of naar uw je wordt kan worden over maar deze uit heeft hij ging ze wij ik",
            "pl": "i w na z do się nie jest to że o dla jak od przez po lub za są oraz ten tym "
            "który która które może być jego",
            "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas "
            "ao ou seu sua são é foi pelo pela você quando esta este",
            "ro": "de și în a la cu pe care nu este un o din pentru se că sau mai sunt ca prin "
            "fi al să dumneavoastră după acest",
            "ru": "и в не на что с по это как для к из от за его но или а о у вы при так до же вас "
            "если все",
            "sk": "a v na sa je s z do že o pre to k aj za po ako ale by od ktorý ktorá ktoré sú "
            "alebo pri vo si nie",
            "sl": "in v je na se da za so z od ali ne ki kot to s po pri bi do iz ta lahko če",
            "sv": "och i att det som en på är av för med till den har de inte om ett du kan vi "
            "från eller vid så var ska din",
            "tr": "ve bir bu için ile da de olarak olan daha çok gibi var veya değil ne her en "
            "kadar sonra",
            "uk": "і в не на що з до та у за як це для від по про але його або є ви так щоб якщо",
        }.items()
    }
)
"""Articles, prepositions, pronouns and the like, by language."""

_ALL_FUNCTION_WORDS = frozenset().union(*FUNCTION_WORDS.values())


def words_in(text: str) -> list[str]:
    """The words of a text in lower case: letters only, no numbers."""
    return [word.lower() for word in _WORD.findall(text)]


def phrase(text: str) -> str:
    """A text with nothing but its words, as the lists of phrases hold them."""
    return " ".join(words_in(text))


def collapsed(text: str) -> str:
    """A text in lower case with single spaces, for comparison."""
    return " ".join(text.lower().split())


def content_words(text: str, language: str = "") -> list[str]:
    """The words of a text that mean something by themselves.

    Without a language of ours, whatever is a function word in any of them is left out.
    """
    empty = FUNCTION_WORDS.get(primary(language), _ALL_FUNCTION_WORDS)
    return [word for word in words_in(text) if word not in empty and (len(word) > 2 or _wide(word))]


def _wide(word: str) -> bool:
    """Written in characters that are words or syllables."""
    return word[0] >= "⺀"


def stems(words: Iterable[str]) -> frozenset[str]:
    """The beginnings by which forms of a word are told to be the same one."""
    return frozenset(word[:_STEM] for word in words)


@cache
def primary(language: str) -> str:
    """The language subtag of a language tag, by the name in use today."""
    subtag = language.strip().lower().replace("_", "-").split("-")[0]
    return {"no": "nb", "iw": "he", "in": "id", "ji": "yi", "fil": "tl", "sh": "hr"}.get(
        subtag, subtag
    )
