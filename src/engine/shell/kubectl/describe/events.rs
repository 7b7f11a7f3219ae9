//! The Events about an object: those of describe, and `kubectl events`.

use super::page::Page;
use crate::sort::Sort;
use crate::{
    controller::View,
    kube::{Event, Uid},
    text::duration::human_duration,
    time::Time,
    world::Key,
};

/// The Events about one object, those heard of last at the end.
pub fn about<'a>(key: &Key, uid: Uid, view: &View<'a>) -> Vec<&'a Event> {
    // Events about what stands above namespaces are kept in `default`.
    sorted(
        view.world
            .events()
            .filter(|event| event.about.as_ref() == Some(key) && event.about_uid == uid)
            .collect(),
    )
}

/// In the order of their last time; those of the same second as they came.
pub fn sorted(mut events: Vec<&Event>) -> Vec<&Event> {
    events.order_by_key(|event| (event.last, event.first, event.meta.version));
    events
}

/// Writes the table at the end of a page.
pub fn describe(page: &mut Page, events: &[&Event], now: Time) {
    if events.is_empty() {
        page.field(0, "Events", "<none>");
        return;
    }
    page.line(0, "Events:");
    page.line(1, "Type\tReason\tAge\tFrom\tMessage");
    page.line(1, "----\t------\t----\t----\t-------");
    for event in events {
        let (kind, reason, from) = (event.kind.name(), &event.reason, &event.component);
        let (interval, message) = (interval(event, now), event.message.trim());
        page.line(1, format!("{kind}\t{reason}\t{interval}\t{from}\t{message}"));
    }
}

/// When it was said: `9s`, or `3s (x4 over 12s)`.
pub fn interval(event: &Event, now: Time) -> String {
    let ago = |then: Time| human_duration(i64::try_from(now.since(then).0).unwrap_or(i64::MAX));
    if event.count > 1 {
        format!("{} (x{} over {})", ago(event.last), event.count, ago(event.first))
    } else {
        ago(event.first)
    }
}
