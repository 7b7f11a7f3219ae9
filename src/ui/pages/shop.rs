//! The shop that the start page and the sandbox begin with: three machines, five replicas, steady traffic.

use std::collections::BTreeMap;

use course::scenario::Scenario;

use crate::ui::run::Run;

/// Its manifest, the same as in the first lesson.
const SHOP: &str = include_str!("../../../public/lessons/rolling-update/files/shop.yaml");

/// What the button types that changes its version.
pub const ROLL_OUT: &str = "kubectl set image deployment/shop shop=shop:v2";

/// Begins with the shop, once it has been played to its beginning.
pub async fn open(run: Run) {
    let files = BTreeMap::from([("shop.yaml".to_owned(), SHOP.to_owned())]);
    let begun = match scenario().opening(&files) {
        Ok(opening) => run.open(opening).await,
        Err(problem) => Err(problem),
    };
    debug_assert!(begun.is_ok(), "the shop begins with lines that work: {begun:?}");
}

/// Whether the run on screen began with the shop, whatever came after.
pub fn is_open(run: Run) -> bool {
    let begun = scenario().before;
    run.look(|it| {
        let typed = it.commands.iter().map(|it| &it.line);
        let lines: Vec<_> = typed.filter(|it| !it.starts_with("write ")).collect();
        begun.len() <= lines.len()
            && begun
                .iter()
                .zip(lines)
                .all(|(timed, line)| timed.ends_with(line.as_str()))
    })
}

fn scenario() -> Scenario {
    let nodes = ["a", "b", "c"].map(|it| format!("0s node add node-{it} --cpu=2 --memory=8Gi --zone={it}"));
    let rest = ["1s kubectl apply -f shop.yaml", "15s traffic 60rps --to=shop"].map(str::to_owned);
    Scenario {
        seed: 7,
        files: vec!["shop.yaml".to_owned()],
        before: nodes.into_iter().chain(rest).collect(),
        start: "25s".to_owned(),
    }
}
