//! Names of images, as `kubectl run` accepts them: `registry.example.com:5000/team/shop:v1`.
//!
//! Source of the grammar: distribution/reference, `ReferenceRegexp`, read 2026-11.

/// Whether a text is the name of an image.
pub fn is_image(text: &str) -> bool {
    let (rest, digest) = match text.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (text, None),
    };
    // A colon behind the last slash begins the tag; one before it belongs to the registry.
    let (name, tag) = match rest.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
        _ => (rest, None),
    };
    is_name(name) && tag.is_none_or(is_tag) && digest.is_none_or(is_digest)
}

fn is_name(name: &str) -> bool {
    let is_path = |path: &str| path.split('/').all(is_component);
    match name.split_once('/') {
        Some((registry, path)) => (is_registry(registry) && is_path(path)) || is_path(name),
        None => is_component(name),
    }
}

fn is_registry(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    host.split('.').all(is_part)
        && port.is_none_or(|port| !port.is_empty() && port.chars().all(|c| c.is_ascii_digit()))
}

/// Small letters and digits with single dots, one or two underscores, or any dashes between them.
fn is_component(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_gap =
        |gap: &str| matches!(gap, "." | "_" | "__") || (!gap.is_empty() && gap.chars().all(|c| c == '-'));
    let bounded = text.starts_with(is_letter) && text.ends_with(is_letter);
    bounded && text.split(is_letter).filter(|gap| !gap.is_empty()).all(is_gap)
}

fn is_tag(text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.len() <= 128
        && text.starts_with(is_word)
        && text.chars().all(|c| is_word(c) || matches!(c, '.' | '-'))
}

fn is_digest(text: &str) -> bool {
    let Some((algorithm, hex)) = text.split_once(':') else {
        return false;
    };
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    algorithm.split(['-', '_', '+', '.']).all(is_part)
        && hex.len() >= 32
        && hex.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::is_image;

    #[test]
    fn an_image_is_told_from_what_is_none() {
        for good in [
            "nginx",
            "nginx:1.25",
            "shop_api:v1.0-rc_1",
            "team/shop",
            "localhost:5000/shop:v1",
            "Registry.example.com/team/shop__x",
            "shop@sha256:0123456789abcdef0123456789abcdef",
        ] {
            assert!(is_image(good), "{good}");
        }
        for bad in [
            "",
            "Nginx",
            "nginx:",
            "nginx:v 1",
            "a//b",
            "a..b",
            "-a",
            "shop@sha256:12",
            "a:b:c",
        ] {
            assert!(!is_image(bad), "{bad}");
        }
    }
}
