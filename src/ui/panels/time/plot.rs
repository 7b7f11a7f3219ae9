//! The three charts as SVG, drawn by plotters. The small ones on the page carry no text: their words stand beside them.

use engine::{time::Span, view::series::Series};
use plotters::{
    coord::Shift,
    prelude::{
        AreaSeries, ChartBuilder, DrawingArea, DrawingAreaErrorKind, IntoDrawingArea, LineSeries, RGBColor,
        SVGBackend,
    },
    style::{Color, FontFamily, ShapeStyle},
};

/// A colour, as red, green and blue.
pub type Rgb = (u8, u8, u8);

/// The colours of a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// Of the versions, in order.
    pub versions: Vec<Rgb>,
    /// Of what went well.
    pub ok: Rgb,
    /// Of what failed.
    pub bad: Rgb,
    /// Of lines that are one of several.
    pub muted: Rgb,
    /// Of text and axes.
    pub ink: Rgb,
    /// Of what lies behind.
    pub surface: Rgb,
}

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Ready pods by version.
    Ready,
    /// Requests per second by outcome.
    Requests,
    /// Latency percentiles.
    Latency,
}

impl Chart {
    /// Every chart, from top to bottom.
    pub const ALL: [Self; 3] = [Self::Ready, Self::Requests, Self::Latency];
}

/// A line of a chart.
pub struct Line {
    /// Its points: milliseconds and a value.
    pub points: Vec<(f64, f64)>,
    /// Its colour.
    pub colour: Rgb,
    /// Whether the room below it is filled.
    pub is_area: bool,
}

/// The lines of a chart.
pub fn lines(chart: Chart, series: &Series, palette: &Palette) -> Vec<Line> {
    let line = |points, colour| Line {
        points,
        colour,
        is_area: false,
    };
    let rows = |pick: fn(&engine::view::series::Row) -> u64| {
        series
            .requests
            .iter()
            .map(|it| (it.at.0 as f64, pick(it) as f64))
            .collect::<Vec<_>>()
    };
    match chart {
        Chart::Ready => (0..series.versions.len())
            .map(|version| {
                let colour = palette.versions.get(version % 6).copied().unwrap_or_default();
                line(stairs(series, version), colour)
            })
            .collect(),
        Chart::Requests => vec![
            line(rows(|it| it.answered), palette.ok),
            Line {
                is_area: true,
                ..line(rows(engine::view::series::Row::failures), palette.bad)
            },
        ],
        Chart::Latency => vec![
            line(rows(|it| it.p99_ms), palette.muted),
            line(rows(|it| it.p95_ms), palette.muted),
            line(rows(|it| it.p50_ms), palette.ink),
        ],
    }
}

/// A number that stays as it is until it changes: a line with right angles.
fn stairs(series: &Series, version: usize) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (at, ready) in &series.ready {
        let value = f64::from(ready.get(version).copied().unwrap_or_default());
        let at = at.0 as f64;
        match points.last().copied() {
            Some((_, known)) if known.total_cmp(&value).is_eq() => continue,
            Some((_, known)) => points.push((at, known)),
            None if value > 0.0 => points.push((at, 0.0)),
            None => continue,
        }
        points.push((at, value));
    }
    if let Some((_, value)) = points.last().copied() {
        points.push((series.until.0 as f64, value));
    }
    points
}

/// The upper end of an axis: a little above the highest value.
pub fn top(lines: &[Line]) -> f64 {
    let values = lines.iter().flat_map(|it| &it.points).map(|(_, value)| *value);
    let highest = values.fold(0.0, f64::max);
    if highest < 1.0 { 1.0 } else { highest * 1.12 }
}

/// A small chart without text.
pub fn small(chart: Chart, series: &Series, extent: Span, palette: &Palette, size: (u32, u32)) -> String {
    let mut svg = String::new();
    let drawn = {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        draw(&area, &lines(chart, series, palette), extent).and_then(|()| area.present())
    };
    // Writing into a string does not fail; a chart without room stays empty.
    if drawn.is_err() {
        svg.clear();
    }
    // As wide as its place, whatever width it was drawn for.
    svg.replacen(
        "<svg ",
        "<svg preserveAspectRatio=\"none\" aria-hidden=\"true\" ",
        1,
    )
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

fn draw(area: &Area, lines: &[Line], extent: Span) -> Drawn {
    let mut chart = ChartBuilder::on(area).build_cartesian_2d(0.0..extent.0 as f64, 0.0..top(lines))?;
    for line in lines {
        let colour = RGBColor(line.colour.0, line.colour.1, line.colour.2);
        if line.is_area {
            let area = AreaSeries::new(line.points.iter().copied(), 0.0, colour.mix(0.35));
            chart.draw_series(area.border_style(stroke(colour)))?;
        } else {
            chart.draw_series(LineSeries::new(line.points.iter().copied(), stroke(colour)))?;
        }
    }
    Ok(())
}

fn stroke(colour: RGBColor) -> ShapeStyle {
    ShapeStyle::from(&colour).stroke_width(2)
}

/// All charts with axes and titles, to be taken away.
pub fn sheet(
    series: &Series,
    extent: Span,
    palette: &Palette,
    titles: [&str; 3],
    size: (u32, u32),
) -> String {
    let mut svg = String::new();
    let drawn = {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let (r, g, b) = palette.surface;
        let parts = area.fill(&RGBColor(r, g, b)).map(|()| area.split_evenly((3, 1)));
        parts.and_then(|parts| {
            for ((part, chart), title) in parts.iter().zip(Chart::ALL).zip(titles) {
                with_axes(part, &lines(chart, series, palette), extent, title, palette)?;
            }
            area.present()
        })
    };
    if drawn.is_err() {
        svg.clear();
    }
    svg
}

fn with_axes(area: &Area, lines: &[Line], extent: Span, title: &str, palette: &Palette) -> Drawn {
    use plotters::style::IntoTextStyle;
    let ink = RGBColor(palette.ink.0, palette.ink.1, palette.ink.2);
    let text = (FontFamily::SansSerif, 14).into_text_style(area).color(&ink);
    let secs = extent.0 as f64 / 1000.0;
    let mut chart = ChartBuilder::on(area)
        .margin(16)
        .caption(title, text.clone())
        .x_label_area_size(28)
        .y_label_area_size(48)
        .build_cartesian_2d(0.0..secs, 0.0..top(lines))?;
    chart
        .configure_mesh()
        .disable_mesh()
        .axis_style(ink)
        .label_style(text)
        .x_label_formatter(&|secs| format!("{secs:.0} s"))
        .y_label_formatter(&|value| format!("{value:.0}"))
        .y_labels(4)
        .draw()?;
    for line in lines {
        let colour = RGBColor(line.colour.0, line.colour.1, line.colour.2);
        let points = line.points.iter().map(|(at, value)| (at / 1000.0, *value));
        chart.draw_series(LineSeries::new(points, stroke(colour)))?;
    }
    Ok(())
}
