//! Keeps the walls and the shape of the code: who may name whom, how long a file is, that each file says what it is for.
//!
//! To add a rule, write it in `rules.rs` and give it a line in `every_rule_notices_its_breach` below.

mod code;
mod languages;
mod rules;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the project's own text stands; lessons, tables and recordings are data and not looked at.
const PLACES: [&str; 4] = ["src", "style", "scripts", "tests"];

/// Endings of what is written by hand as code; the scripts have none.
const ENDINGS: [&str; 7] = ["rs", "css", "mjs", "js", "sh", "html", ""];

#[test]
fn the_project_is_tidy() {
    let root = root();
    let files: Vec<(String, String)> = files(&root);
    assert!(
        files.iter().any(|(path, _)| path == "src/engine/lib.rs"),
        "the project was not found"
    );
    let mut complaints: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| rules::complaints(path, text))
        .collect();
    complaints.extend(rules::orphans(&files));
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_rule_notices_its_breach() {
    let long = format!("//! A file.\n{}", "// line\n".repeat(400));
    let breaches = [
        ("src/engine/sim.rs", "use std::fmt;\n", "starts with"),
        ("src/engine/sim.rs", long.as_str(), "lines"),
        ("style/pod.css", long.as_str(), "lines"),
        ("src/ui/pages/home.rs", "//! x\nuse leptos::web_sys;\n", "web_sys"),
        (
            "src/engine/infra/probe.rs",
            "//! x\nuse crate::{kube, time};\n",
            "kube",
        ),
        (
            "src/engine/infra/probe.rs",
            "//! x\nuse crate::beanstalk::Health;\n",
            "beanstalk",
        ),
        (
            "src/engine/kube/pod.rs",
            "//! x\nuse crate::beanstalk::Health;\n",
            "beanstalk",
        ),
        (
            "src/engine/beanstalk/health.rs",
            "//! x\nuse crate::kube::Pod;\n",
            "kube",
        ),
        (
            "src/engine/view/pods.rs",
            "//! x\nfn f(w: &mut World) { w.apply(&c); }\n",
            "apply",
        ),
        (
            "src/engine/shell/kubectl/get.rs",
            "//! x\nfn f() { World::apply(w, c); }\n",
            "apply",
        ),
        (
            "src/engine/kube/pod.rs",
            "//! x\nfn f() { world.apply(c); }\n",
            "apply",
        ),
        ("src/engine/lib.rs", "//! x\nuse leptos::prelude::*;\n", "leptos"),
        (
            "src/course/lib.rs",
            "//! x\nuse wasm_bindgen::JsValue;\n",
            "wasm_bindgen",
        ),
        (
            "src/ui/parts/badge.rs",
            "//! x\nuse engine::view::Pod;\n",
            "engine",
        ),
        (
            "src/ui/panels/stage.rs",
            "//! x\nuse engine::timeline::Timeline;\n",
            "Timeline",
        ),
        (
            "src/engine/time.rs",
            concat!("//! x\n// TO", "DO later\n"),
            "unfinished",
        ),
    ];
    for (path, text, expected) in breaches {
        let found = rules::complaints(path, text);
        assert!(
            found.iter().any(|line| line.contains(expected)),
            "{path}: {text:?} gave {found:?}"
        );
    }
}

#[test]
fn the_page_itself_speaks_every_language() {
    let root = root();
    let page = fs::read_to_string(root.join("index.html")).expect("the page is there");
    let spoken = languages::languages(&root);
    assert!(spoken.len() > 1, "the texts were not found");
    let found = languages::complaints(&page, &spoken);
    assert!(found.is_empty(), "{}", found.join("\n"));
    // What the page says of a missing part, and each of its first words, is noticed to be missing.
    let lines: Vec<&str> = page.lines().collect();
    let speaks = |line: &&str| {
        ["en", "ko"]
            .iter()
            .any(|it| line.contains(&format!("lang=\"{it}\"")))
    };
    let said: Vec<usize> = (0..lines.len())
        .filter(|it| speaks(&lines[*it]) && !lines[*it].contains("<html"))
        .collect();
    assert!(said.len() > 5, "the page says little");
    for place in said.into_iter().filter(|it| !lines[*it].contains("<noscript>")) {
        let less = [&lines[..place], &lines[place + 1..]].concat().join("\n");
        assert!(
            !languages::complaints(&less, &spoken).is_empty(),
            "{}",
            lines[place]
        );
        let other = lines[place].replacen("lang=\"en\"", "lang=\"ko\"", 1);
        let other = if other == lines[place] {
            other.replacen("lang=\"ko\"", "lang=\"en\"", 1)
        } else {
            other
        };
        let wrong = page.replacen(lines[place], &other, 1);
        assert!(!languages::complaints(&wrong, &spoken).is_empty(), "{other}");
    }
    let without = page.replacen("<body>", "<body><p>Please wait.</p>", 1);
    assert_eq!(
        languages::complaints(&without, &spoken),
        ["<p> says \"Please wait.\" in no language"]
    );
    let third = BTreeSet::from(["en", "ja", "ko"].map(str::to_owned));
    assert!(!languages::complaints(&page, &third).is_empty());
}

#[test]
fn a_file_that_keeps_the_rules_is_left_alone() {
    let kept = [
        ("src/ui/browser.rs", "//! x\nuse web_sys::window;\n"),
        ("src/ui/run.rs", "//! x\nuse engine::timeline::Timeline;\n"),
        ("src/engine/sim.rs", "//! x\nfn f() { world.apply(c); }\n"),
        (
            "src/engine/infra/probe.rs",
            "//! x\n// As the kube-proxy does.\nconst A: &str = \"kube\";\n",
        ),
        (
            "src/engine/view/pods.rs",
            "//! x\nconst Q: char = '\"'; // apply\nfn f<'a>(x: &'a str) {}\n",
        ),
        ("src/engine/tests/swarm.rs", "//! x\nfn f() { world.apply(c); }\n"),
    ];
    for (path, text) in kept {
        assert_eq!(rules::complaints(path, text), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn a_file_that_no_module_declares_is_an_orphan() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let files = [
        file("src/engine/lib.rs", "pub mod text;"),
        file("src/engine/text/mod.rs", "mod quote;"),
        file("src/engine/text/quote.rs", ""),
        file("src/engine/text/lost.rs", ""),
        file("src/engine/tests/swarm.rs", ""),
    ];
    let found = rules::orphans(&files);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("lost.rs"), "{found:?}");
}

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize()
        .expect("the engine stands in src/engine of the project")
}

/// Path below the root, with `/`, and text of each file that is looked at, in order of path.
fn files(root: &Path) -> Vec<(String, String)> {
    let mut open: Vec<PathBuf> = PLACES.iter().map(|place| root.join(place)).collect();
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name == "node_modules" || name.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if ENDINGS.contains(&path.extension().unwrap_or_default().to_string_lossy().as_ref()) {
                let text = fs::read_to_string(&path).expect("a source file is UTF-8 text");
                let below = path.strip_prefix(root).expect("the walk began at the root");
                files.push((below.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    files.sort();
    files
}
