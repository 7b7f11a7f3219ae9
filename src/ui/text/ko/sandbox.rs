//! 한국어: 실험실.

use crate::ui::text::sandbox::Sandbox;

pub const SANDBOX: Sandbox = Sandbox {
    roll_out: "v2 배포하기",
    try_out: "해 볼 만한 것",
    try_out_lead: "먼저 짐작해 보고, 눌러서 지켜보세요. 무엇이든 되돌릴 수 있어요.",
    broken_version: "없는 버전 배포하기",
    go_back: "이전 버전으로 되돌리기",
    more_pods: "파드를 두 배로 늘리기",
    rush: "방문자가 몰려오게 하기",
    crash: "파드 하나 죽이기",
    lose_node: "노드 하나 잃기",
    opening: "이 순간까지 실행하는 중이에요…",
    types: "이 버튼이 입력하는 명령",
};
