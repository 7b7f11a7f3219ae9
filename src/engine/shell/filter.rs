//! What may stand behind a pipe: `grep`, `head`, `tail`, `wc -l`, `sort`, enough to look at a long answer.

use super::{Reply, refusal::Refusal, words::Words};
use crate::sort::Sort;

/// How many lines `head` and `tail` leave unless told otherwise. Source: POSIX, read 2026-11.
const LINES: usize = 10;

/// What a reply prints, sent through the commands behind the pipes.
pub fn through(mut reply: Reply, filters: &[Words]) -> Reply {
    for words in filters {
        let lines: Vec<&str> = reply.out.lines().collect();
        match filter(words, &lines) {
            Ok((kept, code)) => {
                reply.out = kept.iter().map(|line| format!("{line}\n")).collect();
                reply.code = code;
            }
            Err(refusal) => {
                // Nothing is changed by a line that cannot be carried out whole.
                return Reply {
                    code: 127,
                    ..refusal.into()
                };
            }
        }
    }
    reply
}

fn filter(words: &[String], lines: &[&str]) -> Result<(Vec<String>, u8), Refusal> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let owned = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
    Ok(match words[..] {
        ["grep", .., pattern] => {
            let options: String = words[1..words.len() - 1].concat().replace('-', "");
            if let Some(other) = options.chars().find(|it| !"viEF".contains(*it)) {
                return Err(Refusal::Plain(format!("grep: invalid option -- '{other}'")));
            }
            let (inverted, blind) = (options.contains('v'), options.contains('i'));
            let parts: Vec<&str> = if options.contains('E') {
                pattern.split('|').collect()
            } else {
                vec![pattern]
            };
            let found = |line: &str| {
                parts.iter().any(|part| {
                    if blind {
                        line.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
                    } else {
                        line.contains(part)
                    }
                })
            };
            let kept: Vec<&str> = lines
                .iter()
                .copied()
                .filter(|line| found(line) != inverted)
                .collect();
            let code = u8::from(kept.is_empty());
            (owned(&kept), code)
        }
        ["head" | "tail", ..] => {
            let count = count(&words)?.min(lines.len());
            let kept = if words[0] == "head" {
                &lines[..count]
            } else {
                &lines[lines.len() - count..]
            };
            (owned(kept), 0)
        }
        ["wc", "-l"] => (vec![lines.len().to_string()], 0),
        ["sort"] => {
            let mut kept = owned(lines);
            kept.order();
            (kept, 0)
        }
        [name, ..] => {
            return Err(Refusal::Plain(format!(
                "{name}: command not found behind a pipe; there are grep [-viE] TEXT, head -N, tail -N, sort, wc -l"
            )));
        }
        [] => (owned(lines), 0),
    })
}

fn count(words: &[&str]) -> Result<usize, Refusal> {
    let number = match words[1..] {
        [] => return Ok(LINES),
        ["-n", number] => number,
        [option] => option.trim_start_matches("-n").trim_start_matches('-'),
        _ => "",
    };
    number
        .parse()
        .map_err(|_| Refusal::Plain(format!("{}: invalid number of lines", words[0])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::words::split;

    #[track_caller]
    fn check(text: &str, filters: &str, left: &str) {
        let reply = through(Reply::print(text), &split(filters).unwrap());
        assert_eq!(format!("{}{}", reply.out, reply.err), left, "{filters}");
    }

    #[test]
    fn an_answer_can_be_cut_down() {
        let text = "c 1\nA 2\nb 3\n";
        check(text, "grep -v -i a", "c 1\nb 3\n");
        check(text, "grep -E 'A|b' | wc -l", "2\n");
        check(text, "head -1", "c 1\n");
        check(text, "tail -n 2", "A 2\nb 3\n");
        check(text, "sort | head", "A 2\nb 3\nc 1\n");
        check(text, "tail -x", "tail: invalid number of lines\n");
        check(
            text,
            "awk x",
            "awk: command not found behind a pipe; there are grep [-viE] TEXT, head -N, tail -N, sort, wc -l\n",
        );
    }
}
