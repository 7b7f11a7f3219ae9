//! The sandbox: a cluster without a task.

use std::collections::BTreeMap;

use course::scenario::Scenario;
use leptos::prelude::*;

use crate::ui::{
    app::use_route, panels::workbench::Workbench, parts::toast::Toasts, route::Route, run::use_run, text::say,
};

/// The shop that the cluster begins with; the same as in the first lesson.
const SHOP: &str = include_str!("../../../public/lessons/rolling-update/files/shop.yaml");

/// What the button types.
const ROLL_OUT: &str = "kubectl set image deployment/shop shop=shop:v2";

/// The sandbox.
#[component]
pub fn Sandbox() -> impl IntoView {
    let run = use_run();
    let toasts: Toasts = expect_context();
    if let Route::Run(link) = use_route().get_untracked()
        && let Err(damage) = run.open(&link)
    {
        toasts.show(format!("{} ({damage})", say(|it| it.shell.bad_link)()));
    }
    // A run that is under way is not thrown away by a look at another page.
    if run.look(|it| it.world().is_empty()) {
        let files = BTreeMap::from([("shop.yaml".to_owned(), SHOP.to_owned())]);
        let begun = run.begin(&scenario(), &files);
        debug_assert!(
            begun.is_ok(),
            "the sandbox begins with lines that work: {begun:?}"
        );
    }
    view! {
        <Workbench>
            <h1>{say(|it| it.shell.sandbox)}</h1>
            <button class="primary" on:click=move |_| { run.send(ROLL_OUT); run.play(); }>{say(|it| it.sandbox.roll_out)}</button>
            <p class="typed">{say(|it| it.sandbox.types)}<code>{ROLL_OUT}</code></p>
        </Workbench>
    }
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
