"""French sentences that are looked up by a name of the domain."""

from typing import Final

from bot.words.fr_forms import NEEDS as NEEDS
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
    "not_your_role": "C’est réservé à : {who_may}. Adressez-vous là, s’il vous plaît.",
    "membership_unknown": "Nous ne pouvons pas vérifier à l’instant si vous êtes de cette file. "
    "Réessayez dans une minute.",
    "taken": "{who} a déjà ce ticket. Si vous en avez convenu, reprenez-le.",
    "no_such_ticket": "Ce ticket n’existe pas ici. Vérifiez le numéro, par exemple T-1042.",
    "stale_draft": "Cette suggestion ne vaut plus. La carte montre ce qui vaut maintenant.",
    "new_message": "Le client a de nouveau écrit. Lisez son message, puis approuvez.",
    "answered_outside": "{changed}. Lisez cette réponse, puis voyez si la vôtre est encore utile.",
    "already_sent": "C’est déjà parti. Le client a reçu une seule réponse.",
    "already_approved": "{who} a déjà approuvé. La carte dit quand la réponse part.",
    "already_waiting": "La réponse attend déjà de partir. Annulez d’abord l’envoi pour la changer.",
    "too_late": "C’est déjà parti et ne se reprend plus. Si quelque chose est faux, écrivez une autre réponse.",
    "wrong_state": "Le ticket a avancé, cela ne convient plus. La carte montre ce qui est possible.",
    "empty_text": "La réponse est vide. Écrivez une ligne, puis envoyez.",
    "empty_request": "La demande est vide. Écrivez de quoi il s’agit, puis créez-la.",
    "empty_note": "La note est vide. Écrivez une ligne, puis gardez-la.",
    "note_of_ours": "C’est un message de Deskhand ; ce qu’il dit est déjà sur son ticket.",
    "noted_elsewhere": "Ce message est déjà une note sur {number}.",
    "empty_wish": "Dites ce qui devrait changer, par exemple : plus court.",
    "text_too_long": "Le texte est trop long. Restez sous {limit} caractères, s’il vous plaît.",
    "same_person": "La seconde approbation doit venir d’une autre personne : {who_may}.",
    "source_expired": "« {title} » n’est plus à jour. Demandez à {owner} de vérifier, ou écrivez la réponse vous-même.",
    "source_changed": "« {title} » a changé depuis cette suggestion. Actualisez, ou écrivez la réponse vous-même.",
    "source_quarantined": "« {title} » est retenu : {why}. {owner} doit le vérifier, ou écrivez la réponse vous-même.",
    "no_such_source": "Cet article, modèle ou prompt n’existe plus. Regardez une liste plus récente.",
    "not_on_shadow": "Ce type n’est pas (ou plus) dans l’ombre.",
    "not_ready": "Pas encore : sur {shown} comparées, {accepted} étaient bonnes. "
    "Il en faut {needed}, et {share} d’entre elles.",
    "nothing_depends": "Rien ici ne dépend de « {word} ». Des textes dépendent de : {known}.",
    "record_changed": "Changement depuis cette suggestion : {changed}. Actualisez.",
    "record_gone": "Changement depuis cette suggestion : {changed}. Actualisez.",
    "reason_needed": "Donnez un motif, s’il vous plaît : la personne suivante comprendra.",
    "unknown_word": "Nous ne connaissons pas « {word} ». `{help}` liste ce que nous connaissons.",
    "hours_unclear": "Choisissez des jours, un début et une fin plus tardive ; ou laissez les trois vides.",
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
    "spike_over": "C’est fini ; le message montre où cela en est.",
    "nothing_to_hand_off": "Aucun de ses tickets ne peut être confié par vous pour le moment : ils sont terminés, "
    "attendent déjà un service, ont une réponse en route, ou sont sous scellé.",
    "handoff_over": "C’est déjà répondu, ou plus personne n’attend ; le message montre où cela en est.",
    "no_department": "Aucun service ne s’appelle « {word} ».",
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
    "taken_over": "{who} a repris {number}, que vous aviez.",
    "assigned": "{who} vous a donné {number}.",
    "escalated": "{who} vous a escaladé {number}{reason}. Acceptez, ou transmettez.",
    "escalated_late": "{who} a escaladé {number}{reason}. Personne ne l’a encore accepté (sollicités : {asked}). "
    "Merci d’accepter, ou de transmettre.",
    "escalation_passed": "{who} vous a transmis {number}{reason}. Acceptez, ou transmettez.",
    "escalation_unanswered": "{number} : personne n’a accepté l’escalade. Sollicités : {asked}. "
    "Merci de joindre l’un d’eux.",
    "merged_yours": "{who} a fusionné {merged}, que vous aviez, dans {number}.",
    "merged_here": "{who} a fusionné {merged} dans {number}, que vous avez.",
    "moved_away": "{who} a déplacé {number} vers {queue}. Vous n’y travaillez pas : il est de nouveau libre.",
    "woke": "{number} n’est plus en veille ; c’est vous qui l’avez.",
    "second_approval_late": "{number} : une réponse attend encore sa seconde approbation. Sollicités jusqu’ici : "
    "{asked}. Joignez-les, s’il vous plaît ; un chef d’équipe de la file peut aussi l’envoyer seul.",
    "report_settled": "{who} a réglé le signalement sur {number}.",
    "handoff_answered": "{number} : {department} a répondu à {handoff} ({result}).",
    "handoff_proposed": "{number} : {department} peut faire {handoff} pour {at} au lieu de {wanted}. "
    "Prévenez-les si c’est trop tard.",
    "handoff_late_accept": "{number} : {department} n’a pas répondu à {handoff} ; c’était attendu pour {at}.",
    "handoff_late_promise": "{number} : {department} n’a pas tenu sa promesse pour {handoff} ({at}). "
    "« Écrire une réponse », sous Plus…, prévient le client.",
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

#: By action of the journal. A ticket's move is named `ticket.` and the event that caused it.
HISTORY: Final = {
    "ticket.created": "La demande est arrivée",
    "ticket.triaged": "Triée par les règles",
    "ticket.worked_on": "Le travail a commencé",
    "ticket.claimed": "{who} l’a pris en charge",
    "ticket.taken_over": "{who} l’a repris",
    "ticket.released": "{who} l’a libéré",
    "ticket.assigned": "{who} l’a attribué",
    "ticket.type_set": "{who} a fixé le type",
    "ticket.escalated": "{who} l’a escaladé à {to} ({reason})",
    "escalation.asked_next": "Personne n’avait accepté l’escalade, {to} a été sollicité",
    "escalation.unanswered": "Personne n’a accepté l’escalade",
    "escalation.accepted": "{who} a accepté l’escalade",
    "escalation.passed_on": "{who} a transmis l’escalade",
    "escalation.settled": "{who} a réglé l’escalade",
    "escalation.given_back": "Il est revenu à qui l’avait avant",
    "ticket.marked_sensitive": "{who} l’a marqué comme sensible",
    "ticket.unmarked_sensitive": "{who} l’a marqué comme non sensible",
    "ticket.opened": "{who} l’a ouvert",
    "ticket.asked_second": "Une seconde approbation a été demandée",
    "ticket.fully_approved": "Plus aucune approbation n’est attendue",
    "ticket.sent_wait": "La réponse est partie",
    "ticket.sent_resolve": "La réponse est partie, et le ticket est résolu",
    "ticket.completed": "La suite de la demande est arrivée",
    "ticket.continued": "Il continue dans {by}",
    "ticket.customer_wrote": "Le client a écrit",
    "ticket.customer_thanked": "Le client a remercié",
    "ticket.handed_off": "{who} l’a confié ({handoff} à {department})",
    "handoff.accepted": "{who} a accepté {handoff} (pour {until})",
    "handoff.proposed": "{who} a proposé un autre délai pour {handoff} : {until}",
    "handoff.answered": "{who} a répondu à {handoff} : {result}",
    "spike.incident": "{who} a déclaré un incident pour ce qu’il partage avec d’autres ({rule})",
    "spike.over": "{who} a mis fin à l’incident ({rule})",
    "spike.dismissed": "{who} n’y voit rien d’inhabituel ({rule})",
    "ticket.handed_to_supplier": "{who} l’a confié à un fournisseur",
    "ticket.handed_back": "{who} a répondu à {handoff} : {result}. Il est revenu",
    "ticket.snoozed": "{who} l’a mis en veille jusqu’à {until}",
    "ticket.woke": "{who} l’a réveillé",
    "ticket.resolved": "{who} l’a résolu",
    "ticket.reopened": "{who} l’a rouvert",
    "ticket.closed": "Il a été clos",
    "ticket.merged": "Il a été fusionné dans un autre ticket",
    "ticket.merged_outside": "Sa conversation a rejoint celle de {into}",
    "ticket.updated_outside": "Il a été changé dans le helpdesk",
    "ticket.priority_set": "{who} a fixé sa priorité : {priority}",
    "ticket.queue_set": "{who} l’a déplacé vers la file {queue}",
    "ticket.took_in": "{who} y a fusionné {merged}",
    "ticket.rated": "Le client l’a noté : {score}",
    "ticket.is_a_request": "{who} a dit que c’est bien une demande",
    "ticket.avoidable": "{who} a dit si cela aurait pu être évité : {avoidable}",
    "ticket.not_a_request": "{who} a dit que ce n’est pas une demande",
    "draft.made": "Une suggestion a été cherchée",
    "note.added": "{who} a ajouté une note",
    "note.changed": "Une note a été modifiée dans Slack",
    "note.removed": "Une note a été supprimée dans Slack",
    "outside.asked": "{vendor} a été consulté ({model}, prompt {prompt} version {version})",
    "ticket.raised_by_model": "Un modèle y a vu du sensible : {names}",
    "draft.read_again": "{who} a fait tout relire pour une nouvelle suggestion",
    "draft.held_back": "{who} a retenu ce qui portait la suggestion",
    "draft.rejected": "{who} a rejeté la suggestion",
    "draft.opened": "{who} a lu la suggestion",
    "draft.asked": "{who} a demandé ce qui manque",
    "draft.redraft_wanted": "{who} a demandé une autre suggestion",
    "draft.rated": "{who} a évalué la suggestion",
    "draft.preferred": "{who} a pris la suggestion la plus récente",
    "record.read": "Une fiche a été consultée",
    "report.made": "{who} a signalé une réponse fausse ({wrong})",
    "report.settled": "{who} a réglé un signalement ({wrong})",
    "retention.slack_text": "Son texte a été retiré de Slack",
    "retention.model_text": "Les textes de ses suggestions ont été retirés",
    "retention.messages": "Son texte a été retiré",
    "work.retried": "{who} a fait réessayer un travail abandonné ({kind})",
    "work.dropped": "{who} a laissé tomber un travail abandonné ({kind})",
    "reply.put_up": "{who} a préparé une réponse",
    "reply.approved": "{who} a approuvé la réponse",
    "reply.approved:lead_alone": "{who} a donné seul la seconde approbation, comme chef d’équipe",
    "reply.asked_next": "Personne n’avait répondu ; la seconde approbation a été demandée à {to}",
    "reply.taken_back": "{who} a annulé l’envoi",
    "reply.sending": "La réponse part",
    "reply.sent": "La réponse est partie",
    "reply.stopped": "La réponse a été arrêtée",
    "reply.repeated": "Pas de réponse claire ; la même réponse repart",
    "reply.looking": "Pas de réponse claire ; le helpdesk dira si elle est arrivée",
    "reply.missing": "La réponse n’était pas arrivée",
    "reply.unsure": "Il n’est pas certain que la réponse soit arrivée",
    "reply.settled": "{who} a regardé si la réponse est arrivée",
}
