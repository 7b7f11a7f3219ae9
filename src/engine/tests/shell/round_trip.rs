//! What the API shows of an object describes the same object again.

use engine::{
    kube::{encode::encode, manifest},
    time::Time,
    timeline::Timeline,
    world::Object,
};

use crate::scenario::SHOP;

/// Manifests with every field that is told apart, in one run.
const RICH: &str = r#"write rich.yaml "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: rich, labels: {a: b}, annotations: {note: x}}\nspec:\n  replicas: 4\n  minReadySeconds: 5\n  progressDeadlineSeconds: 60\n  revisionHistoryLimit: 3\n  strategy: {rollingUpdate: {maxSurge: 2, maxUnavailable: 10%}}\n  selector: {matchLabels: {app: rich}, matchExpressions: [{key: tier, operator: In, values: [x, z]}]}\n  template:\n    metadata: {labels: {app: rich, tier: x}, annotations: {sim/ready-delay: '2'}}\n    spec:\n      terminationGracePeriodSeconds: 7\n      nodeSelector: {disk: ssd}\n      tolerations: [{key: k, operator: Exists}]\n      volumes: [{name: v, emptyDir: {}}]\n      initContainers: [{name: i, image: 'init:1'}]\n      containers:\n      - name: c\n        image: shop\n        command: [a]\n        args: [b, c]\n        env: [{name: A, value: '1'}]\n        ports: [{name: http, containerPort: 8080}]\n        resources: {requests: {cpu: 0.5, memory: 64Mi}, limits: {memory: 128Mi}}\n        readinessProbe: {httpGet: {port: http}, periodSeconds: 2}\n        livenessProbe: {tcpSocket: {port: 8080}, initialDelaySeconds: 3}\n        lifecycle: {preStop: {exec: {command: [sleep, '5']}}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: again}\nspec:\n  strategy: {type: Recreate}\n  paused: true\n  selector: {matchLabels: {app: again}}\n  template: {metadata: {labels: {app: again}}, spec: {containers: [{name: c, image: 'x:1'}]}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: solo}\nspec: {restartPolicy: Never, containers: [{name: c, image: 'x:1', resources: {limits: {cpu: 1}}}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: np}\nspec: {type: NodePort, selector: {app: rich}, ports: [{name: a, port: 80, targetPort: http}, {name: b, port: 81}]}\n""#;

#[test]
fn what_is_shown_of_an_object_describes_it() {
    let mut timeline = Timeline::new(3);
    for line in [
        "node add n1 --cpu=4 --memory=16Gi",
        SHOP,
        RICH,
        "kubectl apply -f shop.yaml",
        "kubectl apply -f rich.yaml",
    ] {
        let reply = timeline.send(line);
        assert_eq!(reply.code, 0, "{line}: {}", reply.err);
    }
    // By then the controllers have made ReplicaSets and pods.
    timeline.seek(Time(20_000));
    let world = timeline.present().world();
    let mut checked = 0;
    for (key, object) in world.objects() {
        let Some(form) = encode(object) else { continue };
        let Some(read) = manifest::decode(&form).expect("what is shown can be read") else {
            continue;
        };
        let same = match (object, &read) {
            (Object::Deployment(a), Object::Deployment(b)) => a.spec == b.spec,
            (Object::ReplicaSet(a), Object::ReplicaSet(b)) => a.spec == b.spec,
            (Object::Service(a), Object::Service(b)) => a.spec == b.spec,
            (Object::Node(a), Object::Node(b)) => a.spec == b.spec,
            // A pod is shown with what admission adds; what is read from that is shown the same.
            (Object::Pod(_), Object::Pod(_)) => {
                let again = manifest::update(object, &form).expect("what is shown can be read");
                encode(&again) == Some(form.clone())
            }
            (Object::Namespace(_), Object::Namespace(_)) => true,
            _ => panic!("{key} was read as another kind"),
        };
        assert!(same, "{key}: {form:#}");
        let meta = (
            object.meta().map(|it| &it.labels),
            object.meta().map(|it| &it.annotations),
        );
        assert_eq!(
            meta,
            (
                read.meta().map(|it| &it.labels),
                read.meta().map(|it| &it.annotations)
            ),
            "{key}"
        );
        checked += 1;
    }
    assert!(checked > 8, "only {checked} objects were looked at");
}
