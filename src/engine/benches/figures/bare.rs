//! The floor: the scheduler's rule in a loop over arrays, without objects, queue, log or anything else.

/// What each pod requests of a node's share [millicores, MiB].
const POD: [u64; 2] = [100, 64];
const NODE: [u64; 2] = [64_000, 256 * 1024];

/// Gives each pod the node with the best sum of LeastAllocated and BalancedAllocation; says which.
pub fn schedule(nodes: usize, pods: u32) -> Vec<usize> {
    let mut used = vec![[0; 2]; nodes];
    (0..pods)
        .map(|_| {
            let mut best = (0, 0);
            for (node, used) in used.iter().enumerate() {
                let score = score(used);
                if best.0 < score {
                    best = (score, node);
                }
            }
            used[best.1][0] += POD[0];
            used[best.1][1] += POD[1];
            best.1
        })
        .collect()
}

/// 0 if the pod does not fit.
fn score(used: &[u64; 2]) -> u64 {
    let share = |of: usize| (used[of] + POD[of]) * 10_000 / NODE[of];
    let (cpu, memory) = (share(0), share(1));
    if cpu > 10_000 || memory > 10_000 {
        return 0;
    }
    1 + (20_000 - cpu - memory) / 2 + 10_000 - cpu.abs_diff(memory) / 2
}
