"""French sentences that are looked up by a name of the domain."""

from typing import Final

from bot.words.fr_forms import NEEDS as NEEDS
from bot.words.fr_history import HISTORY as HISTORY
from bot.words.fr_names import LANGUAGES as LANGUAGES
from bot.words.fr_names import VIAS as VIAS

PRIORITIES: Final = {"low": "basse", "normal": "normale", "high": "haute", "urgent": "urgent"}
RECORDS: Final = {"orders": "Commande", "invoices": "Facture", "billing": "Facture", "returns": "Retour"}
STATES: Final = {
    "new": "nouveau",
    "open": "en cours",
    "waiting_customer": "en attente du client",
    "waiting_department": "en attente d’un service",
    "waiting_supplier": "en attente d’un fournisseur",
    "waiting_approval": "en attente d’approbation",
    "snoozed": "en veille",
    "resolved": "résolu",
    "closed": "clos",
    "merged": "fusionné",
    "not_a_request": "pas une demande",
}

REFUSALS: Final = {
    "not_a_member": "Seuls les membres de cette file peuvent le faire. Demandez à rejoindre son canal.",
    "not_your_role": "C’est réservé à : {who_may}. Faites-en la demande, s’il vous plaît.",
    "membership_unknown": "Nous ne pouvons pas vérifier à l’instant si vous êtes de cette file. "
    "Réessayez dans une minute.",
    "taken": "{who} a déjà ce ticket. Si vous en avez convenu, reprenez-le.",
    "no_such_ticket": "Ce ticket n’existe pas ici. Vérifiez le numéro, par exemple T-1042.",
    "stale_draft": "Cette suggestion ne vaut plus. La carte montre ce qui vaut maintenant.",
    "new_message": "Le client a de nouveau écrit. Lisez son message, puis approuvez.",
    "answered_outside": "{changed}. Lisez cette réponse, puis voyez si la vôtre est encore utile.",
    "already_sent": "C’est déjà parti. Le client a reçu une seule réponse.",
    "already_approved": "{who} a déjà approuvé. La carte dit quand la réponse part.",
    "holding_waits": "Une réponse d’attente attendrait la même seconde approbation : {who_may}. Demandez-la ; un "
    "responsable d’équipe peut aussi envoyer seul. Ou annulez d’abord la réponse qui attend.",
    "already_waiting": "La réponse attend déjà de partir. Annulez d’abord l’envoi pour la changer.",
    "too_late": "C’est déjà parti et ne se reprend plus. Si quelque chose est faux, écrivez une autre réponse.",
    "wrong_state": "Le ticket a avancé, cela ne convient plus. La carte montre ce qui est possible.",
    "empty_text": "La réponse est vide. Écrivez une ligne, puis envoyez.",
    "empty_request": "La demande est vide. Écrivez de quoi il s’agit, puis créez-la.",
    "empty_note": "La note est vide. Écrivez une ligne, puis gardez-la.",
    "no_such_macro": "Cette macro n’est plus proposée. Choisissez-en une autre.",
    "macro_gap": "Le texte dit encore {gap}. Mettez ce qui convient à cet endroit, ou retirez-le, puis envoyez.",
    "note_of_ours": "C’est un message de Deskhand ; ce qu’il dit est déjà sur son ticket.",
    "noted_elsewhere": "Ce message est déjà une note sur {number}.",
    "empty_wish": "Dites ce qui devrait changer, par exemple : plus court.",
    "text_too_long": "Le texte est trop long. Restez sous {limit} caractères, s’il vous plaît.",
    "same_person": "La seconde approbation doit venir d’une autre personne : {who_may}.",
    "source_expired": "« {title} » n’est plus à jour. Demandez à {owner} de vérifier, ou écrivez la réponse vous-même.",
    "source_changed": "« {title} » a changé depuis cette suggestion. Actualisez, ou écrivez la réponse vous-même.",
    "source_quarantined": "« {title} » est retenu : {why}. {owner} doit le vérifier, ou écrivez la réponse vous-même.",
    "no_such_source": "Cet article, modèle, prompt ou macro n’existe plus. Regardez une liste plus récente.",
    "not_on_shadow": "Ce type n’est pas (ou plus) dans l’ombre.",
    "not_ready": "Pas encore : sur {shown} comparées, {accepted} étaient bonnes. "
    "Il en faut {needed}, et {share} d’entre elles.",
    "nothing_depends": "Rien ici ne dépend de « {word} ». Des textes dépendent de : {known}.",
    "record_changed": "Changement depuis cette suggestion : {changed}. Actualisez.",
    "record_gone": "Changement depuis cette suggestion : {changed}. Actualisez.",
    "reason_needed": "Donnez un motif, s’il vous plaît : la personne suivante comprendra.",
    "unknown_word": "Nous ne connaissons pas « {word} ». `{help}` liste ce que nous connaissons.",
    "hours_unclear": "Choisissez des jours, un début et une fin plus tardive ; ou laissez les trois vides.",
    "break_unclear": "Choisissez quand votre pause commence et finit, dans vos heures ; ou laissez les deux vides.",
    "return_needed": "Dites qui et jusqu’à quand, comme `away @Ben jusqu’à vendredi`. La personne peut le changer.",
    "not_of_queue": "Cette personne ne travaille pas dans cette file. Nommez un de ses membres, comme @Ben.",
    "return_unclear": (
        "Nous ne connaissons pas « {word} ». Dites jusqu’à quand, par exemple `jusqu’à vendredi`, `jusqu’à demain "
        "14h`, `jusqu’au 1er décembre` ou `jusqu’au 2026-12-01`."
    ),
    "quiet_unclear": "Choisissez quand votre temps calme commence et quand il finit ; ou laissez les deux vides.",
    "past_time": "Ce moment est déjà passé. Choisissez-en un plus tard.",
    "not_given_up": "Quelqu’un s’en est déjà occupé ; la liste montre ce qui reste.",
    "reply_stopped": "C’est une réponse. Son auteur est prévenu ; renvoyez-la depuis sa carte, ou abandonnez-la ici.",
    "nothing_missing": "Il ne manque plus rien. La carte montre ce qu’il y a maintenant.",
    "no_draft": "Il n’y a pas de suggestion. Passez par Plus…, puis Écrire une réponse.",
    "no_such_request": "Cette question n’est plus valable.",
    "not_your_request": "Seul l’auteur du message, ou quelqu’un de l’équipe, peut répondre.",
    "request_over": "C’est déjà répondu ; le fil montre ce qu’il en est.",
    "no_such_handoff": "{number} n’existe pas.",
    "no_such_spike": "Cela n’existe plus.",
    "not_shared_here": "Un bilan se partage seulement dans les canaux du fichier du desk ; celui-ci n’en est pas un.",
    "no_such_decision": "Il n’y a plus rien à décider ici.",
    "no_such_review": "Cette conversation n’attend plus de relecture. Rouvrez l’accueil pour voir ce qui attend.",
    "own_answer": "Vous avez répondu vous-même à cette conversation depuis. Laissez-la avec Pas celle-ci…",
    "spike_over": "C’est fini ; le message montre où cela en est.",
    "nothing_to_hand_off": "Aucun de ses tickets ne peut être confié par vous pour le moment : ils sont terminés, "
    "attendent déjà un service, ont une réponse en route, ou sont sous scellé.",
    "handoff_over": "C’est déjà répondu, ou plus personne n’attend ; le message montre où cela en est.",
    "no_department": "Aucun service ne s’appelle « {word} ».",
    "not_waiting": "Ce ticket n’attend plus personne. Écrire une réponse, sous Plus…, répond au client.",
    "already_escalated": "C’est déjà escaladé, chez {who}. Acceptez, ou transmettez.",
    "escalation_taken": "{who} l’a déjà accepté.",
    "escalation_over": "Ce n’est plus escaladé. La carte montre où en est le ticket.",
    "already_asked": "{who} a déjà été sollicité, et chacun ne l’est qu’une fois. Choisissez quelqu’un d’autre.",
    "same_ticket": "C’est {number} lui-même. Choisissez un autre ticket.",
    "other_customer": "{number} est d’un autre client. Seuls les tickets d’un même client peuvent être fusionnés : "
    "ce qui est dit dans l’un arriverait à l’autre.",
    "other_source": "{number} est arrivé par un autre chemin : une seule réponse ne peut pas atteindre les deux. "
    "Répondez à chacun.",
    "escalated": "{number} est escaladé, et quelqu’un en répond. Fusionnez l’autre dans celui-ci, "
    "ou réglez-le d’abord.",
    "target_ended": "{number} est terminé. Choisissez-en un qui est encore ouvert, ou répondez à celui-ci.",
    "already_yours": "Vous avez déjà {number}. Pour le rendre, choisissez Libérer dans Plus….",
    "no_such_file": "Ce fichier ne peut pas (ou plus) être obtenu ici. Ouvrez-le dans le helpdesk.",
    "file_too_large": "Le fichier dépasse les {limit} Mo qui peuvent être obtenus ici. Ouvrez-le dans le helpdesk.",
    "nothing_left": "Plus personne n’attend sur cette liste. Regardez une liste plus récente, ou /queue.",
}

#: Why somebody is outside, where that has a sentence of its own.
OUTSIDERS: Final = {
    "guest": "Les invités et les personnes d’un autre espace ne peuvent pas le faire. "
    "Demandez à quelqu’un de l’équipe.",
    "no_queue": "Seuls les membres d’une file peuvent le faire. Demandez à rejoindre un de leurs canaux.",
    "receiver": "Cette personne ne peut pas travailler sur ce ticket. Il peut être donné à : {who_may}.",
}

#: What a request type may need, as customers would name it.
WITHHELD: Final = {
    "sensitive": "c’est sensible et revient à une personne.",
    "caution": "il faut ici le jugement d’une personne.",
    "foreign_record": "le lien entre {record} et ce client n’est pas établi.",
    "unknown_record": "le lien entre {record} et ce client n’est pas établi.",
    "record_unreachable": "impossible de lire {record} à l’instant.",
    "missing": "le client n’a pas encore donné ceci : {missing}.",
    "unsure_type": "le type de demande n’est pas clair.",
    "type_off": "les suggestions sont coupées pour ce type.",
    "no_source": "rien de vérifié et d’à jour n’y répond.",
    "other_language": "les articles à ce sujet ne sont pas dans la langue du client. Les voici pour lecture.",
    "stale_source": "« {title} » n’est plus à jour. {owner} peut le vérifier.",
    "quarantined": "« {title} » est retenu : {why}. {owner} doit d’abord le vérifier.",
    "hostile": "le texte essaie de donner des ordres à l’assistant. Lisez-le vous-même, s’il vous plaît.",
    "duplicate": "{duplicate_of}, du même client, dit la même chose.",
    "out_of_scope": "le fichier du desk laisse cela aux personnes.",
    "failed": "l’assistant n’y est pas arrivé. Écrivez la réponse vous-même, s’il vous plaît.",
    "ungrounded": "le brouillon en dit plus que ses sources. Écrivez la réponse vous-même, s’il vous plaît.",
}

#: Why a sentence of a suggestion should be looked at twice, after the sentence itself.
FAULTS: Final = {
    "no_source": "ne cite aucune source.",
    "unknown_source": "cite une source qui ne vaut pas pour cette demande.",
    "internal": "s’appuie sur un article qui n’est pas écrit pour les clients.",
    "quote": "cite ce qui n’est pas dans sa source.",
    "expired": "s’appuie sur une source périmée ou à vérifier.",
    "old_record": "dit ce qui a été lu il y a trop longtemps.",
    "placeholder": "a un blanc que rien n’a rempli.",
    "link": "a un lien ou une adresse que sa source n’a pas.",
    "number": "a un nombre, une date ou un montant que sa source n’a pas.",
    "polarity": "dit un oui ou un non, un avant ou un après, que sa source ne dit pas.",
    "promise": "promet ce que sa source ne promet pas.",
    "name": "a un nom que sa source n’a pas.",
    "wording": "a des mots qui ne viennent d’aucune source.",
    "language": "n’est pas dans la langue du client.",
    "asked": "demande ce que le client semble avoir déjà dit.",
}

STOPPED: Final = {
    "new_message": "le client a de nouveau écrit",
    "source_changed": "« {title} » a changé",
    "source_expired": "« {title} » n’est plus à jour",
    "source_quarantined": "« {title} » est retenu jusqu’à sa vérification par {owner} : {why}",
    "record_gone": "le lien entre {record} et ce client n’est plus établi",
    "record_changed": "{what} : « {before} » auparavant, « {now} » maintenant",
    "refused": "le helpdesk l’a refusée ({detail})",
    "not_taken": "elle est partie {times} fois sans jamais y apparaître",
    "privacy": "{who} a signalé qu’elle dit ce qu’elle ne devrait pas dire",
    "wrong_customer": "{who} a signalé qu’elle parle d’un autre client",
    "merged": "le ticket a été fusionné dans {number}",
    "answered_outside": "{who} a répondu hors de Deskhand",
    "helpdesk_unreachable": "le helpdesk était injoignable",
    "record_unreachable": "impossible de lire {record}",
}
#: Why an approved reply has not left yet.
WAITING: Final = {
    "record_unreachable": "En attente : {record}, illisible pour le moment.",
    "helpdesk_unreachable": "En attente : helpdesk injoignable pour le moment.",
}

NOTICES: Final = {
    "figures_not_given": "Les chiffres ne sont pas arrivés : Slack a refusé le fichier (sans files:write ?).",
    "taken_over": "{who} a repris {number}, que vous aviez.",
    "assigned": "{who} vous a donné {number}.",
    "away_set": "{who} vous dit absent jusqu’au {until}. Sinon, changez-le : `/desk me` ou *Je suis de retour*.",
    "away_ended": "{who} dit que vous êtes de retour.",
    "given_by_turn": "C’est votre tour : {number} vous a été donné. Si vous ne pouvez pas le prendre, rendez-le.",
    "escalated": "{who} vous a escaladé {number}{reason}. Acceptez, ou transmettez.",
    "escalated_late": "{who} a escaladé {number}{reason}. Personne ne l’a accepté (sollicités : {asked}). À vous.",
    "escalation_passed": "{who} vous a transmis {number}{reason}. Acceptez, ou transmettez.",
    "escalation_unanswered": "{number} : personne n’a accepté l’escalade (sollicités : {asked}). À relancer.",
    "merged_yours": "{who} a fusionné {merged}, que vous aviez, dans {number}.",
    "merged_yours_outside": "{merged}, que vous aviez, a été fusionné dans {number} dans le helpdesk.",
    "merged_here_outside": "{merged} a été fusionné dans {number}, que vous avez, dans le helpdesk.",
    "merged_here": "{who} a fusionné {merged} dans {number}, que vous avez.",
    "moved_away": "{who} a déplacé {number} vers {queue}. Vous n’y travaillez pas : il est de nouveau libre.",
    "promise_due": "{number} : une réponse était promise au client pour maintenant ; c’est vous qui avez le ticket.",
    "reply_bounced": "{number} : votre réponse n’est pas arrivée ({status}). Voir le fil ; vérifiez l’adresse.",
    "woke": "{number} n’est plus en veille ; c’est vous qui l’avez.",
    "second_approval_late": "{number} : une réponse attend encore sa seconde approbation. Sollicités jusqu’ici : "
    "{asked}. Joignez-les, s’il vous plaît ; un chef d’équipe de la file peut aussi l’envoyer seul.",
    "report_settled": "{who} a réglé le signalement sur {number}.",
    "handoff_answered": "{number} : {department} a répondu à {handoff} ({result}).",
    "handoff_proposed": "{number} : {department} peut faire {handoff} pour {at} au lieu de {wanted}. "
    "Prévenez-les si c’est trop tard.",
    "handoff_late_accept": "{number} : {department} n’a pas répondu à {handoff} ; c’était attendu pour {at}.",
    "handoff_late_promise": "{number} : {department} n’a pas tenu sa promesse pour {handoff} ({at}). "
    "« Réponse d’attente… » dit au client que quelqu’un s’en occupe.",
    "sent_alone": "{who} a donné la seconde approbation de {number} à votre place, comme chef d’équipe.",
}

ROLES: Final = {
    "member": "les membres de la file",
    "lead": "les chefs d’équipe de la file",
    "manager": "les managers",
    "owner": "le responsable",
    "deputy": "les suppléants",
    "holder": "qui s’en charge",
    "asked": "qui a été sollicité",
    "data": "qui répond des données",
    "team": "l’équipe",
    "service": "l’API",
}

#: What wrote a suggestion, by the engine of the desk file.
ENGINES: Final = {
    "questions": "un clic sur Le demander, d’après les questions de l’équipe",
    "embedded": "l’assistant intégré, d’après vos articles et modèles",
    "outside": "un modèle hors de la maison, vérifié ici avec vos articles et vos fiches",
}
