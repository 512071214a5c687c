"""Dates and years at the beginning of a line, which CommonMark would take for the number of an item in a list.

Where an ordinal is written with a dot, a sentence may begin with `24. Februar 2022`, and anywhere with `1945.`. Both are text
here: this is the one thing that a text of ours says in another way than CommonMark reads it.
"""

import re

MARK = "\ufdd0"
"""Stands between such a number and its dot while a text is parsed; Unicode keeps the code point free for such uses."""

_LINE = re.compile(r"^[ \t>\-+*]*\d.*", re.MULTILINE)
_MARKER = re.compile(r"[ \t]*(?:>|[-+*](?=[ \t])|(?P<number>\d{1,9})(?P<point>[.)])(?=[ \t]))")
_FOLLOWING = re.compile(
    r"[ \t]+(?:(?:\w{1,4}[ \t]+|[-–—/][ \t]*)\d{1,2}\.[ \t]*)?"  # bis 26.
    r"(?P<word>[^\W\d_]{3,})(?P<ended>\.|[ \t]+\d{4})?"  # Februar 2022
    r"|[ \t]+(?:0?[1-9]|1[0-2])\.[ \t]*\d{4}"  # 2. 2022
)


def mark(text: str) -> str:
    """Return a text with `MARK` before the dot of each date or year that begins a line, a quote or an item."""
    return _LINE.sub(_marked, text)


def _marked(found: re.Match[str]) -> str:
    line, position = found[0], 0
    while marker := _MARKER.match(line, position):
        position = marker.end()
        if marker["point"] == "." and _is_date(marker["number"], line, position):
            return line[: position - 1] + MARK + line[position - 1 :]
    return line


def _is_date(number: str, line: str, position: int) -> bool:
    """Tell whether a number is a year, or with what follows its dot begins a day."""
    if len(number) == 4:
        return "1000" <= number < "3000"
    if not 1 <= int(number) <= 31 or not (following := _FOLLOWING.match(line, position)):
        return False
    word = following["word"]
    return word is None or word in _MONTHS or (word in _SHORT_MONTHS and following["ended"] is not None)


# The names that CLDR gives to months in languages that write a day with a dot, and in some others of Europe, as they stand in a
# date and alone. Written as here: `Mars` is a planet in a list.
_LONG = """
Abrëll April Aralık August Ağustos Dezember Ekim Eylül Februar Haziran Januar Juli Juni Kasım Mai Mart Mayıs Mee Mäerz
März Nisan November Ocak Oktober September Temmuz août april aprilie aprill apryl apryla apríl apríla aprīlis aprīlī
august augusta augusti augusts augustus augustā avgust avril awgust awgusta balandis balandžio birželio birželis
březen března czerwca czerwiec decembar december decembra decembrie decembris decembrī desember detsember duben dubna
décembre elokuu elokuuta februar februara februari februarie február februára februāris februārī febrúar février
gegužė gegužės grudnia grudzień gruodis gruodžio heinäkuu heinäkuuta helmikuu helmikuuta huhtikuu huhtikuuta ianuarie
iulie iunie jaanuar januar januara januari január januára janvier janvāris janvārī janúar joulukuu joulukuuta juillet
juin jul juli julij julija jun juni junij junija juuli juuni júl júla júlí jún júna júní jūlijs jūlijā jūnijs jūnijā
kesäkuu kesäkuuta kolovoz kolovoza kovas kovo květen května kwiecień kwietnia lapkritis lapkričio leden ledna liepa
liepos lipanj lipca lipiec lipnja listopad listopada listopadu lokakuu lokakuuta lutego luty maaliskuu maaliskuuta
maart mai maijs maijā maj maja marca marec marraskuu marraskuuta mars mart martie marts martā marzec maí mei meja meje
máj mája märts měrc měrca noiembrie novembar november novembra novembre novembris novembrī nowember nowembra nóvember
octobre octombrie oktobar oktober oktobra oktobris oktobrī oktoober október októbra ožujak ožujka październik
października prosinac prosinca prosince prosinec rugpjūtis rugpjūčio rugsėjis rugsėjo rujan rujna sausio sausis
septembar september septembra septembre septembrie septembris septembrī sierpień sierpnia siječanj siječnja spalio
spalis srpanj srpen srpna srpnja studeni studenoga styczeń stycznia svibanj svibnja syyskuu syyskuuta tammikuu
tammikuuta toukokuu toukokuuta travanj travnja vasario vasaris veebruar veljača veljače wrzesień września září ágúst
únor února červen července červenec června říjen října Şubat Απρίλιος Απριλίου Αυγούστου Αύγουστος Δεκέμβριος
Δεκεμβρίου Ιανουάριος Ιανουαρίου Ιουλίου Ιουνίου Ιούλιος Ιούνιος Μάιος Μάρτιος Μαΐου Μαρτίου Νοέμβριος Νοεμβρίου
Οκτωβρίου Οκτώβριος Σεπτέμβριος Σεπτεμβρίου Φεβρουάριος Φεβρουαρίου август августа апрель апреля април березень
березня верасень верасня вересень вересня грудень грудня декабрь декабря декември децембар жнівень жніўня жовтень
жовтня июль июля июнь июня кастрычнік кастрычніка квітень квітня красавік красавіка липень липня листопад листопада
лютага лютий лютого люты ліпень ліпеня лістапад лістапада май март марта мая мај новембар ноември ноябрь ноября
октобар октомври октябрь октября сакавік сакавіка сентябрь сентября септембар септември серпень серпня снежань снежня
студзень студзеня січень січня травень травня фебруар февраль февраля февруари червень червня чэрвень чэрвеня юли юни
январь января януари јануар јануари јул јули јун јуни
"""
# These are followed by a dot or a year.
_SHORT = """
Abr Apr Aug Dez Feb Jan Jul Jun Mäe Mär Nov Okt Sep Sept apr aug avg awg bře cze dec des dets dub elo feb febr gru
heinä helmi huhti jaan jan janv joulu jūl jūn kesä kol kvě kwi led lip lis loka lut maalis mar marras mej mrt měr nov
now nóv okt ožu paź pro ruj sep sept sie sij srp stu sty svi syys tammi touko tra veebr velj wrz zář ágú úno čvc čvn
říj авг апр дец мар нов окт сеп феб јан
"""
_MONTHS, _SHORT_MONTHS = frozenset(_LONG.split()), frozenset(_SHORT.split())
