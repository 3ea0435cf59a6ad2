//! Selects the deals that a report is about.

use crate::analysis::Case;
use crate::analysis::moves;
use crate::model::person::person_key;
use crate::model::{Deal, Process, Stage};
use crate::text::name::company_key;

/// The filters of a command; an empty filter selects every deal.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A partner's key, name, or part of it.
    pub partner: Option<String>,
    /// A person, by the whole or the first name.
    pub owner: Option<String>,
    /// A stage's id or name.
    pub stage: Option<String>,
}

impl Filter {
    /// Returns whether it selects every deal.
    pub fn is_empty(&self) -> bool {
        self.partner.is_none() && self.owner.is_none() && self.stage.is_none()
    }

    /// Returns the filters in a few words, with the names of process.toml; `None` if there are none.
    pub fn description(&self, process: &Process) -> Option<String> {
        let partner = self.partner.as_deref().map(|wanted| {
            let known = process.partner(wanted);
            let known = known.and_then(|partner| partner.name.as_ref());
            known.map_or_else(|| wanted.to_owned(), ToString::to_string)
        });
        let stage = self.stage.as_deref().map(|wanted| {
            let mut stages = process.stages.iter();
            let is_it = |stage: &&Stage| {
                stage.id.value.eq_ignore_ascii_case(wanted) || stage.is_called(wanted)
            };
            let known = stages.find(is_it);
            known.map_or_else(|| wanted.to_owned(), |stage| stage.name.clone())
        });
        let parts: Vec<String> = [partner, self.owner.clone(), stage]
            .into_iter()
            .flatten()
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Returns whether a deal has the partner and the stage; the report compares the owner itself.
    pub fn fits_place(&self, case: &Case<'_>) -> bool {
        self.fits_partner(case) && self.fits_stage(case)
    }

    /// Returns whether a deal passes all filters. Its owner is whoever answers for it, as in groups by owner.
    pub fn fits(&self, case: &Case<'_>) -> bool {
        self.fits_place(case) && self.fits_owner(case)
    }

    fn fits_partner(&self, case: &Case<'_>) -> bool {
        self.fits_partner_of(case.process, case.deal)
    }

    /// Returns whether a deal has the partner.
    pub fn fits_partner_of(&self, process: &Process, deal: &Deal) -> bool {
        self.partner.is_none()
            || deal
                .partner_name()
                .is_some_and(|name| self.is_partner(process, name))
    }

    /// Returns whether a name is that of the partner.
    pub fn is_partner(&self, process: &Process, name: &str) -> bool {
        let Some(wanted) = &self.partner else {
            return true;
        };
        let known = process
            .partner(wanted)
            .and_then(|partner| partner.name.as_ref());
        let wanted = company_key(known.map_or(wanted.as_str(), |name| &name.value));
        company_key(name).contains(&wanted)
    }

    fn fits_stage(&self, case: &Case<'_>) -> bool {
        let Some(wanted) = &self.stage else {
            return true;
        };
        case.stage().is_some_and(|(_, stage)| {
            stage.id.value.eq_ignore_ascii_case(wanted)
                || stage.name.eq_ignore_ascii_case(wanted)
                || stage.is_called(wanted)
        })
    }

    fn fits_owner(&self, case: &Case<'_>) -> bool {
        if self.owner.is_none() {
            return true;
        }
        moves::answers_for(case).is_some_and(|name| self.is_owner(&name))
    }

    /// Returns whether a name is that of the owner.
    pub fn is_owner(&self, name: &str) -> bool {
        let Some(wanted) = &self.owner else {
            return true;
        };
        let (wanted, name) = (person_key(wanted), person_key(name));
        name == wanted || name.split(' ').next() == Some(&wanted)
    }
}
