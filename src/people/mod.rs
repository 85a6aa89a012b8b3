//! Who should do what: load, growth, complementary pairs, staffing, and what one person should do next.
//!
//! Work is put in an order for a person; people are never put in an order. Every list of people here is by
//! id, and nothing gives a person a score. Nothing here is turned into words.

mod findings;
mod flow;
mod growth;
mod help;
mod marks;
mod next;
mod opportunities;
mod pairing;
mod proposal;
mod seats;
mod staffing;
mod standing;
mod work;

#[cfg(test)]
mod staffing_tests;
#[cfg(test)]
mod tests;

pub use findings::findings;
pub use growth::{
    DRIFT_IN_ONE, DRIFT_IN_TWO, Drift, Service, Share, drift, never_served, service, share_of, stale_goals,
};
pub use help::{Rated, Wanted, is_unloved, nothing_engages, single_carrier, team_gaps, wanted};
pub use marks::Marks;
pub use next::{Best, Choice, Loss, Offered, Open, Outlook, has_room, outlook};
pub use opportunities::{Opportunity, Seeker, Wish, opportunities};
pub use pairing::{Pairing, Pairs, Part, pair};
pub use proposal::{Proposal, Shortage, Team, proposal};
pub use staffing::{Problem, Short, Staffing, staff};
pub use standing::{OpenWork, Standing};
pub use work::{Load, Piece, load};
