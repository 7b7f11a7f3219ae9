//! A page of `kubectl describe` as it is written: indented lines whose parts are separated by tabs.

use crate::sort::Sort;
use serde_json::Value;

use crate::{
    shell::kubectl::print::fields::{list, map, number, text},
    text::columns::align_tabs,
};

/// Annotations that repeat the whole object are left out.
const LEFT_OUT: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// A longer annotation gets lines of its own [characters]. Source: kubectl `maxAnnotationLen`, Kubernetes 1.34.9, read 2026-11.
const ANNOTATION_MAX: usize = 140;

/// The text so far.
#[derive(Clone, Debug, Default)]
pub struct Page {
    text: String,
}

impl Page {
    /// Writes a line, indented by two spaces a level.
    pub fn line(&mut self, level: usize, line: impl AsRef<str>) {
        for _ in 0..level {
            self.text.push_str("  ");
        }
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// Writes `title:` and a value in the next column.
    pub fn field(&mut self, level: usize, title: &str, value: impl std::fmt::Display) {
        self.line(level, format!("{title}:\t{value}"));
    }

    /// Writes the title once and its values below each other, or `<none>`.
    pub fn column(&mut self, title: &str, values: impl IntoIterator<Item = String>) {
        let mut values = values.into_iter();
        let first = values.next().unwrap_or_else(|| "<none>".into());
        self.line(0, format!("{title}:\t{first}"));
        values.for_each(|value| self.line(0, format!("\t{value}")));
    }

    /// Writes a map of labels.
    pub fn labels(&mut self, title: &str, object: &Value, path: &str) {
        let pairs = map(object, path).into_iter();
        self.column(title, pairs.map(|(name, value)| format!("{name}={value}")));
    }

    /// Writes annotations; a long one, or one of several lines, below its name.
    pub fn annotations(&mut self, title: &str, object: &Value, path: &str) {
        let mut lines = Vec::new();
        for (name, value) in map(object, path) {
            let value = value.strip_suffix('\n').unwrap_or(value);
            if name == LEFT_OUT {
                continue;
            }
            if value.len() + name.len() + 2 > ANNOTATION_MAX || value.contains('\n') {
                lines.push(format!("{name}:"));
                lines.extend(value.split('\n').map(|part| format!("  {}", shortened(part))));
            } else {
                lines.push(format!("{name}: {value}"));
            }
        }
        self.column(title, lines);
    }

    /// Writes taints or tolerations, whose form `written` knows.
    pub fn sorted(
        &mut self,
        title: &str,
        items: &[Value],
        order: fn(&Value) -> String,
        written: fn(&Value) -> String,
    ) {
        let mut items: Vec<&Value> = items.iter().collect();
        items.order_by_key(|it| order(it));
        self.column(title, items.into_iter().map(written));
    }

    /// Writes the conditions of a workload.
    pub fn conditions(&mut self, object: &Value) {
        let conditions = list(object, "/status/conditions");
        if conditions.is_empty() {
            return;
        }
        self.line(0, "Conditions:");
        self.line(1, "Type\tStatus\tReason");
        self.line(1, "----\t------\t------");
        for it in conditions {
            let [kind, status, reason] = ["/type", "/status", "/reason"].map(|field| text(it, field));
            self.line(1, format!("{kind} \t{status}\t{reason}"));
        }
    }

    /// The finished page, its columns lined up.
    pub fn finish(self) -> String {
        align_tabs(&self.text)
    }

    /// The page with its tabs, as `rollout history --revision` prints it.
    pub fn raw(self) -> String {
        self.text
    }
}

fn shortened(text: &str) -> String {
    let most = ANNOTATION_MAX - 2;
    if text.chars().count() > most {
        let start: String = text.chars().take(most).collect();
        format!("{start}...")
    } else {
        text.to_owned()
    }
}

/// A taint: `key=value:effect`, as `Taint.ToString` writes it.
pub fn taint(taint: &Value) -> String {
    let [key, value, effect] = ["/key", "/value", "/effect"].map(|field| text(taint, field));
    match (value, effect) {
        ("", "") => key.into(),
        ("", effect) => format!("{key}:{effect}"),
        (value, "") => format!("{key}={value}:"),
        (value, effect) => format!("{key}={value}:{effect}"),
    }
}

/// A toleration: `key=value:effect op=Exists for 300s`.
pub fn toleration(toleration: &Value) -> String {
    let [key, value, effect] = ["/key", "/value", "/effect"].map(|field| text(toleration, field));
    let mut out = key.to_owned();
    if !value.is_empty() {
        out.push_str(&format!("={value}"));
    }
    if !effect.is_empty() {
        out.push_str(&format!(":{effect}"));
    }
    if text(toleration, "/operator") == "Exists" && value.is_empty() {
        out.push_str(if out.is_empty() { "op=Exists" } else { " op=Exists" });
    }
    if toleration
        .get("tolerationSeconds")
        .is_some_and(|it| !it.is_null())
    {
        out.push_str(&format!(" for {}s", number(toleration, "/tolerationSeconds")));
    }
    out
}
