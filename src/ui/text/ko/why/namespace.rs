//! 한국어: 네임스페이스가 사라지는 까닭.

use engine::reason::namespace::Why;

pub fn why(why: &Why) -> String {
    let words = match why {
        Why::Emptied => "네임스페이스를 지우는 중이라 그 안의 것부터 지워요",
        Why::Empty => "네임스페이스 안에 남은 것이 없어서 이제 사라져요",
    };
    words.to_owned()
}
