//! The stock of tiles: each pod takes one for as long as it can be seen, and what differs is written into it.

use engine::{
    kube::Uid,
    time::Time,
    view::tile::{Motion, Tile},
    world::Key,
};

use super::{
    layout::Rect,
    pod::{load, sign, state_name, state_text},
};
use crate::ui::{
    browser::Slate,
    parts::amount::{short_name, tag},
    text::Language,
};

/// As many lines of text a tile needs before it says its state in words.
const LINES_FOR_WORD: u8 = 2;

/// What a tile shows until something happens.
#[derive(Clone, PartialEq)]
pub struct Face {
    /// The pod.
    pub tile: Tile,
    /// Where it stands.
    pub rect: Rect,
    /// As many lines of text have room.
    pub lines: u8,
    /// Whether the pod is selected.
    pub is_selected: bool,
    /// What it answered in the last second, where there is room to say so.
    pub answered: Option<u64>,
    /// The language of its words.
    pub language: Language,
}

/// Every tile there is.
#[derive(Default)]
pub struct Stock {
    places: Vec<Place>,
    /// Which pod has which place, in the order of pods.
    taken: Vec<(Uid, usize)>,
}

/// One tile.
#[derive(Default)]
struct Place {
    /// The element, once it stands on the page.
    slate: Option<Slate>,
    /// What it shows; nothing while no pod has it.
    shown: Option<(Face, Motion)>,
}

impl Stock {
    /// Takes up an element that has come to the page.
    pub fn add(&mut self, place: usize, slate: Slate) {
        self.places
            .resize_with(self.places.len().max(place + 1), Place::default);
        self.places[place].slate = Some(slate);
    }

    /// Forgets every tile: the elements are gone.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The pod that has a place.
    pub fn key(&self, place: usize) -> Option<Key> {
        let (face, _) = self.places.get(place)?.shown.as_ref()?;
        Some(face.tile.key.clone())
    }

    /// Has a tile say under the pointer what it says to those who do not see it.
    pub fn point_at(&mut self, place: usize) {
        let place = self.places.get_mut(place);
        if let Some((slate, (face, motion))) = place.and_then(|it| it.slate.as_mut().zip(it.shown.as_ref())) {
            let title = label(face, *motion).1;
            slate.set("title", &title);
        }
    }

    /// Shows these pods, which come in order, and no others. Says how many tiles it takes.
    pub fn show(&mut self, pods: impl Iterator<Item = (Uid, Face)>, now: Time) -> usize {
        // A tile that is given up is not taken again at once: whoever has the focus on it must not find another pod there.
        let is_free = |it: &&Place| it.slate.is_some() && it.shown.is_none();
        let places = 0..self.places.len();
        let mut free: Vec<usize> = places.filter(|it| is_free(&&self.places[*it])).collect();
        let mut known = std::mem::take(&mut self.taken).into_iter().peekable();
        let mut missing = 0;
        for (uid, face) in pods {
            while let Some((_, gone)) = known.next_if(|it| it.0 < uid) {
                self.places[gone].hide();
            }
            let place = known.next_if(|it| it.0 == uid).map(|it| it.1);
            let Some(place) = place.or_else(|| free.pop()) else {
                missing += 1;
                continue;
            };
            self.places[place].show(face, now);
            self.taken.push((uid, place));
        }
        for (_, gone) in known {
            self.places[gone].hide();
        }
        self.places.len() + missing
    }

    /// Lets time pass for the tiles that are shown.
    pub fn move_to(&mut self, now: Time) {
        for place in &mut self.places {
            place.move_to(now);
        }
    }
}

impl Place {
    fn hide(&mut self) {
        self.shown = None;
        if let Some(slate) = &self.slate {
            slate.set_hidden(true);
        }
    }

    fn show(&mut self, face: Face, now: Time) {
        if self.shown.as_ref().is_some_and(|(known, _)| *known == face) {
            return;
        }
        let motion = motion(&face, now);
        if let Some(slate) = &mut self.slate {
            write(slate, &face, motion);
            if self.shown.is_none() {
                slate.set_hidden(false);
            }
        }
        self.shown = Some((face, motion));
    }

    fn move_to(&mut self, now: Time) {
        let (Some(slate), Some((face, known))) = (&mut self.slate, &mut self.shown) else {
            return;
        };
        let motion = motion(face, now);
        if motion == *known {
            return;
        }
        write_motion(slate, motion);
        if motion.left_secs != known.left_secs {
            write_state(slate, face, motion);
        }
        *known = motion;
    }
}

/// No finer than can be told apart on the tile, so that it is drawn no more often than it shows.
fn motion(face: &Face, now: Time) -> Motion {
    /// Chosen for the eye [thousandths].
    const FAINTEST: u32 = 100;
    let step = (1000.0 / face.rect.w.max(1.0)).max(1.0) as u32;
    let motion = face.tile.motion(now);
    Motion {
        progress: motion.progress.map(|it| it / step * step),
        presence: motion.presence / FAINTEST * FAINTEST,
        ..motion
    }
}

fn write(slate: &mut Slate, face: &Face, motion: Motion) {
    let Rect { x, y, w, h } = face.rect;
    for (name, length) in [("--x", x), ("--y", y), ("--w", w), ("--h", h)] {
        slate.set_variable(name, &format!("{length:.1}px"));
    }
    slate.set_variable("--hue", &format!("var(--version-{})", face.tile.version % 6));
    slate.set("data-state", state_name(&face.tile.state));
    slate.set("data-lines", &face.lines.to_string());
    slate.set("aria-pressed", &face.is_selected.to_string());
    slate.write(0, short_name(&face.tile.key.name));
    slate.write(1, tag(&face.tile.image));
    slate.write(2, sign(&face.tile.state));
    let words = face.language.words();
    let load = face.answered.map(|it| load(&face.tile, it, words));
    slate.write(4, &load.unwrap_or_default());
    write_motion(slate, motion);
    write_state(slate, face, motion);
}

fn write_motion(slate: &mut Slate, motion: Motion) {
    slate.set_variable("--progress", &motion.progress.unwrap_or(0).to_string());
    slate.set_variable("--presence", &motion.presence.to_string());
}

/// What it does, in words, and how long still.
fn write_state(slate: &mut Slate, face: &Face, motion: Motion) {
    let (state, label) = label(face, motion);
    slate.set("aria-label", &label);
    if face.lines >= LINES_FOR_WORD {
        slate.write(3, &state);
    }
}

/// What the pod does, and all that can be said of it in a sentence.
fn label(face: &Face, motion: Motion) -> (String, String) {
    let (words, tile) = (face.language.words(), &face.tile);
    let state = state_text(tile, motion.left_secs, words);
    let label = (words.stage.pod)(&tile.key.name, &tile.image, &state);
    (state, label)
}
