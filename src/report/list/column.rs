//! The columns of the list of deals.

macro_rules! columns {
    ($($(#[$about:meta])* $name:ident = $key:literal,)*) => {
        /// A column of the list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column {
            $($(#[$about])* $name,)*
        }

        impl Column {
            /// Every column, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns its key, which is its heading in CSV.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

columns! {
    /// The deal.
    Deal = "deal",
    /// The account.
    Account = "account",
    /// The partner.
    Partner = "partner",
    /// The stage.
    Stage = "stage",
    /// The day from which the time in the stage counts.
    Since = "since",
    /// Calendar days in the stage.
    Days = "days",
    /// What it is worth.
    Amount = "amount",
    /// The day it is expected to close.
    CloseDate = "close_date",
    /// Who makes the next move.
    Owner = "owner",
    /// The next move.
    Action = "action",
    /// The last day for the next move.
    Due = "due",
    /// Late, due or open.
    Urgency = "urgency",
    /// The command that makes the next move.
    Command = "command",
    /// How it ended.
    Outcome = "outcome",
    /// The day it closed.
    Closed = "closed",
    /// The opportunity's id in the CRM.
    CrmId = "crm_id",
    /// The currency of the amount.
    Currency = "currency",
}
