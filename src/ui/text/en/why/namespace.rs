//! English: why a namespace goes.

use engine::reason::namespace::Why;

pub fn why(why: &Why) -> String {
    let words = match why {
        Why::Emptied => "Its namespace is being deleted, and takes its content along",
        Why::Empty => "Nothing is left in the namespace, so it goes too",
    };
    words.to_owned()
}
