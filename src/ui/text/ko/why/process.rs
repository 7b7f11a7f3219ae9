//! 한국어: 프로세스가 끝난 까닭.

use engine::reason::process::Why;

use crate::ui::parts::amount::{mib, secs};

pub fn why(why: &Why) -> String {
    match why {
        Why::EndsByItself { after, code } => {
            format!("앱이 {}초 뒤 스스로 끝났어요. 종료 코드 {code}", secs(after.0))
        }
        Why::OutOfMemory {
            used_bytes,
            max_bytes,
        } => {
            format!(
                "{}Mi를 썼는데 상한은 {}Mi라서 강제로 끝냈어요 (OOMKilled)",
                mib(*used_bytes),
                mib(*max_bytes)
            )
        }
        Why::Drained { after, finished } => {
            format!(
                "끝내 달라는 신호를 받고 요청 {finished}건을 마저 처리한 뒤 {}초 만에 끝났어요",
                secs(after.0)
            )
        }
        Why::DrainTooShort { after, dropped } => {
            format!(
                "끝내 달라는 신호를 받고 {}초 더 일했지만 요청 {dropped}건은 끊겼어요",
                secs(after.0)
            )
        }
        Why::StoppedAtOnce { after, dropped } => {
            format!(
                "끝내 달라는 신호를 받고 기다리지 않고 {}초 만에 끝나서 요청 {dropped}건이 끊겼어요",
                secs(after.0)
            )
        }
    }
}
