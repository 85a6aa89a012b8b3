//! The words of the documents' fixed vocabularies as a reader likes to see them.

use crate::portfolio::{EvidenceKind, Kind, Origin, Status, UnlockKind};

/// A status.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Proposed => "Proposed",
        Status::Committed => "Committed",
        Status::Active => "Active",
        Status::Paused => "Paused",
        Status::Done => "Done",
        Status::Dropped => "Dropped",
    }
}

/// A kind of work.
pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Feature => "Feature",
        Kind::Compliance => "Compliance",
        Kind::Rewrite => "Rewrite",
        Kind::Migration => "Migration",
        Kind::InternalTool => "Internal tool",
        Kind::Detection => "Detection",
        Kind::AccessControl => "Access control",
        Kind::Platform => "Platform",
        Kind::Research => "Research",
        Kind::Toil => "Toil",
    }
}

/// Where an idea came from.
pub(super) const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Exec => "An executive",
        Origin::Backlog => "The backlog",
        Origin::Incident => "An incident",
        Origin::Audit => "An audit",
        Origin::Customer => "A customer",
        Origin::Team => "The team",
    }
}

/// A kind of evidence.
pub(super) const fn evidence(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::User => "User",
        EvidenceKind::Customer => "Customer",
        EvidenceKind::Incident => "Incident",
        EvidenceKind::Threat => "Threat",
        EvidenceKind::Metric => "Metric",
        EvidenceKind::Audit => "Audit",
    }
}

/// A way to open revenue.
pub(super) const fn unlock(kind: UnlockKind) -> &'static str {
    match kind {
        UnlockKind::Compliance => "Compliance",
        UnlockKind::Deal => "Deal",
        UnlockKind::Renewal => "Renewal",
        UnlockKind::Market => "Market",
    }
}
