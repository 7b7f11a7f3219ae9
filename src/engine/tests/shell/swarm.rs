//! Whatever is typed, nothing breaks: each line is carried out, or refused with a word and without a trace.

use engine::{luck, shell::complete::complete, time::Time, timeline::Timeline};

use crate::scenario::SHOP;

/// A row of draws that depends on nothing but its seed.
struct Draws {
    seed: u64,
    taken: u64,
}

impl Draws {
    fn below(&mut self, end: usize) -> usize {
        self.taken += 1;
        let draw = luck::numbered(self.seed, "shell swarm", self.taken);
        usize::try_from(draw % end as u64).expect("smaller than a usize")
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const VERBS: &[&str] = &[
    "get",
    "describe",
    "apply",
    "create",
    "create deployment",
    "create namespace",
    "create service clusterip",
    "run",
    "expose",
    "scale",
    "set image",
    "set env",
    "set resources",
    "rollout undo",
    "rollout pause",
    "rollout resume",
    "rollout restart",
    "rollout history",
    "rollout status",
    "delete",
    "label",
    "annotate",
    "patch",
    "replace",
    "cordon",
    "uncordon",
    "taint",
    "logs",
    "top pods",
    "explain",
    "wait",
    "events",
    "edit",
    "drain",
    "help",
    "nonsense",
];

const WORDS: &[&str] = &[
    "pods",
    "po",
    "deployment",
    "deploy/shop",
    "deployment/shop",
    "svc",
    "rs",
    "nodes",
    "no",
    "ns",
    "default",
    "all",
    "shop",
    "n1",
    "team-a",
    "nope",
    "pods,svc",
    "a/b/c",
    "/",
    "shop=shop:v2",
    "*=x",
    "shop=",
    "=x",
    "A=1",
    "A-",
    "-",
    "k=v:NoSchedule",
    "k:NoSchedule-",
    "tier=front",
    "tier-",
    "'{\"spec\":{\"replicas\":2}}'",
    "'{bad'",
    "'[1]'",
    "''",
    "'{\"metadata\":{\"labels\":null}}'",
    "'{\"spec\":null}'",
    "'{\"metadata\":{\"name\":\"x\"}}'",
    "콩나무",
    "é",
    "🫘",
    "99999999999999999999",
    "-1",
    "0",
    "NaN",
    "1e400",
    "|",
    "| grep x",
    "| tail -1",
    "| awk",
    "#",
    "'",
    "\"",
    "\\",
    "$(x)",
    "&&",
    ">",
];

const FLAGS: &[&str] = &[
    "-n",
    "-n team-a",
    "-n nope",
    "-A",
    "-l app=shop",
    "-l 'a in'",
    "-l",
    "--all",
    "-f shop.yaml",
    "-f bomb.yaml",
    "-f deep.yaml",
    "-f odd.yaml",
    "-f nope.yaml",
    "-f -",
    "-f",
    "-o yaml",
    "-o json",
    "-o name",
    "-o wide",
    "-o fancy",
    "-o jsonpath='{.items[*].metadata.name}'",
    "-o jsonpath='{'",
    "--replicas=3",
    "--replicas=99999999999",
    "--replicas=x",
    "--current-replicas=7",
    "--image=shop:v1",
    "--image=",
    "--port=80",
    "--port=99999",
    "--dry-run=server",
    "--dry-run=client",
    "--dry-run",
    "--force",
    "--grace-period=0",
    "--grace-period=99999999999999",
    "--now",
    "--cascade=orphan",
    "--cascade=foreground",
    "--cascade=x",
    "--ignore-not-found",
    "--type=json",
    "--type=merge",
    "-p",
    "--overwrite",
    "--list",
    "--to-revision=1",
    "--to-revision=-9223372036854775808",
    "--requests=cpu=200m",
    "--limits=cpu=x",
    "--tcp=80",
    "--timeout=1s",
    "--timeout=-1s",
    "--help",
    "-h",
    "--",
    "--=",
    "--nope",
    "-z",
    "--validate=ignore",
    "--validate=warn",
    "--selector=app=shop",
    "--name=x",
    "--sort-by=.x",
    "--revision=1",
];

/// Files that a careless or a wicked person may save.
fn files() -> Vec<String> {
    let deep = format!("a: {}", "[".repeat(5000));
    let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for place in 1..12 {
        let before = format!("*a{}", place - 1);
        let items = vec![before; 9].join(",");
        bomb.push_str(&format!("a{place}: &a{place} [{items}]\n"));
    }
    let odd = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: odd, labels: [1], finalizers: {a: b}}\nspec: {replicas: -3, template: 7, \
               strategy: {rollingUpdate: {maxSurge: [1]}}, selector: null}\n---\nkind: Pod\napiVersion: v1\nmetadata: {name: p}\nspec: {containers: \
               [{name: c, image: x, ports: [{containerPort: 999999}], resources: {limits: {cpu: -5, memory: 1e400}}}]}\n---\n[]\n---\nkind: List\n\
               apiVersion: v1\nitems: [{}, 3, null]\n";
    [
        ("deep.yaml", deep),
        ("bomb.yaml", bomb),
        ("odd.yaml", odd.to_owned()),
    ]
    .iter()
    .map(|(name, text)| {
        format!(
            "write {name} {}",
            serde_json::to_string(text).expect("a text is JSON")
        )
    })
    .collect()
}

fn line(draws: &mut Draws) -> String {
    if draws.below(12) == 0 {
        // Any characters at all.
        let letters = (0..draws.below(60)).map(|_| {
            let code = u32::try_from(draws.below(0x3000)).expect("a small number");
            char::from_u32(code).unwrap_or('x')
        });
        return letters.collect();
    }
    let mut line = format!("kubectl {}", draws.of(VERBS));
    for _ in 0..draws.below(6) {
        line.push(' ');
        line.push_str(if draws.below(2) == 0 {
            draws.of(WORDS)
        } else {
            draws.of(FLAGS)
        });
    }
    line
}

#[test]
fn whatever_is_typed_is_carried_out_or_refused_with_a_word() {
    for seed in 0..40 {
        let mut draws = Draws { seed, taken: 0 };
        let mut timeline = Timeline::new(seed);
        timeline.send("node add n1 --cpu=4 --memory=16Gi");
        timeline.send(SHOP);
        for file in files() {
            timeline.send(&file);
        }
        timeline.send("kubectl apply -f shop.yaml");
        for _ in 0..60 {
            let line = line(&mut draws);
            let before = timeline.present().world().digest();
            let reply = timeline.send(&line);
            assert!(
                reply.code == 0 || !reply.err.is_empty() || !reply.out.is_empty() || line.contains("grep"),
                "seed {seed}: {line:?} fails without a word"
            );
            if !reply.changed {
                assert_eq!(
                    before,
                    timeline.present().world().digest(),
                    "seed {seed}: {line:?}"
                );
            }
            let cursor = draws.below(line.len() + 2);
            complete(&line, cursor, &timeline.present().view());
            if draws.below(4) == 0 {
                timeline.seek(Time(timeline.now().0 + 700));
            }
        }
        assert!(timeline.present().stuck().is_none(), "seed {seed}");
    }
}

#[test]
fn a_huge_paste_is_refused_at_once() {
    let mut timeline = Timeline::new(1);
    let paste = "a: b\n".repeat(2_000_000);
    let reply = timeline.send(&paste);
    assert!(reply.code != 0 && reply.err.len() < 200, "{}", reply.err.len());
    let long = format!("kubectl delete pod {}", "x".repeat(60_000));
    assert!(timeline.send(&long).code != 0);
    assert!(complete(&paste, paste.len(), &timeline.present().view()).is_empty());
}
