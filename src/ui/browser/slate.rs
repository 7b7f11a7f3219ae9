//! An element that is written over and over: only what differs from what stands there reaches the page.

/// An element, and the parts of it that hold text.
pub struct Slate {
    root: web_sys::HtmlElement,
    texts: Vec<web_sys::Element>,
    /// What stands there: attributes, variables of the style, and texts, by where they stand.
    written: Vec<(Place, String)>,
}

/// Where something is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Attribute(&'static str),
    Variable(&'static str),
    Text(usize),
}

impl Slate {
    /// Takes an element. Its texts are those of the elements in it that hold no others, in the order in which they stand.
    pub fn of(root: &web_sys::HtmlElement) -> Self {
        let mut texts = Vec::new();
        leaves(root, &mut texts);
        Self {
            root: root.clone(),
            texts,
            written: Vec::new(),
        }
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &'static str, value: &str) {
        if self.note(Place::Attribute(name), value) {
            let _ = self.root.set_attribute(name, value);
        }
    }

    /// Sets a custom property of the style.
    pub fn set_variable(&mut self, name: &'static str, value: &str) {
        if self.note(Place::Variable(name), value) {
            let _ = self.root.style().set_property(name, value);
        }
    }

    /// Writes one of the texts.
    pub fn write(&mut self, place: usize, text: &str) {
        if self.note(Place::Text(place), text)
            && let Some(part) = self.texts.get(place)
        {
            match part.first_child() {
                Some(known) => known.set_node_value(Some(text)),
                None => part.set_text_content(Some(text)),
            }
        }
    }

    /// Hides the element, or shows it.
    pub fn set_hidden(&self, is_hidden: bool) {
        self.root.set_hidden(is_hidden);
    }

    /// Notes what is to stand somewhere; says whether it differs.
    fn note(&mut self, place: Place, value: &str) -> bool {
        match self.written.iter_mut().find(|it| it.0 == place) {
            Some((_, known)) if known == value => false,
            Some((_, known)) => {
                value.clone_into(known);
                true
            }
            None => {
                self.written.push((place, value.to_owned()));
                true
            }
        }
    }
}

fn leaves(element: &web_sys::Element, into: &mut Vec<web_sys::Element>) {
    let mut child = element.first_element_child();
    if child.is_none() {
        into.push(element.clone());
    }
    while let Some(it) = child {
        leaves(&it, into);
        child = it.next_element_sibling();
    }
}
