//! The question that each kind of work must answer (QD310).

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::{EvidenceKind, Kind, Project};

/// What is asked of a kind, and the evidence that answers it.
struct Question {
    message: &'static str,
    label: &'static str,
    help: &'static str,
    answers: &'static [EvidenceKind],
}

/// The question that a project's kind must answer, when nothing does.
pub(super) fn finding(project: &Project) -> Option<Diagnostic> {
    let question = question(project.kind?)?;
    if project.evidence.iter().any(|evidence| question.answers.contains(&evidence.kind)) {
        return None;
    }
    Some(
        Diagnostic::new(Code::QD310, question.message)
            .at(project.places.of("kind"))
            .label(question.label)
            .help(question.help)
            .subject(format!("{}.kind", project.id)),
    )
}

fn question(kind: Kind) -> Option<Question> {
    use EvidenceKind::{Customer, Incident, Metric, Threat, User};
    Some(match kind {
        Kind::Rewrite | Kind::Migration => Question {
            message: "a rewrite or migration without an example of what users will notice",
            label: "\"works as before\" moves nobody",
            help: "add evidence of kind `user` or `customer`: who suffers from the old one, and how",
            answers: &[User, Customer],
        },
        Kind::InternalTool => Question {
            message: "an internal tool without a word on how it is used",
            label: "a tool that cries wolf is worse than none",
            help: "add evidence of kind `metric` or `user`: how many use it, how often it is right",
            answers: &[Metric, User],
        },
        Kind::Detection => Question {
            message: "a detection without a credible threat behind it",
            label: "which attack would it catch?",
            help: "add evidence of kind `threat` or `incident`, and work backwards from there",
            answers: &[Threat, Incident],
        },
        Kind::AccessControl => Question {
            message: "access control without a word on how long people wait",
            label: "minutes for each request, and for whom?",
            help: "add evidence of kind `metric` or `user`: what a request costs today",
            answers: &[Metric, User],
        },
        Kind::Feature | Kind::Compliance | Kind::Platform | Kind::Research | Kind::Toil => return None,
    })
}
