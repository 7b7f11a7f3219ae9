//! `kubectl get -w`: a row for each change of what is watched.

use crate::{
    log::Entry,
    shell::{
        follow::{Followed, Seen},
        kubectl::{
            form::Form,
            print::{self, Look, Options, Table, json},
        },
    },
    text::selector::Selector,
    world::{Key, Kind, Object, Text},
};

/// What is watched, and the table so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// The kind of the objects.
    pub kind: Kind,
    /// The namespace they are in; none: any.
    pub namespace: Option<Text>,
    /// Their names; empty: any.
    pub names: Vec<Text>,
    /// The labels they have.
    pub selector: Selector,
    /// The form of the answer.
    pub form: Form,
    /// What the table shows.
    pub options: Options,
    /// The table with the widths of what was printed at once.
    pub table: Table,
}

impl Watch {
    /// The rows since the command was typed.
    pub fn text(&self, seen: &Seen) -> Followed {
        let mut table = self.table.clone();
        Followed {
            out: seen.entries().map(|entry| self.row(entry, &mut table)).collect(),
            ..Followed::default()
        }
    }

    /// What an entry of the log adds; nothing if it is about something else.
    pub fn row(&self, entry: &Entry, table: &mut Table) -> String {
        if !self.is_about(&entry.key) {
            return String::new();
        }
        // Who leaves the selection is shown once more, as it was.
        let shown = [&entry.after, &entry.before]
            .into_iter()
            .flatten()
            .find(|it| self.fits(it));
        let Some(object) = shown else { return String::new() };
        let shown = json(object);
        if !self.form.is_table() {
            return self.form.one(&shown).unwrap_or_default();
        }
        let look = Look {
            now: entry.at,
            wide: self.options.wide,
        };
        table.add(print::printer(self.kind.name()), &shown, &look, &self.options);
        table.flush()
    }

    fn is_about(&self, key: &Key) -> bool {
        key.kind == self.kind
            && self.namespace.as_ref().is_none_or(|it| *it == key.namespace)
            && (self.names.is_empty() || self.names.contains(&key.name))
    }

    fn fits(&self, object: &Object) -> bool {
        object.meta().is_some_and(|meta| {
            self.selector
                .matches_by(|name| meta.labels.get(name).map(|it| &**it))
        })
    }
}
