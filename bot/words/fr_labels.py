"""French labels: buttons, titles, fields and short fixed sentences."""

from types import ModuleType
from typing import ClassVar

from bot.words import en_facts, en_labels, fr_tables
from bot.words.fr_facts import Facts


class Labels(en_labels.Labels):
    language = "fr"
    tables: ClassVar[ModuleType] = fr_tables
    facts: ClassVar[type[en_facts.Facts]] = Facts

    def label(self, name: str, told: str) -> str:
        return f"{name} : {told}"

    def joined(self, told: str, more: str) -> str:
        return f"{told} ; {more}"

    def quoted(self, text: str) -> str:
        return f"« {text} »"

    # Buttons
    claim = "Prendre en charge"
    take_over = "Reprendre le ticket"
    approve = "Approuver et envoyer"
    second_approve = "Approuver aussi"
    take_back = "Annuler l’envoi"
    edit = "Modifier"
    reject = "Rejeter"
    escalate = "Escalader"
    open = "Ouvrir"
    confirm_type = "Oui, c’est cela"
    other_type = "Autre type…"
    more = "Plus…"
    reopen = "Rouvrir"
    wake = "Réveiller"
    read_before_sending = "Relire avant d’envoyer"
    read_again = "Actualiser"
    arrived = "C’est arrivé"
    send_again = "Renvoyer"
    earlier = "Précédents"
    later = "Suivants"

    # More…
    group_answer = "Répondre"
    group_change = "Changer"
    group_look = "Consulter"
    write_reply = "Écrire une réponse"
    resolve = "Résoudre"
    assign = "Attribuer"
    snooze = "Mettre en veille…"
    mark_sensitive = "Marquer comme sensible…"
    unmark_sensitive = "Marquer comme non sensible…"
    change_type = "Changer le type"
    explain = "D’où cela vient"
    history = "Historique"

    # Modals
    close = "Fermer"
    cancel = "Annuler"
    done = "Terminé"
    save = "Enregistrer"
    edit_title = "Modifier la réponse"
    read_title = "Relire avant d’envoyer"
    reject_title = "Rejeter la suggestion"
    write_title = "Écrire une réponse"
    escalate_title = "Escalader"
    resolve_title = "Résoudre"
    assign_title = "Attribuer"
    snooze_title = "Mettre en veille"
    mark_title = "Marquer comme sensible"
    unmark_title = "Plus sensible"
    type_title = "Type de demande"
    explain_title = "D’où cela vient"
    history_title = "Historique"
    new_title = "Nouveau ticket"
    put_up = "Demander l’approbation"
    send = "Envoyer"
    create = "Créer"
    reply_label = "Réponse au client"
    reply_cut = "La fin est coupée : Slack prend 3 000 caractères ici. Lisez la fin avant d’envoyer."
    reason_label = "Motif"
    note_label = "Note pour l’équipe"
    note_hint = "Le client ne la voit pas."
    after_label = "Après l’envoi"
    after_wait = "Envoyer et attendre une réponse"
    after_resolve = "Envoyer et résoudre"
    person_label = "Personne"
    class_label = "Ce qui la rend sensible"
    type_label = "Type"
    subject_label = "Objet"
    description_label = "De quoi s’agit-il ?"
    order_label = "Numéro de commande"
    until_label = "En veille jusqu’à"
    moment_label = "Ou jusqu’à un autre moment"
    moment_hint = "Dans votre fuseau horaire. Il l’emporte sur les choix."
    choose = "Choisir…"
    unmark_hint = "Dites pourquoi, pour mémoire."
    snooze_choices: ClassVar[dict[str, str]] = {
        "hour": "Dans 1 heure",
        "three_hours": "Dans 3 heures",
        "next_day": "À la prochaine ouverture de la file, demain au plus tôt",
        "monday": "À l’ouverture de la file, la semaine prochaine",
    }
    escalation_reasons = (("other", "Autre"),)
    sensitive_classes = (
        ("legal", "Menace juridique"),
        ("compensation", "Dédommagement"),
        ("dispute", "Litige"),
        ("health", "Santé"),
        ("harm", "Préjudice"),
        ("fraud", "Fraude"),
        ("credit", "Crédit"),
        ("cancellation", "Résiliation tendue"),
        ("regulatory", "Réglementation"),
        ("reputation", "Réputation"),
        ("data_request", "Demande sur ses données"),
        ("personal", "Données personnelles délicates"),
        ("angry", "Client très en colère"),
        ("exception", "Demande une exception"),
    )

    # The card
    suggested = "Réponse suggérée"
    your_reply = "Réponse"
    suggestion_follows = "La suggestion arrive."
    no_suggestion = "Pas de suggestion"
    rejected = "La suggestion a été rejetée."
    taken_back = "L’envoi a été annulé."
    text_kept = "« Écrire une réponse » en a gardé le texte."
    no_text_yet = "Son type n’est pas encore connu ; ouvrez le ticket pour le lire."
    newer_draft = "Une suggestion plus récente est arrivée après l’ouverture de celle-ci."
    missing = "Il manque :"
    nothing = "–"  # the en dash of the card's line "Missing: –"
    sources = "Sources :"
    type_unknown = "type inconnu"
    overdue = "en retard"
    sending = "Envoi en cours…"
    sending_again = (
        "Le helpdesk n’a pas encore répondu clairement. La même réponse repart ; elle ne peut pas arriver deux fois."
    )
    looking = "Pas de réponse claire. Nous regardons si l’envoi est arrivé… Rien ne repart avant que ce soit certain."
    unsure = (
        "Nous ne savons pas si l’envoi est arrivé. Regardez dans le helpdesk, puis dites-le ici ; "
        "rien ne part deux fois."
    )
    not_tied = "sans lien établi avec ce client"
    unreachable = "illisible pour le moment"
    sealed_for = "Sensible"
    sealed_line = (
        "Sensible. « Ouvrir » le montre au responsable, aux suppléants, à qui s’en charge et aux chefs d’équipe ; "
        "chaque ouverture est consignée."
    )
    look_twice = "À relire :"
    open_questions = "Encore à éclaircir :"
    passages = "À lire :"
    customer = "Client"
    team_note = "Note"
    team_answer = "Réponse"
    nothing_here = "Rien ici."
    somebody = "quelqu’un"
    your_name = "[votre nom]"  # stands in the line about the assistant until somebody has the ticket
    records_read = "fiches consultées"
    own_record = "appartient à ce client"
    template = "modèle"

    # Answers that only one person sees
    not_now = "Impossible"
    refused = "Ce n’est pas possible pour le moment."
    none_for_this = "il n’y en a pas pour cette demande."
    some_record = "une fiche nommée dans le texte"
    some_news = "Il y a du nouveau sur {number}."
    message_came = "Un nouveau message est arrivé. Lisez-le d’abord ; votre texte est toujours ici."
    suggestion_gone = "La suggestion ne vaut plus. Votre texte est toujours ici."
    nothing_found = "Rien trouvé. Essayez avec moins de mots, ou avec le numéro, par exemple T-1042."
    try_again = "Cela n’a pas marché, et rien n’a été changé. Réessayez dans une minute, s’il vous plaît."
    not_opened = "Slack n’a pas montré ce qui devait s’ouvrir ici. Si vous ne voyez rien, réessayez, s’il vous plaît."
    not_known = "Nous ne savons pas encore si cela a marché ; regardez la carte."

    # The line of answers that are due
    nothing_due = "Plus aucune réponse n’est attendue bientôt ni en retard."

    # /queue
    queue_titles: ClassVar[dict[str, str]] = {
        "open": "en cours",
        "unassigned": "libres",
        "overdue": "en retard",
        "waiting_customer": "en attente du client",
        "waiting_department": "en attente d’un service",
        "waiting_approval": "en attente d’approbation",
        "asleep": "en veille",
        "sensitive": "sensibles",
    }

    def help(self, prefix: str = "") -> str:
        at = f"/{prefix}"
        return (
            f"{at}queue [file] [mine|unassigned|due soon|overdue|waiting|asleep|sensitive]"
            " – ce qui attend, depuis quand et après qui ; le nom d’un service montre ce qui lui est demandé\n"
            f"{at}queue orders pause until 14:00 raison – rien n’est donné à tour de rôle ; {at}queue orders resume\n"
            f"{at}ticket T-1042 – un ticket ; {at}ticket find mots – en cherche un d’après son objet\n"
            f"{at}ticket claim T-1042 – de même release, take over, assign, approve, edit, escalate, resolve, "
            "merge, snooze, note, priority, move, not a request\n"
            f"{at}ticket new – écrit un nouveau ticket\n"
            f"{at}digest [file] [today|yesterday|[week] 2026-11-24|week|standup] [share] – un jour ou une semaine en "
            f"quinze lignes, ou ce qui attend ; {at}digest mine – votre semaine ; {at}digest orders people – celle de "
            "l’équipe, pour ses responsables\n"
            f"{at}desk help – cette liste ; {at}desk health – comment va Deskhand, pour chefs d’équipe, managers "
            "et responsables\n"
            f"{at}desk changed transporteur « DHL → GLS » – retient ce qui en dépend ; {at}desk changed – le liste\n"
            f"{at}desk me – votre langue, vos heures et votre temps calme ; {at}desk me away until Friday – "
            f"et {at}desk me back\n"
            f"{at}desk mine – ce que vous devriez regarder ; {at}desk shadow – des suggestions que vous seul voyez ; "
            f"{at}desk outcomes – ce que les suggestions sont devenues\n"
            f"{at}desk try « Où est ma commande ? » – comment un texte serait trié et pourquoi ; rien n’est écrit ; "
            f"{at}desk kb mots – cherche des articles\n"
            f"Seuls « {self.approve} » et « {self.write_reply} » atteignent un client ; "
            "ce que vous écrivez dans un fil reste dans l’équipe."
        )
