//! One recording of a real control plane, and what it says of its end.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::Path;

/// The facts of objects, by kind and name.
pub type Facts = BTreeMap<(String, String), Map<String, Value>>;

/// One file.
pub struct Recording {
    /// Its name without its ending.
    pub name: String,
    value: Value,
}

/// One of the times the same was recorded: the file itself or one of its `repeats`.
#[derive(Clone, Copy)]
pub struct Run<'a>(pub &'a Value);

impl Recording {
    /// Every recording of a folder, by name.
    pub fn read_all(folder: &Path) -> Result<Vec<Self>, String> {
        let told = |problem: &dyn Display| format!("cannot read {}: {problem}", folder.display());
        let mut all = Vec::new();
        for entry in fs::read_dir(folder).map_err(|problem| told(&problem))? {
            let path = entry.map_err(|problem| told(&problem))?.path();
            if path.extension().is_none_or(|ending| ending != "json") {
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|problem| told(&problem))?;
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let value = serde_json::from_str(&text).map_err(|problem| told(&problem))?;
            all.push(Self { name, value });
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }

    /// A field of the file.
    pub fn field(&self, name: &str) -> &Value {
        &self.value[name]
    }

    /// The run whose actions are played.
    pub fn first(&self) -> Run<'_> {
        Run(&self.value)
    }

    /// All runs, the first one first.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        std::iter::once(self.first()).chain(list(&self.value["repeats"]).map(Run))
    }

    /// Whether all runs agreed on something.
    pub fn is_stable(&self, what: &str) -> bool {
        self.value["stable"][what] == true
    }

    /// A delay of the stand-in kubelet [s].
    pub fn delay(&self, name: &str) -> f64 {
        let usual = if name == "readyDelay" { 3.0 } else { 1.0 };
        self.value["setup"]["kubelet"][name].as_f64().unwrap_or(usual)
    }
}

impl<'a> Run<'a> {
    /// What the script did, and when [s].
    pub fn actions(self) -> impl Iterator<Item = (f64, &'a str)> {
        list(&self.0["actions"]).map(|it| {
            (
                it["t"].as_f64().unwrap_or(0.0),
                it["do"].as_str().unwrap_or_default(),
            )
        })
    }

    /// What the watches saw, in order.
    pub fn observed(self) -> impl Iterator<Item = &'a Value> {
        list(&self.0["observed"])
    }

    /// The objects there were at the start, with their facts.
    pub fn initial(self) -> Facts {
        let facts = |it: &Value| it["facts"].as_object().cloned().unwrap_or_default();
        list(&self.0["initial"])
            .map(|it| ((text(&it["kind"]), text(&it["name"])), facts(it)))
            .collect()
    }

    /// The objects there were at the end, with their facts.
    pub fn last(self) -> Facts {
        let mut all = self.initial();
        for event in self.observed() {
            let key = (text(&event["kind"]), text(&event["name"]));
            if event["verb"] == "DELETED" {
                all.remove(&key);
                continue;
            }
            let facts = all.entry(key).or_default();
            facts.extend(event["set"].as_object().cloned().unwrap_or_default());
            for gone in list(&event["unset"]).filter_map(Value::as_str) {
                facts.remove(gone);
            }
        }
        all
    }

    /// When the last thing was seen [s].
    pub fn length(self) -> f64 {
        self.observed()
            .filter_map(|it| it["t"].as_f64())
            .fold(0.0, f64::max)
    }

    /// The ReplicaSets in the order in which they came.
    pub fn sets(self) -> Vec<String> {
        let mut names: Vec<String> = list(&self.0["rsOrder"]).map(text).collect();
        let there = list(&self.0["initial"]).chain(self.observed());
        for name in there
            .filter(|it| it["kind"] == "ReplicaSet")
            .map(|it| text(&it["name"]))
        {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The pods in the order in which they were created.
    pub fn pods(self) -> Vec<String> {
        let added = self.observed().filter(|it| it["verb"] == "ADDED");
        let there = list(&self.0["initial"]).chain(added);
        there
            .filter(|it| it["kind"] == "Pod")
            .map(|it| text(&it["name"]))
            .collect()
    }

    /// The sizes of the ReplicaSets over time.
    pub fn spec_sequence(self) -> Vec<Vec<u64>> {
        list(&self.0["specSequence"])
            .map(|step| list(step).filter_map(Value::as_u64).collect())
            .collect()
    }

    /// A bound of this run.
    pub fn bound(self, name: &str) -> Option<u64> {
        self.0["bounds"][name].as_u64()
    }
}

/// The items of a list; none if it is none.
pub fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A text; empty if it is none.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
