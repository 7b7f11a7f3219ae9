//! Korean particles: which form follows a word is decided by the sound the word ends in.

/// How the last sound of a word ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Vowel,
    /// ㄹ, which takes 로 as a vowel does, and 은, 이, 을 as a consonant does.
    Rieul,
    Consonant,
}

/// `word` with 은 or 는.
pub fn topic(word: &str) -> String {
    with(word, "은", "는")
}

/// `word` with 이 or 가.
pub fn subject(word: &str) -> String {
    with(word, "이", "가")
}

/// `word` with 을 or 를.
pub fn object(word: &str) -> String {
    with(word, "을", "를")
}

/// `word` with 으로 or 로.
pub fn toward(word: &str) -> String {
    let particle = if ending(word) == Ending::Consonant {
        "으로"
    } else {
        "로"
    };
    format!("{word}{particle}")
}

fn with(word: &str, after_consonant: &str, after_vowel: &str) -> String {
    let particle = if ending(word) == Ending::Vowel {
        after_vowel
    } else {
        after_consonant
    };
    format!("{word}{particle}")
}

fn ending(word: &str) -> Ending {
    let Some(last) = word.chars().rev().find(|it| it.is_alphanumeric()) else {
        return Ending::Vowel;
    };
    match last {
        '가'..='힣' => match (u32::from(last) - u32::from('가')) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        '0'..='9' => digit(word),
        it if it.is_ascii_alphabetic() => letter(word, it.to_ascii_lowercase()),
        _ => Ending::Vowel,
    }
}

/// Numbers are read the Sino-Korean way: 영 일 이 삼 사 오 육 칠 팔 구, and 십 백 천 만 억 where they end in zeros.
fn digit(word: &str) -> Ending {
    let digits: Vec<char> = word
        .chars()
        .rev()
        .skip_while(|it| !it.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    let zeros = digits.iter().take_while(|it| **it == '0').count();
    match digits.get(zeros).filter(|_| zeros == 0) {
        Some('2' | '4' | '5' | '9') => Ending::Vowel,
        Some('1' | '7' | '8') => Ending::Rieul,
        // 3 and 6 end in a consonant, as do 영, 십, 백, 천, 만 and 억.
        _ => Ending::Consonant,
    }
}

/// A single letter is read by its name (엘, 엠, 엔, 알); a word by its sound, of which the last letters say enough.
fn letter(word: &str, last: char) -> Ending {
    let tail: String = word
        .chars()
        .rev()
        .skip_while(|it| !it.is_alphanumeric())
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_ascii_lowercase();
    if tail.len() == 1 || (tail.len() <= 4 && is_read_letter_by_letter(word)) {
        return match last {
            'l' | 'r' => Ending::Rieul,
            'm' | 'n' => Ending::Consonant,
            _ => Ending::Vowel,
        };
    }
    // `tail` runs backwards: "gn" is the end of "ing".
    match last {
        'l' => Ending::Rieul,
        'b' | 'c' | 'k' | 'm' | 'n' | 'p' | 'q' => Ending::Consonant,
        'g' if tail.starts_with("gn") => Ending::Consonant,
        // Short words ending in a stop close their syllable: 셋, 팟, 넷, 봇; longer ones take a vowel: 리퀘스트, 엔드포인트.
        't' if tail.chars().nth(1).is_some_and(is_vowel) => Ending::Consonant,
        // A silent e: 큐브, 이미지, 노드, but 네임, 존, 롤.
        'e' => match tail.chars().nth(1) {
            Some('m' | 'n' | 'p' | 'k') => Ending::Consonant,
            Some('l') if tail.chars().nth(2).is_some_and(is_vowel) => Ending::Rieul,
            _ => Ending::Vowel,
        },
        _ => Ending::Vowel,
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// CPU, YAML, DNS: capitals throughout.
fn is_read_letter_by_letter(word: &str) -> bool {
    word.chars()
        .rev()
        .skip_while(|it| !it.is_alphanumeric())
        .take_while(char::is_ascii_alphabetic)
        .all(|it| it.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_takes_the_particle_of_its_final() {
        assert_eq!(subject("파드"), "파드가");
        assert_eq!(subject("레플리카셋"), "레플리카셋이");
        assert_eq!(topic("노드"), "노드는");
        assert_eq!(object("트래픽"), "트래픽을");
        assert_eq!(toward("파일"), "파일로");
        assert_eq!(toward("트래픽"), "트래픽으로");
    }

    #[test]
    fn digits_are_read_aloud() {
        for (word, wanted) in [
            ("v0", "v0이"),
            ("v1", "v1이"),
            ("web-2", "web-2가"),
            ("3", "3이"),
            ("4", "4가"),
            ("5", "5가"),
            ("6", "6이"),
            ("7", "7이"),
            ("8", "8이"),
            ("9", "9가"),
            ("10", "10이"),
            ("105", "105가"),
        ] {
            assert_eq!(subject(word), wanted);
        }
        assert_eq!(toward("v1"), "v1로");
        assert_eq!(toward("v2"), "v2로");
        assert_eq!(toward("v3"), "v3으로");
    }

    #[test]
    fn latin_words_follow_their_sound() {
        for (word, wanted) in [
            ("shop", "shop을"),
            ("kubectl", "kubectl을"),
            ("node-a", "node-a를"),
            ("CPU", "CPU를"),
            ("YAML", "YAML을"),
            ("DNS", "DNS를"),
            ("x2k9n", "x2k9n을"),
            ("x2k9z", "x2k9z를"),
            ("scheduling", "scheduling을"),
            ("pod", "pod를"),
        ] {
            assert_eq!(object(word), wanted);
        }
    }

    #[test]
    fn closing_marks_do_not_hide_the_sound() {
        assert_eq!(subject("`v2`"), "`v2`가");
        assert_eq!(topic("파드(pod)"), "파드(pod)는");
    }
}
