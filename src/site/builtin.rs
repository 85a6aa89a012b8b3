//! The templates and assets inside the program.

/// The built-in templates by name, in name order.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../templates/base.html")),
    ("checks.html", include_str!("../../templates/checks.html")),
    ("components.html", include_str!("../../templates/components.html")),
    ("diff.html", include_str!("../../templates/diff.html")),
    ("figures.html", include_str!("../../templates/figures.html")),
    ("goal.html", include_str!("../../templates/goal.html")),
    ("goals.html", include_str!("../../templates/goals.html")),
    ("headlines.html", include_str!("../../templates/headlines.html")),
    ("history.html", include_str!("../../templates/history.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("method.html", include_str!("../../templates/method.html")),
    ("narrative.html", include_str!("../../templates/narrative.html")),
    ("narratives.html", include_str!("../../templates/narratives.html")),
    ("people.html", include_str!("../../templates/people.html")),
    ("person.html", include_str!("../../templates/person.html")),
    ("persons.html", include_str!("../../templates/persons.html")),
    ("pieces.html", include_str!("../../templates/pieces.html")),
    ("project.html", include_str!("../../templates/project.html")),
    ("ranking.html", include_str!("../../templates/ranking.html")),
    ("tradeoffs.html", include_str!("../../templates/tradeoffs.html")),
    ("unlocks.html", include_str!("../../templates/unlocks.html")),
];

/// The built-in assets by their name below `assets/`, in name order.
pub const ASSETS: &[(&str, &[u8])] = &[
    ("diff.css", include_bytes!("../../templates/assets/diff.css")),
    ("mark.svg", include_bytes!("../../templates/assets/mark.svg")),
    ("pages.css", include_bytes!("../../templates/assets/pages.css")),
    ("people.css", include_bytes!("../../templates/assets/people.css")),
    ("rank.js", include_bytes!("../../templates/assets/rank.js")),
    ("report.css", include_bytes!("../../templates/assets/report.css")),
    ("report.js", include_bytes!("../../templates/assets/report.js")),
];
