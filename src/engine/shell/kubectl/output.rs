//! What a writing verb prints of what it did: a line for each object, or the objects themselves with `-o`.

use serde_json::{Value, json};

use crate::{
    shell::{Reply, refusal::Refusal, verb::Call},
    text::{print_json::to_json, print_yaml::to_yaml},
};

use super::{resource::Resource, server::DryRun};

/// The form that `-o` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// `deployment.apps/shop created`.
    Report,
    /// `deployment.apps/shop`.
    Name,
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// Collects what is to be printed.
pub struct Printer {
    output: Output,
    dry_run: DryRun,
    lines: String,
    objects: Vec<Value>,
}

impl Output {
    /// What the line says.
    pub fn of(call: &Call) -> Result<Self, Refusal> {
        match call.flags.text("output") {
            "" => Ok(Self::Report),
            "name" => Ok(Self::Name),
            "json" => Ok(Self::Json),
            "yaml" => Ok(Self::Yaml),
            other => Err(Refusal::tool(format!(
                "unable to match a printer suitable for the output format {}, allowed formats are: json,name,yaml",
                crate::text::quote::go_quote(other)
            ))),
        }
    }

    /// A printer of this form.
    pub fn printer(self, dry_run: DryRun) -> Printer {
        Printer {
            output: self,
            dry_run,
            lines: String::new(),
            objects: Vec::new(),
        }
    }
}

impl Printer {
    /// Adds an object with what was done to it, e.g. `created`.
    pub fn add(&mut self, resource: &Resource, object: &Value, done: &str) {
        let name = object["metadata"]["name"].as_str().unwrap_or_default();
        let title = format!("{}/{name}", resource.one());
        match self.output {
            Output::Report => self.lines += &format!("{title} {done}{}\n", self.dry_run.suffix()),
            Output::Name => self.lines += &format!("{title}\n"),
            Output::Json | Output::Yaml => self.objects.push(object.clone()),
        }
    }

    /// Prints everything.
    pub fn finish(self, reply: &mut Reply) {
        reply.out.push_str(&self.lines);
        let whole = match &self.objects[..] {
            [] => return,
            [one] => one.clone(),
            several => json!({ "apiVersion": "v1", "items": several, "kind": "List", "metadata": {} }),
        };
        let text = if self.output == Output::Yaml {
            to_yaml(&whole)
        } else {
            to_json(&whole) + "\n"
        };
        reply.out.push_str(&text);
    }
}
