//! The sandbox: a cluster without a task.

use course::scenario::Opening;
use engine::permalink::{self, Damage};
use leptos::prelude::*;

use super::shop::{self, ROLL_OUT};

use crate::ui::{
    app::{remove_first_text, use_route},
    panels::workbench::Workbench,
    parts::{line::Line, waiting::Waiting},
    route::Route,
    run::{Run, use_run},
    text::{Words, say, use_words},
};

/// What a language calls something.
type Name = fn(&'static Words) -> &'static str;

/// Things worth trying, each with what its button types.
const EXPERIMENTS: [(Name, &str); 6] = [
    (
        |it| it.sandbox.broken_version,
        "kubectl set image deployment/shop shop=shop:v9",
    ),
    (|it| it.sandbox.go_back, "kubectl rollout undo deployment/shop"),
    (
        |it| it.sandbox.more_pods,
        "kubectl scale deployment/shop --replicas=10",
    ),
    (|it| it.sandbox.rush, "traffic spike 60..240rps --for=30s"),
    (|it| it.sandbox.crash, "fault crash deployment/shop"),
    (|it| it.sandbox.lose_node, "node remove node-b"),
];

/// The sandbox.
#[component]
pub fn Sandbox() -> impl IntoView {
    let run = use_run();
    let is_here = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let route = use_route().get_untracked();
    leptos::task::spawn_local(async move {
        if let Route::Run(link) = route
            && let Err(damage) = open(run, &link).await
        {
            let _ = problem.try_set(Some(damage));
        }
        // A run that is under way is not thrown away by a look at another page.
        if run.look(|it| it.world().is_empty()) {
            shop::open(run).await;
        }
        // The visitor may have gone on to another page meanwhile.
        let _ = is_here.try_set(true);
        remove_first_text();
    });
    on_cleanup(remove_first_text);
    move || {
        if is_here.get() {
            view! { <Bench problem/> }.into_any()
        } else {
            view! { <Waiting text=|it| it.sandbox.opening/> }.into_any()
        }
    }
}

/// Begins with a run that someone shared, at the moment they shared.
async fn open(run: Run, link: &str) -> Result<(), Damage> {
    let opening = Opening::of(&permalink::parse(link)?);
    let begun = run.open(opening).await;
    debug_assert!(
        begun.is_ok(),
        "lines that were typed once are not refused: {begun:?}"
    );
    Ok(())
}

/// The workbench with things to try.
#[component]
fn Bench(
    /// What was wrong with the link.
    problem: RwSignal<Option<Damage>>,
) -> impl IntoView {
    let run = use_run();
    let words = use_words();
    let experiment = move |(name, line): (Name, &'static str)| {
        let try_out = move |_| {
            run.send(line);
            run.play();
        };
        view! {
            <li>
                <button class="offer" on:click=try_out>
                    <b>{say(name)}</b>
                    <Line text=line.to_owned()/>
                </button>
            </li>
        }
    };
    let experiments = move || EXPERIMENTS.map(experiment).collect_view().into_any();
    view! {
        <Workbench>
            <h1>{say(|it| it.shell.sandbox)}</h1>
            {move || problem.get().map(|it| view! { <p class="sandbox-problem" role="alert">{(words.get().shell.bad_link)(&it)}</p> })}
            <button class="primary" on:click=move |_| { run.send(ROLL_OUT); run.play(); }>{say(|it| it.sandbox.roll_out)}</button>
            <p class="types">{say(|it| it.sandbox.types)}<Line text=ROLL_OUT.to_owned()/></p>
            <h2>{say(|it| it.sandbox.try_out)}</h2>
            <p class="sandbox-lead">{say(|it| it.sandbox.try_out_lead)}</p>
            <ul class="offers">{experiments()}</ul>
        </Workbench>
    }
}
