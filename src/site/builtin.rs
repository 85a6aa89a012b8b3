//! The templates and assets inside the program.

/// The built-in templates by name, in name order.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../templates/base.html")),
    ("checks.html", include_str!("../../templates/checks.html")),
    ("components.html", include_str!("../../templates/components.html")),
    ("figures.html", include_str!("../../templates/figures.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("method.html", include_str!("../../templates/method.html")),
    ("pieces.html", include_str!("../../templates/pieces.html")),
    ("project.html", include_str!("../../templates/project.html")),
    ("tradeoffs.html", include_str!("../../templates/tradeoffs.html")),
];

/// The built-in assets by their name below `assets/`, in name order.
pub const ASSETS: &[(&str, &[u8])] = &[
    ("mark.svg", include_bytes!("../../templates/assets/mark.svg")),
    ("pages.css", include_bytes!("../../templates/assets/pages.css")),
    ("report.css", include_bytes!("../../templates/assets/report.css")),
];
