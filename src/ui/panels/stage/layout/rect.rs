//! Points and boxes of the stage.

/// A point, from the top left corner of the stage [CSS px].
pub type Point = (f64, f64);

/// A box on the stage [CSS px].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    pub(super) const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// Its middle.
    pub fn middle(self) -> Point {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Its right end.
    pub fn right(self) -> f64 {
        self.x + self.w
    }

    /// Its lower end.
    pub fn bottom(self) -> f64 {
        self.y + self.h
    }

    /// As the custom properties that place an element.
    pub fn style(self) -> String {
        let Self { x, y, w, h } = self;
        format!("--x:{x:.1}px;--y:{y:.1}px;--w:{w:.1}px;--h:{h:.1}px")
    }
}
