//! Work in turns, so that the browser can draw and answer a key between two pieces.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
};

use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use wasm_bindgen::{JsCast, closure::Closure};

use super::{document, window};

/// A piece of work that waits for its turn.
type Piece = Box<dyn FnOnce()>;

/// How often it is looked whether the later part is there [ms], and how many times. Chosen by us.
const WHOLE_LOOK_MS: u32 = 50;
const WHOLE_PATIENCE: u32 = 400;

thread_local! {
    static DRAWN_NEXT: RefCell<VecDeque<Piece>> = const { RefCell::new(VecDeque::new()) };
    static IS_DRAWING: Cell<bool> = const { Cell::new(false) };
}

/// Does some work in a task of its own.
pub fn in_turn(work: impl FnOnce() + 'static) {
    // Timers of the same span end in the order in which they were begun, each as a task.
    Timeout::new(0, work).forget();
}

/// Resolves in a task of its own.
pub async fn next_turn() {
    TimeoutFuture::new(0).await;
}

/// Resolves once the later part is there, or after a while if it does not come: whoever then calls it is told.
pub async fn whole() {
    for _ in 0..WHOLE_PATIENCE {
        if super::is_whole() {
            return;
        }
        TimeoutFuture::new(WHOLE_LOOK_MS).await;
    }
}

/// Adds something to the page after the next frame, and after what was to be added before: a frame lays out one piece at most.
pub fn in_frame(work: impl FnOnce() + 'static) {
    DRAWN_NEXT.with_borrow_mut(|it| it.push_back(Box::new(work)));
    if !IS_DRAWING.replace(true) {
        after_frame();
    }
}

fn after_frame() {
    // A page that nobody sees draws no frames.
    if document().hidden() {
        return in_turn(draw_next);
    }
    let soon = Closure::once_into_js(|_: f64| in_turn(draw_next));
    // A window that draws no more frames needs no piece.
    let _ = window().request_animation_frame(soon.unchecked_ref());
}

fn draw_next() {
    if let Some(work) = DRAWN_NEXT.with_borrow_mut(VecDeque::pop_front) {
        work();
    }
    if DRAWN_NEXT.with_borrow(VecDeque::is_empty) {
        IS_DRAWING.set(false);
    } else {
        after_frame();
    }
}
