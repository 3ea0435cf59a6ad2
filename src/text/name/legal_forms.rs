//! The legal forms that a company's name may carry, as people write them. They are compared folded (see [`super::words`]) and without
//! blanks: `sarl` is also `S. à r. l.` and `S.à r.l.`

/// Forms at the end of a name that are hardly ever part of it.
#[rustfmt::skip]
pub const BEHIND: &[&str] = &[
    // English
    "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lllp", "lp", "ltd", "limited", "plc", "ulc",
    "public limited company", "public company limited", "pcl", "limited liability company", "limited partnership", "pllc", "pty",
    "pty limited", "proprietary limited", "pte", "pvt", "p ltd", "private limited", "private ltd", "pvt limited", "opc private limited",
    "opc pvt ltd", "unlimited company", "dac", "designated activity company", "clg", "community interest company", "joint stock company",
    "jsc", "pjsc", "cjsc", "ojsc", "co ltd", "in liquidation", "in administration", "in receivership",
    // The Gulf
    "fze", "fzco", "fzc", "fz llc", "llc fz", "dmcc", "wll", "saog", "saoc", "kscp", "kscc", "qpsc", "qsc", "bsc",
    // German
    "gmbh", "ggmbh", "ges mbh", "mbh", "ag", "gag", "kg", "u co", "u co kg", "kgaa", "ohg", "gbr", "egbr", "ug", "ug haftungsbeschränkt",
    "haftungsbeschränkt", "ek", "e kfm", "e kfr", "se", "partg", "partg mbb", "partgmbb", "aktiengesellschaft",
    "gesellschaft mit beschränkter haftung", "kommanditgesellschaft", "kommanditgesellschaft auf aktien", "vvag", "eingetragener verein",
    "eingetragene genossenschaft",
    // French
    "sa", "sas", "sasu", "sarl", "sarl s", "eurl", "snc", "scop", "cie", "gie", "sca", "sicav", "senc", "sencrl", "enr", "en liquidation",
    "société anonyme", "société à responsabilité limitée", "société par actions simplifiée", "ltée", "limitée", "sprl", "asbl", "scrl",
    // Italian
    "spa", "srl", "srls", "sapa", "scarl", "scpa", "sagl", "soc coop", "soc coop arl", "società cooperativa", "unipersonale",
    "a socio unico", "società per azioni", "società a responsabilità limitata", "in liquidazione",
    // Spanish
    "sl", "slu", "sll", "slp", "slne", "sau", "sccl", "sociedad anónima", "sociedad limitada", "sociedad cooperativa",
    "sociedad anónima de capital variable", "sa de cv", "sab de cv", "sapi de cv", "sas de cv", "s de rl", "s de rl de cv", "srl de cv",
    "sofom", "sofom enr", "sofom er", "c por a", "sac", "saa", "saic", "cia ltda", "eirl", "y cía", "e hijos sa", "s en c",
    "en liquidación",
    // Portuguese
    "lda", "ltda", "ltda me", "ltda epp", "eireli me", "eireli epp", "limitada", "eireli", "sgps", "unipessoal lda", "unipessoal",
    // Dutch
    "bv", "nv", "bvba", "cvba", "vof", "vzw", "besloten vennootschap", "naamloze vennootschap",
    // The north
    "ab", "ab publ", "publ", "aktiebolag", "as", "asa", "aps", "ivs", "amba", "aktieselskab", "anpartsselskab", "aksjeselskap",
    "oy", "oyj", "oy ab", "osakeyhtiö", "ehf", "hf", "ohf", "ans", "nuf",
    // The Baltics and Poland
    "uab", "sia", "oü", "osaühing", "sp zoo", "spółka zoo", "spółka z ograniczoną odpowiedzialnością", "spółka akcyjna", "sp j", "sp k",
    // Czech, Slovak, Hungarian, Romanian, the Balkans
    "sro", "spol sro", "společnost s ručením omezeným", "akciová společnost", "zrt", "kft", "nyrt", "doo", "jdoo", "eood", "ood", "ead",
    "еоод", "оод", "еад", "доо", "korlátolt felelősségű társaság",
    // Turkish
    "aş", "ltd şti", "limited şirketi", "anonim şirketi", "san ve tic", "sanayi ve ticaret", "san tic", "şti", "tic ltd şti", "tic aş",
    "ticaret ltd şti", "ticaret aş", "ticaret limited şirketi", "ticaret anonim şirketi", "san ve tic aş", "san tic aş",
    "san ve tic ltd şti", "san tic ltd şti", "sanayi ve ticaret aş", "sanayi ve ticaret ltd şti",
    "sanayi ve ticaret limited şirketi", "sanayi ve ticaret anonim şirketi",
    // Russian and Ukrainian, behind as well as in front
    "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "тоо", "тов", "прат", "пат",
    // Greek
    "αε", "αεβε", "επε", "ικε",
    // Asia
    "sdn bhd", "sdn berhad", "sendirian berhad", "bhd", "berhad", "tbk", "persero", "kk", "gk", "kabushiki kaisha", "kabushiki gaisha",
    "godo kaisha", "yugen kaisha", "株", "有", "주", "유", "จำกัด", "มหาชน", "tnhh", "ctcp",
    // Hebrew and Arabic
    "בעמ", "שמ", "شمم", "ذمم", "شمع",
];

/// Forms at the end of a name that may also be its last word. Names that differ by one of them are near, not the same.
#[rustfmt::skip]
pub const PERHAPS_BEHIND: &[&str] = &[
    "ev", "eg", "pc", "na", "ca", "ac", "sc", "ad", "ад", "bt", "dd", "ks", "kd", "sp", "ska", "vos", "psa", "ky", "osk", "hb", "kb", "da", "ba", "cv",
    "ua", "ae", "me", "epp", "ps", "is", "sgr", "sae", "sal", "cic", "scoop", "il", "tic", "group", "gruppe", "holding", "holdings",
];

/// Forms in front of a name that are hardly ever part of it.
#[rustfmt::skip]
pub const IN_FRONT: &[&str] = &[
    "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "тоо", "тов", "тзов", "прат", "чао", "пат", "чп", "фоп", "одо", "фгуп", "муп", "ooo", "oao", "zao",
    "общество с ограниченной ответственностью", "акционерное общество", "публичное акционерное общество",
    "закрытое акционерное общество", "открытое акционерное общество", "товариство з обмеженою відповідальністю",
    "llc", "jsc", "pjsc", "cjsc", "ojsc", "limited liability company", "joint stock company", "public joint stock company",
    "uab", "gmbh", "sarl", "sasu", "eurl", "société anonyme", "société à responsabilité limitée", "sociedad anónima",
    "naamloze vennootschap", "besloten vennootschap", "aktiebolaget", "公司", "株", "有", "주", "유", "บมจ", "บจก",
    "công ty tnhh", "công ty tnhh mtv", "công ty tnhh một thành viên", "công ty trách nhiệm hữu hạn", "công ty cổ phần", "công ty cp",
    "cty tnhh", "cty cp", "ctcp", "kabushiki kaisha", "kabushiki gaisha", "perseroan terbatas", "perusahaan perseroan", "شركة",
];

/// Forms in front of a name that may also be its first word: only what stands behind it makes them one.
#[rustfmt::skip]
pub const AROUND: &[(&str, &str)] = &[("pt", "tbk"), ("pt", "persero"), ("oy", "ab"), ("sc", "srl"), ("sc", "sa")];

/// Forms in front of a name that may also be its first word, and words that go with one. Names that differ by one of them are near,
/// not the same. The forms of [`BEHIND`] are such words too.
#[rustfmt::skip]
pub const PERHAPS_IN_FRONT: &[&str] = &[
    "pt", "cv", "sc", "ae", "pao", "ao", "tov", "too", "ud", "mb", "ip", "sci", "m s", "messrs", "firma", "фирма", "компания", "группа",
    "stichting", "vereniging", "coöperatie", "coöperatieve", "koninklijke", "stiftung", "verein", "gebr", "gebrüder", "ing",
    "fundación", "fundação", "fondation", "fondazione", "fundacja", "asociación", "associação", "association", "associazione",
    "établissements", "établissement", "ets", "société", "sté", "compagnie", "ditta", "impresa", "cooperativa", "società", "sociedad",
    "sociedade", "compañía", "companhia", "grupo", "groupe", "gruppo", "gruppe", "groep", "grupa", "holding",
];

/// Forms that are written without a blank before or behind a name.
#[rustfmt::skip]
pub const ATTACHED: &[&str] = &[
    "特定非営利活動法人", "社会福祉法人", "医療法人社団", "医療法人", "学校法人", "一般社団法人", "一般財団法人", "公益社団法人", "公益財団法人",
    "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "股份有限公司", "有限责任公司", "有限責任公司", "股份公司", "有限公司",
    "주식회사", "유한회사", "유한책임회사", "사단법인", "재단법인", "บริษัท", "จำกัด", "ห้างหุ้นส่วนจำกัด",
];
