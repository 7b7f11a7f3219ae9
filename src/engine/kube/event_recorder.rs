//! Keeps Events as the API server does: a note said again raises a count.
//!
//! Source: client-go/tools/record/events_cache.go, Kubernetes 1.34, from memory, not yet checked there.

use crate::{
    controller::Note,
    luck,
    time::Time,
    world::{Change, Key, Kind, Object, Text, World},
};

use super::{Event, Meta, Uid};

/// How long an Event is kept [s]. Source: kube-apiserver `--event-ttl`, Kubernetes 1.34 reference, from memory, not yet checked there.
pub const TTL_SECS: u64 = 3600;

/// The change that records what `by` has to say about an object.
pub fn record(world: &World, now: Time, by: &str, note: &Note) -> Change {
    let uid = world
        .get(&note.about)
        .and_then(Object::meta)
        .map_or(note.uid, |meta| meta.uid);
    let namespace: Text = if note.about.namespace.is_empty() {
        "default".into()
    } else {
        note.about.namespace.clone()
    };
    let name = event_name(&note.about, uid, by, note);
    let key = Key::new(Kind::Event, &namespace, &name);
    let now = now.whole_second();
    let event = match world.event(&key) {
        Some(known) => Event {
            count: known.count + 1,
            last: now,
            ..known.clone()
        },
        None => Event {
            meta: Meta::named(&namespace, name),
            about: Some(note.about.clone()),
            about_uid: uid,
            field_path: note.field_path.clone(),
            kind: note.kind,
            reason: note.reason.into(),
            message: note.message.clone(),
            component: by.into(),
            host: note.host.clone(),
            count: 1,
            first: now,
            last: now,
        },
    };
    Change::Put(event.into())
}

/// Like notes get the same name, so that they meet. Upstream finds them in a cache by the same facts.
fn event_name(about: &Key, uid: Uid, by: &str, note: &Note) -> Text {
    let field = note.field_path.as_deref().unwrap_or_default();
    let facts = format!(
        "{by}/{}/{}/{field}/{}/{}",
        about.kind.name(),
        uid.0,
        note.reason,
        note.message
    );
    format!("{}.{:016x}", about.name, luck::number(0, "event", &facts)).into()
}
