//! `-f`: what files name, seen and described; and what is wrong with them.

use crate::scenario::{SHOP, check_after};

const POD: &str = r#"write pod.yaml "apiVersion: v1\nkind: Pod\nmetadata: {name: solo}\nspec: {containers: [{name: c, image: 'busybox:1'}]}\n""#;

#[test]
fn the_objects_of_files_are_shown() {
    check_after(
        &[SHOP, POD, "kubectl apply -f shop.yaml"],
        r#"
        $ kubectl get -f shop.yaml -o name
        deployment.apps/shop
        service/shop
        $ kubectl get -f shop.yaml --no-headers -o custom-columns=KIND:.kind,NAME:.metadata.name
        Deployment   shop
        Service      shop
        $ kubectl get -f pod.yaml -f shop.yaml -o name
        deployment.apps/shop
        service/shop
        Error from server (NotFound): pods "solo" not found
        $ kubectl get -f '*.yaml' -l app=nope
        Error from server (NotFound): pods "solo" not found
        $ kubectl get -f shop.yaml -o jsonpath='{.items[*].kind}{"\n"}'
        Deployment Service
        $ kubectl describe -f shop.yaml | grep Name:
        Name:                   shop
        Name:              shop
        $ kubectl diff -f shop.yaml -l app=nope
        $ kubectl apply -f shop.yaml -l app=nope
        error: no objects passed to apply
        $ kubectl apply -f shop.yaml --force
        error: Beanpod does not simulate kubectl apply --force (yet)
        $ kubectl describe -f pod.yaml
        Error from server (NotFound): pods "solo" not found
        "#,
    );
}

#[test]
fn files_that_cannot_be_used_are_told_together() {
    check_after(
        &[
            SHOP,
            r#"write nokind.yaml "apiVersion: v1\nmetadata: {name: x}\n""#,
            r#"write half.yaml "apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n---\na: b: c\n""#,
        ],
        r#"
        $ kubectl get -f a.yaml -f b.yaml
        the path "a.yaml" does not exist
        the path "b.yaml" does not exist
        $ kubectl get -f shop.yaml pods
        error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well
        $ kubectl get -f shop.yaml deploy/shop
        error: resource/name arguments cannot be provided when a path is specified
        $ kubectl get -f shop.yaml -k .
        error: only one of -f or -k can be specified
        $ kubectl delete -f nokind.yaml
        error: unable to decode "nokind.yaml": Object 'Kind' is missing in '{"apiVersion":"v1","metadata":{"name":"x"}}'
        $ kubectl apply -f nokind.yaml
        error: error validating "nokind.yaml": error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false
        $ kubectl apply -f half.yaml
        namespace/team created
        error: error parsing half.yaml: error converting YAML to JSON: yaml: mapping values are not allowed in this context
        "#,
    );
}
