//! The site as a whole: language, theme, the page that the address names, and the frame around it.

use leptos::prelude::*;

use super::{
    browser,
    pages::{
        about::About, home::Home, lesson::LessonPage, sandbox::Sandbox, simulated::Simulated,
        unknown::Unknown,
    },
    panels::{desk::Desk, header::Header, inspector::Tab},
    parts::{
        later::Later,
        toast::{Toast, Toasts},
    },
    route::Route,
    run::Run,
    selection::Selection,
    text::{Language, say, use_words},
};

/// Where the keyboard goes when the page changes.
const CONTENT: &str = "content";

/// What the site is called, in every language.
const BRAND: &str = "Beanpod";

/// The text that stands on the page until the app is there.
const FIRST_TEXT: &str = "first-text";

/// Replaces the first text by the app; where a run has to be played first, it stays until then.
pub fn mount() {
    // Not in the task in which the wasm has been made.
    browser::in_turn(|| {
        leptos::mount::mount_to_body(App);
        if !matches!(
            Route::read(&browser::hash()),
            Route::Lesson(_) | Route::Sandbox | Route::Run(_)
        ) {
            // Once the page is there, which comes in a turn of its own.
            browser::in_frame(remove_first_text);
        }
    });
}

/// Takes away what stood on the page before the app.
pub fn remove_first_text() {
    browser::remove(FIRST_TEXT);
}

/// Whether it still stands there.
pub fn has_first_text() -> bool {
    browser::has(FIRST_TEXT)
}

/// The choice between light and dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The name, as `data-theme` and the device's storage have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|it| it.name() == name)
    }
}

/// Whether the screen is set for a projector: larger letters, and the story as a caption.
#[derive(Clone, Copy)]
pub struct Presenter(RwSignal<bool>);

impl Presenter {
    fn new() -> Self {
        let is_on = RwSignal::new(browser::kept("presenter").is_some_and(|it| it == "true"));
        Effect::new(move |_| browser::set_root_attribute("data-presenter", &is_on.get().to_string()));
        Self(is_on)
    }

    /// Whether it is.
    pub fn is_on(self) -> bool {
        self.0.get()
    }

    /// Switches.
    pub fn toggle(self) {
        self.0.update(|it| *it = !*it);
        browser::keep("presenter", &self.0.get_untracked().to_string());
    }
}

/// The setting of the screen.
pub fn use_presenter() -> Presenter {
    expect_context()
}

/// What is on screen: the page, as a signal.
#[derive(Clone, Copy)]
pub struct Page(RwSignal<Route>);

/// The page that the address names.
pub fn use_route() -> Signal<Route> {
    expect_context::<Page>().0.into()
}

/// The theme in use; set it to switch.
pub fn use_theme() -> RwSignal<Theme> {
    expect_context()
}

#[component]
fn App() -> impl IntoView {
    provide_context(language());
    provide_context(theme());
    provide_context(Presenter::new());
    provide_context(Toasts::default());
    provide_context(Selection::default());
    provide_context(Tab(RwSignal::new(0)));
    let run = Run::new(1);
    provide_context(run);
    provide_context(Desk::new(run));
    let route = RwSignal::new(Route::read(&browser::hash()));
    provide_context(Page(route));
    browser::on_hash_change(move || {
        let next = Route::read(&browser::hash());
        if route.get_untracked() != next {
            route.set(next);
            // After the page has been drawn, so that the element is there.
            gloo_timers::callback::Timeout::new(0, || browser::focus_at_top(CONTENT)).forget();
        }
    });
    let title = say(|it| it.shell.unknown_title);
    name_window(route);
    let skip = |event: leptos::ev::MouseEvent| {
        // The address behind `#` names the page, so the link must not change it.
        event.prevent_default();
        browser::focus(CONTENT);
    };
    view! {
        <a class="skip" href="#content" on:click=skip>{say(|it| it.shell.skip)}</a>
        <Later><Header/></Later>
        <main id=CONTENT class="page" tabindex="-1">
            <Later>
                {move || match route.get() {
                    Route::Home => view! { <Home/> }.into_any(),
                    Route::Simulated => view! { <Simulated/> }.into_any(),
                    Route::About => view! { <About/> }.into_any(),
                    Route::Lesson(id) => view! { <LessonPage id/> }.into_any(),
                    Route::Sandbox | Route::Run(_) => view! { <Sandbox/> }.into_any(),
                    Route::Unknown => view! { <Unknown title/> }.into_any(),
                }}
            </Later>
        </main>
        <Toast/>
    }
}

/// The window is called after its page, so that tabs, history and screen readers tell one from another.
fn name_window(route: RwSignal<Route>) {
    let words = use_words();
    Effect::new(move |_| {
        let words = &words.get().shell;
        let page = match route.get() {
            Route::Home => return browser::set_title(BRAND),
            Route::Lesson(_) => words.learn,
            Route::Sandbox | Route::Run(_) => words.sandbox,
            Route::Simulated => words.simulated,
            Route::About => words.about,
            Route::Unknown => words.unknown_title,
        };
        browser::set_title(&format!("{page} · {BRAND}"));
    });
}

fn language() -> RwSignal<Language> {
    let chosen = browser::stored("language")
        .and_then(|tag| Language::ALL.into_iter().find(|it| it.tag() == tag))
        .unwrap_or_else(|| Language::preferred(&browser::languages()));
    let language = RwSignal::new(chosen);
    Effect::new(move |_| browser::set_root_attribute("lang", language.get().tag()));
    language
}

/// Follows the device until the visitor chooses.
fn theme() -> RwSignal<Theme> {
    const DARK: &str = "(prefers-color-scheme: dark)";
    let of_device = |dark: bool| if dark { Theme::Dark } else { Theme::Light };
    let chosen = browser::stored("theme").and_then(|name| Theme::of_name(&name));
    let theme = RwSignal::new(chosen.unwrap_or_else(|| of_device(browser::prefers(DARK))));
    Effect::new(move |_| browser::set_root_attribute("data-theme", theme.get().name()));
    browser::on_media_change(DARK, move |dark| {
        if browser::stored("theme").is_none() {
            theme.set(of_device(dark));
        }
    });
    theme
}
