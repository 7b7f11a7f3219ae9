//! `NodeResourcesFit`, the score by the LeastAllocated strategy: the emptier the node would be, the better.
//!
//! Source: pkg/scheduler/framework/plugins/noderesources/least_allocated.go, Kubernetes 1.34.9, read 2026-11.

/// 0 to 100, from what would be requested, what there is, and the weight of each resource.
pub fn score(resources: &[(i64, i64, i64)]) -> i64 {
    let (mut sum, mut weights) = (0, 0);
    for (requested, capacity, weight) in resources
        .iter()
        .copied()
        .filter(|(_, capacity, _)| *capacity != 0)
    {
        sum += weight * free_percent(requested, capacity);
        weights += weight;
    }
    if weights == 0 { 0 } else { sum / weights }
}

fn free_percent(requested: i64, capacity: i64) -> i64 {
    if capacity < requested {
        0
    } else {
        (capacity - requested) * 100 / capacity
    }
}
