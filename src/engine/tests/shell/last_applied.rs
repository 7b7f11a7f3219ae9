//! `kubectl apply view-last-applied`: what `apply` keeps of its file.

use crate::scenario::{SHOP, check_after};

#[test]
fn it_shows_what_was_applied_and_not_what_became_of_it() {
    check_after(
        &[
            SHOP,
            "kubectl apply -f shop.yaml",
            "kubectl scale deployment shop --replicas=5",
            "kubectl create deployment plain --image=nginx:1.27",
        ],
        r#"
        $ kubectl apply view-last-applied svc/shop
        apiVersion: v1
        kind: Service
        metadata:
          annotations: {}
          name: shop
          namespace: default
        spec:
          ports:
          - port: 80
          selector:
            app: shop
        $ kubectl apply view-last-applied deployment shop -o json
        {
          "apiVersion": "apps/v1",
          "kind": "Deployment",
          "metadata": {
            "annotations": {},
            "name": "shop",
            "namespace": "default"
          },
          "spec": {
            "replicas": 2,
            "selector": {
              "matchLabels": {
                "app": "shop"
              }
            },
            "template": {
              "metadata": {
                "labels": {
                  "app": "shop"
                }
              },
              "spec": {
                "containers": [
                  {
                    "image": "shop:v1",
                    "name": "shop"
                  }
                ]
              }
            }
          }
        }
        $ kubectl apply view-last-applied deployment/plain
        $ kubectl apply view-last-applied deployment/plain -o name
        "#,
    );
}

#[test]
fn it_refuses_in_kubectls_words() {
    check_after(
        &[SHOP, "kubectl create -f shop.yaml"],
        r#"
        $ kubectl apply view-last-applied -f shop.yaml
        error: error when no last-applied-configuration annotation found on resource: shop
         "shop.yaml": <nil>
        $ kubectl apply view-last-applied deployment
        error: resource(s) were provided, but no name was specified
        $ kubectl apply view-last-applied
        error: You must provide one or more resources by argument or filename.
        Example resource specifications include:
           '-f rsrc.yaml'
           '--filename=rsrc.json'
           '<resource> <name>'
           '<resource>'
        $ kubectl apply view-last-applied deployment a b
        Error from server (NotFound): deployments.apps "a" not found
        $ kubectl apply edit-last-applied deployment/shop
        error: Beanpod does not simulate kubectl apply edit-last-applied (yet)
        "#,
    );
    check_after(
        &[SHOP, "kubectl apply -f shop.yaml"],
        r"
        $ kubectl apply view-last-applied deployment --all -o name
        error: Unexpected -o output mode: name, the flag 'output' must be one of yaml|json
        See 'kubectl apply view-last-applied -h' for help and examples
        ",
    );
}
