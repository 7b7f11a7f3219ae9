//! 한국어: 시간.

use crate::ui::text::time::Time;

pub const TIME: Time = Time {
    play: "재생",
    pause: "멈춤",
    step: "다음 변화",
    step_back: "이전 변화",
    to_start: "처음으로",
    to_end: "맨 끝으로",
    speed: "속도",
    behind: "이 기기에서 낼 수 있는 가장 빠른 속도예요",
    undo: "마지막 명령 되돌리기",
    redo: "다시 하기",
    scrubber: "실행의 시점",
    moment: |now, furthest| format!("{furthest} 가운데 {now}"),
};
