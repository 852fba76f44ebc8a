"""What people say without naming the matter: of somebody else, in passing, or as a threat. All languages in one file.

The lists of the languages hold the words of a matter; these hold how it is told by those who do not use them.
"""

from typing import Final

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "dispute": (
        "pull* ~ money back", "fetch* ~ money back", "get* ~ money back for me", "rang visa", "rang my bank",
        "rang the bank", "called my bank", "spoke to my bank", "phoned my bank", "bank ~ take it back",
        "fall aufgemacht", "fall eröffnet", "fall geöffnet", "fall gemeldet", "käuferschutzfall", "geld ~ einzuziehen",
        "bank ~ zurückzuziehen", "ido al banco", "hablado con mi banco", "devuelvan el cargo", "devuelva el cargo",
        "recuperar el cargo", "anular el cargo", "banque ~ reprendre", "vu avec ma banque",
    ),
    "health": (
        "dog ~ ate", "dog ~ eaten", "dog ~ chew*", "cat ~ ate", "cat ~ eaten", "cat ~ nibbl*", "dog ~ nibbl*",
        "puppy ~ ate", "hund ~ gefressen", "katze ~ gefressen", "hund ~ geknabbert", "katze ~ geknabbert",
        "chien ~ mang*", "chat ~ mang*", "perro ~ com*", "gato ~ com*", "mâchouill*", "mâchonn*", "chewed on",
        "chewing on", "licked", "licking", "in her mouth", "in his mouth", "been sick since", "throwing up", "threw up",
        "since my accident", "after my accident", "not walked since", "my chair into", "with my chair", "admitted to",
        "im klinikum", "ins klinikum", "gelutscht", "geleckt", "abgeleckt", "in den mund", "angeknabbert", "geknabbert",
        "erbricht", "übergibt sich", "sich übergeben", "lippen ~ geschwollen", "dans la bouche", "la bouche",
        "les lèvres", "léché", "mordill*", "il bave", "elle bave", "il tremble", "elle tremble", "hospitalisé*",
        "en la boca", "lamido", "mordido", "masticado", "me ingresan", "le ingresan", "la ingresan", "ingresad*",
        "babea",
    ),
    "credit": (
        "pagar ~ poco a poco", "konto ~ leer", "nothing left in my account", "things are tight", "tight at the moment",
        "wurde ~ gekündigt", "nicht auf einmal", "nichts mehr auf dem konto", "pas tout régler", "pas tout payer",
        # How far a card goes, and what becomes of somebody's standing. Not "my credit from the last order".
        "limit on my credit", "limit on my ~ card", "limit on my visa", "limit on my mastercard", "limit on my amex",
        "limit of my credit", "limit for my credit", "limit for credit", "limit on credit", "credit's limit",
        "visa limit", "mastercard limit", "amex limit", "keep my credit", "my credit from dropping",
        "my credit from going", "my credit from falling", "my credit doesn't drop", "my credit doesn't fall",
        "increase my credit", "spending power", "can i charge on my", "how much can i spend on my",
        "allowed to spend on my", "limit meiner karte", "limit meiner kreditkarte",
        "mit meiner karte ausgeben", "plafond de mon crédit", "dépenser avec ma carte", "tope de mi tarjeta",
        "gastar con mi tarjeta",
    ),
    "fraud": (
        "in mein konto eingeloggt", "address ~ never seen", "address ~ not mine", "mail address ~ changed",
        "typed in my card", "entered my card", "put in my card", "gave ~ my card", "card ~ on a link",
        "pay ~ on a link", "pay ~ through a link", "pay ~ via a link", "link ~ card details", "really from you",
        "was that really you", "was that you", "was this you", "niemand etwas", "hat hier niemand", "weiß hier niemand",
        "von uns niemand", "keiner von uns", "keiner bestellt", "niemand bestellt", "bei mir eingeloggt",
        "bei mir angemeldet", "über einen link", "auf einen link", "link ~ bezahlen", "link ~ zahlen",
        "karte eingegeben", "karten* eingegeben", "daten eingegeben", "waren das sie", "war das von ihnen",
        "kam das von ihnen", "personne chez moi", "personne chez nous", "personne ici", "aucun de nous",
        "qui s'est connecté", "connecté* avec mon", "connecté* à mon compte", "connecté* sur mon compte",
        "entré* dans mon compte", "payer ~ lien", "lien ~ carte", "saisi ma carte", "donné ma carte",
        "saisi mes coordonnées", "bien vous qui", "en esta casa nadie", "nadie en casa lo", "nadie lo ha",
        "nadie ha pedido", "nadie ha hecho", "ninguno de nosotros", "entrado en mi cuenta", "metido en mi cuenta",
        "puse mi tarjeta", "di mi tarjeta", "pagar ~ enlace", "enlace ~ tarjeta", "eran ustedes",
        # A card that is gone, and charges that nobody knows. Not the greeting card that is missing in a parcel.
        "report* ~ card ~ lost", "report* ~ lost ~ card", "card reported lost", "my card is lost", "my card was lost",
        "my card has been lost", "my card is missing", "my card was taken", "debit card is lost", "credit card is lost",
        "credit card was taken", "mastercard card was taken", "lost my ~ card ~ report*", "find my mastercard",
        "find my visa", "find my amex", "locate my card", "locate my mastercard", "locate my visa",
        "misplaced my visa", "misplaced my mastercard", "questionable charge*", "shady charge*", "dodgy charge*",
        "charge i did not make", "charges i did not make", "that i did not make", "that i didn't make",
        "which i did not make", "which i didn't make", "card i didn't make", "card i did not make",
        "something fishy", "fishy charge*", "fishy transaction*", "looks fishy", "used by someone else",
        "used by somebody else", "fradulent*", "fraudlent*", "karte ~ verloren ~ meld*", "verlorene karte",
        "verlust meiner karte", "meine karte ist weg", "meine karte ist verschwunden", "dubiose abbuchung*",
        "merkwürdige abbuchung*", "seltsame abbuchung*", "von jemand anderem benutzt", "von jemand anderem verwendet",
        "carte ~ perdue ~ signal*", "signaler ~ perte ~ carte", "ma carte a disparu", "débit douteux",
        "débits douteux", "prélèvement* douteux", "que je n'ai pas effectué*", "utilisée par quelqu'un d'autre",
        "perdido mi tarjeta", "pérdida de mi tarjeta", "mi tarjeta ha desaparecido", "cargo* sospechoso*",
        "cargo* dudoso*", "que yo no he hecho", "que no hice yo", "usada por otra persona",
        # What the customer's own account shows and they have not put there.
        "profile now shows", "account now shows a", "account now shows an", "profile shows a different",
        "account shows a different", "profile shows another", "account shows another", "that i have never seen",
        "that i've never seen", "which i have never seen", "which i've never seen", "profil steht jetzt",
        "profil zeigt jetzt", "konto steht jetzt", "konto zeigt jetzt", "profil steht plötzlich",
        "konto steht plötzlich", "die ich ~ nie gesehen", "den ich ~ nie gesehen", "das ich ~ nie gesehen",
        "profil affiche maintenant", "compte affiche maintenant", "profil affiche désormais",
        "compte affiche désormais", "profil indique maintenant", "compte indique maintenant", "que je n'ai jamais vu*",
        "perfil muestra ahora", "cuenta muestra ahora", "perfil ahora muestra", "cuenta ahora muestra",
        "ahora mi perfil", "ahora en mi perfil", "que nunca he visto", "que no he visto nunca", "que jamás he visto",
    ),
    "cancellation": (
        "last of me", "last time you see me", "last you will see of me", "the last you see of", "how i was treated",
        "the way i was treated", "how i was spoken to", "cómo me han tratado", "comment ~ m'a traité*",
        "wie ich behandelt wurde",
    ),
    "compensation": (
        "is under water", "are under water", "water ~ ceiling", "ceiling ~ water", "tropft ~ decke", "wasser ~ decke",
        "steht unter wasser", "kommt dafür auf", "kommt für ~ auf", "plafond ~ tombé", "eau ~ plafond",
        "qui me rembourse", "está bajo el agua", "water damage", "water everywhere", "wasserschaden", "dafür aufkommen",
        "wer zahlt mir", "wer ersetzt", "verdienstausfall", "dégât des eaux", "dégâts des eaux", "quién me paga",
    ),
    "harm": (
        "tipped over by itself", "toppled over", "just tipped over", "einfach umgekippt", "von selbst umgekippt",
        "tout seul alors", "toppled", "fell over by itself", "could have been killed", "could have gone wrong",
        "by sheer luck", "umgestürzt", "böse enden", "böse ausgehen", "schlimm ausgehen", "schlimm enden",
        "hätte ~ passieren können", "basculé", "renversé* tout seul", "évité le pire", "pu mal finir", "pu être grave",
        "aurait pu ~ tuer", "se volcó", "pudo haber pasado", "podía haber pasado",
    ),
    "legal": (
        "jurist*", "rechtsbeistand*", "mon juriste", "est juriste", "jurista", "es abogad*",
    ),
    "regulatory": (
        "consumer office", "consumer association", "verbraucherschutz*", "oficina de consumo",
    ),
    "reputation": (
        "tiens un blog", "für die zeitung", "für eine zeitung", "for the newspaper", "ich schreibe für das",
        "ich schreibe für die", "ich schreibe für den", "die öffentlichkeit", "öffentlich machen", "gruppe ~ leute",
        "followers", "people who follow", "people follow", "my channel", "my podcast", "my subscribers", "my readers",
        "will hear about it", "will read about it", "everyone will know", "writing a piece", "writing an article",
        "writing a story", "for an article", "could you comment", "your comment by", "on the record", "i report for",
        "reporter", "meine follower", "meine* kanal", "meine leser", "meinen lesern", "meiner gruppe", "meiner *gruppe",
        "schreibe einen artikel", "stellungnahme", "redaktion", "mon blog", "ma chaîne", "mes abonnés", "mes lecteurs",
        "captures d'écran", "un reportage", "interview*", "pour la radio", "pour un article", "un article sur vous",
        "mi canal", "mis seguidores", "me siguen", "un reportaje",
    ),
    "data_request": (
        "how do you know my", "how come ~ know*", "where did you get my", "where did you get our", "what else ~ stored",
        "what else do you know", "stored about", "woher kennen sie", "woher haben sie mein*", "woher wissen sie",
        "d'où tenez-vous", "d'où vous avez", "comment avez-vous eu", "de dónde han sacado", "cómo saben",
    ),
    "angry": (
        "feels responsible", "anybody responsible", "anyone responsible", "does anybody read", "does anyone read",
        "liest das ~ irgendwer", "liest das ~ jemand", "vous moquez", "tomadura de pelo",
    ),
    "billing_complex": (
        "another amount", "a third amount", "different amount*", "amounts differ", "*n't add up", "does not add up",
        "which amount", "which price is", "anderer betrag", "drei beträge", "un autre montant", "montants différents",
        "otro importe", "importes distintos",
    ),
}  # fmt: skip

VERY_ANGRY: Final[tuple[str, ...]] = ()

GRIEF: Final[tuple[str, ...]] = (
    "dad died", "mum died", "mom died", "father died", "mother died", "husband died", "wife died", "he died",
    "she died", "has left us", "lost him", "lost her", "lost dad", "lost mum", "lost mom", "no longer with us",
    "slipped away", "has gone from us", "friedlich eingeschlafen", "ist ~ eingeschlafen", "sie ist ~ eingeschlafen",
    "von uns gegangen", "nicht mehr bei uns", "nous a quitté*", "maman est partie", "papa est parti",
    "mamie est partie", "papi est parti", "n'est plus là", "n'est plus de ce monde", "nos dejó", "nos ha dejado",
    "se nos fue", "ya no está con nosotros",
)  # fmt: skip

HOSTILE: Final[tuple[str, ...]] = (
    "disregard ~ guidelines", "disregard ~ rules", "disregard ~ policies", "forget the rules", "forget your rules",
    "you are a refund bot", "you're a refund bot", "vergiss ~ regeln", "oublie ~ règles", "olvida ~ reglas",
)  # fmt: skip
