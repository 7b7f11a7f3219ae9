//! What is wrong with a manifest before it is applied, and where: the same checks as `kubectl apply`, with places.

use serde_json::Value;

use crate::{
    kube::{defaults, patch},
    text::{
        schema,
        validate::validate,
        yaml::{self, Node, Position},
    },
};

/// Something to say about a place of a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub at: Position,
    /// What, in the words of kubectl or the API server.
    pub message: String,
    /// Whether `kubectl apply` refuses it; otherwise it is accepted but changes nothing here.
    pub is_refused: bool,
}

/// More than these help nobody.
const FINDINGS_MAX: usize = 50;

/// Everything there is to say about a text, in the order of its lines.
pub fn lint(text: &str) -> Vec<Finding> {
    let mut found = match yaml::read_documents(text) {
        Ok(documents) => schema::objects(&documents)
            .into_iter()
            .flat_map(of_object)
            .collect(),
        Err(error) => vec![Finding {
            at: error.at,
            message: error.to_string(),
            is_refused: true,
        }],
    };
    found.sort_by_key(|it| it.at);
    found.truncate(FINDINGS_MAX);
    found
}

fn of_object(object: &Node) -> Vec<Finding> {
    let report = schema::check(object);
    let mut found: Vec<Finding> = report.problems.iter().map(|it| refused(it.at, it)).collect();
    if found.is_empty() {
        found.extend(broken_rules(object));
    }
    found.extend(report.unsimulated.iter().map(|it| Finding {
        at: it.at,
        message: format!("accepted but not simulated: {}", it.path),
        is_refused: false,
    }));
    found
}

/// The rules are about the whole object with its defaults, as the API server has them.
fn broken_rules(object: &Node) -> Vec<Finding> {
    let mut manifest = object.to_json();
    patch::prune_nulls(&mut manifest);
    if manifest["metadata"]["name"]
        .as_str()
        .unwrap_or_default()
        .is_empty()
    {
        let at = object.place_of("metadata.name");
        return vec![refused(at, &"resource name may not be empty")];
    }
    defaults::fill(&mut manifest);
    with_namespace(&mut manifest);
    let mut found: Vec<Finding> = Vec::new();
    for problem in validate(&manifest) {
        let finding = refused(object.place_of(&problem.path), &problem);
        // kubectl tells a thing once.
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
    found
}

fn with_namespace(manifest: &mut Value) {
    let kind = manifest["kind"].as_str().unwrap_or_default();
    let is_namespaced = schema::kind_info(kind).is_some_and(|it| it.namespaced);
    if is_namespaced && manifest["metadata"]["namespace"].is_null() {
        manifest["metadata"]["namespace"] = "default".into();
    }
}

fn refused(at: Position, message: &impl ToString) -> Finding {
    Finding {
        at,
        message: message.to_string(),
        is_refused: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Timeline;

    const SHOP: &str = include_str!("../../../public/lessons/rolling-update/files/shop.yaml");

    #[track_caller]
    fn check(from: &str, to: &str, place: (u32, u32), words: &str) {
        let text = SHOP.replacen(from, to, 1);
        assert_ne!(text, SHOP, "the shop has no `{from}`");
        let found = lint(&text);
        let first = found.iter().find(|it| it.is_refused).expect("something is wrong");
        assert_eq!((first.at.line, first.at.column), place, "{first:?}");
        assert!(first.message.contains(words), "{first:?}");
        // What is found here is what apply refuses, and in the same words.
        let mut timeline = Timeline::new(1);
        timeline.send(&format!("write a.yaml {}", Value::from(text)));
        let reply = timeline.send("kubectl apply -f a.yaml");
        assert_ne!(reply.code, 0);
        assert!(reply.err.contains(&first.message), "{}\n{first:?}", reply.err);
    }

    #[test]
    fn what_apply_refuses_is_found_where_it_stands() {
        check(
            "replicas: ",
            "replica: ",
            (8, 3),
            "unknown field \"spec.replica\"",
        );
        check(
            "replicas: 5",
            "replicas: 5: 6",
            (8, 14),
            "mapping values are not allowed",
        );
        check(
            "matchLabels:\n      app: shop",
            "matchLabels:\n      app: other",
            (18, 7),
            "`selector` does not match",
        );
        check(
            "kind: Deployment",
            "kind: Deploymint",
            (2, 1),
            "no matches for kind \"Deploymint\"",
        );
    }

    #[test]
    fn a_manifest_that_is_accepted_has_nothing_refused() {
        assert!(lint(SHOP).iter().all(|it| !it.is_refused), "{:?}", lint(SHOP));
        assert_eq!(lint(""), []);
    }

    #[test]
    fn a_field_that_is_not_simulated_is_told_but_not_refused() {
        let found = lint(
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  hostNetwork: true\n  containers:\n  - {name: a, image: b}\n",
        );
        let told: Vec<(u32, bool)> = found.iter().map(|it| (it.at.line, it.is_refused)).collect();
        assert_eq!(told, [(6, false)]);
    }
}
