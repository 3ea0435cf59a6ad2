//! How other systems know a deal.

use serde::Serialize;

use crate::model::Deal;

/// The customer's name and the record in the CRM. Flattened into the row of a deal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DealKeys {
    /// The customer.
    pub account: Option<String>,
    /// The opportunity's id in the CRM.
    pub crm_id: Option<String>,
}

impl DealKeys {
    /// Returns those of a deal.
    pub fn of(deal: &Deal) -> Self {
        Self {
            account: deal.account_name().map(ToString::to_string),
            crm_id: deal.crm_id().map(ToString::to_string),
        }
    }
}
