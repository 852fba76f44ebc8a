"""German."""

from typing import Final

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "dispute": (
        "rückbuch*", "zurückbuch*", "zurückzubuchen", "lastschrift ~ zurück*", "rücklastschrift*", "käuferschutz*",
        "streitfall", "zahlung ~ anfecht*", "anfechten", "bestreite*", "chargeback*", "zahlung ~ widersprech*",
        "widerspreche ~ zahlung", "widerspreche ~ abbuchung", "widerspreche ~ lastschrift",
    ),
    "health": (
        "allerg*", "krankenhaus*", "krank", "kranke", "kranken", "krankheit*", "erkrank*", "schwanger*", "arzt",
        "ärzt*", "arztes", "medikament*", "medizin*", "hautausschlag*", "ausschlag bekommen", "asthma*",
        "behinderung*", "behindert*", "schwerbehind*", "krebs*", "vergift*", "giftig*", "suizid*", "selbstmord*",
        "depress*", "notaufnahme", "gesundheit*", "rollstuhl*", "diabet*", "epilep*", "übelkeit", "erbrechen",
        "erbrochen", "psychisch*",
    ),
    "credit": (
        "schufa*", "bonität*", "inkasso*", "schulden", "überschuld*", "verschuld*", "kredit", "kredite",
        "kreditantrag*", "kreditwürdig*", "ratenkredit*", "gerichtsvollzieher*", "insolven*", "darlehen*",
        "mahnbescheid*", "pfänd*", "raten nicht ~ zahlen", "rate nicht ~ zahlen", "finanzielle schwierigkeiten",
        "zahlungsunfähig*", "arbeitslos*", "kontopfändung", "hypothek*",
    ),
    "fraud": (
        "betrug*", "betrüg*", "betrogen", "abzock*", "gehackt*", "hacker*", "phishing*", "gestohlen*", "diebstahl*",
        "geklaut*", "unbefugt*", "nicht autorisiert*", "nie autorisiert*", "nicht genehmigt*", "missbrauch*",
        "identitätsdiebstahl", "fälschung*", "gefälscht*", "verdächtig*", "kenne ich nicht", "erkenne ~ nicht",
        "nicht von mir", "fakeshop*", "jemand ~ mein konto", "jemand ~ meinem konto", "jemand ~ meine karte",
        "fremde abbuchung", "unbekannte abbuchung", "nie ~ bestellt", "reingelegt",
    ),
    "cancellation": (
        "fristlos*", "storn* ~ sofort", "sofort ~ storn*", "sofortige storn*", "umgehend ~ storn*",
        "verlange ~ storn*", "weiger* ~ storn*", "verweiger* ~ storn*", "nie wieder", "nie mehr", "kunden verloren",
        "kundin verloren", "als kunden verlieren", "letzte bestellung", "letztes mal", "kündige", "kündigen",
        "kündigung*", "rücktritt vom", "trete ~ zurück", "vom vertrag zurück*", "vertragsrücktritt",
    ),
    "compensation": (
        "entschädig*", "schadenersatz*", "schadensersatz*", "wiedergutmach*", "kulanz*", "für die unannehmlichkeiten",
        "unannehmlichkeiten", "kompens*", "nutzungsausfall*", "schmerzensgeld*", "verdienstausfall*", "als ausgleich",
        "gutschein ~ ärger", "preisnachlass", "entgegenkommen",
    ),
    "harm": (
        "verletz*", "verbrannt*", "verbrenn*", "in brand", "brandgefahr*", "wohnungsbrand", "feuer gefangen",
        "explodier*", "explosion*", "stromschlag*", "gefährlich*", "lebensgefahr*", "gefahr", "unfall", "unfälle",
        "geschnitten", "blutet", "geblutet", "blutung*", "überschwemm*", "gestorben", "erstick*", "sachschaden",
        "personenschaden", "wasserschaden", "rauch", "qualm*", "beschädigt ~ mein*", "zahn abgebrochen", "gestürzt",
        "glassplitter*",
    ),
    "legal": (
        "anwalt*", "anwält*", "rechtsanw*", "klage", "klagen", "verklag*", "gericht", "gerichtlich*", "vor gericht",
        "rechtliche*", "rechtlich", "rechtsschutz*", "anzeige erstatten", "strafanzeige*", "zur anzeige",
        "anzeigen bei", "polizei*", "abmahn*", "letzte frist", "setze ~ frist", "frist ~ gesetzt", "fristsetzung*",
        "rechtsweg", "verbraucherrecht*", "juristisch*", "illegal*", "gesetzlich*", "mein recht", "meine rechte",
        "straftat*",
    ),
    "regulatory": (
        "verbraucherzentrale*", "verbraucherschutz*", "verbraucherschützer*", "schlichtungsstelle*", "schlichtung*",
        "bafin", "bundesnetzagentur", "datenschutzbehörde*", "datenschutzbeauftragt*", "gewerbeaufsicht*",
        "wettbewerbszentrale", "ordnungsamt", "behörde*", "aufsichtsbehörde*", "stiftung warentest", "ombudsmann",
        "ombudsstelle",
    ),
    "reputation": (
        "schlechte bewertung*", "schlecht bewerten", "negative bewertung*", "negativ bewerten", "trustpilot",
        "google bewertung*", "ein stern", "einen stern", "1 stern", "null sterne", "soziale* medien",
        "sozialen medien", "social media", "journalist*", "die presse", "der presse", "öffentlich machen",
        "öffentlichkeit", "allen erzählen", "jedem erzählen", "warne alle", "alle warnen", "andere warnen", "zeitung",
        "auf facebook", "auf twitter", "auf instagram", "auf tiktok", "rezension*",
    ),
    "angry": (
        "unverschämt*", "frechheit*", "inakzeptab*", "unakzeptab*", "wütend", "stinksauer", "bin sauer", "stocksauer",
        "empör*", "enttäusch*", "ärger*", "verärger*", "beschwer*", "katastroph*", "lächerlich*", "unfassbar*",
        "schnauze voll", "nase voll", "reicht's", "mir reicht", "es reicht", "zumutung*", "niemand antwortet",
        "keiner antwortet", "keine antwort", "skandal*", "schlimmste*", "verlange", "inkompeten*", "schrecklich*",
        "miserabel*", "unzufrieden*", "genervt", "nervt", "geduld ~ ende", "letzte mahnung", "unseriös*", "peinlich*",
        "schlechter service", "ignoriert", "lüge", "lügen", "lügner*", "unglaublich*", "schlamperei",
    ),
    "billing_complex": (
        "doppelt abgebucht", "zweimal abgebucht", "doppelt berechnet", "zweimal berechnet", "doppelte abbuchung*",
        "doppelt belastet", "doppelt bezahlt", "zweimal bezahlt", "zweimal belastet", "doppelt ~ abgebucht",
        "zweimal ~ abgebucht", "falscher betrag", "falschen betrag", "falsch abgerechnet", "falsch berechnet",
        "zu viel abgebucht", "zu viel berechnet", "zu viel bezahlt", "teilrückerstattung*", "teilerstattung*",
        "mehrere rechnungen", "zwei rechnungen", "mahnung*", "mahngebühr*", "wechselkurs*", "rechnung ~ stimmt nicht",
        "rechnung ~ falsch", "rechnung ist falsch", "rechnungskorrektur", "korrekturrechnung",
    ),
    "exception": (
        "ausnahme*", "ausnahmsweise", "frist ~ abgelaufen", "*frist ~ abgelaufen", "*frist ~ vorbei",
        "*frist ~ verpasst", "garantie ~ abgelaufen", "kulanterweise", "außerhalb der garantie",
        "ausserhalb der garantie", "gefallen tun", "trotz ~ bedingungen", "frist verlängern",
    ),
    "asks_for_person": (
        "einem menschen", "echten menschen", "echter mensch", "einen menschen", "sprechen", "vorgesetzt*",
        "rufen sie mich", "ruft mich", "rückruf*", "zurückrufen", "anrufen", "ruf mich", "kein bot", "keinen bot",
        "kein roboter", "keinem roboter", "keinem bot", "ansprechpartner*", "jemanden erreichen", "einen mitarbeiter",
        "einem mitarbeiter", "eine mitarbeiterin", "einer mitarbeiterin", "ihren chef", "geschäftsführer*",
    ),
    "data_request": (
        "dsgvo", "datenschutz*", "personenbezogen*", "datenauskunft*", "auskunft ~ daten", "artikel 15", "art 15",
        "art 17", "artikel 17", "recht auf vergess*", "recht auf löschung", "daten ~ lösch*", "lösch* ~ daten",
        "daten ~ gelöscht", "welche daten", "daten ~ gespeichert", "kopie meiner daten", "datenleck*", "datenpanne*",
        "daten ~ verkauft", "widerrufe ~ einwilligung", "einwilligung ~ widerruf*",
    ),
    "personal": (
        "reisepass*", "personalausweis*", "ausweisnummer*", "ausweiskopie*", "sozialversicherung*", "führerschein*",
        "religion*", "religiös*", "homosexu*", "schwul*", "lesbisch*", "transgender*", "sexuelle*", "ethnisch*",
        "rassis*", "scheidung*", "geschieden*", "häusliche gewalt", "häuslicher gewalt", "ex mann", "ex frau",
        "exmann", "exfrau", "ex freund", "exfreund", "stalk*", "belästig*", "sorgerecht*", "vorstrafe*",
        "vorbestraft", "gefängnis*", "asyl*", "flüchtling*", "steuer id", "gewerkschaft*",
    ),
}  # fmt: skip

VERY_ANGRY: Final[tuple[str, ...]] = (
    "scheis*", "beschissen*", "arschloch*", "arschlöcher", "verdammt*", "verarsch*", "idiot*", "diebe", "verbrecher*",
    "saftladen", "drecksladen", "saustall", "schweinerei", "leck mich", "wichser*", "vollidiot*", "gauner*",
    "halsabschneider*",
)  # fmt: skip

GRIEF: Final[tuple[str, ...]] = (
    "verstorben*", "todesfall*", "ist tot", "beerdigung*", "trauer*", "witwe*",
)  # fmt: skip

HOSTILE: Final[tuple[str, ...]] = (
    "ignorier* ~ anweisung*", "ignorier* ~ instruktion*", "ignorier* ~ regeln", "ignorier* alles",
    "vergiss ~ anweisung*", "vergessen sie ~ anweisung*", "vergiss alles", "missachte ~ anweisung*", "du bist jetzt",
    "du bist nun", "du bist ab jetzt", "ab jetzt bist du", "sie sind jetzt ein", "systemprompt*", "system prompt*",
    "systemnachricht*", "systemanweisung*", "neue anweisungen", "tu so als", "tue so als", "verhalte dich wie",
    "verhalte dich als", "sprachmodell*", "ki assistent*", "antworte nur mit", "antworte ausschließlich",
    "gib ~ anweisungen aus", "zeige ~ anweisungen", "deine anweisungen",
)  # fmt: skip
