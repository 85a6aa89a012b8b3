//! What the home page says, in every situation that changes its sentences, and what a folder's own templates
//! may change.

use std::sync::Arc;

use quarterdeck::diagnostic::{Code, Diagnostic};
use quarterdeck::path::RelPath;
use quarterdeck::pipeline::{Memo, Request, compile};
use quarterdeck::site::{Site, Templates};
use quarterdeck::source::Sources;

fn built(files: &[(&str, &str)], request: &Request) -> (Option<Arc<Site>>, Vec<Diagnostic>) {
    let compiled = compile(&Sources::from_pairs(files.iter().copied()), &mut Memo::default(), request);
    (compiled.site, compiled.findings.to_vec())
}

fn page(files: &[(&str, &str)], path: &str) -> String {
    let (site, findings) = built(files, &Request::default());
    let site = site.unwrap_or_else(|| panic!("{findings:?}"));
    String::from_utf8(site.get(&RelPath::new(path).unwrap()).unwrap().to_vec()).unwrap()
}

/// The words between the first `before` and the next `after`.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let start = page.find(before).unwrap_or_else(|| panic!("no `{before}`")) + before.len();
    &page[start..start + page[start..].find(after).unwrap()]
}

fn heading(files: &[(&str, &str)]) -> String {
    between(&page(files, "index.html"), "<h1>", "</h1>").to_owned()
}

fn project(scores: [&str; 3], effort: &str) -> String {
    let [business, interest, growth] = scores;
    format!(
        "---\nbusiness: {business}\ninterest: {interest}\ngrowth: {growth}\neffort: {effort}\nquarter: 2026-Q4\n---\n"
    )
}

/// Two projects and a capacity of ten weeks.
fn two(first: [&str; 3], second: [&str; 3], efforts: [&str; 2]) -> String {
    let (a, b) = (project(first, efforts[0]), project(second, efforts[1]));
    heading(&[("portfolio.md", "---\ncapacity: 10\n---\n"), ("projects/a.md", &a), ("projects/b.md", &b)])
}

#[test]
fn the_heading_counts_what_is_not_in_doubt() {
    assert_eq!(
        two(["5", "5", "5"], ["1", "1", "1"], ["8", "8"]),
        "One project fits the fourth quarter, and it is not in doubt"
    );
    assert_eq!(
        two(["3", "3", "2.5"], ["2.5", "3", "3.5"], ["8", "8"]),
        "One project fits the fourth quarter, but it hangs on the weights"
    );
}

#[test]
fn the_heading_says_when_everything_or_nothing_fits() {
    assert_eq!(
        two(["5", "5", "5"], ["1", "1", "1"], ["4", "5.5"]),
        "Everything fits: two projects in 9.5 of 10 weeks"
    );
    assert_eq!(
        two(["5", "5", "5"], ["1", "1", "1"], ["12", "2"]),
        "Nothing fits the fourth quarter: the first project needs 12 weeks, and there are 10"
    );
}

#[test]
fn without_a_capacity_the_first_project_is_the_news() {
    let (a, b) = (project(["5", "5", "5"], "3"), project(["1", "1", "1"], "3"));
    assert_eq!(heading(&[("projects/a.md", &a), ("projects/b.md", &b)]), "A leads two projects");
}

#[test]
fn a_tie_at_the_line_is_said_before_anything_else() {
    let level = project(["3", "3", "3"], "8");
    let files =
        [("portfolio.md", "---\ncapacity: 10\n---\n"), ("projects/a.md", &level), ("projects/b.md", &level)];
    let page = page(&files, "index.html");
    let dek = between(&page, "<p class=\"dek\">", "</p>");
    assert!(dek.ends_with(
        " and B have exactly the same score, and the line falls between them. Only the order of ties decides."
    ));
    assert_eq!(page.matches(">=1</span>").count(), 2);
}

#[test]
fn projects_without_a_rank_say_why_and_where_they_could_stand() {
    let files = [
        ("portfolio.md", "---\nfloor: {business: 2}\n---\n"),
        ("projects/a.md", "---\nbusiness: 4\ninterest: 4\ngrowth: 4\n---\n"),
        ("projects/b.md", "---\nbusiness: 4\ninterest: 4\n---\n"),
        ("projects/c.md", "---\nbusiness: 1\ninterest: 4\ngrowth: 4\n---\n"),
    ];
    let page = page(&files, "index.html");
    assert!(page.contains("No growth score yet. Between 60.0 and 85.0 points, so between ranks 1 and 2."));
    assert!(page.contains("Business is 1, and the floor is 2. It takes no rank until that changes."));
}

#[test]
fn a_quarter_without_open_work_says_what_to_do() {
    let done = "---\nbusiness: 4\ninterest: 4\ngrowth: 4\nstatus: done\n---\n";
    let page = page(&[("projects/a.md", done)], "index.html");
    assert_eq!(
        between(&page, "<h1>", "</h1>"),
        "There is nothing to decide: every project of this quarter is done or dropped"
    );
    assert!(page.contains("Add the next project below projects/, or name another quarter in portfolio.md."));
}

#[test]
fn of_many_people_the_overloaded_stand_on_the_home_page_in_the_order_of_their_ids() {
    let person = |name: &str, capacity: u32| {
        (format!("people/{name}.md"), format!("---\nname: {name}\ncapacity: {capacity}\n---\n"))
    };
    let mut people: Vec<(String, String)> = (10..70).map(|n| person(&format!("a{n}"), 5)).collect();
    people.push(person("z", 1));
    let planned = "---\nbusiness: 4\ninterest: 4\ngrowth: 4\neffort: 3\nteam: {z: 3}\n---\n";
    let mut files = vec![("projects/a.md", planned)];
    files.extend(people.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let page = page(&files, "index.html");
    let loads = between(&page, "<table class=\"loads\">", "</table>");
    assert_eq!(loads.matches("<tr>").count(), 1 + 40);
    assert!(loads.contains(">a48<") && !loads.contains(">a49<") && loads.contains("3 of 1"));
    assert!(page.contains("40 of 61 people, first those who are planned for more than there is."));
}

#[test]
fn one_project_and_level_projects_give_a_whole_report() {
    let level = project(["0", "0", "0"], "1");
    for files in
        [vec![("projects/a.md", level.as_str())], vec![("projects/a.md", &level), ("projects/b.md", &level)]]
    {
        assert!(page(&files, "method.html").contains("How the numbers are made"));
    }
}

#[test]
fn a_template_of_the_same_name_replaces_and_its_blocks_extend() {
    let project = project(["3", "3", "3"], "1");
    let files = [
        ("projects/a.md", project.as_str()),
        ("templates/method.html", "<p>ours: {{ dek }}</p>"),
        (
            "templates/index.html",
            "{% extends \"builtin/index.html\" %}{% block letter %}<p>hello</p>{% endblock letter %}",
        ),
        ("assets/own.css", "p{color:red}"),
    ];
    assert!(page(&files, "method.html").starts_with("<p>ours: Score = 50% business"));
    let index = page(&files, "index.html");
    assert!(index.contains("<p>hello</p>") && index.contains("What should we work on next?"));
    assert_eq!(page(&files, "assets/own.css"), "p{color:red}");
    let trusted = Request { templates: Templates::BuiltIn, ..Request::default() };
    let (site, _) = built(&files, &trusted);
    let index = site.unwrap().get(&RelPath::new("index.html").unwrap()).unwrap().to_vec();
    assert!(!String::from_utf8(index).unwrap().contains("<p>hello</p>"));
}

#[test]
fn a_broken_template_is_a_finding_at_its_line_and_no_report() {
    let project = project(["3", "3", "3"], "1");
    let files = [("projects/a.md", project.as_str()), ("templates/index.html", "fine\n{% if %}\n")];
    let (site, findings) = built(&files, &Request::default());
    assert!(site.is_none());
    let fault = findings.iter().find(|finding| finding.code == Code::QD801).unwrap();
    let place = fault.place.as_ref().unwrap();
    assert_eq!((place.path.as_str(), place.line()), ("templates/index.html", 2));
}

#[test]
fn hostile_text_stays_text_in_the_block_of_data() {
    let project = project(["3", "3", "3"], "1");
    let (head, rest) = project.split_once('\n').unwrap();
    let hostile = format!("{head}\ntitle: \"</script><script>alert(1)</script>\"\n{rest}");
    let files = [("portfolio.md", "---\ncapacity: 5\n---\n"), ("projects/a.md", hostile.as_str())];
    let page = page(&files, "index.html");
    assert!(!page.contains("<script>alert"));
    assert_eq!(page.matches("</script>").count(), page.matches("<script ").count());
}
