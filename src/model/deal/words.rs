//! The closed lists of words that keys of a deal take.

use crate::model::word::words;

words! {
    /// `opportunity.type`.
    pub enum OpportunityType {
        /// A customer's first purchase.
        New = "new",
        /// More for a customer.
        Expansion = "expansion",
        /// The same again.
        Renewal = "renewal",
    }
}

words! {
    /// `opportunity.call`: the seller's own forecast.
    pub enum SellerCall {
        /// It will close in time.
        Commit = "commit",
        /// It may.
        BestCase = "best case",
        /// It is worked on.
        Pipeline = "pipeline",
        /// It does not count.
        Omitted = "omitted",
    }
}

words! {
    /// `outcome.result`: how a deal ended.
    pub enum OutcomeResult {
        /// The customer bought.
        Won = "won",
        /// The customer did not.
        Lost = "lost",
        /// It was never for us, or never for this partner.
        Disqualified = "disqualified",
    }
}

words! {
    /// `touches.from`: whose touch it was.
    pub enum Side {
        /// The partner's.
        Partner = "partner",
        /// The seller's.
        Seller = "seller",
        /// Partner marketing's.
        Marketing = "marketing",
    }
}

words! {
    /// `handoff.response.result`: the seller's answer.
    pub enum ResponseResult {
        /// The seller takes the move, or a better one.
        Accepted = "accepted",
        /// The seller does not.
        Declined = "declined",
    }
}
