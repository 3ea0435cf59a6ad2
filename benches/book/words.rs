//! Invented names and sentences.

/// The sellers.
pub(super) const SELLERS: &[&str] = &[
    "Sam Ortiz",
    "Kemi Adeyemi",
    "Ana Duarte",
    "Joe Whitlock",
    "Lena Fischer",
    "Omar Haddad",
    "Ruth Kimani",
    "Piotr Zielinski",
    "Grace Okafor",
    "Hugo Larsen",
    "Mina Sato",
    "Carla Mendes",
];

const FIRST: &[&str] = &[
    "Ines", "Harriet", "Tove", "Marcus", "Yusuf", "Petra", "Anselm", "Bianca", "Declan", "Esther",
    "Farid", "Gudrun", "Imani", "Jasper", "Katya", "Lorenzo", "Nadine", "Oskar", "Renata",
    "Soraya",
];
const LAST: &[&str] = &[
    "Calder",
    "Colville",
    "Lindgren",
    "Abara",
    "Bertrand",
    "Castellanos",
    "Dragomir",
    "Eastwood",
    "Feldman",
    "Grimaldi",
    "Holloway",
    "Iversen",
    "Jankowski",
    "Kowalczyk",
    "Lindholm",
    "Montague",
    "Nakamura",
    "Oyelaran",
    "Pemberton",
    "Quintana",
    "Rasmussen",
    "Silvestri",
    "Thackeray",
    "Underwood",
    "Vasquez",
    "Winterbourne",
    "Xiang",
    "Yamaguchi",
    "Zeller",
    "Ashdown",
];
const TITLES: &[&str] = &[
    "operations director",
    "head of finance",
    "chief information officer",
    "plant manager",
    "head of claims",
    "procurement lead",
];

const STEMS: &[&str] = &[
    "Alder", "Brant", "Cinder", "Dunmore", "Elm", "Fen", "Glen", "Harrow", "Iron", "Juniper",
    "Kestrel", "Lark", "Marl", "North", "Osprey", "Pine", "Quarry", "Raven", "Stone", "Thistle",
    "Ulver", "Vale", "Wex", "Yarrow", "Zephyr", "Amber", "Bracken", "Copper", "Drift", "Ember",
    "Flint", "Grove", "Hazel", "Ivory", "Jasper", "Knoll", "Linden", "Moss", "Nettle", "Oak",
];
const ENDINGS: &[&str] = &[
    "ford", "wick", "haven", "mouth", "bridge", "stead", "borough", "dale", "minster", "ridge",
    "combe", "gate", "hurst", "leigh", "worth", "field", "shore", "water", "chester", "cliff",
    "garth", "holme", "ness", "pool", "thorpe", "croft", "brook", "march", "sand", "tor", "wall",
    "yard", "burn", "end", "firth", "glass", "head", "keep", "lock", "moor",
];
const TRADES: &[&str] = &[
    "Logistics",
    "Foods",
    "Insurance",
    "Clinics",
    "Robotics",
    "Textiles",
    "Energy",
    "Ferries",
    "Paper",
    "Optics",
    "Breweries",
    "Schools",
    "Mutual",
    "Marine",
    "Steel",
    "Pharma",
    "Hotels",
    "Media",
    "Rail",
    "Seeds",
    "Glass",
    "Motors",
    "Dental",
    "Dairy",
    "Tools",
    "Boats",
    "Parks",
    "Transit",
    "Freight",
    "Credit",
    "Labs",
    "Homes",
    "Retail",
    "Fisheries",
    "Aviation",
    "Quarries",
    "Hospital",
    "Cider",
    "Water",
    "Press",
    "Ceramics",
    "Timber",
    "Analytics",
    "Publishing",
    "Packaging",
    "Vineyards",
    "Telecom",
    "Forestry",
    "Surveying",
    "Elevators",
    "Museums",
    "Furniture",
    "Airports",
    "Chemicals",
    "Records",
    "Plastics",
    "Security",
    "Theatres",
    "Harbours",
    "Nurseries",
    "Refrigeration",
    "Pensions",
    "Cables",
    "Instruments",
];
/// How many different accounts there are.
const ACCOUNTS: usize = STEMS.len() * ENDINGS.len() * TRADES.len();

/// The account of a deal, a different one for each of the first hundred thousand.
pub(super) fn account(index: usize) -> String {
    // Coprime with the number of accounts: neighbours differ, and nothing repeats before all were named.
    let at = index.wrapping_mul(71_993) % ACCOUNTS;
    let stem = STEMS[at % STEMS.len()];
    let ending = ENDINGS[at / STEMS.len() % ENDINGS.len()];
    let trade = TRADES[at / STEMS.len() / ENDINGS.len()];
    let round = index / ACCOUNTS;
    if round == 0 {
        format!("{stem}{ending} {trade}")
    } else {
        format!("{stem}{ending} {trade} {round}")
    }
}

/// A customer's person: the same one for a deal wherever it is named.
pub(super) fn customer(index: usize) -> (String, &'static str) {
    let first = FIRST[index % FIRST.len()];
    let last = LAST[index / 7 % LAST.len()];
    (format!("{first} {last}"), TITLES[index % TITLES.len()])
}

/// Partners besides the one of process.toml: name, kind, contact, role, domain.
pub(super) const PARTNERS: &[[&str; 5]] = &[
    [
        "Oakline Partners",
        "reseller",
        "Piet Brandsma",
        "Partner manager",
        "oakline.example",
    ],
    [
        "Halyard Capture",
        "isv",
        "Joss Lindqvist",
        "Head of alliances",
        "halyard.example",
    ],
    [
        "Brightwater Advisory",
        "advisory",
        "Noor Khalil",
        "Practice lead, insurance",
        "brightwater.example",
    ],
    [
        "Castellan Retail Studio",
        "agency",
        "Ewan Strachan",
        "Client director",
        "castellan.example",
    ],
    [
        "Fieldstone Managed Services",
        "msp",
        "Marit Solheim",
        "Partner success manager",
        "fieldstone.example",
    ],
    [
        "Tarn & Hollow Systems",
        "si",
        "Beatrix Moreau",
        "Delivery director",
        "tarnhollow.example",
    ],
];

/// What customers need: the project, the need, the buyer's words.
pub(super) const NEEDS: &[[&str; 3]] = &[
    [
        "Carrier invoice reconciliation",
        "Reconcile carrier invoices without manual matching; eleven people do it by hand today.",
        "Can we stop matching carrier invoices by hand?",
    ],
    [
        "Broker commission statements",
        "Brokers dispute commission statements every month; nine people answer them from three systems.",
        "I will not send new statements to brokers who do not trust the old ones.",
    ],
    [
        "Berth scheduling, phase 1",
        "Berth planners re-key the tide table: two hours a day, three people.",
        "The tide does not wait until we have typed it in.",
    ],
    [
        "Shop-floor work orders",
        "Work orders travel on paper; one in six comes back incomplete and is entered twice.",
        "Every shift starts with looking for yesterday's paper.",
    ],
    [
        "Claims intake",
        "Claims arrive by mail and fax; it takes four days until somebody reads them.",
        "Our customers hear from the repair shop before they hear from us.",
    ],
    [
        "Month-end close",
        "The month is closed on day nine; the bank asks for day five from January on.",
        "If we miss day five in March, the covenant is a problem.",
    ],
    [
        "Loyalty programme",
        "Stores and web count points differently; 14% of vouchers are paid twice.",
        "We pay the same voucher twice and thank people for it.",
    ],
    [
        "Lab sheet capture",
        "Lab sheets are typed in twice; the audit found 212 differences last year.",
        "The auditor comes back in June and I want nothing left to find.",
    ],
];

/// Why the account, why the partner, what each side does.
pub(super) const REASONS: &[[&str; 3]] = &[
    [
        "On the seller's list by name; the contract with the present supplier ends in the first quarter.",
        "The partner ran their data platform migration and still meets the operations team every month.",
        "We run the workflow; the partner implements it and ties it into the platform that they operate.",
    ],
    [
        "Named in the territory plan; the new finance head promised a shorter close to the board.",
        "The partner's consultants sit in the finance department three days a week and know its calendar.",
        "The partner writes the rules with the department; we run them and show each person the sum and the reason.",
    ],
    [
        "A customer of the smaller product since 2022; the plant manager asked for more in the last review.",
        "The partner supports the shop-floor software and is called first whenever a line stands still.",
        "We take the orders off paper; the partner connects the machines and trains the shifts.",
    ],
];

/// What sellers and partners do next.
pub(super) const MOVES: &[[&str; 3]] = &[
    [
        "Accept the introduction and bring the reconciliation demo",
        "Confirm the meeting and share the review notes",
        "Half-day workshop on the ten largest cases",
    ],
    [
        "Take the ten o'clock slot in the steering group and show one statement",
        "Put the seller on the agenda and send the scheme paper",
        "Rule workshop with the scheme's authors",
    ],
    [
        "Call the plant manager about Thursday's line walk",
        "Book the line walk and name the two shift leads",
        "Walk through one line with a written list of stops",
    ],
];

/// A name as part of a path.
pub(super) fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}
