//! The volumes of a pod or a pod template, as describe shows them.

use serde_json::Value;

use super::page::Page;
use crate::shell::kubectl::print::fields::{flag, list, number, or, plain, text};

/// Writes the volumes; a template's stand one step to the right.
pub fn describe(page: &mut Page, volumes: &[Value], of_template: bool) {
    let (space, name_space) = if of_template { ("  ", " ") } else { ("", "") };
    if volumes.is_empty() {
        page.line(0, format!("{space}Volumes:\t<none>"));
        return;
    }
    page.line(0, format!("{space}Volumes:"));
    for volume in volumes {
        page.line(1, format!("{name_space}{}:", text(volume, "/name")));
        source(page, volume);
    }
}

fn source(page: &mut Page, volume: &Value) {
    let optional = |it: &Value| flag(it, "/optional");
    if let Some(it) = volume.get("hostPath") {
        page.field(2, "Type", "HostPath (bare host directory volume)");
        page.field(2, "Path", text(it, "/path"));
        page.field(2, "HostPathType", or(text(it, "/type"), "<none>"));
    } else if let Some(it) = volume.get("emptyDir") {
        page.field(
            2,
            "Type",
            "EmptyDir (a temporary directory that shares a pod's lifetime)",
        );
        page.field(2, "Medium", text(it, "/medium"));
        page.field(
            2,
            "SizeLimit",
            it.get("sizeLimit").map_or("<unset>".into(), plain),
        );
    } else if let Some(it) = volume.get("configMap") {
        page.field(2, "Type", "ConfigMap (a volume populated by a ConfigMap)");
        page.field(2, "Name", text(it, "/name"));
        page.field(2, "Optional", optional(it));
    } else if let Some(it) = volume.get("secret") {
        page.field(2, "Type", "Secret (a volume populated by a Secret)");
        page.field(2, "SecretName", text(it, "/secretName"));
        page.field(2, "Optional", optional(it));
    } else if let Some(it) = volume.get("persistentVolumeClaim") {
        page.field(
            2,
            "Type",
            "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
        );
        page.field(2, "ClaimName", text(it, "/claimName"));
        page.field(2, "ReadOnly", flag(it, "/readOnly"));
    } else if let Some(it) = volume.get("projected") {
        projected(page, it);
    } else {
        page.line(1, "<unknown>");
    }
}

fn projected(page: &mut Page, volume: &Value) {
    page.field(
        2,
        "Type",
        "Projected (a volume that contains injected data from multiple sources)",
    );
    // kubectl prints a pointer here, so what is not given is `<nil>`.
    let optional = |it: &Value| it.get("optional").map_or("<nil>".into(), plain);
    for source in list(volume, "/sources") {
        if let Some(it) = source.get("secret") {
            page.field(2, "SecretName", text(it, "/name"));
            page.field(2, "SecretOptionalName", optional(it));
        } else if source.get("downwardAPI").is_some() {
            page.field(2, "DownwardAPI", true);
        } else if let Some(it) = source.get("configMap") {
            page.field(2, "ConfigMapName", text(it, "/name"));
            page.field(2, "ConfigMapOptional", optional(it));
        } else if let Some(it) = source.get("serviceAccountToken") {
            page.field(2, "TokenExpirationSeconds", number(it, "/expirationSeconds"));
        }
    }
}
