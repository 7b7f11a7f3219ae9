//! Drawing on a canvas.

use wasm_bindgen::JsCast;

use super::window;

/// Draws on a canvas, in CSS pixels.
pub struct Pen(web_sys::CanvasRenderingContext2d);

impl Pen {
    /// Gives the canvas this size, wipes it, and takes a pen to it; none if the browser draws no canvas.
    pub fn on(canvas: &web_sys::HtmlCanvasElement, width: f64, height: f64) -> Option<Self> {
        let ratio = window().device_pixel_ratio().clamp(1.0, 3.0);
        let size = ((width * ratio) as u32, (height * ratio) as u32);
        let context = canvas.get_context("2d").ok().flatten()?;
        let context: web_sys::CanvasRenderingContext2d = context.dyn_into().ok()?;
        // Setting the size wipes the canvas too, but costs more.
        if (canvas.width(), canvas.height()) != size {
            canvas.set_width(size.0);
            canvas.set_height(size.1);
        }
        context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
        context.clear_rect(0.0, 0.0, width, height);
        Some(Self(context))
    }

    /// Draws a line with rounded corners.
    pub fn line(&self, points: &[(f64, f64)], radius: f64, colour: &str, width: f64) {
        self.0.begin_path();
        self.trace(points, radius);
        self.stroke(colour, width);
    }

    /// Draws many such lines at once.
    pub fn lines(&self, lines: &[Vec<(f64, f64)>], radius: f64, colour: &str, width: f64) {
        self.0.begin_path();
        for points in lines {
            self.trace(points, radius);
        }
        self.stroke(colour, width);
    }

    fn trace(&self, points: &[(f64, f64)], radius: f64) {
        let Some(((x, y), rest)) = points.split_first() else {
            return;
        };
        self.0.move_to(*x, *y);
        for pair in rest.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let _ = self.0.arc_to(a.0, a.1, b.0, b.1, radius);
        }
        if let Some((x, y)) = rest.last() {
            self.0.line_to(*x, *y);
        }
    }

    fn stroke(&self, colour: &str, width: f64) {
        self.0.set_stroke_style_str(colour);
        self.0.set_line_width(width);
        self.0.stroke();
    }

    /// Makes what is drawn next more or less visible; 1 is opaque.
    pub fn set_opacity(&self, opacity: f64) {
        self.0.set_global_alpha(opacity.clamp(0.0, 1.0));
    }

    /// Draws a dot.
    pub fn dot(&self, at: (f64, f64), radius: f64, colour: &str) {
        self.dots(std::iter::once((at, radius)), colour);
    }

    /// Draws dots of one colour, each a middle and a radius.
    pub fn dots(&self, dots: impl Iterator<Item = ((f64, f64), f64)>, colour: &str) {
        self.0.begin_path();
        for ((x, y), radius) in dots {
            self.0.move_to(x + radius, y);
            let _ = self.0.arc(x, y, radius, 0.0, std::f64::consts::TAU);
        }
        self.0.set_fill_style_str(colour);
        self.0.fill();
    }

    /// Draws a cross, the sign of a failure.
    pub fn cross(&self, (x, y): (f64, f64), radius: f64, colour: &str) {
        for side in [-radius, radius] {
            let ends = [(x - side, y - radius), (x + side, y + radius)];
            self.line(&ends, 0.0, colour, radius * 0.7);
        }
    }
}
