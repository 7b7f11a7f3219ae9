//! Amounts as people say them.

/// CPU in cores, with one digit after the point: 1300m is `1.3`.
pub fn cores(milli: i64) -> String {
    tenths(milli, 1000)
}

/// Memory in gibibytes, with one digit after the point.
pub fn gib(bytes: i64) -> String {
    tenths(bytes, 1 << 30)
}

/// Memory in mebibytes, rounded down.
pub fn mib(bytes: i64) -> i64 {
    bytes >> 20
}

/// Seconds, with up to one digit after the point: `2`, `0.5`.
pub fn secs(ms: u64) -> String {
    rate(ms)
}

fn tenths(amount: i64, unit: i64) -> String {
    let tenths = (amount.max(0) * 10 + unit / 2) / unit;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A rate, from thousandths per second: `60`, `0.5`.
pub fn rate(milli: u64) -> String {
    if milli.is_multiple_of(1000) || milli >= 10_000 {
        format!("{}", milli / 1000)
    } else {
        format!("{}.{}", milli / 1000, milli / 100 % 10)
    }
}

/// The last part of a pod's name, which tells it apart from the others of its workload.
pub fn short_name(pod: &str) -> &str {
    pod.rsplit('-').next().unwrap_or(pod)
}

/// The tag of an image, or all of it if it has none.
pub fn tag(image: &str) -> &str {
    image.rsplit_once(':').map_or(image, |(_, tag)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_rounded_to_a_tenth() {
        assert_eq!(cores(1300), "1.3");
        assert_eq!(cores(50), "0.1");
        assert_eq!(gib(3 << 29), "1.5");
        assert_eq!((rate(60_000), rate(500)), ("60".to_owned(), "0.5".to_owned()));
    }

    #[test]
    fn names_are_cut_where_they_differ() {
        assert_eq!(short_name("shop-7d9f8-x2k9z"), "x2k9z");
        assert_eq!((tag("shop:v2"), tag("shop")), ("v2", "shop"));
    }
}
