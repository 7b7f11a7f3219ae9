//! What stands in the page itself, before any code runs, stands there in every language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The site's languages: the folders of its texts.
pub fn languages(root: &Path) -> BTreeSet<String> {
    let folder = fs::read_dir(root.join("src/ui/text")).expect("the texts can be listed");
    let names = folder.flatten().filter(|it| it.path().is_dir());
    names
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .collect()
}

/// An element that is open: its name, its own language, and which of the page's elements it is.
struct Open {
    name: String,
    lang: Option<String>,
    number: usize,
}

/// What a page says in too few languages, or in none.
pub fn complaints(html: &str, languages: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // For each place, the element around and the name of those in it: how often each language speaks there.
    let mut places: BTreeMap<(usize, String), BTreeMap<String, usize>> = BTreeMap::new();
    let mut number = 0;
    for piece in body(html).split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag
            .split([' ', '/'])
            .find(|it| !it.is_empty())
            .unwrap_or_default();
        if tag.starts_with('/') {
            open.pop();
        } else {
            number += 1;
            let lang = attribute(tag, "lang");
            if let Some(lang) = &lang {
                let around = open.last().map_or(0, |it| it.number);
                let spoken = places.entry((around, name.to_owned())).or_default();
                *spoken.entry(lang.clone()).or_default() += 1;
            }
            open.push(Open {
                name: name.to_owned(),
                lang,
                number,
            });
        }
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let lang = open.iter().rev().find_map(|it| it.lang.as_deref());
        let has_hangul = text.chars().any(|it| ('가'..='힣').contains(&it));
        match lang {
            None => {
                let name = open.last().map_or("", |it| &it.name);
                found.push(format!("<{name}> says {text:?} in no language"));
            }
            Some(lang) if (lang == "ko") != has_hangul => found.push(format!("{text:?} is not in {lang}")),
            Some(_) => {}
        }
    }
    for ((_, name), spoken) in &places {
        let counts: BTreeSet<usize> = languages
            .iter()
            .map(|it| spoken.get(it).copied().unwrap_or(0))
            .collect();
        if counts.len() > 1 || spoken.keys().any(|it| !languages.contains(it)) {
            found.push(format!("<{name}> speaks {spoken:?}, the site {languages:?}"));
        }
    }
    found
}

/// The body without comments and scripts.
fn body(html: &str) -> String {
    let body = html.split_once("<body>").map_or(html, |(_, it)| it);
    let body = body.split_once("</body>").map_or(body, |(it, _)| it);
    without(&without(body, "<!--", "-->"), "<script", "</script>")
}

fn without(text: &str, begin: &str, end: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(begin) {
        left.push_str(before);
        rest = after.split_once(end).map_or("", |(_, it)| it);
    }
    left + rest
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}
