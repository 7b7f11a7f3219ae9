//! What kubectl does not take, in its words: words and flags that do not go together, several refusals at once.

use crate::scenario::{SHOP, check, check_after};

#[test]
fn words_that_name_objects_badly_are_refused() {
    check_after(
        &[SHOP, "kubectl apply -f shop.yaml"],
        r#"
        $ kubectl get pods a b
        Error from server (NotFound): pods "a" not found
        Error from server (NotFound): pods "b" not found
        $ kubectl get pods x -n nope
        Error from server (NotFound): namespaces "nope" not found
        $ kubectl delete pods x -n nope
        Error from server (NotFound): pods "x" not found
        $ kubectl get all shop
        error: you must specify only one resource
        $ kubectl get deploy,svc/shop
        error: arguments in resource/name form must have a single resource and name
        $ kubectl get deploy shop -l app=shop
        error: name cannot be provided when a selector is specified
        $ kubectl get deploy/shop -l app=shop
        error: selectors and the all flag cannot be used when passing resource/name arguments
        $ kubectl get deploy -l 'a b'
        Error from server (BadRequest): Unable to find "apps/v1, Resource=deployments" that match label selector "a b", field selector "": unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt
        $ kubectl get pods.apps
        error: the server doesn't have a resource type "pods"
        $ kubectl get deploy,deployments -o name
        deployment.apps/shop
        "#,
    );
}

#[test]
fn flags_of_every_command_are_taken() {
    check(
        r#"
        $ kubectl --context=beanpod -v=6 get deploy
        No resources found in default namespace.
        $ kubectl get pods --context=prod
        error: context "prod" does not exist
        $ kubectl get pods --user=x
        error: auth info "x" does not exist
        $ kubectl --nope
        error: unknown flag: --nope
        See 'kubectl --help' for usage.
        $ kubectl config use-context prod
        error: no context exists with the name: "prod"
        $ kubectl set foo
        error: unknown command "foo"
        See 'kubectl set -h' for help and examples
        $ kubectl create service foo
        error: unknown command "foo"
        See 'kubectl create service -h' for help and examples
        "#,
    );
}

#[test]
fn flags_that_contradict_each_other_are_refused() {
    check(
        r#"
        $ kubectl run x --image=Nginx
        error: Invalid image name "Nginx": invalid reference format
        $ kubectl run x --image=nginx -t
        error: -i/--stdin is required for containers with -t/--tty=true
        See 'kubectl run -h' for help and examples
        $ kubectl run x --image=nginx --labels=app
        error: unexpected label spec: app
        $ kubectl create deployment a b --image=nginx
        error: exactly one NAME is required, got 2
        See 'kubectl create deployment -h' for help and examples
        $ kubectl create svc clusterip s --tcp=80:99999
        error: must be between 1 and 65535, inclusive
        $ kubectl create service clusterip s --tcp=web
        error: strconv.ParseUint: parsing "web": invalid syntax
        $ kubectl logs a b c
        error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
        POD or TYPE/NAME is a required argument for the logs command
        See 'kubectl logs -h' for help and examples
        $ kubectl wait --for=condition=Ready pod
        error: resource(s) were provided, but no name was specified
        $ kubectl api-resources --sort-by=foo
        error: --sort-by accepts only name or kind
        $ kubectl run x --image=nginx -o wide
        error: unable to match a printer suitable for the output format "wide", allowed formats are: go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,yaml
        "#,
    );
}

#[test]
fn what_is_wrong_with_one_part_of_a_line_stops_no_other() {
    check_after(
        &[SHOP, "kubectl apply -f shop.yaml"],
        r#"
        $ kubectl set image deployment/shop shop=shop:v2 nope=x:1
        deployment.apps/shop image updated
        error: unable to find container named "nope"
        $ kubectl set resources deployment/shop --limits=cpu=100m --requests=cpu=1
        error: failed to patch resources update to pod template Deployment.apps "shop" is invalid: spec.template.spec.containers[0].resources.requests: Invalid value: "1": must be less than or equal to cpu limit of 100m
        $ kubectl rollout pause deployment
        deployment.apps/shop paused
        $ kubectl rollout pause deployment/shop service/shop
        error: deployments.apps "shop" is already paused
        error: services "shop" pausing is not supported
        $ kubectl rollout restart deployment -l app=nope
        No resources found in default namespace.
        $ kubectl patch deployment shop -p '{"spec":{"replica":2}}'
        deployment.apps/shop patched (no change)
        Warning: unknown field "spec.replica"
        $ kubectl patch deployment shop -p '{"spec":{"template":{"spec":{"containers":"x"}}}}'
        The request is invalid: patch: Invalid value: "map[spec:map[template:map[spec:map[containers:x]]]]": cannot restore slice from string
        $ kubectl patch deployment shop --type=json -p '{}'
        Error from server (BadRequest): error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp
        $ kubectl label deployment shop a=b=c
        error: invalid label spec: a=b=c
        "#,
    );
}

#[test]
fn taints_that_make_no_sense_are_refused() {
    check_after(
        &["node add n1 --cpu=4 --memory=16Gi"],
        r#"
        $ kubectl taint nodes n1 a=b:NoSchedule a=b:NoSchedule
        error: duplicated taints with the same key and effect: {a b NoSchedule <nil>}
        See 'kubectl taint -h' for help and examples
        $ kubectl taint nodes n1 a=b:NoSchedule a-
        error: can not both modify and remove the following taint(s) in the same command: a=
        $ kubectl taint widgets n1 a=b:NoSchedule
        the server doesn't have a resource type "widgets"
        $ kubectl taint nodes n1 a=b:NoSchedule --dry-run=client
        node/n1 tainted
        "#,
    );
}
