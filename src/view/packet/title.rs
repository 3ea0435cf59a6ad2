//! The title of a packet, for those who build it.

use crate::report::packet::PacketReport;
use crate::view::Style;

/// Returns `granite-mutual · Granite Mutual Insurance · $145k`.
pub(super) fn title(report: &PacketReport, style: &Style) -> String {
    let account = report.account.clone();
    let account = account.filter(|account| !account.eq_ignore_ascii_case(&report.name));
    let amount = report.amount.map(|amount| style.money(amount));
    let parts = [Some(report.name.clone()), account, amount];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
