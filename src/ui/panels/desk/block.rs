//! One line of the terminal and what it printed.

use engine::shell::follow::Followed;
use leptos::prelude::*;

use super::use_desk;
use crate::ui::{
    browser,
    parts::{
        icon::{self, Icon},
        line::short,
        toast::Toasts,
    },
    run::{session::Exchange, use_run},
    text::{say, use_words},
};

/// As many lines of an output are drawn; copying takes all of them.
const LINES_MAX: usize = 300;

/// A line and what it printed.
#[component]
pub fn Block(exchange: Exchange) -> impl IntoView {
    let (desk, run, words) = (use_desk(), use_run(), use_words());
    let Exchange {
        place,
        at,
        line,
        reply,
    } = exchange;
    let typed = short(&line);
    let follow = reply.follow.clone();
    let followed = follow.map(|follow| {
        let live = run.followed(follow);
        Memo::new(move |_| {
            let stopped = desk.stopped.with(|it| it.get(&place).cloned());
            stopped.unwrap_or_else(|| live.get())
        })
    });
    let is_failure = move || {
        let code = followed.map_or(Some(reply.code), |it| it.with(|it| it.code));
        reply.code != 0 || code.is_some_and(|it| it != 0 && it != 130)
    };
    let (out, err) = (StoredValue::new(reply.out), StoredValue::new(reply.err));
    let all = move || {
        let more = followed.map(|it| it.get_untracked()).unwrap_or_default();
        let Followed {
            out: more, err: late, ..
        } = more;
        format!("{}{}{more}{late}", out.get_value(), err.get_value())
    };
    let has_output = move || !all().is_empty();
    let (head, hidden) = out.with_value(|it| first_lines(it));
    let hidden = move || (0 < hidden).then(|| (words.get().desk.more_lines)(hidden));
    let late = followed.map(|followed| {
        let is_live = move || followed.with(|it| it.code.is_none());
        view! {
            <pre class="block-out">{move || followed.with(|it| last_lines(&it.out).to_owned())}</pre>
            <pre class="block-err">{move || followed.with(|it| last_lines(&it.err).to_owned())}</pre>
            {move || is_live().then(|| view! {
                <button class="block-stop" on:click=move |_| desk.interrupt()>{say(|it| it.desk.stop)}</button>
            })}
        }
        .into_any()
    });
    let is_following = followed.is_some();
    view! {
        <div class="block" data-failed=move || is_failure().to_string()>
            <p class="block-line">
                <code><b>"$ "</b>{typed}</code>
                <span class="block-at">{at.to_string()}</span>
                {(is_following || has_output()).then(|| view! { <Copy text=Callback::new(move |()| all())/> })}
            </p>
            <pre class="block-out">{head}</pre>
            <p class="block-more">{hidden}</p>
            <pre class="block-err">{err.get_value()}</pre>
            {late}
        </div>
    }
    .into_any()
}

#[component]
fn Copy(text: Callback<(), String>) -> impl IntoView {
    let toasts: Toasts = expect_context();
    let words = use_words();
    let copy = move |_| {
        browser::copy(&text.run(()), move |is_copied| {
            let words = &words.get_untracked().desk;
            toasts.show(if is_copied { words.copied } else { words.not_copied });
        });
    };
    view! {
        <button class="block-copy" aria-label=say(|it| it.desk.copy) title=say(|it| it.desk.copy) on:click=copy>
            <Icon path=icon::COPY/>
        </button>
    }
}

/// The beginning of an output, and how many lines are left out.
fn first_lines(text: &str) -> (String, usize) {
    let Some((end, _)) = text.match_indices('\n').nth(LINES_MAX - 1) else {
        return (text.to_owned(), 0);
    };
    let rest = &text[end + 1..];
    (text[..=end].to_owned(), rest.lines().count())
}

/// The end of an output that grows.
fn last_lines(text: &str) -> &str {
    let start = text.rmatch_indices('\n').nth(LINES_MAX);
    start.map_or(text, |(at, _)| &text[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_output_is_cut_at_a_line() {
        let text = "line\n".repeat(LINES_MAX + 7);
        let (head, hidden) = first_lines(&text);
        assert_eq!((head.lines().count(), hidden), (LINES_MAX, 7));
        assert_eq!(last_lines(&text).lines().count(), LINES_MAX);
        assert_eq!(first_lines("a\nb"), ("a\nb".to_owned(), 0));
        assert_eq!(last_lines("a\nb"), "a\nb");
    }
}
