//! The rules; each gives a complaint that names the file and says what to do.

use crate::code::{code_of, words};
use std::path::Path;

/// The most lines a file of code may have.
const LINES_MAX: usize = 400;

/// Words that files below a path may not name, but for files below the exceptions.
struct Wall {
    below: &'static str,
    except: &'static [&'static str],
    words: &'static [&'static str],
    why: &'static str,
}

const WALLS: [Wall; 7] = [
    Wall {
        below: "src/",
        except: &["src/ui/browser.rs", "src/ui/browser/"],
        words: &["web_sys"],
        why: "the browser is spoken to in src/ui/browser.rs and its parts alone",
    },
    Wall {
        below: "src/engine/infra/",
        except: &[],
        words: &["kube", "beanstalk"],
        why: "infra knows neither platform",
    },
    Wall {
        below: "src/engine/kube/",
        except: &[],
        words: &["beanstalk"],
        why: "the platforms never import each other",
    },
    Wall {
        below: "src/engine/beanstalk/",
        except: &[],
        words: &["kube"],
        why: "the platforms never import each other",
    },
    Wall {
        below: "src/ui/parts/",
        except: &[],
        words: &["engine", "course"],
        why: "a part takes plain values",
    },
    Wall {
        below: "src/ui/",
        except: &["src/ui/run.rs", "src/ui/run/"],
        words: &["Timeline"],
        why: "src/ui/run.rs is the one boundary to the engine",
    },
    Wall {
        below: "src/main.rs",
        except: &[],
        words: &["Timeline"],
        why: "src/ui/run.rs is the one boundary to the engine",
    },
];

/// Crates that the pure crates never name, their tests included but for [`MEASURED_AS_WASM`].
const IMPURE: [&str; 5] = ["leptos", "wasm_bindgen", "js_sys", "gloo_timers", "plotters"];

/// What also runs as wasm to be compared or timed, and so needs the outside.
const MEASURED_AS_WASM: [&str; 2] = ["src/engine/tests/wasm.rs", "src/engine/benches/figures/"];

/// Folders whose code wishes for changes and never makes them: only `Sim` applies a `Change`.
const WISHERS: [&str; 5] = [
    "src/engine/view/",
    "src/engine/shell/",
    "src/engine/kube/",
    "src/engine/beanstalk/",
    "src/engine/infra/",
];

/// What one file does against the rules.
pub fn complaints(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut complain = |what: String| found.push(format!("{path}: {what}"));
    let lines = text.lines().count();
    if lines > LINES_MAX {
        complain(format!("{lines} lines; split it, {LINES_MAX} is the most"));
    }
    // Written in halves, so that this file does not name them itself.
    for word in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("#[ign", "ore")] {
        if text.contains(word) {
            complain(format!(
                "{word} marks something unfinished; do it or file an issue"
            ));
        }
    }
    if !is_rust(path) {
        return found;
    }
    if !text.starts_with("//! ") {
        complain("starts with no `//! ` line that says what the file is for".to_owned());
    }
    let code = code_of(text);
    for wall in WALLS.iter().filter(|wall| is_below(path, wall.below)) {
        let excepted = wall.except.iter().any(|place| is_below(path, place));
        for word in wall.words {
            if !excepted && words(&code).any(|found| found == *word) {
                complain(format!("names `{word}`; {}", wall.why));
            }
        }
    }
    let pure = is_below(path, "src/engine/") || is_below(path, "src/course/");
    for word in IMPURE {
        let is_measured = MEASURED_AS_WASM.iter().any(|place| path.starts_with(place));
        if pure && !is_measured && words(&code).any(|found| found == word) {
            complain(format!(
                "names `{word}`; the engine and the course know nothing of browsers"
            ));
        }
    }
    let applies = code.contains(".apply(") || code.contains("World::apply");
    if applies && WISHERS.iter().any(|place| is_below(path, place)) {
        complain("calls `apply`; only Sim applies a Change".to_owned());
    }
    found
}

/// Rust files that no module declares, so that they are never compiled.
pub fn orphans(files: &[(String, String)]) -> Vec<String> {
    let rust = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/") && is_rust(path));
    let mut found = Vec::new();
    for (path, _) in rust {
        let (folder, name) = path.rsplit_once('/').expect("every path begins with src/");
        if name == "main.rs" || name == "lib.rs" || is_root_folder(folder) {
            continue;
        }
        let (parent, module) = match name {
            "mod.rs" => folder.rsplit_once('/').expect("a mod.rs stands below src"),
            _ => (folder, name.trim_end_matches(".rs")),
        };
        let declaration = format!("mod {module};");
        let declared = files
            .iter()
            .any(|(home, text)| may_declare(home, parent) && code_of(text).contains(&declaration));
        if !declared {
            found.push(format!(
                "{path}: no module declares it (`{declaration}`), so it is never compiled"
            ));
        }
    }
    found
}

/// Folders whose files cargo finds by their place, each the root of a program.
fn is_root_folder(folder: &str) -> bool {
    ["/tests", "/benches", "/examples", "/bin"]
        .iter()
        .any(|place| folder.ends_with(place))
}

/// Whether a file is where the modules of a folder are declared.
fn may_declare(home: &str, folder: &str) -> bool {
    let below = home.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    match below {
        Some("mod.rs" | "lib.rs" | "main.rs") => true,
        Some(name) => is_root_folder(folder) && !name.contains('/'),
        None => home.strip_suffix(".rs") == Some(folder),
    }
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

fn is_below(path: &str, place: &str) -> bool {
    path == place || (place.ends_with('/') && path.starts_with(place))
}
