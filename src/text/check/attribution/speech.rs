//! The words by which drafts say who spoke.

/// Verbs of speaking.
#[rustfmt::skip]
pub(super) const SPEECH: &[&str] = &[
    "said", "says", "say", "saying", "told", "tells", "tell", "telling", "asked", "asks", "ask", "asking",
    "replied", "replies", "replying", "answered", "answers", "answering", "added", "adds", "adding", "responded",
    "responds", "responding", "noted", "notes", "wrote", "writes", "explained", "explains", "explaining", "argued",
    "argues", "insisted", "insists", "stated", "states", "claimed", "claims", "warned", "warns", "recalled",
    "recalls", "called", "calls", "admitted", "admits", "conceded", "concedes", "remarked", "remarks", "continued",
    "continues", "concluded", "concludes", "joked", "jokes", "laughed", "laughs", "shrugged", "shrugs", "quipped",
    "exclaimed", "promised", "promises", "declared", "declares", "announced", "announces", "suggested", "suggests",
    "proposed", "proposes", "repeated", "repeats", "confirmed", "confirms", "denied", "denies", "went", "began",
    "begins", "testified", "testifies", "radioed", "reported", "reports", "shouted", "whispered", "advised",
    "advises", "assured", "assures", "reminded", "reminds", "urged", "urges", "put", "acknowledged", "cautioned",
    "complained", "countered", "demanded", "emphasized", "stressed", "pointed", "pledged", "predicted",
    "protested", "pleaded", "mused", "opined", "offered", "observed", "sagte", "sagt", "sagten", "gesagt",
    "meinte", "meint", "erklärte", "erklärt", "fragte", "fragt", "gefragt", "antwortete", "antwortet", "betonte",
    "betont", "berichtete", "berichtet", "berichten", "fügte", "ergänzte", "ergänzt", "kritisierte", "kritisiert",
    "warnte", "warnt", "behauptete", "behauptet", "räumte", "bestätigte", "bestätigt", "erwiderte", "erwidert",
    "entgegnete", "entgegnet", "rief", "ruft", "schrieb", "schreibt", "funkte", "meldete", "meldet", "äußerte",
    "versicherte", "versichert", "verkündete", "forderte", "fordert", "bemerkte", "wiederholte", "kommentierte",
    "kommentiert", "sprach", "teilte", "dit", "disait", "déclare", "déclaré", "déclarait", "répond", "répondu",
    "affirme", "affirmé", "ajoute", "ajouté", "explique", "expliqué", "expliquait", "demande", "demandé", "lance",
    "lancé", "assure", "assuré", "estime", "estimé", "raconte", "raconté", "précise", "précisé", "souligne",
    "souligné", "confie", "confié", "reconnaît", "reconnu", "insiste", "insisté", "indique", "indiqué", "poursuit",
    "poursuivi", "conclut", "conclu", "annonce", "annoncé", "écrit", "rétorque", "rétorqué", "réplique",
    "répliqué", "avoue", "martèle", "résume", "prévient", "rappelle", "rappelé", "s'exclame", "s'étonne",
    "s'interroge", "dixit", "dijo", "dice", "dicho", "respondió", "responde", "preguntó", "pregunta", "añadió",
    "añade", "afirmó", "afirma", "declaró", "declara", "explicó", "explica", "contestó", "contesta", "señaló",
    "señala", "aseguró", "asegura", "indicó", "indica", "agregó", "agrega", "comentó", "comenta", "sostuvo",
    "sostiene", "manifestó", "apuntó", "insistió", "admitió", "reconoció", "advirtió", "advierte", "recordó",
    "recuerda", "subrayó", "exclamó", "replicó", "reiteró", "informó", "anunció", "concluyó", "escribió", "disse",
    "detto", "spiega", "spiegato", "afferma", "affermato", "risponde", "risposto", "aggiunge", "aggiunto",
    "afirmou", "declarou", "explicou", "respondeu", "perguntou", "acrescentou", "сказал", "сказала", "заявил",
    "заявила", "ответил", "ответила", "спросил", "спросила", "добавил", "добавила", "отметил", "отметила",
    "рассказал", "рассказала", "объяснил", "объяснила", "подчеркнул", "подчеркнула", "сообщил", "сообщила",
    "пояснил", "пояснила", "подтвердил", "подтвердила", "признал", "признала", "заметил", "заметила", "уточнил",
    "уточнила", "предупредил", "предупредила", "утверждал", "утверждала", "возразил", "возразила", "воскликнул",
    "воскликнула", "написал", "написала", "заверил", "заверила", "продолжил", "продолжила", "заключил",
    "заключила", "доложил", "доложила", "переспросил", "переспросила", "повторил", "повторила", "напомнил",
    "напомнила", "говорил", "говорила", "отвечал", "отвечала", "спрашивал", "спрашивала", "говорит", "отвечает",
    "спрашивает", "утверждает", "считает", "пишет", "признался", "призналась", "произнёс", "произнесла",
    "поинтересовался", "поинтересовалась", "пошутил", "пошутила", "сказав", "каже", "заявив", "відповів",
    "відповіла", "додав", "запитав", "запитала", "зазначив", "зазначила", "пояснив", "наголосив", "ordered",
    "instructed", "requested", "pressed", "confided", "lamented", "commented", "maintained", "contended",
    "alleged", "recounted", "sighed", "agreed", "agrees", "interjected", "interrupted", "clarified", "elaborated",
    "emphasised", "vowed", "hinted", "boasted", "swore", "snapped", "muttered", "yelled", "cried", "предложил",
    "предложила", "попросил", "попросила", "посоветовал", "посоветовала", "пообещал", "пообещала", "потребовал",
    "потребовала", "вздохнул", "вздохнула", "согласился", "согласилась", "усмехнулся", "усмехнулась", "remembered",
    "remembers", "thought", "thinks", "reckoned", "reckons", "believed", "believes", "说", "表示", "回答",
];

/// Those of them behind which stands who is spoken to.
pub(super) const ADDRESSING: &[&str] = &[
    "told", "tells", "tell", "telling", "asked", "asks", "ask", "asking", "answered", "answers",
    "warned", "warns", "advised", "advises", "assured", "assures", "reminded", "reminds", "urged",
    "urges", "called", "calls", "informed", "informs", "thanked", "quoted", "quotes", "quoting",
];

/// Behind these stands somebody who is spoken to or of.
pub(super) const TO_OTHERS: &[&str] = &[
    "to",
    "with",
    "about",
    "of",
    "from",
    "for",
    "against",
    "on",
    "over",
    "behind",
    "than",
    "at",
    "like",
    "toward",
    "towards",
    "near",
    "after",
    "before",
    "between",
    "through",
    "upon",
    "into",
    "zu",
    "mit",
    "von",
    "über",
    "gegen",
    "für",
    "à",
    "avec",
    "de",
    "pour",
    "contre",
    "sur",
    "с",
    "от",
    "для",
    "о",
    "об",
    "против",
];

/// Behind these stands whose words they are.
pub(super) const CITING: &[&str] = &[
    "according to",
    "in the words of",
    "per",
    "so",
    "laut",
    "gemäß",
    "nach den worten von",
    "nach angaben von",
    "selon",
    "d'après",
    "dixit",
    "según",
    "en palabras de",
    "secondo",
    "segundo",
];

/// And before these.
pub(super) const CITED: &[&str] = &["zufolge", "dixit"];

/// What stands behind somebody who is quoted with `so`, which is another word elsewhere: `so Petrov am Montag`.
pub(super) const GOES_ON: &[&str] = &[
    "am",
    "im",
    "in",
    "bei",
    "auf",
    "vor",
    "nach",
    "gegenüber",
    "weiter",
    "über",
    "zu",
    "zum",
    "zur",
];

/// What one does who does not speak.
pub(super) const HEARING: &[&str] = &[
    "heard",
    "hears",
    "hear",
    "learned",
    "learns",
    "received",
    "receives",
    "listened",
    "listens",
    "overheard",
    "read",
    "reads",
];

/// What of somebody stands for their words.
pub(super) const OF_SPEECH: &[&str] = &[
    "words",
    "answer",
    "reply",
    "response",
    "question",
    "comment",
    "comments",
    "remark",
    "remarks",
    "statement",
    "verdict",
    "view",
    "line",
    "advice",
    "warning",
    "message",
    "assessment",
    "phrase",
    "promise",
    "retort",
    "explanation",
    "quote",
    "comeback",
    "opening",
    "pitch",
    "own",
    "telling",
    "account",
    "memory",
    "recollection",
    "opinion",
];

/// Pronouns that may be who spoke.
pub(super) const PRONOUNS: &[&str] = &[
    "he", "she", "they", "it", "i", "we", "you", "who", "er", "sie", "ich", "wir", "il", "elle",
    "ils", "elles", "on", "je", "nous", "él", "ella", "он", "она", "они", "я", "мы", "他", "她",
];

pub(super) fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// Whether the full stop at the end of a text ends an abbreviation.
pub(super) fn is_abbreviation(text: &str) -> bool {
    const SHORT: &[&str] = &[
        "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "sen", "rep", "gov",
        "st", "jr", "sr", "vs", "no", "inc", "jan", "feb", "mar", "apr", "aug", "sept", "sep",
        "oct", "nov", "dec", "u.s", "u.k", "e.g", "i.e", "etc",
    ];
    let Some(text) = text.strip_suffix('.') else {
        return false;
    };
    let word = text
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    initial || is_in(SHORT, &word.to_lowercase())
}
