//! The row of an Event.

use serde_json::Value;

use super::{
    Column, Look, Printer, always,
    fields::{age, number, text, text_or},
    wide,
};

pub const PRINTER: Printer = Printer {
    kind: "Event",
    columns: COLUMNS,
    cells,
};

const COLUMNS: &[Column] = &[
    always("LAST SEEN"),
    always("TYPE"),
    always("REASON"),
    always("OBJECT"),
    wide("SUBOBJECT"),
    wide("SOURCE"),
    always("MESSAGE"),
    wide("FIRST SEEN"),
    wide("COUNT"),
    wide("NAME"),
];

fn cells(event: &Value, look: &Look) -> Vec<String> {
    let kind = text(event, "/involvedObject/kind").to_ascii_lowercase();
    let object = match text(event, "/involvedObject/name") {
        "" => kind,
        name => format!("{kind}/{name}"),
    };
    let component = text_or(event, "/source/component", text(event, "/reportingComponent"));
    let source = match text(event, "/source/host") {
        "" => component.to_owned(),
        host => format!("{component}, {host}"),
    };
    vec![
        age(event, "/lastTimestamp", look.now),
        text(event, "/type").into(),
        text(event, "/reason").into(),
        object,
        text(event, "/involvedObject/fieldPath").into(),
        source,
        text(event, "/message").trim().into(),
        age(event, "/firstTimestamp", look.now),
        number(event, "/count").to_string(),
        text(event, "/metadata/name").into(),
    ]
}
