//! The bar above every page: the name, the pages, sharing, language and theme.

use leptos::prelude::*;

use crate::ui::{
    app::{Theme, use_presenter, use_route, use_theme},
    browser,
    parts::{
        icon::{self, Icon},
        toast::Toasts,
    },
    route::Route,
    run::{Pace, use_run},
    text::{Language, Words, say, use_language, use_words},
};

/// How a language names something.
type Name = fn(&'static Words) -> &'static str;

/// The bar above every page.
#[component]
pub fn Header() -> impl IntoView {
    let pages: [(Route, Name); 4] = [
        (Route::Home, |it| it.shell.learn),
        (Route::Sandbox, |it| it.shell.sandbox),
        (Route::Simulated, |it| it.shell.simulated),
        (Route::About, |it| it.shell.about),
    ];
    let links = pages.map(|(page, name)| view! { <PageLink page name/> });
    view! {
        <header class="header">
            <a class="header-brand" href=Route::Home.href()>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M19.5 4.5C12 3 4.5 7 4.5 14.2c0 3.2 2.1 5.3 5.3 5.3 7.2 0 11.2-7.5 9.7-15z"/>
                    <circle cx="14.7" cy="9.3" r="1.6"/>
                    <circle cx="10" cy="14" r="1.6"/>
                </svg>
                "Beanpod"
            </a>
            <nav class="header-pages" aria-label=say(|it| it.shell.pages)>{links.collect_view()}</nav>
            <Share/>
            <PresenterSwitch/>
            <LanguageSwitch/>
            <ThemeSwitch/>
        </header>
    }
}

#[component]
fn PageLink(page: Route, name: Name) -> impl IntoView {
    let route = use_route();
    let href = page.href();
    let is_current = move || match route.get() {
        Route::Lesson(_) => page == Route::Home,
        Route::Run(_) => page == Route::Sandbox,
        known => known == page,
    };
    view! { <a href=href aria-current=move || is_current().then_some("page")>{say(name)}</a> }
}

/// Copies an address that leads to exactly this moment.
#[component]
fn Share() -> impl IntoView {
    let run = use_run();
    let toasts: Toasts = expect_context();
    let words = use_words();
    let share = move |_| {
        let route = Route::Run(run.permalink()).href();
        let address = format!("{}{route}", browser::address());
        browser::copy(&address, move |is_copied| {
            let words = &words.get_untracked().shell;
            if is_copied {
                toasts.show(words.shared);
            } else {
                browser::go(&route);
                toasts.show(words.share_by_hand);
            }
        });
    };
    let is_empty = run.paced(Pace::Entry, |it| it.world().is_empty());
    view! {
        <button class="header-button" disabled=move || is_empty.get() on:click=share>{say(|it| it.shell.share)}</button>
    }
}

/// One button a language, named by itself, so that nobody is caught in a language they cannot read.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let language = use_language();
    let other = move || Language::ALL.into_iter().find(|it| *it != language.get());
    view! {
        <button
            class="header-button"
            lang=move || other().map(Language::tag)
            on:click=move |_| {
                if let Some(next) = other() {
                    browser::store("language", next.tag());
                    language.set(next);
                }
            }
        >
            {move || other().map(Language::own_name)}
        </button>
    }
}

/// Only where there is a stage, and only on screens that may be projected.
#[component]
fn PresenterSwitch() -> impl IntoView {
    let (route, presenter) = (use_route(), use_presenter());
    let label = say(|it| it.shell.presenter);
    let has_stage = move || matches!(route.get(), Route::Sandbox | Route::Run(_) | Route::Lesson(_));
    move || {
        has_stage().then(|| {
            view! {
                <button
                    class="header-button header-presenter"
                    aria-pressed=move || presenter.is_on().to_string()
                    on:click=move |_| presenter.toggle()
                >
                    {label}
                </button>
            }
        })
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let theme = use_theme();
    let switch = move |_| {
        let next = match theme.get_untracked() {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Light,
        };
        browser::store("theme", next.name());
        theme.set(next);
    };
    let label = say(|it| it.shell.theme);
    view! {
        <button class="header-button" aria-label=label title=label on:click=switch>
            <Icon path=icon::THEME/>
        </button>
    }
}
