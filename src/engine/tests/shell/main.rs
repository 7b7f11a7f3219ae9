//! What is typed and what comes of it: lines in, texts and objects out.

mod scenario;

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
