//! The floor that speed is measured against: what must be done to turn documents into pages, and nothing else.
//!
//! `floor build DIR OUT BYTES` reads every document, splits and parses its front matter, parses its body, renders one
//! precompiled template for each and one listing, and writes as many bytes as it is told, on all threads.
//! `floor read DIR` reads every document and parses its front matter. `floor stat DIR` only looks at every file.
//! It ranks nothing, checks nothing and explains nothing.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use granit_parser::{Event, Parser as Yaml};
use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Tera};

const PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ page.title }}</title>\
<link rel=\"stylesheet\" href=\"../assets/report.css\"></head><body><main><h1>{{ page.title }}</h1>\
<p>{{ page.headline }}</p><dl><dt>Status</dt><dd>{{ page.status }}</dd><dt>Effort</dt><dd>{{ page.effort }}</dd></dl>\
{{ page.body | safe }}{{ page.rest }}</main></body></html>";
const LISTING: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>All</title></head><body><main>\
<table>{% for page in pages %}<tr><td><a href=\"projects/{{ page.id }}.html\">{{ page.title }}</a></td>\
<td>{{ page.status }}</td><td>{{ page.effort }}</td></tr>{% endfor %}</table></main></body></html>";

/// The plain values at the top of a front matter.
type Front = HashMap<String, String>;

#[derive(Debug, Serialize)]
struct Page {
    id: String,
    title: String,
    headline: String,
    status: String,
    effort: String,
    body: String,
    rest: String,
}

/// As in the program, so that no ratio profits from it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["build", folder, out, bytes] => build(Path::new(folder), Path::new(out), bytes.parse().unwrap_or(0)),
        ["read", folder] => read(Path::new(folder)),
        ["stat", folder] => look(Path::new(folder)),
        _ => process::exit(2),
    }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect()
}

fn look(folder: &Path) -> io::Result<()> {
    let sizes = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter_map(|entry| entry.metadata().ok());
    process::exit(i32::from(sizes.map(|meta| meta.len()).sum::<u64>() == 0));
}

fn read(folder: &Path) -> io::Result<()> {
    let found = documents(folder)
        .par_iter()
        .map(|path| parse(path).map(|(front, _)| front))
        .collect::<io::Result<Vec<_>>>()?;
    process::exit(i32::from(found.is_empty()));
}

fn parse(path: &Path) -> io::Result<(Front, String)> {
    let text = fs::read_to_string(path)?;
    let Some((matter, content)) = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"))
    else {
        return Err(io::Error::other("no front matter"));
    };
    let mut front = Front::new();
    let (mut depth, mut key) = (0, None);
    for event in Yaml::new_from_str(matter) {
        match event.map_err(io::Error::other)?.0 {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                depth += 1;
                key = None;
            }
            Event::MappingEnd | Event::SequenceEnd => depth -= 1,
            Event::Scalar(value, ..) if depth == 1 => match key.take() {
                Some(key) => drop(front.insert(key, value.into_owned())),
                None => key = Some(value.into_owned()),
            },
            _ => {}
        }
    }
    Ok((front, content.to_owned()))
}

fn page(path: &Path, rest: usize) -> io::Result<Page> {
    let (mut front, content) = parse(path)?;
    let mut value = |key: &str| front.remove(key).unwrap_or_default();
    let mut body = String::new();
    html::push_html(&mut body, Parser::new_ext(&content, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES));
    Ok(Page {
        id: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        title: value("title"),
        headline: value("headline"),
        status: value("status"),
        effort: value("effort"),
        rest: "padding ".repeat(rest.saturating_sub(body.len() + 500) / 8),
        body,
    })
}

fn build(folder: &Path, out: &Path, bytes: usize) -> io::Result<()> {
    let mut tera = Tera::default();
    tera.add_raw_templates([("page.html", PAGE), ("listing.html", LISTING)]).map_err(io::Error::other)?;
    let paths = documents(folder);
    fs::create_dir_all(out.join("projects"))?;
    let each = bytes / paths.len().max(1);
    let pages = paths
        .par_iter()
        .map(|path| {
            let page = page(path, each)?;
            let mut context = Context::new();
            context.insert("page", &page);
            let text = tera.render("page.html", &context).map_err(io::Error::other)?;
            fs::write(out.join("projects").join(format!("{}.html", page.id)), text)?;
            Ok(Page { body: String::new(), rest: String::new(), ..page })
        })
        .collect::<io::Result<Vec<_>>>()?;
    let mut context = Context::new();
    context.insert("pages", &pages);
    fs::write(out.join("index.html"), tera.render("listing.html", &context).map_err(io::Error::other)?)
}
