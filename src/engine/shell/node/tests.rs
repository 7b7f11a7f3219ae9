//! What `node add` and `node remove` say and leave behind.

use crate::{kube::NodeResources, timeline::Timeline};

#[track_caller]
fn check(lines: &[&str], answer: &str, nodes: &str) {
    let mut timeline = Timeline::new(1);
    let mut last = String::new();
    for line in lines {
        let reply = timeline.send(line);
        last = format!("{}{}", reply.out, reply.err);
    }
    let shown = timeline.present().world().nodes().map(|node| {
        let NodeResources {
            cpu_milli,
            memory_bytes,
            pods,
            ..
        } = node.status.allocatable;
        let (cidr, address) = (node.spec.pod_cidr.as_deref().unwrap_or("-"), &node.status.address);
        let gib = memory_bytes >> 30;
        format!(
            "{} {cpu_milli}m {gib}Gi {pods} {cidr} {address}\n",
            node.meta.name
        )
    });
    assert_eq!(last, answer);
    assert_eq!(shown.collect::<String>(), nodes);
}

#[test]
fn nodes_have_what_was_asked_for_and_a_range_of_addresses_each() {
    check(
        &[
            "node add n1 n2 --cpu=2 --memory=8Gi --zone=a",
            "node remove n1",
            "node add n3 --type=t3.micro --pods=5",
        ],
        "node/n3 added\n",
        "n2 2000m 8Gi 110 10.244.2.0/24 192.168.0.12\nn3 2000m 1Gi 5 10.244.1.0/24 192.168.0.11\n",
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let usual = "a 4000m 16Gi 110 10.244.1.0/24 192.168.0.11\n";
    check(
        &["node add a", "node add a"],
        "Error from server (AlreadyExists): nodes \"a\" already exists\n",
        usual,
    );
    check(
        &["node add a", "node remove b"],
        "Error from server (NotFound): nodes \"b\" not found\n",
        usual,
    );
    check(
        &["node add a --cpu=much"],
        "error: --cpu=much is not an amount\n",
        "",
    );
    check(
        &["node add a --pods=900"],
        "error: a node runs 1 to 250 pods: it has no addresses for more\n",
        "",
    );
    check(
        &["node add a --zone=a/b"],
        "error: \"a/b\" cannot be the value of a label\n",
        "",
    );
}

#[test]
fn the_first_node_brings_the_namespaces_of_the_system() {
    let mut timeline = Timeline::new(1);
    timeline.send("node add a");
    let world = timeline.present().world();
    let names: Vec<&str> = world.namespaces().map(|it| &*it.meta.name).collect();
    assert_eq!(
        names,
        ["default", "kube-node-lease", "kube-public", "kube-system"]
    );
    assert_eq!(world.services().count(), 1);
}
