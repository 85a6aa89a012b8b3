//! A site onto disk, changing only what changed.
//!
//! Whoever looks into the output folder, at any moment and also after a kill or on a full disk, finds the
//! report before or the report after, never a mixture: the new tree is built beside the old one and the two
//! are exchanged. Where the file system cannot exchange folders, files are renamed one by one from a complete
//! stage, and an interrupted run is finished by the next one.
//!
//! Only what the ledger in the folder names is ever overwritten or removed. Nothing here knows what a page
//! says.

mod exchange;
mod in_place;
mod leftovers;
mod ledger;
mod listing;
mod lock;
mod plan;
mod target;
#[cfg(test)]
mod tests;
mod write;

use crate::failure::Failure;
use crate::path::RelPath;
use crate::site::Site;

pub use plan::Plan;
pub use target::Target;

/// How a report came into its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Every file was there already; nothing was touched.
    Unchanged,
    /// The folder did not exist and appeared as a whole.
    Created,
    /// The finished folder changed places with the one before in one step.
    Exchanged,
    /// The folder cannot be exchanged; files were renamed into it one by one.
    InPlace,
}

/// How much is done so that a report outlives a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// The system writes the files to the disk in its own time: safe against kills, not against power cuts.
    #[default]
    Lazy,
    /// Every file and folder is on the disk before the report is in place.
    Synced,
}

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// New files and files with new bytes, in path order.
    pub written: Vec<RelPath>,
    /// How many files kept their bytes, their inode and their time.
    pub kept: usize,
    /// Files of an earlier report that are gone, in path order.
    pub removed: Vec<RelPath>,
    /// How the report came into its place.
    pub mode: Mode,
    /// What was left undone beside the report, as sentences; the report itself is complete.
    pub notes: Vec<String>,
}

/// How often publishing starts again because another process published in between.
const ATTEMPTS: usize = 5;

impl Target {
    /// Puts the site into the output folder, as a whole, or fails and leaves what was there.
    ///
    /// # Errors
    /// When the folder is not ours to write, a file of somebody else stands in the way, or the machine refuses.
    pub fn publish(&self, site: &Site, durability: Durability) -> Result<Published, Failure> {
        self.create_parents()?;
        for _ in 0..ATTEMPTS {
            let held = lock::hold(self.path())?;
            let mut notes = leftovers::sweep(self);
            let present = self.check_ownership()?;
            if present != held.is_some() {
                // It came or went after we asked for the lock, and without the lock nothing in it is ours.
                continue;
            }
            if present {
                in_place::finish(self.path())?;
            }
            let plan = Plan::of(site, self)?;
            if plan.is_empty() && present {
                return Ok(plan.published(Mode::Unchanged, notes));
            }
            match exchange::publish(self, held.as_ref(), site, &plan, durability, &mut notes)? {
                exchange::Outcome::Done(mode) => return Ok(plan.published(mode, notes)),
                exchange::Outcome::Overtaken => {}
                exchange::Outcome::Impossible => {
                    in_place::publish(self.path(), site, &plan, durability)?;
                    return Ok(plan.published(Mode::InPlace, notes));
                }
            }
        }
        Err(Failure::new("cannot write").at(self.path()).because("other processes keep writing there"))
    }
}
