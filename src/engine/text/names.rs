//! What Kubernetes accepts as a name, a label, a port or a variable, and its words where it does not.
//!
//! Each function gives the complaints, none where all is well.
//! Source: apimachinery `util/validation` and `api/validate/content`, 1.37 development, read 2026-11.

/// The longest DNS label, label value and label name [bytes].
const LABEL_MAX: usize = 63;
/// The longest DNS subdomain [bytes].
const SUBDOMAIN_MAX: usize = 253;
/// The longest name of a port [bytes].
const PORT_NAME_MAX: usize = 15;

const DNS_LABEL: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const LABEL_KEY: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

/// A name of one part, such as a namespace's or a container's.
pub fn dns1123_label(name: &str) -> Vec<String> {
    let mut problems = too_long(name, LABEL_MAX);
    if is_dns_label(name) {
        return problems;
    }
    problems.push(if is_subdomain(name) {
        "must not contain dots".to_owned()
    } else {
        format!(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start \
             and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is \
             '{DNS_LABEL}')"
        )
    });
    problems
}

/// A name of parts with dots between them, as most objects have.
pub fn dns1123_subdomain(name: &str) -> Vec<String> {
    let mut problems = too_long(name, SUBDOMAIN_MAX);
    if !is_subdomain(name) {
        problems.push(format!(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and \
             must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is \
             '{DNS_LABEL}(\\.{DNS_LABEL})*')"
        ));
    }
    problems
}

/// A name that starts with a letter, as a Service's must.
pub fn dns1035_label(name: &str) -> Vec<String> {
    let mut problems = too_long(name, LABEL_MAX);
    if !(is_dns_label(name) && name.starts_with(|c: char| c.is_ascii_lowercase())) {
        problems.push(
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic \
             character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for \
             validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
                .to_owned(),
        );
    }
    problems
}

/// The key of a label, an annotation, a taint: a name with an optional domain before a slash.
pub fn label_key(key: &str) -> Vec<String> {
    let parts: Vec<&str> = key.split('/').collect();
    let (prefix, name) = match parts[..] {
        [name] => (None, name),
        [prefix, name] => (Some(prefix), name),
        _ => {
            return vec![format!(
                "a valid label key {} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
                label_name_rule()
            )];
        }
    };
    let mut problems = match prefix {
        None => Vec::new(),
        Some("") => vec!["prefix part must be non-empty".to_owned()],
        Some(prefix) => dns1123_subdomain(prefix)
            .iter()
            .map(|text| format!("prefix part {text}"))
            .collect(),
    };
    if name.is_empty() {
        problems.push("name part must be non-empty".to_owned());
    }
    problems.extend(
        too_long(name, LABEL_MAX)
            .iter()
            .map(|text| format!("name part {text}")),
    );
    if !is_label_name(name) {
        problems.push(format!("name part {}", label_name_rule()));
    }
    problems
}

/// The value of a label.
pub fn label_value(value: &str) -> Vec<String> {
    let mut problems = too_long(value, LABEL_MAX);
    if !value.is_empty() && !is_label_name(value) {
        problems.push(format!(
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must \
             start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used \
             for validation is '({LABEL_KEY})?')"
        ));
    }
    problems
}

/// The name of a port.
pub fn port_name(name: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if name.len() > PORT_NAME_MAX {
        problems.push(format!("must be no more than {PORT_NAME_MAX} characters"));
    }
    if name.is_empty() || !name.bytes().all(is_dns_byte) {
        problems.push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)".to_owned());
    }
    if !name.bytes().any(|byte| byte.is_ascii_lowercase()) {
        problems.push("must contain at least one letter (a-z)".to_owned());
    }
    if name.contains("--") {
        problems.push("must not contain consecutive hyphens".to_owned());
    }
    if name.starts_with('-') || name.ends_with('-') {
        problems.push("must not begin or end with a hyphen".to_owned());
    }
    problems
}

/// The number of a port.
pub fn port_number(port: i64) -> Vec<String> {
    in_range(port, 1, 65_535)
}

/// A number between two others, both allowed.
pub fn in_range(number: i64, least: i64, most: i64) -> Vec<String> {
    if (least..=most).contains(&number) {
        return Vec::new();
    }
    vec![format!("must be between {least} and {most}, inclusive")]
}

/// The name of an environment variable (the relaxed rule, default since 1.32).
pub fn env_var_name(name: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if name.is_empty() {
        problems.push("environment variable name must be non-empty".to_owned());
    }
    if !name.chars().all(|c| matches!(c, ' '..='~') && c != '=') {
        let rule = "a valid environment variable name must consist only of printable ASCII characters other than '='";
        problems.push(rule.to_owned());
    }
    problems
}

/// The name of an environment variable as `kubectl set env` takes it: the strict rule. Source: `IsEnvVarName` in apimachinery
/// util/validation, Kubernetes 1.28.3, read 2026-11.
pub fn env_var_name_strict(name: &str) -> Vec<String> {
    let is_letter = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '.' | '_');
    let mut problems = Vec::new();
    let fits = name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c.is_ascii_digit());
    if !fits {
        problems.push(
            "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must \
             not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is \
             '[-._a-zA-Z][-._a-zA-Z0-9]*')"
                .to_owned(),
        );
    }
    match name {
        "." | ".." => problems.push(format!("must not be '{name}'")),
        name if name.starts_with("..") => problems.push("must not start with '..'".to_owned()),
        _ => {}
    }
    problems
}

/// A percentage such as `25%`.
pub fn percent(text: &str) -> Vec<String> {
    let digits = text.strip_suffix('%').unwrap_or_default();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    vec![
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used \
         for validation is '[0-9]+%')"
            .to_owned(),
    ]
}

fn too_long(text: &str, most: usize) -> Vec<String> {
    if text.len() <= most {
        Vec::new()
    } else {
        vec![format!("must be no more than {most} bytes")]
    }
}

fn label_name_rule() -> String {
    format!(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric \
         character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '{LABEL_KEY}')"
    )
}

fn is_dns_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

fn is_dns_label(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(is_dns_byte) && !name.starts_with('-') && !name.ends_with('-')
}

fn is_subdomain(name: &str) -> bool {
    name.split('.').all(is_dns_label)
}

fn is_label_name(name: &str) -> bool {
    let ends = [name.bytes().next(), name.bytes().next_back()];
    ends.iter()
        .all(|end| end.is_some_and(|byte| byte.is_ascii_alphanumeric()))
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_rule_of_their_place() {
        assert!(dns1123_subdomain("web.v2-1").is_empty());
        assert_eq!(dns1123_subdomain("Web_App").len(), 1);
        assert_eq!(dns1123_label("a.b"), ["must not contain dots"]);
        assert_eq!(
            dns1123_subdomain(&"a".repeat(254)),
            ["must be no more than 253 bytes"]
        );
        assert!(dns1035_label("0web")[0].starts_with("a DNS-1035 label"));
        assert!(label_key("app.kubernetes.io/name").is_empty());
        assert!(label_key("a/b/c")[0].starts_with("a valid label key must consist"));
        assert_eq!(label_key("/x"), ["prefix part must be non-empty"]);
        assert!(
            label_value("").is_empty() && label_value("1.20_a").is_empty() && !label_value("-a").is_empty()
        );
        assert_eq!(port_name("8080"), ["must contain at least one letter (a-z)"]);
        assert_eq!(port_number(99_999), ["must be between 1 and 65535, inclusive"]);
        assert!(percent("25%").is_empty() && !percent("%").is_empty() && !percent("25").is_empty());
    }
}
