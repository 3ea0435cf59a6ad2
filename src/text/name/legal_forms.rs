//! The legal forms that a company's name may carry, as people write them. They are compared folded, see [`super::words`].

/// Forms at the end of a name, of one word or more. A short word that is often part of a name by itself (`ad`, `na`) is left out: a
/// name that begins another is found as a near one anyway.
#[rustfmt::skip]
pub const BEHIND: &[&str] = &[
    // English
    "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "l l c", "llp", "lllp", "lp", "ltd", "limited", "plc",
    "public limited company", "limited liability company", "pllc", "pty", "pty limited", "proprietary limited", "pte", "pvt",
    "p ltd", "private limited", "private ltd", "pvt limited", "unlimited company", "dac", "clg", "joint stock company", "jsc", "pjsc", "cjsc", "ojsc",
    "coltd", "gesmbh", 
    // The Gulf
    "fze", "fzco", "fzc", "fz llc", "dmcc", "wll", "w l l", "saog", "saoc", "kscp", "kscc", "qpsc", "qsc", "bsc",
    // German
    "gmbh", "g m b h", "ggmbh", "ges mbh", "mbh", "m b h", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "ug haftungsbeschränkt",
    "haftungsbeschränkt", "e k", "ek", "e kfm", "se", "partg", "partgmbb", "aktiengesellschaft",
    "gesellschaft mit beschränkter haftung", "kommanditgesellschaft", "kommanditgesellschaft auf aktien", "vvag",
    // French
    "sa", "s a", "sas", "s a s", "sasu", "sarl", "s à r l", "eurl", "snc", "scop", "cie", "gie", "société anonyme", "sàrl",
    "société à responsabilité limitée", "société par actions simplifiée", "ltée", "limitée", "sprl", "asbl", "scrl",
    // Italian
    "spa", "s p a", "srl", "s r l", "srls", "sapa", "scarl", "società per azioni", "società a responsabilità limitata",
    // Spanish
    "sl", "s l", "slu", "slne", "sau", "sociedad anónima", "sociedad limitada", "sociedad anónima de capital variable", "sa de cv",
    "s a de c v", "sab de cv", "s a b de c v", "sapi de cv", "s de rl", "s de r l", "s de rl de cv", "s de r l de c v", "srl de cv",
    "sac", "s a c", "saa", "saic", "cia ltda", "cía ltda", "eirl", "y cía", "e hijos sa", "s en c",
    // Portuguese
    "lda", "ltda", "limitada", "eireli", "sgps", "unipessoal lda", "unipessoal",
    // Dutch
    "bv", "b v", "nv", "n v", "bvba", "cvba", "vof", "vzw", "besloten vennootschap", "naamloze vennootschap",
    // The north
    "ab", "ab publ", "publ", "aktiebolag", "as", "a s", "asa", "aps", "ap s", "ivs", "aktieselskab", "anpartsselskab", "aksjeselskap",
    "oy", "oyj", "oy ab", "osakeyhtiö", "ehf", "hf", "ohf", "ans", "nuf",
    // The Baltics and Poland
    "uab", "sia", "oü", "osaühing", "sp z oo", "sp z o o", "spzoo", "sp zoo", "spółka z oo", "spółka z o o", "spółka z ograniczoną odpowiedzialnością",
    "spółka akcyjna", "sp j", "sp k", "spk", "s k a",
    // Czech, Slovak, Hungarian, Romanian, the Balkans
    "sro", "s r o", "spol sro", "spol s ro", "spol s r o", "společnost s ručením omezeným", "akciová společnost", "k s", "v o s", "zrt", "kft", "nyrt",
    "doo", "d o o", "jdoo", "d d", "eood", "ood", "ead", "еоод", "оод", "еад", "доо", "д о о",
    "korlátolt felelősségű társaság",
    // Turkish
    "aş", "a ş", "ltd şti", "limited şirketi", "anonim şirketi", "san ve tic", "sanayi ve ticaret", "san tic", "şti",
    // Russian and Ukrainian, behind as well as in front
    "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "тоо", "тов", "прат", "пат",
    // Greek
    "αε", "α ε", "επε", "ε π ε", "ικε", "ι κ ε",
    // Asia
    "sdn bhd", "sdn berhad", "sendirian berhad", "bhd", "berhad", "tbk", "persero", "kk", "k k", "gk", "kabushiki kaisha", "kabushiki gaisha",
    "godo kaisha", "yugen kaisha", "株", "有", "주", "유", "มหาชน", "tnhh", "ctcp",
    // Hebrew and Arabic
    "בעמ", "בע מ", "שמ", "شمم", "ش م م", "ذمم", "ذ م م", "شمع",
];

/// Forms in front of a name that are hardly ever part of it.
#[rustfmt::skip]
pub const IN_FRONT: &[&str] = &[
    "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "тоо", "тов", "прат", "пат", "чп", "фоп", "ooo", "oao", "zao",
    "общество с ограниченной ответственностью", "акционерное общество", "публичное акционерное общество",
    "закрытое акционерное общество", "открытое акционерное общество", "товариство з обмеженою відповідальністю",
    "uab", "gmbh", "sarl", "société anonyme", "公司", "株", "有", "주", "유", "công ty tnhh", "công ty tnhh mtv", "công ty cổ phần", "công ty cp",
    "cty tnhh", "ctcp", "kabushiki kaisha", "kabushiki gaisha", "perseroan terbatas", "perusahaan perseroan", "شركة",
];

/// Forms in front of a name that may also be its first word: only what stands behind it makes them one.
#[rustfmt::skip]
pub const AROUND: &[(&str, &str)] = &[("pt", "tbk"), ("pt", "persero"), ("oy", "ab"), ("sc", "srl"), ("sc", "sa")];

/// Forms in front of a name that may also be its first word. Names that differ by one of them are near, not the same.
#[rustfmt::skip]
pub const PERHAPS_IN_FRONT: &[&str] = &[
    "pt", "cv", "ab", "as", "a s", "oy", "sia", "oü", "sa", "sas", "sl", "srl", "spa", "sc", "ae", "ag", "kg", "pao", "tov", "too", "ud", "firma",
];

/// Forms that are written without a blank before or behind a name.
#[rustfmt::skip]
pub const ATTACHED: &[&str] = &[
    "特定非営利活動法人", "一般社団法人", "一般財団法人", "株式会社", "有限会社", "合同会社", "合資会社", "合名会社",
    "股份有限公司", "有限责任公司", "有限責任公司", "股份公司", "有限公司", "주식회사", "유한회사",
    "บริษัท", "จำกัด", "ห้างหุ้นส่วนจำกัด",
];
