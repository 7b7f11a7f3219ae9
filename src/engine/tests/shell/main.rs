//! What is typed and what comes of it: lines in, texts and objects out.

mod bad_input;
mod broken_rules;
mod completion;
mod examples;
mod from_files;
mod last_applied;
mod made;
mod read;
mod refused;
mod round_trip;
mod scenario;
mod swarm;

use scenario::{SHOP, check, check_after};

#[test]
fn a_manifest_is_applied_changed_and_applied_again() {
    check_after(
        &[SHOP],
        r#"
        $ kubectl apply -f shop.yaml
        deployment.apps/shop created
        service/shop created
        $ kubectl apply -f shop.yaml
        deployment.apps/shop unchanged
        service/shop unchanged
        $ write shop.yaml "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec: {containers: [{name: shop, image: 'shop:v2'}]}\n"
        $ kubectl apply -f shop.yaml --dry-run=server
        deployment.apps/shop configured (server dry run)
        $ kubectl apply -f shop.yaml
        deployment.apps/shop configured
        "#,
    );
}

#[test]
fn a_deployment_is_scaled_given_another_image_and_deleted() {
    check_after(
        &[SHOP, "kubectl apply -f shop.yaml"],
        r#"
        $ kubectl scale deployment/shop --replicas=5
        deployment.apps/shop scaled
        $ kubectl scale deployment shop --current-replicas=3 --replicas=2
        error: Expected replicas to be 3, was 5
        $ kubectl scale deployment shop --replicas=-1
        error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0
        $ kubectl scale deployment shop --replicas=abc
        error: invalid argument "abc" for "--replicas" flag: strconv.ParseInt: parsing "abc": invalid syntax
        See 'kubectl scale --help' for usage.
        $ kubectl scale
        error: required flag(s) "replicas" not set
        $ kubectl set image deployment/shop shop=shop:v2
        deployment.apps/shop image updated
        $ kubectl set image deployment/shop shop=shop:v2
        $ kubectl set image deployment/shop nope=shop:v2
        error: unable to find container named "nope"
        $ kubectl set image deployment/nope shop=shop:v2
        Error from server (NotFound): deployments.apps "nope" not found
        $ kubectl set env deployment/shop TIER=gold
        deployment.apps/shop env updated
        $ kubectl set env deployment/shop --list
        # Deployment shop, container shop
        TIER=gold
        $ kubectl set env deployment/shop TIER-
        deployment.apps/shop env updated
        $ kubectl set resources deployment shop --requests=cpu=200m
        deployment.apps/shop resource requirements updated
        $ kubectl delete -f shop.yaml
        deployment.apps "shop" deleted
        service "shop" deleted
        $ kubectl delete -f shop.yaml
        Error from server (NotFound): error when deleting "shop.yaml": deployments.apps "shop" not found
        Error from server (NotFound): error when deleting "shop.yaml": services "shop" not found
        $ kubectl delete -f shop.yaml --ignore-not-found
        $ kubectl delete pods -l nope=1
        No resources found
        $ kubectl delete pod
        error: resource(s) were provided, but no name was specified
        $ kubectl delete ns default
        Error from server (NotFound): namespaces "default" not found
        "#,
    );
}

#[test]
fn a_line_that_cannot_be_understood_says_why() {
    check(
        r#"
        $ kubectl scael deployment web --replicas=2
        error: unknown command "scael" for "kubectl"
        Did you mean this?
        scale
        $ kubctl get pods
        kubctl: command not found
        Did you mean this?
        kubectl
        $ kubectl delete widgets x
        error: the server doesn't have a resource type "widgets"
        $ kubectl delete sts db
        error: Beanpod does not simulate statefulsets (yet)
        $ kubectl apply
        error: must specify one of -f and -k
        $ kubectl apply -f nofile.yaml
        error: the path "nofile.yaml" does not exist
        $ kubectl set image
        error: You must provide one or more resources by argument or filename.
        Example resource specifications include:
        '-f rsrc.yaml'
        '--filename=rsrc.json'
        '<resource> <name>'
        '<resource>'
        $ kubectl delete pods/x deploy
        error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'
        $ kubectl drain n1
        error: Beanpod does not simulate kubectl drain (yet)
        $ echo 'a
        unexpected EOF while looking for matching `''
        "#,
    );
}

#[test]
fn objects_are_made_from_flags() {
    check(
        r#"
        $ kubectl run tmp --image=busybox:1
        pod/tmp created
        $ kubectl run x
        error: required flag(s) "image" not set
        $ kubectl create deployment api --image=nginx:1.24 --replicas=2
        deployment.apps/api created
        $ kubectl create deployment api --image=nginx:1.24
        error: failed to create deployment: deployments.apps "api" already exists
        $ kubectl create deployment x
        error: required flag(s) "image" not set
        $ kubectl expose deployment api --port=80 --target-port=8080
        service/api exposed
        $ kubectl expose deployment api --port=80
        Error from server (AlreadyExists): services "api" already exists
        $ kubectl expose deployment nope --port=80
        Error from server (NotFound): deployments.apps "nope" not found
        $ kubectl create service clusterip web --tcp=80:8080
        service/web created
        $ kubectl create namespace team-a
        namespace/team-a created
        $ kubectl run tmp --image=busybox:1 -n team-a
        pod/tmp created
        $ kubectl run tmp --image=busybox:1 -n nope
        Error from server (NotFound): namespaces "nope" not found
        $ kubectl autoscale deployment api --max=5
        error: Beanpod does not simulate kubectl autoscale, since there is no HorizontalPodAutoscaler (yet)
        "#,
    );
}

#[test]
fn labels_and_annotations_are_written_and_taken_away() {
    check_after(
        &[SHOP, "kubectl apply -f shop.yaml"],
        r#"
        $ kubectl label deployment shop tier=back
        deployment.apps/shop labeled
        $ kubectl label deployment shop tier=back
        deployment.apps/shop not labeled
        $ kubectl label deployment shop tier=front
        error: 'tier' already has a value (back), and --overwrite is false
        $ kubectl label deployment shop tier=front --overwrite
        deployment.apps/shop labeled
        $ kubectl label deployment shop tier- other-
        label "other" not found.
        deployment.apps/shop unlabeled
        $ kubectl label deployment shop
        error: at least one label update is required
        $ kubectl annotate deployment shop kubernetes.io/change-cause="image updated to 1.25"
        deployment.apps/shop annotated
        $ kubectl annotate deployment shop kubernetes.io/change-cause=x
        deployment.apps/shop annotated
        $ kubectl annotate deployment shop note=x
        deployment.apps/shop annotated
        $ kubectl annotate deployment shop note=y
        error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (x)
        $ kubectl label deployment shop "a b=c"
        The Deployment "shop" is invalid: metadata.labels: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
        "#,
    );
}

#[test]
fn a_rollout_is_paused_restarted_and_undone() {
    check_after(
        &[SHOP, "kubectl apply -f shop.yaml"],
        r#"
        $ kubectl rollout pause deployment/shop
        deployment.apps/shop paused
        $ kubectl rollout pause deployment/shop
        error: deployments.apps "shop" is already paused
        $ kubectl rollout restart deployment/shop
        error: deployments.apps "shop" can't restart paused deployment (run rollout resume first)
        $ kubectl rollout resume deployment/shop
        deployment.apps/shop resumed
        $ kubectl rollout resume deployment/shop
        error: deployments.apps "shop" is not paused
        $ kubectl rollout undo deployment/shop
        error: no rollout history found for deployment "shop"
        $ kubectl rollout restart deployment/shop
        deployment.apps/shop restarted
        $ kubectl set image deployment/shop shop=shop:v2
        deployment.apps/shop image updated
        $ kubectl rollout undo deployment/shop
        deployment.apps/shop rolled back
        $ kubectl rollout undo deployment/shop --to-revision=9
        error: unable to find specified revision 9 in history
        $ kubectl rollout undo
        error: required resource not specified
        "#,
    );
}

#[test]
fn an_object_is_patched_in_three_ways() {
    check_after(
        &[SHOP, "kubectl apply -f shop.yaml"],
        r#"
        $ kubectl patch deployment shop -p '{"spec":{"replicas":3}}'
        deployment.apps/shop patched
        $ kubectl patch deployment shop -p '{"spec":{"replicas":3}}'
        deployment.apps/shop patched (no change)
        $ kubectl patch deployment shop -p '{"spec":{"template":{"spec":{"containers":[{"name":"shop","image":"shop:v2"}]}}}}'
        deployment.apps/shop patched
        $ kubectl patch deployment shop --type=merge -p 'spec: {paused: true}'
        deployment.apps/shop patched
        $ kubectl patch deployment shop --type=json -p '[{"op":"replace","path":"/spec/replicas","value":1}]'
        deployment.apps/shop patched
        $ kubectl patch deployment shop --type=json -p '[{"op":"remove","path":"/spec/nope"}]'
        The request is invalid: the server rejected our request due to an error in our request
        $ kubectl patch deployment shop -p '{bad'
        Error from server (BadRequest): invalid character 'b' looking for beginning of object key string
        $ kubectl patch deployment shop -p '{"spec":{"replicas":"x"}}'
        The request is invalid: patch: Invalid value: "map[spec:map[replicas:x]]": unrecognized type: int32
        $ kubectl patch deployment shop
        error: must specify --patch or --patch-file containing the contents of the patch
        $ kubectl patch deployment shop -p '{"spec":{"selector":{"matchLabels":{"app":"x"}}}}'
        The Deployment "shop" is invalid:
        * spec.template.metadata.labels: Invalid value: map[string]string{"app":"shop"}: `selector` does not match template `labels`
        * spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"x"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable
        "#,
    );
}

#[test]
fn a_node_is_tainted_and_cordoned() {
    check_after(
        &["node add n1 --cpu=4 --memory=16Gi"],
        r#"
        $ kubectl taint nodes n1 k=v:NoSchedule
        node/n1 tainted
        $ kubectl taint nodes n1 k=w:NoSchedule
        error: node n1 already has k taint(s) with same effect(s) and --overwrite is false
        $ kubectl taint nodes n1 k=v:NoSchedule-
        node/n1 untainted
        $ kubectl taint nodes n1 k=v:NoSchedule-
        error: taint "k:NoSchedule" not found
        $ kubectl taint nodes n1 foo
        error: at least one taint update is required
        $ kubectl cordon n1
        node/n1 cordoned
        $ kubectl cordon n1
        node/n1 already cordoned
        $ kubectl uncordon n1
        node/n1 uncordoned
        $ kubectl cordon nope
        Error from server (NotFound): nodes "nope" not found
        $ kubectl label node n1 disk=ssd
        node/n1 labeled
        "#,
    );
}

#[test]
fn a_namespace_takes_its_content_along() {
    check_after(
        &[
            "node add n1 --cpu=4 --memory=16Gi",
            "kubectl create namespace team-a",
            "kubectl run tmp --image=shop:v1 --annotations=sim/stop-delay=5 -n team-a",
        ],
        r#"
        $ wait 30
        $ kubectl delete namespace team-a
        namespace "team-a" deleted
        $ kubectl run more --image=busybox:1 -n team-a
        Error from server (Forbidden): pods "more" is forbidden: unable to create new content in namespace team-a because it is being terminated
        $ wait 60
        $ kubectl delete pod tmp -n team-a
        Error from server (NotFound): pods "tmp" not found
        $ kubectl delete namespace team-a
        Error from server (NotFound): namespaces "team-a" not found
        $ kubectl delete namespace default
        Error from server (Forbidden): namespaces "default" is forbidden: this namespace may not be deleted
        "#,
    );
}

#[test]
fn what_would_change_is_shown_first() {
    check_after(
        &[
            SHOP,
            "kubectl apply -f shop.yaml",
            "kubectl set image deployment/shop shop=shop:v2",
        ],
        r#"
        $ kubectl diff -f shop.yaml | grep " image:"
        -      - image: shop:v2
        +      - image: shop:v1
        $ kubectl apply -f shop.yaml
        deployment.apps/shop configured
        service/shop unchanged
        $ kubectl diff -f shop.yaml
        "#,
    );
}
