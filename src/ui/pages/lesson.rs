//! A lesson: its files fetched, its steps beside the stage.

use std::{collections::BTreeMap, sync::Arc};

use course::{check::LANGUAGES, lesson::Lesson, prose::Prose};
use leptos::prelude::*;

use crate::ui::{
    browser,
    panels::{lesson::Steps, workbench::Workbench},
    route::Route,
    text::{Language, say},
};

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
    leptos::task::spawn_local(async move {
        let outcome = fetch(&id).await;
        // The visitor may have gone on to another page meanwhile.
        let _ = fetched.try_set(outcome.map_or_else(Fetched::Missing, |it| Fetched::Here(Arc::new(it))));
    });
    view! {
        <Workbench>
            {move || match fetched.get() {
                Fetched::OnItsWay => view! { <div role="status"><h1>{say(|it| it.lesson.loading)}</h1></div> }.into_any(),
                Fetched::Here(course) => view! { <Steps course/> }.into_any(),
                Fetched::Missing(problem) => view! { <Missing problem/> }.into_any(),
            }}
        </Workbench>
    }
}

#[component]
fn Missing(problem: String) -> impl IntoView {
    view! {
        <h1>{say(|it| it.lesson.missing)}</h1>
        <p><code>{problem}</code></p>
        <p><a href=Route::Home.href()>{say(|it| it.lesson.back_to_course)}</a></p>
    }
}

async fn fetch(id: &str) -> Result<Course, String> {
    let folder = format!("lessons/{id}");
    let yaml = browser::fetch_text(&format!("{folder}/lesson.yaml")).await?;
    let lesson = Lesson::read(&yaml).map_err(|problem| problem.to_string())?;
    let mut words = BTreeMap::new();
    for language in LANGUAGES {
        words.insert(
            language,
            Prose::read(&browser::fetch_text(&format!("{folder}/{language}.md")).await?),
        );
    }
    let mut files = BTreeMap::new();
    for name in lesson.scenarios.values().flat_map(|it| &it.files) {
        if !files.contains_key(name) {
            files.insert(
                name.clone(),
                browser::fetch_text(&format!("{folder}/files/{name}")).await?,
            );
        }
    }
    Ok(Course { lesson, words, files })
}
