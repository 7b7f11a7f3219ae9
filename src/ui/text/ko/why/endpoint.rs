//! 한국어: 서비스의 엔드포인트가 왜 바뀌었는지.

use engine::reason::endpoint::{PodChange, Why};

use crate::ui::text::particle::subject;

pub fn why(why: &Why) -> String {
    match why {
        Why::NoPods => "서비스의 파드 가운데 주소를 가진 것이 없어요".to_owned(),
        Why::PodsChanged {
            pod,
            change,
            changed,
            ready,
            endpoints,
        } => {
            let what = match change {
                PodChange::Joined => "주소를 받았어요",
                PodChange::BecameReady => "준비돼서 요청을 받을 수 있어요",
                PodChange::BecameUnready => "준비되지 않아서 더는 요청을 받지 않아요",
                PodChange::Terminates => "삭제되는 중이라 더는 요청을 받지 않아요",
                PodChange::Left => "멈췄어요",
                PodChange::Other => "바뀌었어요",
            };
            let others = if *changed > 1 {
                format!(" (그 밖에 {}개)", changed - 1)
            } else {
                String::new()
            };
            format!("{} {what}{others}. {endpoints}개 중 {ready}개 준비", subject(pod))
        }
        Why::ServiceChanged => "서비스 자체가 바뀌었어요".to_owned(),
        Why::ServiceGone => "서비스가 없어졌어요".to_owned(),
    }
}
