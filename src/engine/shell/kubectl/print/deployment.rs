//! The row of a Deployment.

use serde_json::Value;

use super::{
    Column, Look, Printer, always, containers,
    fields::{number, object_age, text},
    selector, wide,
};

pub const PRINTER: Printer = Printer {
    kind: "Deployment",
    columns: COLUMNS,
    cells,
};

const COLUMNS: &[Column] = &[
    always("NAME"),
    always("READY"),
    always("UP-TO-DATE"),
    always("AVAILABLE"),
    always("AGE"),
    wide("CONTAINERS"),
    wide("IMAGES"),
    wide("SELECTOR"),
];

fn cells(deployment: &Value, look: &Look) -> Vec<String> {
    let [names, images] = containers(deployment);
    let (ready, wanted) = (
        number(deployment, "/status/readyReplicas"),
        number(deployment, "/spec/replicas"),
    );
    vec![
        text(deployment, "/metadata/name").into(),
        format!("{ready}/{wanted}"),
        number(deployment, "/status/updatedReplicas").to_string(),
        number(deployment, "/status/availableReplicas").to_string(),
        object_age(deployment, look.now),
        names,
        images,
        selector(deployment, "/spec/selector"),
    ]
}
