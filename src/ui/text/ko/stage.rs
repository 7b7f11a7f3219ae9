//! 한국어: 무대.

use engine::{infra::network::Cause, view::tile::TileState};

use crate::ui::text::stage::Stage;

pub const STAGE: Stage = Stage {
    control_plane: "컨트롤 플레인",
    component,
    workload: |kind, name, ready, wanted| {
        let kind = match kind {
            "Deployment" => "디플로이먼트",
            "ReplicaSet" => "레플리카셋",
            other => other,
        };
        format!("{kind} {name} · {wanted}개 중 {ready}개 준비됨")
    },
    paused: "일시 중지",
    waiting: |count| format!("{count}개가 노드를 기다려요"),
    set: |name, image, ready, wanted| format!("레플리카셋 {name}, {image}, {wanted}개 중 {ready}개 준비됨"),
    clients: |rate| format!("클라이언트 {rate}/초"),
    service: |name| format!("서비스 {name}"),
    targets: |name, pods| format!("서비스 {name}, 파드 {pods}개로 요청을 보내요"),
    failed: "실패한 요청",
    none_failed: "없음",
    failures: |count, cause| format!("{count}건 {cause}"),
    cause,
    state,
    state_left: |state, secs| format!("{state} {secs}초"),
    per_second: |count| format!("{count}/초"),
    restarts: |count| format!("재시작 {count}번"),
    pod: |name, image, state| format!("파드 {name}, {image}, {state}"),
    zone: |zone| format!("영역 {zone}"),
    not_ready: "준비 안 됨",
    cordoned: "스케줄 제외",
    cpu_requested: |used, all| format!("CPU 요청량 {all} 중 {used}"),
    memory_requested: |used, all| format!("메모리 {all}Gi 중 {used}"),
    cpu_short: |used, all| format!("CPU {used}/{all}"),
    memory_short: |used, all| format!("{used}/{all}Gi"),
    free: |cpu, memory| format!("CPU {cpu}\n{memory}Gi 남음"),
    node: |name, pods, cpu, memory| {
        format!("노드 {name}, 파드 {pods}개, CPU 요청량 {cpu}, 메모리 요청량 {memory}Gi")
    },
    troubled: |count| format!("✕ 문제 있는 파드 {count}개"),
    nodes: "노드, 화살표 키로 옮겨 다닐 수 있어요",
    per_dot: |count| format!("점 하나 = 요청 {count}건"),
    empty: "아직 아무것도 없어요. 아래에 kubectl이나 node add를 입력해 보세요.",
    stuck: |who, key| {
        let who = crate::ui::text::particle::subject(who);
        let key = crate::ui::text::particle::object(key);
        format!("여기서 더 나아갈 수 없어요. {who} {key} 끝없이 바꾸고 있어요.")
    },
    table: "표로 보기",
    pod_columns: ["파드", "노드", "이미지", "상태", "초당 응답"],
    node_columns: ["노드", "상태", "파드", "CPU 요청량", "메모리 요청량 Gi"],
    node_ready: "준비됨",
};

fn component(name: &'static str) -> &'static str {
    match name {
        "you" => "API 서버",
        "deployment-controller" => "디플로이먼트 컨트롤러",
        "replicaset-controller" => "레플리카셋 컨트롤러",
        "pod-garbage-collector" => "파드 가비지 컬렉터",
        "garbage-collector" => "가비지 컬렉터",
        "kube-scheduler" | "default-scheduler" => "스케줄러",
        "endpoint-slice-controller" | "endpointslice-controller" => "엔드포인트슬라이스 컨트롤러",
        "endpoints-controller" | "endpoint-controller" => "엔드포인트 컨트롤러",
        "namespace-controller" => "네임스페이스 컨트롤러",
        "node-lifecycle-controller" | "node-controller" => "노드 컨트롤러",
        other => other,
    }
}

fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::UnknownHost => "그런 서비스 없음",
        Cause::NoReadyEndpoint => "준비된 엔드포인트 없음",
        Cause::RefusedGone => "연결 거부: 사라진 파드",
        Cause::RefusedNotListening => "연결 거부: 아직 안 열림",
        Cause::RefusedStopping => "연결 거부: 종료 중",
        Cause::QueueFull => "대기열 가득 참",
        Cause::KilledInFlight => "처리 중 강제 종료",
        Cause::TimedOut => "시간 초과",
        Cause::Error => "오류 응답",
    }
}

fn state(state: &TileState) -> String {
    let text = match state {
        TileState::Unscheduled => "노드 대기",
        TileState::Creating => "만드는 중",
        TileState::NotReady => "준비 안 됨",
        TileState::Ready => "준비됨",
        TileState::Waiting(reason) => match &**reason {
            "CrashLoopBackOff" => "백오프",
            "ImagePullBackOff" => "받기 백오프",
            "ErrImagePull" | "ErrImageNeverPull" => "이미지 없음",
            other => other,
        },
        TileState::Ended(reason) => match &**reason {
            "OOMKilled" => "메모리 부족",
            _ => "비정상 종료",
        },
        TileState::Terminating => "종료 중",
        TileState::Succeeded => "완료",
        TileState::Failed => "실패",
        TileState::Unknown => "알 수 없음",
    };
    text.to_owned()
}
