//! What a writing verb prints of what it did: a line for each object, or the objects themselves with `-o`.

use serde_json::{Value, json};

use crate::shell::{Reply, refusal::Refusal, verb::Call};

use super::{form::Form, resource::Resource, server::DryRun};

/// The form that `-o` asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// `deployment.apps/shop created`.
    Report,
    /// The objects.
    Objects(Form),
}

/// Collects what is to be printed.
pub struct Printer {
    output: Output,
    dry_run: DryRun,
    text: String,
    /// The objects, where they are printed as one list in the end.
    joined: Option<Vec<Value>>,
    count: usize,
    problems: Vec<Refusal>,
}

impl Output {
    /// What the line says.
    pub fn of(call: &Call) -> Result<Self, Refusal> {
        let asks = ["output", "template"]
            .iter()
            .any(|it| call.flags.some_text(it).is_some());
        if asks {
            Form::of_written(call).map(Self::Objects)
        } else {
            Ok(Self::Report)
        }
    }

    /// A printer of this form, which prints one object after the other.
    pub fn printer(self, dry_run: DryRun) -> Printer {
        Printer {
            output: self,
            dry_run,
            text: String::new(),
            joined: None,
            count: 0,
            problems: Vec::new(),
        }
    }

    /// As [`Output::printer`], but several objects are printed as one list.
    pub fn list_printer(self, dry_run: DryRun) -> Printer {
        Printer {
            joined: Some(Vec::new()),
            ..self.printer(dry_run)
        }
    }
}

impl Printer {
    /// Adds an object with what was done to it, e.g. `created`.
    pub fn add(&mut self, resource: &Resource, object: &Value, done: &str) {
        let form = match &self.output {
            Output::Report => {
                let name = object["metadata"]["name"].as_str().unwrap_or_default();
                let suffix = self.dry_run.suffix();
                self.text += &format!("{}/{name} {done}{suffix}\n", resource.one());
                return;
            }
            Output::Objects(form) => form,
        };
        if let Some(joined) = &mut self.joined {
            joined.push(object.clone());
            return;
        }
        self.count += 1;
        if *form == Form::Yaml && self.count > 1 {
            self.text.push_str("---\n");
        }
        match form.one(object) {
            Ok(text) => self.text.push_str(&text),
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Prints everything.
    pub fn finish(mut self, reply: &mut Reply) {
        if let (Output::Objects(form), Some(objects)) = (&self.output, &self.joined) {
            let printed = match &objects[..] {
                [] => Ok(String::new()),
                [one] => form.one(one),
                several if *form == Form::Name => several.iter().map(|it| form.one(it)).collect(),
                several => {
                    let metadata = json!({});
                    form.one(&json!({ "apiVersion": "v1", "items": several, "kind": "List", "metadata": metadata }))
                }
            };
            match printed {
                Ok(text) => self.text.push_str(&text),
                Err(problem) => self.problems.push(problem),
            }
        }
        reply.out.push_str(&self.text);
        if let Some(problem) = Refusal::join(self.problems) {
            reply.refuse(&problem);
        }
    }
}
