"""German: classes of caution, and the lists that are no classes."""

from typing import Final

CAUTION: Final[dict[str, tuple[str, ...]]] = {
    "angry": (
        "unverschämt*", "frechheit*", "inakzeptab*", "unakzeptab*", "wütend", "stinksauer", "bin sauer", "stocksauer",
        "empör*", "enttäusch*", "ärger*", "verärger*", "beschwer*", "katastroph*", "lächerlich*", "unfassbar*",
        "schnauze voll", "nase voll", "reicht's", "mir reicht", "es reicht", "zumutung*", "niemand antwortet",
        "keiner antwortet", "keine antwort", "skandal*", "schlimmste*", "verlange", "inkompeten*", "schrecklich*",
        "miserabel*", "unzufrieden*", "genervt", "nervt", "geduld ~ ende", "letzte mahnung", "unseriös*", "peinlich*",
        "schlechter service", "ignoriert", "lüge", "lügen", "lügner*", "unglaublich*", "schlamperei", "euer ernst",
        "ihr ernst", "auf den arm nehmen", "für dumm", "zum narren", "ein witz", "witz sein", "schlechter scherz",
        "geduld verloren", "verliere ~ geduld", "meine geduld", "geduldsfaden", "zum dritten mal", "zum vierten mal",
        "das dritte mal", "das vierte mal", "schon dreimal", "muss ich noch", "soll ich noch", "wie lange noch",
        "was soll das", "hinhalten", "hingehalten", "vertröst*", "ausreden", "blamabel", "armutszeugnis",
        "kasperletheater", "zirkus", "nicht normal", "dreist*", "frech", "mies", "mieser", "mieses", "miese",
        "dilettant*", "chaot*", "chaosladen", "unprofessionell*", "habe es satt", "hab es satt", "bin es leid",
        "leid zu warten", "faxen dicke", "zum kotzen", "kotzt ~ an", "zum heulen", "am ende meiner", "stinkt mir",
        "lachhaft", "unter aller", "ohrfeige", "wofür bezahle ich", "das kann nicht sein", "kann doch nicht wahr",
        "nicht wahr sein", "abartig", "grottig", "grottenschlecht", "bodenlos*", "saumäßig", "entsetz*", "fassungslos",
        "das ist unmöglich", "unmögliches", "unmöglicher", "ein scherz", "platzt mir", "kragen", "reisst ~ geduld",
        "reisst mir", "auf die palme", "auf den keks", "bin müde", "müde zu", "zum davonlaufen", "an der nase",
        "von einem zum anderen", "hab genug", "habe genug", "jetzt reicht", "langsam reicht",
    ),
    "billing_complex": (
        "doppelt berechnet", "zweimal berechnet", "doppelte abbuchung*", "doppelt belastet", "doppelt bezahlt",
        "zweimal belastet", "doppelt ~ abgebucht", "zweimal ~ abgebucht", "falscher betrag", "falschen betrag",
        "falsch abgerechnet", "falsch berechnet", "zu viel abgebucht", "zu viel berechnet", "zu viel bezahlt",
        "teilrückerstattung*", "teilerstattung*", "mehrere rechnungen", "zwei rechnungen", "mahnung*", "mahngebühr*",
        "wechselkurs*", "rechnung ~ stimmt nicht", "rechnung ~ falsch", "rechnungskorrektur", "korrekturrechnung",
        "zweimal ~ bezahlt", "zwei abbuchungen", "zwei buchungen", "zwei zahlungen", "zweite abbuchung",
        "zweimal vom konto", "doppelt vom konto", "doppelt gezahlt", "zweimal gezahlt", "doppelzahlung",
        "nochmal abgebucht", "noch einmal abgebucht", "erneut abgebucht", "mehr abgebucht", "zu viel gezahlt",
        "betrag ~ stimmt nicht", "betrag ~ falsch", "betrag ist höher", "betrag zu hoch", "preis stimmt nicht",
        "anderer betrag", "falsche mehrwertsteuer", "falsche mwst",
    ),
    "exception": (
        "ausnahme*", "ausnahmsweise", "frist ~ abgelaufen", "*frist ~ abgelaufen", "*frist ~ vorbei",
        "*frist ~ verpasst", "garantie ~ abgelaufen", "kulanterweise", "außerhalb der garantie",
        "ausserhalb der garantie", "gefallen tun", "trotz ~ bedingungen", "frist verlängern", "30 tage ~ vorbei",
        "30 tage ~ um", "30 tage sind", "länger als 30 tage", "mehr als 30 tage", "über 30 tage", "nach 30 tagen",
        "nach ablauf", "frist ~ vorbei", "frist ist um", "ich weiß ~ frist", "ich weiß ~ vorbei", "zu spät dran",
        "trotzdem zurück*", "dennoch zurück*", "auge zudrücken", "sonderfall", "entgegen ~ regel*", "außerhalb ~ frist",
        "bon verloren",
    ),
    "asks_for_person": (
        "einem menschen", "echten menschen", "echter mensch", "einen menschen", "vorgesetzt*", "ruft mich", "rückruf*",
        "zurückrufen", "anrufen", "ruf mich", "kein bot", "keinen bot", "kein roboter", "keinem roboter", "keinem bot",
        "ansprechpartner*", "jemanden erreichen", "einen mitarbeiter", "einem mitarbeiter", "eine mitarbeiterin",
        "einer mitarbeiterin", "ihren chef", "geschäftsführer*", "telefonieren", "telefoniere", "mit jemandem",
        "mit jemand", "jemanden sprechen", "jemand sprechen", "persönlich sprechen", "möchte ~ sprechen",
        "kann ich ~ sprechen", "will ~ sprechen", "mit ihnen sprechen", "mit euch sprechen", "mit einem ~ sprechen",
        "mit einer ~ sprechen", "sprechen können", "zu sprechen", "sprechen kann", "telefonisch", "ihre telefonnummer",
        "eine telefonnummer", "eure telefonnummer", "welche telefonnummer", "telefonnummer unter", "rufnummer",
        "verbinden sie", "verbinde mich", "verbindet mich", "durchstellen", "hotline", "per telefon", "am telefon",
        "ans telefon", "rufen sie", "jemand ~ anruft", "mich anruft", "zurückruft", "echte person", "echten person",
        "richtigen menschen", "keine maschine", "keiner maschine", "keine ki", "keiner ki", "keine automatische",
        "mensch antwort*", "ein mensch", "mit einem kollegen", "mit einer kollegin", "an einen kollegen",
        "kollegen sprechen", "kollegin sprechen", "zu einem kollegen", "aus fleisch und blut", "jemand echtes",
        "eine echte antwort", "jemanden echten", "persönlichen kontakt", "persönliche beratung",
    ),
}  # fmt: skip

VERY_ANGRY: Final[tuple[str, ...]] = (
    "scheis*", "beschissen*", "arschloch*", "arschlöcher", "verdammt*", "verarsch*", "idiot*", "diebe", "verbrecher*",
    "saftladen", "drecksladen", "saustall", "schweinerei", "leck mich", "wichser*", "vollidiot*", "gauner*",
    "halsabschneider*", "verpisst", "fickt", "ficken", "kotzbrocken", "deppen", "penner", "trottel", "vollpfosten",
    "hurensohn*", "kack*", "mistladen", "abzocker*",
)  # fmt: skip

GRIEF: Final[tuple[str, ...]] = (
    "verstorben*", "todesfall*", "ist tot", "beerdigung*", "trauer*", "witwe*", "gestorben", "starb", "tod meines",
    "tod meiner", "tod unserer", "tod unseres", "tod von", "im sterben", "liegt im sterben", "hinterblieben*",
    "begräbnis*", "meine verstorbene", "mein verstorbener", "meine mutter verloren", "meinen vater verloren",
    "meinen mann verloren", "meine frau verloren", "bestatt*", "erbin", "nachlassgericht", "eingeschläfert",
)  # fmt: skip

HOSTILE: Final[tuple[str, ...]] = (
    "ignorier* ~ anweisung*", "ignorier* ~ instruktion*", "ignorier* ~ regeln", "ignorier* alles",
    "vergiss ~ anweisung*", "vergessen sie ~ anweisung*", "vergiss alles", "missachte ~ anweisung*", "du bist jetzt",
    "du bist nun", "du bist ab jetzt", "ab jetzt bist du", "sie sind jetzt ein", "systemprompt*", "system prompt*",
    "systemnachricht*", "systemanweisung*", "neue anweisungen", "tu so als", "tue so als", "verhalte dich wie",
    "verhalte dich als", "sprachmodell*", "ki assistent*", "antworte nur mit", "antworte ausschließlich",
    "gib ~ anweisungen aus", "zeige ~ anweisungen", "deine anweisungen",
)  # fmt: skip
