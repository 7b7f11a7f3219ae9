//! 한국어: 들여다보기.

use crate::ui::text::inspector::Inspector;

pub const INSPECTOR: Inspector = Inspector {
    kind: super::why::kind,
    summary: "요약",
    why: "왜?",
    yaml: "YAML",
    events: "이벤트",
    scheduling: "스케줄링",
    tabs: "선택한 것 보기",
    about_run: "이 실행에 대해",
    fingerprint: "상태 지문",
    fingerprint_note: "같은 주소를 연 사람은 누구나 같은 지문을 봐요. 어느 컴퓨터에서든 모든 오브젝트가 똑같다는 뜻이에요.",
    pause_for_it: "멈추면 보여요",
    seed: "시드",
    typed: "지금까지의 명령",
    save_run: "실행을 글로 저장",
    gone: "이 순간에는 없어요.",
    commands: "바꾸는 명령",
    no_events: "이벤트가 없어요.",
    no_decision: "스케줄러가 아직 이 파드를 정하지 않았어요.",
    node: "노드",
    score: "점수",
    score_note: "Least는 LeastAllocated예요. 노드가 비어 있을수록 높아요. Balanced는 BalancedAllocation이에요. CPU와 메모리를 고르게 쓸수록 높아요. 합이 가장 큰 노드로 가요.",
    filtered: |plugin, reasons| format!("{plugin}: {reasons}"),
    chosen: "선택됨",
    log: "일어나는 일",
    log_note: "최근 것이 위에 있어요. 줄을 고르면 까닭을, 무대에서 무엇이든 고르면 자세히 보여 드려요.",
    back: "일어나는 일 모두",
    request: |id| format!("요청 {id}"),
    answered: "응답 받음",
    under_way: "진행 중",
    parts: ["파드까지", "대기열", "처리", "돌아오는 길"],
    request_lost: "이 요청의 경로는 더 이상 남아 있지 않아요.",
    failures_note: |failed, offered| {
        format!("요청 {offered}건 중 {failed}건이 실패했어요. 하나를 고르면 경로를 볼 수 있어요.")
    },
    times: |count| format!("{count}번"),
};
