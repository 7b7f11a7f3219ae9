//! `ko.md` and `en.md`: the words of a lesson, by step.
//!
//! A small part of Markdown: `# title`, `## step`, `### part of a step`, paragraphs, `- ` lists, `**strong**`, `` `code` ``,
//! and `[[term]]` for a word of the glossary.

use std::collections::BTreeMap;

/// The words of a lesson in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The lesson's title.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub lead: Vec<Block>,
    /// The words by place: `watch` for a step, `watch/beat surge` for a part of it.
    sections: BTreeMap<String, Section>,
}

/// The words of one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading, where a line beginning with `#### ` gives one.
    pub heading: Option<String>,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// The items of a list.
    List(Vec<Vec<Span>>),
}

/// A run of letters that look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Words that matter.
    Strong(String),
    /// Something to be typed, or a name.
    Code(String),
    /// A word of the glossary, by its id.
    Term(String),
}

impl Prose {
    /// Reads a file; what is not understood stands there as plain words.
    pub fn read(text: &str) -> Self {
        let mut prose = Self::default();
        let (mut step, mut place) = (String::new(), None::<String>);
        let mut lines = Vec::new();
        for line in text.lines().map(str::trim_end).chain(["# "]) {
            let heading = ["### ", "## ", "# "]
                .iter()
                .find_map(|mark| Some((*mark, line.strip_prefix(mark)?)));
            let Some((mark, words)) = heading else {
                lines.push(line);
                continue;
            };
            prose.keep(place.as_deref(), &std::mem::take(&mut lines));
            match mark {
                "# " if prose.title.is_empty() => words.clone_into(&mut prose.title),
                "# " => {}
                "## " => {
                    words.trim().clone_into(&mut step);
                    place = Some(step.clone());
                }
                _ => place = Some(format!("{step}/{}", words.trim())),
            }
        }
        prose
    }

    /// The words of a step, or of a part of one.
    pub fn section(&self, place: &str) -> Option<&Section> {
        self.sections.get(place)
    }

    /// Every place that has words.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.sections.keys().map(String::as_str)
    }

    /// Every term that is used, with the place where it is.
    pub fn terms(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sections
            .iter()
            .flat_map(|(place, section)| terms_of(&section.blocks).map(move |term| (place.as_str(), term)))
    }

    fn keep(&mut self, place: Option<&str>, lines: &[&str]) {
        let heading = lines
            .iter()
            .find_map(|line| line.strip_prefix("#### "))
            .map(str::to_owned);
        let rest: Vec<&str> = lines
            .iter()
            .copied()
            .filter(|line| !line.starts_with("#### "))
            .collect();
        let blocks = blocks(&rest);
        match place {
            None => self.lead.extend(blocks),
            Some(place) => {
                self.sections
                    .insert(place.to_owned(), Section { heading, blocks });
            }
        }
    }
}

fn terms_of(blocks: &[Block]) -> impl Iterator<Item = &str> {
    let spans = blocks.iter().flat_map(|block| match block {
        Block::Paragraph(spans) => vec![spans],
        Block::List(items) => items.iter().collect(),
    });
    spans.flatten().filter_map(|span| match span {
        Span::Term(id) => Some(id.as_str()),
        Span::Text(_) | Span::Strong(_) | Span::Code(_) => None,
    })
}

fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for group in lines
        .split(|line| line.is_empty())
        .filter(|group| !group.is_empty())
    {
        if group[0].starts_with("- ") {
            let mut items: Vec<String> = Vec::new();
            for line in group {
                match (line.strip_prefix("- "), items.last_mut()) {
                    (Some(item), _) => items.push(item.to_owned()),
                    (None, Some(last)) => *last = format!("{last} {}", line.trim()),
                    (None, None) => {}
                }
            }
            blocks.push(Block::List(items.iter().map(|item| spans(item)).collect()));
        } else {
            blocks.push(Block::Paragraph(spans(&group.join(" "))));
        }
    }
    blocks
}

/// Cuts a line at its marks; a mark without its other half is plain letters.
pub fn spans(line: &str) -> Vec<Span> {
    const MARKS: [(&str, &str); 3] = [("**", "**"), ("`", "`"), ("[[", "]]")];
    let (mut spans, mut plain, mut rest) = (Vec::new(), String::new(), line);
    while let Some(first) = rest.chars().next() {
        let marked = MARKS.iter().find_map(|(open, close)| {
            let inside = rest.strip_prefix(open)?;
            let (words, after) = inside.split_once(close).filter(|(words, _)| !words.is_empty())?;
            Some((*open, words.to_owned(), after))
        });
        let Some((mark, words, after)) = marked else {
            plain.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        if !plain.is_empty() {
            spans.push(Span::Text(std::mem::take(&mut plain)));
        }
        spans.push(match mark {
            "**" => Span::Strong(words),
            "`" => Span::Code(words),
            _ => Span::Term(words),
        });
        rest = after;
    }
    if !plain.is_empty() {
        spans.push(Span::Text(plain));
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_under_their_step_and_part() {
        let prose = Prose::read(
            "# Title\nLead.\n\n## watch\n#### Look\nSee **this** `x` of a [[pod]].\n\n- one\n- two\n  more\n### beat a\nNow.\n",
        );
        assert_eq!(prose.title, "Title");
        assert_eq!(
            prose.lead,
            [Block::Paragraph(vec![Span::Text("Lead.".to_owned())])]
        );
        let watch = prose.section("watch").unwrap();
        assert_eq!(watch.heading.as_deref(), Some("Look"));
        assert_eq!(watch.blocks.len(), 2);
        assert!(prose.section("watch/beat a").is_some());
        assert_eq!(prose.terms().collect::<Vec<_>>(), [("watch", "pod")]);
    }

    #[test]
    fn a_mark_without_its_other_half_is_plain() {
        assert_eq!(spans("2 ** 3"), [Span::Text("2 ** 3".to_owned())]);
    }
}
