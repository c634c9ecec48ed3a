//! Words whose change changes what was said, whatever the rest says: those for numbers, and those that deny.
//!
//! In the languages that calls are most often held in. An article that is a number, too (`ein`, `un`), is none here, and a
//! word that means something else more often (Italian's `mai`, which is German's May) does not deny.

/// Words for numbers.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    // English
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty",
    "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds", "thousand", "thousands", "million",
    "millions", "billion", "billions", "trillion", "first", "second", "third", "half", "twice", "dozen", "dozens",
    "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "twentieth",
    "thirtieth", "once", "double",
    // German
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "zwanzig", "dreißig", "vierzig", "fünfzig", "hundert", "tausend", "millionen", "milliarde", "milliarden",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "sechzig", "siebzig",
    "achtzig", "neunzig", "hunderte", "tausende", "dutzend", "doppelt", "dreissig",
    // French
    "deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix", "vingt", "trente", "cent", "mille",
    "milliard",
    "onze", "douze", "treize", "quatorze", "quinze", "seize", "quarante", "cinquante", "soixante", "cents",
    "milliers", "millier", "milliards",
    // Spanish
    "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "cien", "mil", "millón",
    "millones", "uno",
    "doce", "trece", "catorce", "quince", "veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta",
    "ochenta", "noventa", "ciento", "cientos", "miles",
    // Russian
    "один", "одна", "одно", "два", "две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
    "сто", "двадцать", "тридцать", "сорок", "пятьдесят", "тысяча", "тысячи", "тысяч", "миллион", "миллиона",
    "миллионов", "миллиард", "миллиарда", "миллиардов", "одну",
    "двух", "трёх", "трех", "четырёх", "четырех", "пяти", "шести", "семи", "восьми", "девяти", "десяти", "двумя",
    "тремя", "одного", "одной", "одним", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать",
    "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать", "двенадцати", "двадцати", "тридцати", "сорока",
    "пятидесяти", "шестьдесят", "семьдесят", "восемьдесят", "девяносто", "шестидесяти", "семидесяти", "восьмидесяти",
    "девяноста", "ста", "двести", "триста", "пятьсот", "двухсот", "трёхсот", "миллионы", "половина", "половину",
    "полтора", "полторы",
    // Ukrainian
    "дві", "чотири", "п'ять", "шість", "сім", "вісім", "дев'ять", "мільйон", "мільйонів", "мільярд", "мільярдів",
];

/// Words that deny.
#[rustfmt::skip]
const DENIALS: &[&str] = &[
    // English
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot", "hardly",
    // German
    "nicht", "kein", "keine", "keinen", "keiner", "keinem", "keines", "nie", "niemals", "niemand", "nichts",
    "weder", "ohne", "nein",
    // French
    "ne", "pas", "jamais", "rien", "personne", "aucun", "aucune", "sans", "non",
    // Spanish
    "nunca", "nada", "nadie", "ningún", "ninguna", "sin", "ni",
    // Russian
    "не", "нет", "ни", "никогда", "никто", "ничего", "нигде", "без", "нельзя",
    // Ukrainian
    "ні", "немає", "ніколи", "ніхто", "нічого",
    // Chinese and Japanese
    "不", "没", "沒", "无", "無", "别", "別", "未", "非", "ない", "ません",
];

/// A word in lower case, with one form of the apostrophe: as [`is_number`] and [`denies`] know it.
pub fn plain(word: &str) -> String {
    let letters = word.chars().map(|c| match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
        c => c,
    });
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a plain word is a number, in digits or in words.
pub fn is_number(plain: &str) -> bool {
    plain.contains(char::is_numeric) || NUMBERS.contains(&plain)
}

/// Whether a plain word denies.
pub fn denies(plain: &str) -> bool {
    plain.ends_with("n't") || DENIALS.contains(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_denials_are_known_in_every_form() {
        for word in [
            "7",
            "3.5",
            "Fourth",
            "FÜNFZIG",
            "мільйон",
            "П’ять",
            "пʼять",
            "сорока",
            "Quinze",
        ] {
            assert!(is_number(&plain(word)), "{word}");
        }
        for word in ["Don’t", "weder", "没", "Ніколи"] {
            assert!(denies(&plain(word)), "{word}");
        }
        for word in ["eine", "Mai", "knot", "lease", ""] {
            assert!(!is_number(&plain(word)) && !denies(&plain(word)), "{word}");
        }
    }

    #[test]
    fn every_word_stands_once_and_is_plain() {
        for words in [NUMBERS, DENIALS] {
            let mut sorted = words.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), words.len());
            assert!(words.iter().all(|w| plain(w) == *w));
        }
    }
}
