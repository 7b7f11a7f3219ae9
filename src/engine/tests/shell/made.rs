//! What verbs make up themselves: manifests that are only printed, and causes of changes.

use crate::scenario::{SHOP, check, check_after};

#[test]
fn the_line_is_kept_as_the_cause_of_a_change() {
    check_after(
        &[SHOP, "kubectl apply -f shop.yaml"],
        r"
        $ kubectl set image deployment/shop shop=shop:v2 --record
        deployment.apps/shop image updated
        Flag --record has been deprecated, --record will be removed in the future
        $ wait 30
        $ kubectl rollout history deployment/shop
        deployment.apps/shop
        REVISION  CHANGE-CAUSE
        1         <none>
        2         kubectl set image deployment/shop shop=shop:v2 --record=true
        $ kubectl set resources deployment/shop --requests=cpu=100m
        deployment.apps/shop resource requirements updated
        $ wait 30
        $ kubectl rollout history deployment/shop
        deployment.apps/shop
        REVISION  CHANGE-CAUSE
        1         <none>
        2         kubectl set image deployment/shop shop=shop:v2 --record=true
        3         kubectl set resources deployment/shop --requests=cpu=100m
        $ kubectl set env deployment/shop TIER=gold
        deployment.apps/shop env updated
        $ wait 30
        $ kubectl rollout history deployment/shop
        deployment.apps/shop
        REVISION  CHANGE-CAUSE
        1         <none>
        2         kubectl set image deployment/shop shop=shop:v2 --record=true
        3         kubectl set resources deployment/shop --requests=cpu=100m
        4         kubectl set resources deployment/shop --requests=cpu=100m
        ",
    );
}

#[test]
fn what_would_be_sent_is_printed_as_a_manifest() {
    check(
        r"
        $ kubectl create deployment web --image=nginx --dry-run=client -o yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata:
        creationTimestamp: null
        labels:
        app: web
        name: web
        spec:
        replicas: 1
        selector:
        matchLabels:
        app: web
        strategy: {}
        template:
        metadata:
        creationTimestamp: null
        labels:
        app: web
        spec:
        containers:
        - image: nginx
        name: nginx
        resources: {}
        status: {}
        ",
    );
}

#[test]
fn what_follows_from_a_pod_is_printed_before_it() {
    check(
        r"
        $ kubectl run p --image=nginx --port=80 --expose --dry-run=client -o yaml -n a
        apiVersion: v1
        kind: Service
        metadata:
        creationTimestamp: null
        name: p
        namespace: a
        spec:
        ports:
        - port: 80
        protocol: TCP
        targetPort: 80
        selector:
        run: p
        status:
        loadBalancer: {}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
        creationTimestamp: null
        labels:
        run: p
        name: p
        namespace: a
        spec:
        containers:
        - image: nginx
        name: p
        ports:
        - containerPort: 80
        resources: {}
        dnsPolicy: ClusterFirst
        restartPolicy: Always
        status: {}
        $ kubectl create namespace a --dry-run=client -o yaml
        apiVersion: v1
        kind: Namespace
        metadata:
        creationTimestamp: null
        name: a
        spec: {}
        status: {}
        $ kubectl create configmap c --from-literal=a=b
        error: Beanpod does not simulate kubectl create configmap (yet)
        $ kubectl create service clusterip s --tcp=80:8080 --dry-run=client
        service/s created (dry run)
        ",
    );
}
