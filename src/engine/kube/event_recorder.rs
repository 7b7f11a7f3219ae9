//! Keeps Events as the API server does: a note said again raises a count.
//!
//! Source: client-go/tools/record/events_cache.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    controller::Note,
    luck,
    time::{Span, Time},
    world::{Change, Key, Object, Text, World},
};

use super::{Event, Meta, Uid};

/// How long an Event is kept [s]. Source: `EventTTL` in
/// pkg/controlplane/apiserver/options/options.go, Kubernetes 1.34.9, read 2026-11.
pub const TTL_SECS: u64 = 3600;

/// From so many different messages on, those of one component about one object for one reason are told as one Event.
/// Source: `defaultAggregateMaxEvents`.
const DIFFERENT_MAX: usize = 10;

/// Over how long they are counted. Source: `defaultAggregateIntervalInSeconds`.
const DIFFERENT_WINDOW: Span = Span::secs(600);

/// A component says no more than this about one object at once, [`REFILL`] apart. Source: `defaultSpamBurst`.
const SPAM_MAX: u64 = 25;

/// How long it takes until one more is let through. Source: `defaultSpamQPS`.
const REFILL: Span = Span::secs(300);

/// How messages begin that stand for several.
const COMBINED: &str = "(combined from similar events): ";

/// The change that records what `by` has to say about an object; none if it says too much.
///
/// Simplified: upstream keeps its counts in memory; here they follow from the Events that are there.
pub fn record(world: &World, now: Time, by: &str, note: &Note) -> Option<Change> {
    let uid = world
        .get(&note.about)
        .and_then(Object::meta)
        .map_or(note.uid, |meta| meta.uid);
    let namespace: Text = if note.about.namespace.is_empty() {
        "default".into()
    } else {
        note.about.namespace.clone()
    };
    let prefix: Text = [&*note.about.name, "."].concat().into();
    let said: Vec<&Event> = world
        .events_named(&namespace, &prefix)
        .filter(|it| it.about_uid == uid && *it.component == *by && it.about.as_ref() == Some(&note.about))
        .collect();
    if is_spam(&said, now) {
        return None;
    }
    let message: Text = if is_one_too_many(&said, note, now) {
        format!("{COMBINED}{}", note.message).into()
    } else {
        note.message.clone()
    };
    let name = event_name(&note.about, uid, by, note, &message);
    let now = now.whole_second();
    // What has this name is about the same object and of the same component.
    let event = match said.iter().find(|it| it.meta.name == name) {
        Some(known) => Event {
            count: known.count + 1,
            last: now,
            message,
            ..Event::clone(known)
        },
        None => Event {
            meta: Meta::named(&namespace, name),
            about: Some(note.about.clone()),
            about_uid: uid,
            field_path: note.field_path.clone(),
            kind: note.kind,
            reason: note.reason.into(),
            message,
            component: by.into(),
            host: note.host.clone(),
            count: 1,
            first: now,
            last: now,
        },
    };
    Some(Change::Put(event.into()))
}

fn is_spam(said: &[&Event], now: Time) -> bool {
    let count: u64 = said.iter().map(|it| u64::from(it.count)).sum();
    let first = said.iter().map(|it| it.first).min().unwrap_or(now);
    SPAM_MAX + now.since(first).0 / REFILL.0 <= count
}

fn is_one_too_many(said: &[&Event], note: &Note, now: Time) -> bool {
    let similar = said.iter().copied().filter(|it| {
        it.kind == note.kind && *it.reason == *note.reason && now.since(it.last) <= DIFFERENT_WINDOW
    });
    // Simplified: upstream forgets at random which messages it has seen, so that some of the first ten may be told apart again.
    let (combined, apart): (Vec<&Event>, Vec<&Event>) =
        similar.partition(|it| it.message.starts_with(COMBINED));
    let others = apart.iter().filter(|it| it.message != note.message);
    !combined.is_empty() || DIFFERENT_MAX <= others.count() + 1
}

/// Like notes get the same name, so that they meet. Upstream finds them in a cache by the same facts.
fn event_name(about: &Key, uid: Uid, by: &str, note: &Note, message: &str) -> Text {
    let field = note.field_path.as_deref().unwrap_or_default();
    // What is combined keeps one name, whatever the last message was.
    let message = if message.starts_with(COMBINED) {
        COMBINED
    } else {
        message
    };
    let (kind, uid) = (about.kind.name(), uid.0.to_string());
    let facts = [
        by,
        "/",
        kind,
        "/",
        &uid,
        "/",
        field,
        "/",
        note.reason,
        "/",
        message,
    ];
    let draw = luck::number_of_parts(0, "event", &facts);
    let digits = format!("{draw:016x}");
    [&*about.name, ".", &digits].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Kind, World};

    /// Says `messages` about a Deployment, a second apart, and gives what is kept: count and message.
    fn kept(messages: impl Iterator<Item = String>) -> Vec<String> {
        let mut world = World::default();
        let about = Key::new(Kind::Deployment, &"default".into(), &"web".into());
        for (second, message) in (0..).zip(messages) {
            let now = Time(second * 1000);
            let note = Note::normal(about.clone(), "ScalingReplicaSet", message);
            if let Some(change) = record(&world, now, "deployment-controller", &note) {
                world = world.with(change, now, 1);
            }
        }
        let mut events: Vec<&Event> = world.events().collect();
        events.sort_by_key(|it| it.first);
        events
            .iter()
            .map(|it| format!("{} {}", it.count, it.message))
            .collect()
    }

    #[test]
    fn what_is_said_again_is_counted() {
        let messages = ["a", "b", "a"].map(str::to_owned);
        assert_eq!(kept(messages.into_iter()), ["2 a", "1 b"]);
    }

    #[test]
    fn from_ten_different_messages_on_they_are_combined_and_after_25_nothing_is_said() {
        let kept = kept((0..40).map(|it| format!("m{it}")));
        assert_eq!(kept.len(), 10);
        assert_eq!(kept[8], "1 m8");
        assert_eq!(kept[9], "16 (combined from similar events): m24");
    }
}
