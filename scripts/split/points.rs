//! The points of a function: where a note is taken that it was reached. Marking and cutting must agree on them.

use wasm_encoder::Instruction;

/// The instructions before which there is a point: the first one, and whatever may be passed by.
pub fn points(code: &[Instruction]) -> Vec<usize> {
    let forks = code
        .iter()
        .enumerate()
        .filter(|(_, it)| is_fork(it))
        .map(|(at, _)| at + 1);
    let worth = |at: &usize| !matches!(code.get(*at), None | Some(Instruction::End | Instruction::Else));
    std::iter::once(0).chain(forks.filter(worth)).collect()
}

/// Whether what stands behind it may be reached or not, whatever came before.
fn is_fork(instruction: &Instruction) -> bool {
    matches!(
        instruction,
        Instruction::If(_) | Instruction::Else | Instruction::End | Instruction::BrIf(_)
    )
}
