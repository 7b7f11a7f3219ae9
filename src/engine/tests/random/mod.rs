//! Random use of a run, the same for the same seed: what the swarm tests and the comparison of machines play.

use engine::{luck, time::Time, timeline::Timeline};

/// A row of draws.
pub struct Draws {
    seed: u64,
    taken: u64,
}

/// What is typed before anything else, so that there is something to act on.
const START: &[&str] = &[
    "node add n1 --cpu=2 --memory=4Gi --zone=a",
    "node add n2 --cpu=2 --memory=4Gi --zone=b",
    concat!(
        r#"write shop.yaml "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  replicas: 3\n"#,
        r#"  selector:\n    matchLabels:\n      app: shop\n  template:\n    metadata:\n      labels:\n        app: shop\n"#,
        r#"    spec:\n      containers:\n      - name: shop\n        image: shop:v1\n        resources:\n          requests:\n"#,
        r#"            cpu: 300m\n            memory: 256Mi\n        readinessProbe:\n          httpGet:\n            path: /ready\n"#,
        r#"            port: 8080\n          periodSeconds: 2\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: shop\n"#,
        r#"spec:\n  selector:\n    app: shop\n  ports:\n  - port: 80\n    targetPort: 8080\n""#
    ),
    "kubectl apply -f shop.yaml",
    "traffic 20rps --to=shop",
];

/// What may be typed at any moment. A line that is refused is part of the game.
const LINES: &[&str] = &[
    "kubectl set image deployment/shop shop=shop:v2",
    "kubectl set image deployment/shop shop=shop:v1",
    "kubectl set image deployment/shop shop=no-such-image:v9",
    "kubectl scale deployment/shop --replicas=6",
    "kubectl scale deployment/shop --replicas=1",
    "kubectl scale deployment/shop --replicas=0",
    "kubectl rollout undo deployment/shop",
    "kubectl rollout pause deployment/shop",
    "kubectl rollout resume deployment/shop",
    "kubectl rollout restart deployment/shop",
    "kubectl delete pod -l app=shop",
    "kubectl delete deployment shop",
    "kubectl delete deployment shop --cascade=orphan",
    "kubectl delete deployment shop --cascade=foreground",
    "kubectl apply -f shop.yaml",
    "kubectl label pod -l app=shop app=stray --overwrite",
    "kubectl cordon n1",
    "kubectl uncordon n1",
    r#"kubectl patch deployment shop -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}}}}'"#,
    r#"kubectl patch deployment shop -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'"#,
    r#"kubectl patch deployment shop -p '{"spec":{"minReadySeconds":3}}'"#,
    "fault kill-pod deployment/shop",
    "fault crash deployment/shop --all",
    "fault slow deployment/shop --by=400%",
    "traffic off",
    "traffic 50rps --to=shop",
    "node add n3 --cpu=1 --memory=2Gi --zone=a",
    "node remove n3",
    "kubectl get pods -o wide",
    "nonsense",
];

impl Draws {
    /// The row of this seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, taken: 0 }
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.taken += 1;
        luck::numbered(self.seed, "swarm", self.taken) % end
    }

    /// Any of these.
    pub fn any<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.below(of.len() as u64)).expect("smaller than a length")]
    }
}

/// A run with something in it.
pub fn begun(seed: u64) -> Timeline {
    let mut timeline = Timeline::new(seed);
    for line in START {
        timeline.send(line);
    }
    timeline
}

/// Does any one thing one can do to a run.
pub fn step(timeline: &mut Timeline, draws: &mut Draws) {
    match draws.below(10) {
        0..4 => {
            timeline.send(draws.any(LINES));
        }
        4 => {
            timeline.undo();
        }
        5 => {
            timeline.redo();
        }
        6 => timeline.seek(Time(draws.below(60_000))),
        _ => {
            let on = timeline.now().0 + draws.below(8_000);
            timeline.seek(Time(on));
        }
    }
}
