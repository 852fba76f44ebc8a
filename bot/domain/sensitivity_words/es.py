"""Spanish."""

from typing import Final

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "dispute": (
        "contracargo*", "disput*", "impugn*", "retroces* ~ cargo", "retroceder ~ cobro", "devolver ~ recibo",
        "devolución del cargo", "litigio*", "reclam* ~ al banco", "revertir ~ pago", "revertir ~ cargo",
        "anular ~ cargo",
    ),
    "health": (
        "alérg*", "alergi*", "hospital", "hospitaliz*", "hospitales", "enferm*", "embarazada*", "embarazo", "médic*",
        "doctor", "doctora", "medicament*", "medicin*", "erupción", "sarpullido", "asma", "asmátic*", "discapac*",
        "cáncer", "envenen*", "intoxic*", "tóxic*", "suicid*", "depresión", "en urgencias", "a urgencias", "mi salud",
        "problema de salud", "problemas de salud", "diabét*", "epilep*", "silla de ruedas", "vómito*", "vomit*",
    ),
    "credit": (
        "préstamo*", "deuda", "deudas", "moroso*", "morosidad", "asnef", "embargado*", "embargaron",
        "orden de embargo", "cobro de deudas", "agencia de cobros", "crediticio*", "crediticia*", "insolven*",
        "bancarrota", "hipoteca*", "solicitud de crédito", "crédito rechazado", "crédito denegado",
        "denegado el crédito", "no puedo pagar ~ cuotas", "no puedo pagar ~ plazos", "dificultades económicas",
        "problemas económicos", "en paro", "desempleado*",
    ),
    "fraud": (
        "fraud*", "estafa*", "estafad*", "timo", "timado*", "robado*", "robada*", "robaron", "robo", "hacke*",
        "jaque*", "phishing", "no autoric*", "no autorizad*", "no he autorizado", "nunca autoric*", "no reconozco",
        "suplanta*", "falsificad*", "sospechos*", "usaron mi tarjeta", "usado mi tarjeta", "alguien ~ mi cuenta",
        "alguien ~ mi tarjeta", "nunca hice ~ pedido", "no hice ~ pedido", "no he hecho ~ pedido", "producto falso",
        "engañ*",
    ),
    "cancellation": (
        "cancel* ~ inmediatamente", "cancel* ~ de inmediato", "cancel* ~ ya mismo", "cancel* ~ ahora mismo",
        "cancelación inmediata", "exijo ~ cancel*", "se niegan ~ cancel*", "niegan a cancelar", "nunca más",
        "nunca mas", "no volveré a comprar", "no vuelvo a comprar", "perdido un cliente", "perdido una clienta",
        "perder un cliente", "perder una clienta", "rescindir", "rescisión", "última vez que compro", "último pedido",
    ),
    "compensation": (
        "compens*", "indemniz*", "resarc*", "daños y perjuicios", "por las molestias", "molestias ocasionadas",
        "por el tiempo perdido", "lucro cesante", "un detalle", "algún descuento ~ retraso",
        "descuento por el retraso",
    ),
    "harm": (
        "herido*", "herida*", "lesion*", "quemado*", "quemada*", "quemadura*", "quemó", "incendi*", "en llamas",
        "explot*", "explosi*", "descarga eléctrica", "electrocut*", "peligr*", "accidente", "accidentes", "me corté",
        "se cortó", "sangr*", "inundó", "inundación", "inundado*", "murió", "muerto", "daños materiales", "asfixi*",
        "atragant*", "humo", "ambulancia", "diente roto", "cristales rotos", "me caí",
    ),
    "legal": (
        "abogado*", "abogada*", "demandar*", "demanda", "demandas", "tribunal*", "acciones legales", "acción legal",
        "medidas legales", "vía judicial", "judicial*", "juicio", "juicios", "juzgado*", "denuncia*", "burofax",
        "ilegal*", "legalmente", "la ley", "mis derechos", "la policía", "derechos del consumidor", "por ley",
        "incumplimiento",
    ),
    "regulatory": (
        "oficina de consumo", "oficina del consumidor", "omic", "organización de consumidores",
        "asociación de consumidores", "ocu", "facua", "hoja de reclamaci*", "hojas de reclamaci*", "arbitraje",
        "agencia de protección de datos", "aepd", "defensa del consumidor", "protección al consumidor",
        "las autoridades", "profeco", "defensor del", "consumo de la junta", "organismo regulador",
    ),
    "reputation": (
        "mala reseña", "malas reseñas", "reseña negativa", "reseñas negativas", "mala valoración", "opinión negativa",
        "opiniones negativas", "trustpilot", "una estrella", "1 estrella", "cero estrellas", "redes sociales",
        "periodista*", "la prensa", "los medios", "hacer público", "haré público", "hacerlo público",
        "todo el mundo sepa", "a todo el mundo", "avisar a todos", "en facebook", "en twitter", "en instagram",
        "en tiktok", "mis seguidores",
    ),
    "angry": (
        "inaceptable*", "inadmisible*", "vergüenza", "vergonzos*", "indignad*", "indignante*", "furios*", "enfadad*",
        "enojad*", "harto", "harta", "hartos", "hartas", "pésim*", "horrible*", "terrible*", "decepcion*", "queja",
        "quejas", "quejarme", "reclamación", "reclamaciones", "nadie responde", "nadie contesta", "nadie me responde",
        "nadie me contesta", "sin respuesta", "exijo", "exigimos", "ridículo*", "peor", "incompetent*", "mentiros*",
        "mentira*", "lamentable*", "molesto", "molesta", "tomadura de pelo", "se burlan", "falta de respeto",
        "desastre", "insatisfech*", "descontent*", "ya basta", "colmo",
    ),
    "billing_complex": (
        "cobrado dos veces", "cobrado ~ dos veces", "cobraron dos veces", "cobraron ~ dos veces", "pagado dos veces",
        "doble cobro", "doble cargo", "cargo doble", "cargo duplicado", "cobro duplicado", "cobro doble",
        "importe incorrecto", "importe equivocado", "cobrado de más", "cobraron de más", "nota de crédito",
        "factura rectificativa", "reembolso parcial", "varias facturas", "dos facturas", "tipo de cambio",
        "factura ~ incorrecta", "factura ~ errónea", "factura está mal",
    ),
    "exception": (
        "excepción", "excepciones", "excepcionalmente", "manera excepcional", "fuera de plazo", "fuera del plazo",
        "fuera de garantía", "garantía ~ caducad*", "garantía ~ vencid*", "plazo ~ vencido", "plazo ~ pasado",
        "hacerme un favor", "hacer el favor de aceptar", "a pesar de ~ condiciones",
    ),
    "asks_for_person": (
        "hablar con", "hablar a", "persona real", "persona de verdad", "un humano", "ser humano", "un agente",
        "una agente", "agente humano", "un responsable", "una responsable", "supervisor*", "un encargado",
        "una encargada", "el encargado", "llámenme", "llámame", "me llamen", "llamarme", "operador", "operadora",
        "no un robot", "no con un robot", "el gerente", "un gerente", "atención humana",
    ),
    "data_request": (
        "rgpd", "lopd", "datos personales", "protección de datos", "borr* ~ datos", "elimin* ~ datos",
        "suprim* ~ datos", "derecho al olvido", "derecho de acceso", "derecho de supresión", "qué datos",
        "copia de mis datos", "acceso a mis datos", "fuga de datos", "filtración de datos", "retir* ~ consentimiento",
        "vendido mis datos",
    ),
    "personal": (
        "pasaporte*", "dni", "seguridad social", "carnet de conducir", "carné de conducir", "religión", "religios*",
        "homosexual*", "transgénero", "orientación sexual", "étnic*", "racis*", "divorci*", "violencia de género",
        "violencia doméstica", "exmarido", "exmujer", "ex marido", "ex mujer", "ex pareja", "expareja", "acoso",
        "acosa*", "la custodia", "antecedentes penales", "prisión", "cárcel", "de asilo", "refugiado*", "refugiada*",
        "sindicato",
    ),
}  # fmt: skip

VERY_ANGRY: Final[tuple[str, ...]] = (
    "mierda*", "cabron*", "cabrón*", "puta", "puto", "putos", "joder", "gilipoll*", "ladrones", "sinvergüenza*",
    "hijos de", "hijo de puta", "imbécil*", "estúpid*", "idiota*", "váyanse", "coño", "malditos", "maldita sea",
)  # fmt: skip

GRIEF: Final[tuple[str, ...]] = (
    "fallec*", "funeral*", "entierro", "luto", "viuda", "viudo",
)  # fmt: skip

HOSTILE: Final[tuple[str, ...]] = (
    "ignor* ~ instrucciones", "ignor* ~ indicaciones", "ignor* ~ reglas", "ignora todo lo anterior",
    "olvid* ~ instrucciones", "olvida todo lo anterior", "ahora eres", "eres ahora", "a partir de ahora eres",
    "indicaciones del sistema", "instrucciones del sistema", "mensaje del sistema", "prompt del sistema",
    "nuevas instrucciones", "actúa como", "actúe como", "haz como si", "finge que", "finge ser", "modelo de lenguaje",
    "asistente de ia", "responde solo con", "responde únicamente", "revela ~ instrucciones",
    "muestra* ~ instrucciones", "tus instrucciones",
)  # fmt: skip
