"""Words that the corpus is made of, by language: texts differ, and words come back as they do in a desk's work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LOCALES = ("en", "sv", "nb", "da", "de")


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language; a sentence is a subject, a verb, an object and a few places and times."""

    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    endings: tuple[str, ...]
    nouns: tuple[str, ...]
    according: str
    """Stands before the name of who says something."""


def _vocabulary(subjects: str, verbs: str, objects: str, endings: str, nouns: str, according: str) -> Vocabulary:
    lists = (tuple(part.strip() for part in text.split("|")) for text in (subjects, verbs, objects, endings, nouns))
    return Vocabulary(*lists, according)


WORDS: Mapping[str, Vocabulary] = {
    "en": _vocabulary(
        "the ministry|a spokesman for the harbour|the regional council|two engineers|the inspectors|an internal report|"
        "the operator|residents of the district|the commission|a former director|the coast guard|local newspapers|"
        "the trade union|several suppliers|the auditors|the grid company",
        "has confirmed|denies|expects|describes|has postponed|calls for|reports|criticises|has approved|examines|"
        "announces|questions|has delivered|demands|is preparing|refers to",
        "a new terminal|the closure of the line|higher prices for electricity|an agreement on water|the loss of two vessels|"
        "repairs to the bridge|an inquiry into the contracts|the shortage of drivers|larger stocks of grain|"
        "a second crossing|delays at the border|the sale of the shipyard|stricter limits on noise|a fund for the villages|"
        "the return of the crews|tests of the equipment",
        "in the northern valley|before the end of the year|after long negotiations|at a meeting in the capital|"
        "despite the objections of the neighbours|for the third time|without giving a reason|along the old railway|"
        "since the storms of the spring|with money from the state|on the western shore|under an older treaty|"
        "according to two documents|in a letter to parliament",
        "ferries|bridges|harbours|water|grain|power lines|railways|contracts|fisheries|borders|forests|schools|roads|"
        "shipyards|prices|storms|treaties|elections|mines|archives",
        "according to",
    ),
    "sv": _vocabulary(
        "ministeriet|en talesman för hamnen|regionrådet|två ingenjörer|inspektörerna|en intern rapport|operatören|"
        "invånarna i distriktet|kommissionen|en tidigare direktör|kustbevakningen|lokaltidningarna|fackförbundet|"
        "flera leverantörer|revisorerna|nätbolaget",
        "har bekräftat|förnekar|väntar sig|beskriver|har skjutit upp|kräver|rapporterar om|kritiserar|har godkänt|granskar|"
        "tillkännager|ifrågasätter|har levererat|begär|förbereder|hänvisar till",
        "en ny terminal|nedläggningen av linjen|högre elpriser|ett avtal om vatten|förlusten av två fartyg|"
        "reparationer av bron|en utredning av avtalen|bristen på förare|större spannmålslager|en andra förbindelse|"
        "förseningar vid gränsen|försäljningen av varvet|strängare gränser för buller|en fond för byarna|"
        "besättningarnas återkomst|prov av utrustningen",
        "i den norra dalen|före årets slut|efter långa förhandlingar|vid ett möte i huvudstaden|trots grannarnas invändningar|"
        "för tredje gången|utan att ange skäl|längs den gamla järnvägen|sedan vårens stormar|med pengar från staten|"
        "på den västra stranden|enligt ett äldre fördrag|enligt två dokument|i ett brev till riksdagen",
        "färjor|broar|hamnar|vatten|spannmål|kraftledningar|järnvägar|avtal|fiske|gränser|skogar|skolor|vägar|varv|priser|"
        "stormar|fördrag|val|gruvor|arkiv",
        "enligt",
    ),
    "nb": _vocabulary(
        "departementet|en talsperson for havnen|regionrådet|to ingeniører|inspektørene|en intern rapport|operatøren|"
        "innbyggerne i distriktet|kommisjonen|en tidligere direktør|kystvakten|lokalavisene|fagforeningen|"
        "flere leverandører|revisorene|nettselskapet",
        "har bekreftet|avviser|venter|beskriver|har utsatt|krever|melder om|kritiserer|har godkjent|undersøker|"
        "kunngjør|stiller spørsmål ved|har levert|ber om|forbereder|viser til",
        "en ny terminal|nedleggelsen av linjen|høyere strømpriser|en avtale om vann|tapet av to fartøyer|"
        "reparasjoner på broen|en gransking av kontraktene|mangelen på sjåfører|større kornlagre|en ny kryssing|"
        "forsinkelser på grensen|salget av verftet|strengere støygrenser|et fond for bygdene|mannskapenes hjemkomst|"
        "prøver av utstyret",
        "i den nordre dalen|før årets slutt|etter lange forhandlinger|på et møte i hovedstaden|tross naboenes innvendinger|"
        "for tredje gang|uten å oppgi grunn|langs den gamle jernbanen|siden vårens stormer|med penger fra staten|"
        "på den vestre bredden|etter en eldre traktat|ifølge to dokumenter|i et brev til Stortinget",
        "ferjer|broer|havner|vann|korn|kraftlinjer|jernbaner|kontrakter|fiskerier|grenser|skoger|skoler|veier|verft|priser|"
        "stormer|traktater|valg|gruver|arkiver",
        "ifølge",
    ),
    "da": _vocabulary(
        "ministeriet|en talsmand for havnen|regionsrådet|to ingeniører|inspektørerne|en intern rapport|operatøren|"
        "beboerne i distriktet|kommissionen|en tidligere direktør|kystvagten|lokalaviserne|fagforeningen|"
        "flere leverandører|revisorerne|netselskabet",
        "har bekræftet|afviser|venter|beskriver|har udskudt|kræver|melder om|kritiserer|har godkendt|undersøger|"
        "bekendtgør|sætter spørgsmålstegn ved|har leveret|beder om|forbereder|henviser til",
        "en ny terminal|nedlæggelsen af linjen|højere elpriser|en aftale om vand|tabet af to skibe|reparationer af broen|"
        "en undersøgelse af kontrakterne|manglen på chauffører|større kornlagre|endnu en overfart|forsinkelser ved grænsen|"
        "salget af værftet|strengere grænser for støj|en fond til landsbyerne|besætningernes hjemkomst|prøver af udstyret",
        "i den nordlige dal|før årets udgang|efter lange forhandlinger|ved et møde i hovedstaden|trods naboernes indvendinger|"
        "for tredje gang|uden at give en grund|langs den gamle jernbane|siden forårets storme|med penge fra staten|"
        "på den vestlige bred|efter en ældre traktat|ifølge to dokumenter|i et brev til Folketinget",
        "færger|broer|havne|vand|korn|elledninger|jernbaner|kontrakter|fiskeri|grænser|skove|skoler|veje|værfter|priser|"
        "storme|traktater|valg|miner|arkiver",
        "ifølge",
    ),
    "de": _vocabulary(
        "das Ministerium|ein Sprecher des Hafens|der Regionalrat|zwei Ingenieure|die Prüfer|ein interner Bericht|der Betreiber|"
        "die Bewohner des Bezirks|die Kommission|ein früherer Direktor|die Küstenwache|die Lokalzeitungen|die Gewerkschaft|"
        "mehrere Lieferanten|die Rechnungsprüfer|der Netzbetreiber",
        "bestätigt|bestreitet|erwartet|beschreibt|verschiebt|fordert|meldet|kritisiert|billigt|untersucht|"
        "verkündet|bezweifelt|liefert|verlangt|plant|verweist auf",
        "ein neues Terminal|die Schließung der Strecke|höhere Strompreise|ein Abkommen über Wasser|den Verlust zweier Schiffe|"
        "Reparaturen an der Brücke|eine Untersuchung der Verträge|den Mangel an Fahrern|größere Getreidevorräte|"
        "eine zweite Überfahrt|Verzögerungen an der Grenze|den Verkauf der Werft|strengere Grenzwerte für Lärm|"
        "einen Fonds für die Dörfer|die Rückkehr der Besatzungen|Prüfungen der Ausrüstung",
        "im nördlichen Tal|vor dem Ende des Jahres|nach langen Verhandlungen|bei einem Treffen in der Hauptstadt|"
        "trotz der Einwände der Nachbarn|zum dritten Mal|ohne einen Grund zu nennen|entlang der alten Bahnlinie|"
        "seit den Stürmen des Frühjahrs|mit Geld vom Staat|am westlichen Ufer|nach einem älteren Vertrag|"
        "laut zwei Dokumenten|in einem Brief an das Parlament",
        "Fähren|Brücken|Häfen|Wasser|Getreide|Stromleitungen|Bahnlinien|Verträge|Fischerei|Grenzen|Wälder|Schulen|Straßen|"
        "Werften|Preise|Stürme|Abkommen|Wahlen|Bergwerke|Archive",
        "laut",
    ),
    "fr": _vocabulary(
        "le ministère|un porte-parole du port|le conseil régional|deux ingénieurs|les inspecteurs|un rapport interne|"
        "l’exploitant|les habitants du district|la commission|un ancien directeur|les garde-côtes|la presse locale",
        "confirme|nie|attend|décrit|reporte|exige|signale|critique|approuve|examine|annonce|conteste",
        "un nouveau terminal|la fermeture de la ligne|la hausse des prix|un accord sur l’eau|la perte de deux navires|"
        "la réparation du pont|une enquête sur les contrats|le manque de chauffeurs|des réserves de céréales|"
        "une seconde traversée|des retards à la frontière|la vente du chantier naval",
        "dans la vallée du nord|avant la fin de l’année|après de longues négociations|lors d’une réunion dans la capitale|"
        "malgré les objections des voisins|pour la troisième fois|sans donner de raison|le long de l’ancienne voie|"
        "depuis les tempêtes du printemps|avec l’argent de l’État",
        "bacs|ponts|ports|eau|céréales|lignes|contrats|frontières|forêts|écoles",
        "selon",
    ),
}
"""The locales of the site, and languages that only articles are in."""

SYLLABLES = (
    "ba",
    "dor",
    "el",
    "fin",
    "gra",
    "hal",
    "is",
    "ka",
    "lund",
    "mar",
    "no",
    "or",
    "pel",
    "ri",
    "sten",
    "tor",
    "u",
    "vik",
)
"""Names of people, organisations and places are made of these."""
COUNTRIES = (
    "SE",
    "NO",
    "DK",
    "DE",
    "FI",
    "EE",
    "LV",
    "LT",
    "PL",
    "GB",
    "IE",
    "NL",
    "BE",
    "FR",
    "CH",
    "AT",
    "IS",
    "CZ",
    "ES",
    "PT",
)
