"""French."""

from typing import Final

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "dispute": (
        "rétrofacturation*", "contest* ~ paiement*", "contest* ~ débit*", "contest* ~ prélèvement*",
        "contest* ~ achat*", "conteste", "contester", "faire opposition", "fais opposition", "opposition ~ paiement",
        "opposition bancaire", "litige*", "annul* le paiement", "rejet* ~ prélèvement", "chargeback*",
    ),
    "health": (
        "allerg*", "hôpital", "hôpitaux", "hospitalis*", "malade*", "maladie*", "suis enceinte", "est enceinte",
        "femme enceinte", "grossesse*", "médica*", "médecin*", "docteur", "éruption", "asthm*", "handicap*",
        "cancer*", "empoisonn*", "intoxi*", "toxique*", "aux urgences", "suicid*", "dépressi*", "diabét*", "épilep*",
        "problème de santé", "problèmes de santé", "ma santé", "fauteuil roulant", "vomi*", "réaction cutanée",
    ),
    "credit": (
        "crédit refusé", "refus de crédit", "refus* ~ crédit à la consommation", "demande de crédit",
        "dossier de crédit", "surendett*", "dette", "dettes", "huissier*", "recouvrement", "prêt bancaire",
        "prêt personnel", "mon prêt", "emprunt*", "banque de france", "fichage", "fiché*", "interdit bancaire",
        "difficultés financières", "découvert", "faillite", "perdu mon emploi", "mensualité* impayée*", "impayé*",
        "hypothèque*",
    ),
    "fraud": (
        "fraud*", "arnaqu*", "escroc*", "escroquer*", "pirat*", "hameçonn*", "volé", "volée", "volés", "on m'a volé",
        "vol de", "usurp*", "non autoris*", "pas autoris*", "jamais autoris*", "ne reconnais pas", "contrefa*",
        "faux produit", "débit inconnu", "paiement inconnu", "suspect*", "à mon insu", "quelqu'un ~ mon compte",
        "quelqu'un ~ ma carte", "jamais passé ~ commande", "pas passé ~ commande", "phishing",
    ),
    "cancellation": (
        "résili*", "annul* ~ immédiatement", "annul* ~ tout de suite", "annul* ~ sans délai", "annulation immédiate",
        "exige ~ annul*", "refus* ~ d'annuler", "plus jamais", "jamais plus", "ne commanderai plus",
        "n'achèterai plus", "perdu un client", "perdu une cliente", "perdre un client", "perdez un client",
        "perdez une cliente", "dernière fois que je commande", "dernière commande", "quatrième fois ~ annul*",
        "troisième fois ~ annul*",
    ),
    "compensation": (
        "dédommag*", "indemni*", "geste commercial", "un geste", "compens*", "préjudice*", "dommages et intérêts",
        "pour le désagrément", "pour les désagréments", "désagrément*", "réparation du", "manque à gagner",
        "perte de temps",
    ),
    "harm": (
        "bless*", "brûlé", "brûlée", "brûlés", "brûlure*", "incendie*", "pris feu", "prend feu", "en feu", "explos*",
        "électrocut*", "décharge électrique", "danger*", "accident", "accidents", "accidenté*", "suis coupé",
        "suis coupée", "s'est coupé", "s'est coupée", "saign*", "inond*", "étouff*", "est mort", "est morte", "fumée",
        "dent cassée", "endommagé mon", "endommagé ma", "abîmé mon", "abîmé ma", "tombé* sur", "éclats de verre",
    ),
    "legal": (
        "avocat", "avocate", "avocats", "tribunal", "tribunaux", "plainte", "plaintes", "poursuites", "poursuivre",
        "en justice", "la justice", "juridique*", "procès", "mise en demeure", "mettre en demeure", "judiciaire*",
        "illégal*", "code de la consommation", "mes droits", "la loi", "gendarmerie", "la police", "pénal", "pénale",
        "vice caché", "vices cachés",
    ),
    "regulatory": (
        "dgccrf", "répression des fraudes", "signal conso", "signalconso", "que choisir", "cnil", "médiateur*",
        "médiatrice", "médiation", "association de consommateurs", "associations de consommateurs",
        "60 millions de consommateurs", "les autorités", "aux autorités", "défenseur des droits",
        "protection du consommateur", "protection des consommateurs", "inspection",
    ),
    "reputation": (
        "mauvais avis", "avis négatif*", "avis très négatif*", "trustpilot", "une étoile", "1 étoile", "zéro étoile",
        "réseaux sociaux", "journaliste*", "contacter la presse", "dans la presse", "à la presse", "les médias",
        "tout le monde sache", "dire à tout le monde", "avertir tout le monde", "prévenir tout le monde",
        "mes abonnés", "sur facebook", "sur twitter", "sur instagram", "sur tiktok", "mauvaise publicité",
    ),
    "angry": (
        "inacceptable*", "inadmissible*", "scandale*", "honteu*", "honte", "furieu*", "en colère", "ras le bol",
        "marre", "j'en ai assez", "intolérable*", "lamentable*", "déplorable*", "c'est nul", "service nul",
        "mécontent*", "déçu*", "décev*", "réclamation*", "incompéten*", "personne ne répond", "personne ne me répond",
        "aucune réponse", "moquez de", "moque de", "exige", "exigeons", "pire", "insupportable*", "énervé*", "agacé*",
        "catastroph*", "menteur*", "mensonge*", "irrespect*", "inqualifiable*", "ridicule*", "pas sérieux",
        "insatisf*", "indigne", "n'importe quoi", "la dernière fois", "me plaindre",
    ),
    "billing_complex": (
        "débité deux fois", "débité ~ deux fois", "débitée deux fois", "facturé ~ deux fois", "prélevé ~ deux fois",
        "payé deux fois", "double prélèvement", "double débit", "double facturation", "doublement débité",
        "surfactur*", "mauvais montant", "montant erroné", "montant incorrect", "note de crédit",
        "remboursement partiel", "plusieurs factures", "deux factures", "trop perçu", "trop payé", "tva incorrecte",
        "taux de change", "facture ~ erronée", "facture ~ incorrecte", "frais cachés",
    ),
    "exception": (
        "exception", "exceptions", "exceptionnellement", "titre exceptionnel", "délai ~ dépassé", "délais ~ dépassés",
        "hors garantie", "hors délai*", "garantie ~ expiré*", "faire une faveur", "une faveur",
        "délai de retour passé", "malgré ~ conditions",
    ),
    "asks_for_person": (
        "parler à", "parler avec", "un humain", "être humain", "vraie personne", "conseiller", "conseillère",
        "un responsable", "une responsable", "appelez moi", "rappelez moi", "me rappeler", "m'appeler",
        "être rappelé*", "un agent", "un opérateur", "pas un robot", "pas à un robot", "quelqu'un au téléphone",
        "joindre quelqu'un", "votre supérieur", "superviseur*", "service humain",
    ),
    "data_request": (
        "rgpd", "données personnelles", "données à caractère personnel", "supprim* ~ données", "effac* ~ données",
        "données ~ supprim*", "données ~ effac*", "quelles données", "copie de mes données", "accès à mes données",
        "droit à l'oubli", "droit d'accès", "droit à l'effacement", "protection des données", "fuite de données",
        "retire ~ consentement", "vendu mes données",
    ),
    "personal": (
        "passeport*", "sécurité sociale", "carte d'identité", "permis de conduire", "religion*", "religieu*",
        "homosexu*", "transgenre*", "orientation sexuelle", "origine ethnique", "ethnique*", "racis*", "divorc*",
        "violence* conjugale*", "ex mari", "ex femme", "ex compagnon", "ex conjoint*", "harcel*", "garde des enfants",
        "casier judiciaire", "prison", "demande d'asile", "réfugié*", "syndicat",
    ),
}  # fmt: skip

VERY_ANGRY: Final[tuple[str, ...]] = (
    "merde", "putain", "connard*", "connasse*", "salaud*", "salope*", "enfoiré*", "voleur", "voleurs", "voleuse*",
    "bande de", "foutage de gueule", "vous foutez", "allez vous faire", "crétin*", "imbécile*", "débile*", "escrocs",
)  # fmt: skip

GRIEF: Final[tuple[str, ...]] = (
    "décès", "décédé*", "obsèques", "enterrement", "deuil", "veuf", "veuve",
)  # fmt: skip

HOSTILE: Final[tuple[str, ...]] = (
    "ignor* ~ instructions", "ignor* ~ consignes", "ignor* tout ce qui précède", "oubli* ~ instructions",
    "oubli* ~ consignes", "tu es maintenant", "tu es désormais", "vous êtes maintenant un", "vous êtes désormais un",
    "invite système", "prompt système", "message système", "invite du système", "nouvelles instructions",
    "nouvelles consignes", "fais comme si", "fais semblant", "agis comme", "agissez comme", "modèle de langage",
    "assistant ia", "réponds uniquement", "répondez uniquement", "révèle* ~ instructions", "montre* ~ instructions",
    "affiche* ~ instructions", "tes instructions",
)  # fmt: skip
