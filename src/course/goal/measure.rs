//! What a goal or a prediction can look at.

use std::str::FromStr;

use engine::{
    kube::{Deployment, LabelSelector, Pod, condition},
    log::Entry,
    time::Time,
    timeline::Timeline,
    world::{Key, Kind, Object, Text, World},
};

use super::{GoalError, Start};

/// Every measure, as it is written.
pub const KNOWN: &[&str] = &[
    "pods of deployment/NAME",
    "ready of deployment/NAME",
    "restarts of deployment/NAME",
    "replicas of deployment/NAME",
    "updated of deployment/NAME",
    "available of deployment/NAME",
    "image of deployment/NAME",
    "rollout of deployment/NAME",
    "offered requests",
    "failed requests",
];

/// Something that can be measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Something about a Deployment of the default namespace.
    Deployment {
        /// Its name.
        name: Text,
        /// What.
        of: Of,
    },
    /// Requests since the step began that were offered.
    OfferedRequests,
    /// Requests since the step began that failed.
    FailedRequests,
}

/// What is measured of a Deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Its pods that are not on their way out.
    Pods,
    /// Those of them that are ready.
    Ready,
    /// How often containers of its pods that are not on their way out were started again.
    Restarts,
    /// `spec.replicas`.
    Replicas,
    /// `status.updatedReplicas`.
    Updated,
    /// `status.availableReplicas`.
    Available,
    /// The image of its first container.
    Image,
    /// `complete`, `progressing`, `paused`, `stuck` or `absent`.
    Rollout,
}

/// What was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(i64),
    /// A word.
    Text(String),
}

/// What was measured at one moment, and the entry of the log that made it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: Time,
    /// The entry; none at the beginning, and for requests.
    pub entry: Option<u64>,
    /// What was measured.
    pub value: Value,
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(it) => write!(f, "{it}"),
            Self::Text(it) => f.write_str(it),
        }
    }
}

impl FromStr for Measure {
    type Err = GoalError;

    fn from_str(text: &str) -> Result<Self, GoalError> {
        let unknown = || GoalError::UnknownMeasure(text.to_owned());
        match text {
            "offered requests" => return Ok(Self::OfferedRequests),
            "failed requests" => return Ok(Self::FailedRequests),
            _ => {}
        }
        let (what, name) = text.split_once(" of deployment/").ok_or_else(unknown)?;
        let of = match what {
            "pods" => Of::Pods,
            "ready" => Of::Ready,
            "restarts" => Of::Restarts,
            "replicas" => Of::Replicas,
            "updated" => Of::Updated,
            "available" => Of::Available,
            "image" => Of::Image,
            "rollout" => Of::Rollout,
            _ => return Err(unknown()),
        };
        Ok(Self::Deployment {
            name: name.into(),
            of,
        })
    }
}

impl Measure {
    /// What it is at the present.
    pub fn now(&self, timeline: &Timeline, start: &Start) -> Value {
        let world = timeline.present().world();
        match self {
            Self::Deployment { name, of } => of.now(world, name),
            Self::OfferedRequests => {
                count(requests(world, timeline.now()).0.saturating_sub(start.requests.0))
            }
            Self::FailedRequests => count(requests(world, timeline.now()).1.saturating_sub(start.requests.1)),
        }
    }

    /// What it was at every change since the step began, oldest first.
    pub fn history(&self, timeline: &Timeline, start: &Start) -> Vec<Moment> {
        let now = Moment {
            at: timeline.now(),
            entry: None,
            value: self.now(timeline, start),
        };
        match self {
            Self::Deployment { name, of } => of.history(timeline, start, name, now.value),
            // Both only grow, so the present is their worst.
            Self::OfferedRequests | Self::FailedRequests => vec![now],
        }
    }
}

impl Of {
    fn now(self, world: &World, name: &Text) -> Value {
        let deployment = world.deployment(&Key::new(Kind::Deployment, &"default".into(), name));
        match self {
            Self::Pods | Self::Ready | Self::Restarts => {
                let selector = deployment.map(|it| &it.spec.selector);
                let counted = |pod| selector.map_or(0, |it| self.count_of(pod, it));
                Value::Number(world.pods().map(counted).sum())
            }
            _ => self.of_deployment(deployment),
        }
    }

    /// Goes back through the log from the present: what stood before an entry follows from what stood after it.
    fn history(self, timeline: &Timeline, start: &Start, name: &Text, now: Value) -> Vec<Moment> {
        let world = timeline.present().world();
        let key = Key::new(Kind::Deployment, &"default".into(), name);
        let selector = world
            .deployment(&key)
            .map(|it| it.spec.selector.clone())
            .unwrap_or_default();
        let entries = timeline.log().until(timeline.present().entries());
        let mut moments = Vec::new();
        let mut value = now;
        for entry in entries.rev().take_while(|entry| start.entries <= entry.number) {
            let before = self.before(entry, &key, &selector, &value);
            if before != value {
                moments.push(Moment {
                    at: entry.at,
                    entry: Some(entry.number),
                    value,
                });
                value = before;
            }
        }
        moments.push(Moment {
            at: start.at,
            entry: None,
            value,
        });
        moments.reverse();
        moments
    }

    fn before(self, entry: &Entry, key: &Key, selector: &LabelSelector, after: &Value) -> Value {
        match (self, after) {
            (Self::Pods | Self::Ready | Self::Restarts, Value::Number(after))
                if entry.key.kind == Kind::Pod =>
            {
                let counted = |object: &Option<Object>| match object {
                    Some(Object::Pod(pod)) => self.count_of(pod, selector),
                    _ => 0,
                };
                Value::Number(after - counted(&entry.after) + counted(&entry.before))
            }
            (Self::Pods | Self::Ready | Self::Restarts, _) => after.clone(),
            _ if entry.key == *key => match &entry.before {
                Some(Object::Deployment(it)) => self.of_deployment(Some(it)),
                _ => self.of_deployment(None),
            },
            _ => after.clone(),
        }
    }

    /// What a pod adds to the number.
    fn count_of(self, pod: &Pod, selector: &LabelSelector) -> i64 {
        if selector.is_empty() || !selector.matches(&pod.meta.labels) || !pod.is_active() {
            return 0;
        }
        match self {
            Self::Ready => i64::from(pod.is_ready()),
            Self::Restarts => {
                let containers = &pod.status.containers;
                containers.iter().map(|it| i64::from(it.restart_count)).sum()
            }
            _ => 1,
        }
    }

    fn of_deployment(self, deployment: Option<&Deployment>) -> Value {
        let Some(it) = deployment else {
            return if matches!(self, Self::Image | Self::Rollout) {
                Value::Text("absent".to_owned())
            } else {
                Value::Number(0)
            };
        };
        match self {
            Self::Replicas => count(it.spec.replicas.into()),
            Self::Updated => count(it.status.updated_replicas.into()),
            Self::Available => count(it.status.available_replicas.into()),
            Self::Image => {
                let image = it
                    .spec
                    .template
                    .spec
                    .containers
                    .first()
                    .map(|it| it.image.to_string());
                Value::Text(image.unwrap_or_default())
            }
            Self::Rollout => Value::Text(rollout(it).to_owned()),
            Self::Pods | Self::Ready | Self::Restarts => Value::Number(0),
        }
    }
}

/// Where a rollout stands, by the rule of `kubectl rollout status`.
fn rollout(it: &Deployment) -> &'static str {
    let status = &it.status;
    let is_stuck = condition(&status.conditions, "Progressing")
        .is_some_and(|it| &*it.reason == "ProgressDeadlineExceeded");
    let is_complete = it.meta.generation <= status.observed_generation
        && status.updated_replicas == it.spec.replicas
        && status.replicas == it.spec.replicas
        && status.available_replicas == it.spec.replicas;
    match (is_complete, is_stuck, it.spec.paused) {
        (true, _, _) => "complete",
        (false, true, _) => "stuck",
        (false, false, true) => "paused",
        (false, false, false) => "progressing",
    }
}

/// How many requests a run has offered and has failed so far.
pub(super) fn requests(world: &World, now: Time) -> (u64, u64) {
    let counts = world.networks().map(|it| it.counts(now, None));
    counts.fold((0, 0), |(offered, failed), it| {
        (offered + it.offered, failed + it.failures())
    })
}

fn count(number: u64) -> Value {
    Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{type_lines, write_line};

    const SHOP: &str = include_str!("../../../public/lessons/a-container-dies/files/shop.yaml");

    /// A container is started again in its pod; a pod that is deleted takes its restarts with it.
    #[test]
    fn restarts_are_those_of_the_pods_that_are_there() {
        let mut timeline = Timeline::new(7);
        timeline.send(&write_line("shop.yaml", SHOP));
        let begin = ["0s node add a", "1s kubectl apply -f shop.yaml"];
        type_lines(&mut timeline, &begin.map(str::to_owned)).expect("they work");
        timeline.seek(Time(20_000));
        let start = Start::of(&timeline);
        let measure: Measure = "restarts of deployment/shop".parse().expect("it is known");
        assert_eq!(measure.now(&timeline, &start), Value::Number(0));
        let rest = [
            "0s fault crash deployment/shop",
            "10s fault crash deployment/shop --all",
            "40s kubectl delete pods --all",
        ];
        type_lines(&mut timeline, &rest.map(str::to_owned)).expect("they work");
        let values = measure.history(&timeline, &start).into_iter();
        let values: Vec<i64> = values
            .filter_map(|it| match it.value {
                Value::Number(number) => Some(number),
                Value::Text(_) => None,
            })
            .collect();
        assert_eq!(values.first(), Some(&0));
        assert_eq!(values.iter().max(), Some(&6));
        assert_eq!(values.last(), Some(&0));
    }
}
