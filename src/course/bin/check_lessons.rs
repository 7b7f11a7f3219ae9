//! Checks every lesson of a folder: `check-lessons public/lessons`. Says what is wrong, and closes with the counts.
#![expect(clippy::print_stdout, reason = "this is what a program for the terminal does")]

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use course::check::{Folder, LANGUAGES, check};

fn main() -> ExitCode {
    let root = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "public/lessons".to_owned());
    let folders = match folders(Path::new(&root)) {
        Ok(folders) => folders,
        Err(problem) => {
            println!("{root}: {problem}");
            return ExitCode::FAILURE;
        }
    };
    let mut failed = 0;
    for folder in &folders {
        let problems = check(folder);
        println!(
            "{}: {}",
            folder.name,
            if problems.is_empty() { "ok" } else { "FAILED" }
        );
        problems.iter().for_each(|problem| println!("  {problem}"));
        failed += usize::from(!problems.is_empty());
    }
    println!("{} passed, {failed} failed", folders.len() - failed);
    if failed == 0 && !folders.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn folders(root: &Path) -> io::Result<Vec<Folder>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(root)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    paths
        .iter()
        .filter(|path| path.is_dir())
        .map(|path| folder(path))
        .collect()
}

fn folder(path: &Path) -> io::Result<Folder> {
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let mut words = BTreeMap::new();
    for language in LANGUAGES {
        if let Ok(text) = fs::read_to_string(path.join(format!("{language}.md"))) {
            words.insert(language.to_owned(), text);
        }
    }
    let mut files = BTreeMap::new();
    if let Ok(entries) = fs::read_dir(path.join("files")) {
        for entry in entries {
            let path = entry?.path();
            files.insert(name(&path), fs::read_to_string(&path)?);
        }
    }
    Ok(Folder {
        name: name(path),
        lesson: fs::read_to_string(path.join("lesson.yaml"))?,
        words,
        files,
    })
}
