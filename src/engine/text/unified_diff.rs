//! Two texts side by side as `diff -u` shows them: what goes, what comes, and three lines around.

/// Lines shown around a change. Source: POSIX `diff -u`, read 2026-11.
const CONTEXT: usize = 3;

/// Longer texts are shown as wholly exchanged: comparing takes time that grows with the square.
const LINES_MAX: usize = 2000;

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
    Comes,
}

/// The hunks of a diff, without the names of the files; empty if the texts are equal.
pub fn unified_diff(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let lines = fates(&before, &after);
    let changed: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].0 != Fate::Stays)
        .collect();
    let mut text = String::new();
    let mut changed = changed.into_iter().peekable();
    while let Some(first) = changed.next() {
        let start = first.saturating_sub(CONTEXT);
        let mut end = first + 1 + CONTEXT;
        while let Some(next) = changed.next_if(|next| *next <= end + CONTEXT) {
            end = next + 1 + CONTEXT;
        }
        hunk(&lines, start, end.min(lines.len()), &mut text);
    }
    text
}

fn hunk(lines: &[(Fate, &str)], start: usize, end: usize, text: &mut String) {
    let count = |lines: &[(Fate, &str)], other: Fate| lines.iter().filter(|(fate, _)| *fate != other).count();
    let range = |other: Fate| {
        let (first, length) = (count(&lines[..start], other), count(&lines[start..end], other));
        // An empty range is named by the line before it; a range of one line needs no length.
        match length {
            0 => format!("{first},0"),
            1 => (first + 1).to_string(),
            _ => format!("{},{length}", first + 1),
        }
    };
    text.push_str(&format!("@@ -{} +{} @@\n", range(Fate::Comes), range(Fate::Goes)));
    for (fate, line) in &lines[start..end] {
        let sign = match fate {
            Fate::Stays => ' ',
            Fate::Goes => '-',
            Fate::Comes => '+',
        };
        text.push_str(&format!("{sign}{line}\n"));
    }
}

/// Every line of both texts in order, and what happens to it: as few as possible go and come.
fn fates<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<(Fate, &'a str)> {
    let all = |lines: &[&'a str], fate: Fate| lines.iter().map(|line| (fate, *line)).collect::<Vec<_>>();
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[head..], &after[head..]);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut lines = all(&before[..head], Fate::Stays);
    if old.len() > LINES_MAX || new.len() > LINES_MAX {
        lines.extend(all(old, Fate::Goes));
        lines.extend(all(new, Fate::Comes));
    } else {
        lines.extend(middle(old, new));
    }
    lines.extend(all(&before[before.len() - tail..], Fate::Stays));
    lines
}

fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Fate, &'a str)> {
    // common[i][j]: how many lines old[i..] and new[j..] have in common, in order.
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((Fate::Stays, old[i]));
            i += 1;
            j += 1;
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push((Fate::Goes, old[i]));
            i += 1;
        } else {
            lines.push((Fate::Comes, new[j]));
            j += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_shown_with_what_stands_around_them() {
        let before = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n";
        let after = "a\nb\nc\nD\ne\nf\ng\nh\ni\nj\nk\nl\nm\n";
        let expected = "@@ -1,7 +1,7 @@\n a\n b\n c\n-d\n+D\n e\n f\n g\n@@ -10,3 +10,4 @@\n j\n k\n l\n+m\n";
        assert_eq!(unified_diff(before, after), expected);
        assert_eq!(unified_diff(before, before), "");
        assert_eq!(unified_diff("", "x\ny\n"), "@@ -0,0 +1,2 @@\n+x\n+y\n");
        assert_eq!(unified_diff("x\n", ""), "@@ -1 +0,0 @@\n-x\n");
    }

    #[test]
    fn near_changes_share_their_surroundings() {
        let diff = unified_diff("a\nb\nc\nd\ne\n", "A\nb\nc\nd\nE\n");
        assert_eq!(diff, "@@ -1,5 +1,5 @@\n-a\n+A\n b\n c\n d\n-e\n+E\n");
    }
}
