//! The site from the outside: own templates, their faults, and the table of what is built in.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use super::*;
use crate::diagnostic::Code;
use crate::report::{Head, address};
use crate::source::Sources;

#[derive(Serialize)]
struct View {
    words: &'static str,
}

const WORDS: &str = "<b>&\"'";

fn report(template: &'static str) -> Report<'static> {
    let page = |path: &'static str| {
        let compose = move || Page::new(address(path), template, Head::default(), &View { words: WORDS });
        Draft::page(address(path), compose)
    };
    Report {
        chrome: Value::from_serializable(&View { words: "chrome" }),
        drafts: vec![page("a.html"), page("deep/b.html")],
    }
}

fn rendered(template: &'static str, files: &[(&str, &str)], templates: Templates) -> (Site, Vec<Diagnostic>) {
    let theme = Theme::of(&Sources::from_pairs(files.iter().copied()), templates);
    render(&report(template), &theme)
}

fn text(site: &Site, path: &str) -> String {
    String::from_utf8(site.get(&address(path)).unwrap().to_vec()).unwrap()
}

fn names(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

#[test]
fn the_tables_hold_every_file_of_templates() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let held = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(held(TEMPLATES.iter().map(|(name, _)| *name).collect()), names(&folder));
    assert_eq!(held(ASSETS.iter().map(|(name, _)| *name).collect()), names(&folder.join("assets")));
}

#[test]
fn values_are_escaped_whatever_the_template_is_called() {
    let (site, findings) = rendered("page.txt", &[("templates/page.txt", "{{ words }}")], Templates::Own);
    assert_eq!(findings, []);
    assert_eq!(text(&site, "a.html"), "&lt;b&gt;&amp;&quot;&#39;");
}

#[test]
fn pages_know_the_way_to_the_root() {
    let (site, _) = rendered("page.html", &[("templates/page.html", "[{{ root }}]")], Templates::Own);
    assert_eq!((text(&site, "a.html"), text(&site, "deep/b.html")), ("[]".into(), "[../]".into()));
}

#[test]
fn a_fault_in_a_shared_template_is_one_finding_at_its_line() {
    let own = [("templates/page.html", "fine\n{{ words | nonsense }}\n")];
    let (_, findings) = rendered("page.html", &own, Templates::Own);
    assert_eq!(findings.len(), 1);
    let place = findings[0].place.as_ref().unwrap();
    assert_eq!(
        (findings[0].code, place.path.as_str(), place.line()),
        (Code::QD801, "templates/page.html", 2)
    );
}

#[test]
fn a_template_can_fail_while_rendering() {
    let own = [("templates/page.html", "\n\n{{ words + 1 }}\n")];
    let (_, findings) = rendered("page.html", &own, Templates::Own);
    assert_eq!((findings.len(), findings[0].code), (1, Code::QD803));
    assert_eq!(findings[0].place.as_ref().unwrap().line(), 3);
}

#[test]
fn every_broken_template_is_named() {
    let own = [("templates/a.html", "{% if %}"), ("templates/b.html", "{{ ")];
    let (_, findings) = rendered("a.html", &own, Templates::Own);
    let files: BTreeSet<&str> =
        findings.iter().filter_map(|finding| Some(finding.place.as_ref()?.path.as_str())).collect();
    assert_eq!(files, BTreeSet::from(["templates/a.html", "templates/b.html"]));
}

#[test]
fn a_page_without_end_is_a_finding() {
    let own = [(
        "templates/page.html",
        "{% for a in range(end=9999) %}{% for b in range(end=9999) %}{{ words }}{% endfor %}{% endfor %}",
    )];
    let (site, findings) = rendered("page.html", &own, Templates::Own);
    assert_eq!((findings.len(), findings[0].code), (1, Code::QD803));
    assert!(site.get(&address("a.html")).is_none());
}

#[test]
fn assets_that_some_file_systems_take_for_one_are_a_finding() {
    let own = [("assets/Report.css", "mine"), ("assets/flow.svg", "a"), ("assets/Flow.svg", "b")];
    for templates in [Templates::Own, Templates::BuiltIn] {
        let (site, findings) = rendered("page.html", &own, templates);
        let said: Vec<_> = findings.iter().map(|it| (it.code, it.message.as_str())).collect();
        assert_eq!(
            said,
            [
                (
                    Code::QD802,
                    "`assets/flow.svg` and `assets/Flow.svg` differ only in how letters are written"
                ),
                (
                    Code::QD802,
                    "`assets/Report.css` and `assets/report.css` differ only in how letters are written"
                ),
            ]
        );
        assert!(site.files().is_empty());
    }
}

#[test]
fn a_folder_without_trust_changes_no_template_and_no_built_in_asset() {
    let own = [("templates/base.html", "mine"), ("assets/report.css", "mine"), ("assets/own.css", "mine")];
    let theme = Theme::of(&Sources::from_pairs(own), Templates::BuiltIn);
    assert!(theme.own_template("base.html").is_none());
    let asset = |name: &str| theme.assets().get(&address(name)).map(|bytes| bytes.to_vec());
    assert_eq!(asset("assets/own.css"), Some(b"mine".to_vec()));
    assert_ne!(asset("assets/report.css"), Some(b"mine".to_vec()));
}
