//! A lesson: its files fetched, its steps beside the stage.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use course::{check::LANGUAGES, lesson::Lesson, prose::Prose};
use leptos::prelude::*;

use crate::ui::{
    app::remove_first_text,
    browser,
    panels::{lesson::Steps, workbench::Workbench},
    parts::{toast::Toasts, waiting::Waiting},
    route::Route,
    run::{Run, use_run},
    text::{Language, say},
};

/// The lesson that the build watches as it opens (scripts/divide.mjs), so that the first part has all it runs. Another one may run
/// what comes later, and waits for it.
const WATCHED: &str = "rolling-update";

/// A lesson with its words and files.
#[derive(Debug, PartialEq)]
pub struct Course {
    /// What happens.
    pub lesson: Lesson,
    /// What is said, by the tag of the language.
    pub words: BTreeMap<&'static str, Prose>,
    /// `files/`.
    pub files: BTreeMap<String, String>,
}

impl Course {
    /// The words in a language.
    pub fn prose(&self, language: Language) -> &Prose {
        self.words
            .get(language.tag())
            .expect("a lesson is fetched in every language")
    }
}

/// A lesson on its way to the screen.
#[derive(Clone)]
enum Fetched {
    OnItsWay,
    Here(Arc<Course>),
    Missing(String),
}

/// A lesson.
#[component]
pub fn LessonPage(
    /// Its id.
    id: String,
) -> impl IntoView {
    let fetched = RwSignal::new(Fetched::OnItsWay);
    let (run, toasts) = (use_run(), expect_context::<Toasts>());
    leptos::task::spawn_local(async move {
        if id != WATCHED {
            browser::whole().await;
        }
        let outcome = fetch(&id).await;
        if let Ok(course) = &outcome {
            begin(run, course, toasts).await;
        }
        // The visitor may have gone on to another page meanwhile.
        let _ = fetched.try_set(outcome.map_or_else(Fetched::Missing, |it| Fetched::Here(Arc::new(it))));
        remove_first_text();
    });
    on_cleanup(remove_first_text);
    // The workbench comes with its cluster, so that nothing on it moves when the files arrive.
    move || match fetched.get() {
        Fetched::OnItsWay => view! { <Waiting text=|it| it.lesson.loading/> }.into_any(),
        Fetched::Here(course) => view! { <Workbench><Steps course=course.clone()/></Workbench> }.into_any(),
        Fetched::Missing(problem) => view! { <Missing problem/> }.into_any(),
    }
}

/// Plays the world of the first step up to its beginning.
async fn begin(run: Run, course: &Course, toasts: Toasts) {
    let scenario = course.lesson.steps.first().and_then(|it| it.scenario.as_ref());
    let Some(scenario) = scenario.and_then(|name| course.lesson.scenarios.get(name)) else {
        return;
    };
    browser::next_turn().await;
    let begun = match scenario.opening(&course.files) {
        Ok(opening) => run.open(opening).await,
        Err(problem) => Err(problem),
    };
    // The lesson checker has played every scenario of the site; an author's own may fail, and then says so.
    if let Err(problem) = begun {
        toasts.show(problem.to_string());
    }
}

#[component]
fn Missing(problem: String) -> impl IntoView {
    view! {
        <div class="home">
            <h1>{say(|it| it.lesson.missing)}</h1>
            <p><code>{problem}</code></p>
            <p><a href=Route::Home.href()>{say(|it| it.lesson.back_to_course)}</a></p>
        </div>
    }
}

async fn fetch(id: &str) -> Result<Course, String> {
    let ask = |file: &str| browser::fetch_text(format!("lessons/{id}/{file}"));
    let yaml = ask("lesson.yaml").await?;
    browser::next_turn().await;
    let lesson = Lesson::read(&yaml).map_err(|problem| problem.to_string())?;
    let used: BTreeSet<&String> = lesson.scenarios.values().flat_map(|it| &it.files).collect();
    let names = LANGUAGES
        .map(|language| format!("{language}.md"))
        .into_iter()
        .chain(used.into_iter().map(|name| format!("files/{name}")));
    // All are asked for before the first is waited for, so that they come together.
    let asked: Vec<_> = names.map(|name| (ask(&name), name)).collect();
    let (mut words, mut files) = (BTreeMap::new(), BTreeMap::new());
    for (text, name) in asked {
        let text = text.await?;
        browser::next_turn().await;
        if let Some(name) = name.strip_prefix("files/") {
            files.insert(name.to_owned(), text);
        } else if let Some(language) = LANGUAGES.into_iter().find(|it| name.starts_with(it)) {
            words.insert(language, Prose::read(&text));
        }
    }
    Ok(Course { lesson, words, files })
}
