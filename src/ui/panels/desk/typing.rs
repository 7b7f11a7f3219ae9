//! What typing does: lines one after the other, a history of them, and commands that follow something until they are stopped.

use leptos::prelude::*;

use super::Desk;
use crate::ui::browser;

/// The name of the history in the tab's storage.
const HISTORY: &str = "history";

/// As many lines can be brought back.
const HISTORY_MAX: usize = 200;

/// Longer lines are not kept in the history [bytes].
const HISTORY_LINE_MAX: usize = 2000;

/// As many commands follow something at once; the oldest is stopped for one more.
const FOLLOWING_MAX: usize = 4;

/// The history of this tab, from before a reload.
pub fn kept_history() -> Vec<String> {
    let kept = browser::kept(HISTORY);
    kept.and_then(|it| serde_json::from_str(&it).ok())
        .unwrap_or_default()
}

impl Desk {
    /// Types lines, each when the one before has ended.
    pub fn type_lines(self, lines: impl IntoIterator<Item = String>) {
        let typed: Vec<String> = lines.into_iter().filter(|it| !it.trim().is_empty()).collect();
        self.notice.set(None);
        for line in &typed {
            self.remember(line);
        }
        self.queue.update(|it| it.extend(typed));
        if self.ahead.with_untracked(Option::is_none) {
            self.type_next();
        }
    }

    fn type_next(self) {
        self.ahead.set(None);
        while let Some(line) = self
            .queue
            .try_update(|it| (!it.is_empty()).then(|| it.remove(0)))
            .flatten()
        {
            let reply = self.run.send(&line);
            let Some(follow) = reply.follow else { continue };
            self.stop_all_but(FOLLOWING_MAX, "");
            if !self.queue.with_untracked(Vec::is_empty) {
                self.ahead.set(Some(follow));
                return;
            }
        }
    }

    /// Goes on with the lines that wait once the command before them has ended.
    pub(super) fn go_on_when_ended(self) {
        let ended = self.run.picture_of(
            move || self.ahead.get(),
            |moment, ahead| {
                let text = ahead.as_ref().map(|it| it.text(moment.log, &moment.sim.view()));
                text.is_some_and(|it| it.code.is_some())
            },
        );
        Effect::new(move |_| {
            if ended.get() {
                self.type_next();
            }
        });
    }

    /// Stops what is still following, as Ctrl C does; lines that wait go on.
    pub fn interrupt(self) {
        self.stop_all_but(0, "^C\n");
        self.type_next();
    }

    fn stop_all_but(self, count: usize, mark: &str) {
        let stopped = self.stopped.get_untracked();
        let mut following = self.exchanges.get_untracked();
        following.retain(|it| it.reply.follow.is_some() && !stopped.contains_key(&it.place));
        let stop = following.len().saturating_sub(count);
        for exchange in following.drain(..stop) {
            let Some(follow) = &exchange.reply.follow else {
                continue;
            };
            let mut printed = self.run.followed_now(follow);
            if printed.code.is_none() {
                printed.out.push_str(mark);
                printed.code = Some(130);
            }
            self.stopped.update(|it| {
                it.insert(exchange.place, printed);
            });
        }
    }

    fn remember(self, line: &str) {
        let line = line.trim();
        let is_same = self
            .history
            .with_untracked(|it| it.last().is_some_and(|it| it == line));
        if is_same || line.len() > HISTORY_LINE_MAX {
            return;
        }
        self.history.update(|it| {
            if it.len() == HISTORY_MAX {
                it.remove(0);
            }
            it.push(line.to_owned());
        });
        if let Ok(text) = self.history.with_untracked(serde_json::to_string) {
            browser::keep(HISTORY, &text);
        }
    }
}
