//! What is typed and what comes of it: lines in, texts and objects out.

mod scenario;

use scenario::check;

#[test]
fn a_manifest_is_applied_changed_and_applied_again() {
    check(
        r#"
        $ write shop.yaml "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec: {containers: [{name: shop, image: 'shop:v1'}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {selector: {app: shop}, ports: [{port: 80}]}\n"
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
