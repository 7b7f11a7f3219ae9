//! Manifests that break rules of the API, and the server's words for them.

use crate::scenario::check_after;

const BAD_POD: &str = r#"write bad.yaml "apiVersion: v1\nkind: Pod\nmetadata: {name: bad}\nspec:\n  volumes:\n  - {name: data, emptyDir: {}}\n  - {name: data, configMap: {}}\n  tolerations: [{key: a, operator: Exists, value: x}]\n  containers:\n  - name: c\n    image: 'busybox:1'\n    env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]\n    volumeMounts: [{name: data, mountPath: /a}, {name: cache, mountPath: /a}]\n    readinessProbe: {terminationGracePeriodSeconds: 5, tcpSocket: {port: 80}}\n""#;

#[test]
fn a_pod_that_breaks_many_rules_is_told_of_all() {
    check_after(
        &[BAD_POD],
        r#"
        $ kubectl create -f bad.yaml
        The Pod "bad" is invalid:
        * spec.volumes[1].configMap.name: Required value
        * spec.volumes[1].name: Duplicate value: "data"
        * spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty
        * spec.containers[0].volumeMounts[1].name: Not found: "cache"
        * spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/a": must be unique
        * spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes
        * spec.tolerations[0].operator: Invalid value: core.Toleration{Key:"a", Operator:"Exists", Value:"x", Effect:"", TolerationSeconds:(*int64)(nil)}: value must be empty when `operator` is 'Exists'
        "#,
    );
}

#[test]
fn several_broken_objects_are_told_one_a_line() {
    check_after(
        &[
            r#"write two.yaml "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: ExternalName}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: b}\nspec: {type: NodePort, clusterIP: None, ports: [{port: 80}]}\n""#,
        ],
        r#"
        $ kubectl create -f two.yaml
        Error from server (Invalid): error when creating "two.yaml": Service "a" is invalid: spec.externalName: Required value
        Error from server (Invalid): error when creating "two.yaml": Service "b" is invalid: spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services
        "#,
    );
}

#[test]
fn a_pod_keeps_its_number_of_containers() {
    check_after(
        &[
            "kubectl run solo --image=busybox:1",
            r#"write more.yaml "apiVersion: v1\nkind: Pod\nmetadata: {name: solo}\nspec: {containers: [{name: solo, image: 'busybox:1'}, {name: two, image: 'busybox:1'}]}\n""#,
        ],
        r#"
        $ kubectl replace -f more.yaml
        The Pod "solo" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers
        "#,
    );
}
