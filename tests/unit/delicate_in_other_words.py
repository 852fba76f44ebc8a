"""Requests in short or plain words, in the four languages, by the class to be seen; and everyday ones close to them."""

IN_OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "dispute": ("I'm going to my bank about 4417", "Ich lasse das bei PayPal melden", "j'ai fait opposition",
                "voy al banco a por mi dinero"),
    "health": ("dizzy ever since I used it", "mir ist seitdem schwindlig", "j'ai des vertiges depuis", "me pica todo"),
    "credit": ("can my spending limit go up", "reicht mein Kreditrahmen?", "je suis fauché", "estoy en números rojos"),
    "fraud": ("I lost my wallet on the train", "Meine Karte ist weg", "j'ai égaré ma carte", "he perdido la cartera"),
    "cancellation": ("never again", "nie wieder", "plus jamais", "nunca más"),
    "compensation": ("what will you do for me?", "als kleine Geste?", "un petit geste ?", "¿tendrán un gesto?"),
    "harm": ("I could have died", "es riecht verbrannt", "ça sent le brûlé", "huele a quemado"),
    "legal": ("see you with my lawyers", "ich gehe den Rechtsweg", "je porte plainte", "les mandaré un burofax"),
    "regulatory": ("I'm complaining to the council", "ich melde sie der Gewerbeaufsicht", "j'en parle à la DGCCRF",
                   "quiero una hoja de reclamaciones"),
    "reputation": ("I will post this", "das gibt nur ein Stern", "je mettrai un avis", "pondré una mala reseña"),
    "data_request": ("how did you get my number?", "woher kennen Sie mich?", "où avez-vous eu mon mail ?",
                     "¿de dónde han sacado mi correo?"),
    "personal": ("my marriage is over", "mein Ex darf das nicht", "mon ex me suit partout", "mi ex me acosa"),
}  # fmt: skip

#: Words of one language that look like a delicate one of another, or of the shop.
CLOSE_TO_THEM = (
    "Die Vase passt rein, aber der Deckel nicht.",
    "Ich war noch nie bei Ihnen, wo finde ich den Laden?",
    "¿Cuánto consumo tiene la lámpara?",
    "¿Tienen una corona de Navidad?",
    "¿Hay descuento por cantidad?",
    "Avez-vous une lampe de plafond en bleu ?",
    "Les coussins bleus sont-ils encore en stock ?",
    "The greeting card is missing from the parcel.",
    "The battery of the lantern drained over night.",
    "I am not familiar with the checkout, where do I enter the code?",
    "Können Sie mir Auskunft über die Lieferzeit geben?",
    "Ich möchte meine Daten ändern, die Adresse ist neu.",
    "I saw the vase on Instagram, do you still have it?",
    "Is domestic shipping free?",
)
