//! `NodeResourcesBalancedAllocation`: the more alike the shares of CPU and memory in use, the better.
//!
//! Plain IEEE arithmetic (and the square root, which is exact to the last digit too) gives the same on every machine.
//! Source: pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go, Kubernetes 1.34.9, read 2026-11.

/// 0 to 100, from what would be requested and what there is of each resource.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "upstream casts likewise"
)]
pub fn score(resources: &[(i64, i64)]) -> i64 {
    let fraction = |(requested, capacity): &(i64, i64)| (*requested as f64 / *capacity as f64).min(1.0);
    let known = resources.iter().filter(|(_, capacity)| *capacity != 0);
    let deviation = if let [a, b] = resources
        && a.1 != 0
        && b.1 != 0
    {
        ((fraction(a) - fraction(b)) / 2.0).abs()
    } else {
        let fractions: Vec<f64> = known.map(fraction).collect();
        deviation(&fractions)
    };
    ((1.0 - deviation) * 100.0) as i64
}

#[expect(clippy::cast_precision_loss, reason = "a handful of resources")]
fn deviation(fractions: &[f64]) -> f64 {
    match fractions {
        [] | [_] => 0.0,
        [a, b] => ((a - b) / 2.0).abs(),
        _ => {
            let count = fractions.len() as f64;
            let mean = fractions.iter().sum::<f64>() / count;
            let squares: f64 = fractions.iter().map(|it| (it - mean) * (it - mean)).sum();
            (squares / count).sqrt()
        }
    }
}
