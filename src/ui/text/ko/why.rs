//! 한국어: 까닭.

mod endpoint;
mod namespace;
mod pod;
mod process;
mod rollout;
mod scheduling;
mod traffic;

use engine::{
    reason::Reason,
    view::{deed::Deed, why::Link},
    world::Kind,
};

use crate::ui::text::{
    particle::{object, subject, toward},
    why::Why,
};

pub const WHY: Why = Why {
    deed,
    reason,
    author,
    on_node: |component, node| format!("{component} ({node})"),
    heading: "왜 이렇게 됐나요?",
    nothing: "아직 아무 일도 없었어요.",
};

/// 구성 요소는 원래 이름 그대로 적어요.
fn author(by: &'static str) -> &'static str {
    match by {
        engine::sim::YOU => "내가 한 일",
        "process" => "앱",
        "network" => "네트워크",
        other => other,
    }
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Command { line } => line.to_string(),
        Reason::Endpoint(why) => endpoint::why(why),
        Reason::Namespace(why) => namespace::why(why),
        Reason::Pod(why) => pod::why(why),
        Reason::Process(why) => process::why(why),
        Reason::Rollout(why) => rollout::why(why),
        Reason::Scheduling(why) => scheduling::why(why),
        Reason::Traffic(why) => traffic::why(why),
    }
}

/// A kind as the Korean documentation calls it.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Namespace => "네임스페이스",
        Kind::Node => "노드",
        Kind::Deployment => "디플로이먼트",
        Kind::ReplicaSet => "레플리카셋",
        Kind::Pod => "파드",
        Kind::Service => "서비스",
        Kind::Endpoints => "엔드포인트",
        Kind::EndpointSlice => "엔드포인트슬라이스",
        Kind::Event => "이벤트",
        Kind::Process => "컨테이너",
        Kind::Balancer => "서비스 규칙",
        Kind::Network => "네트워크",
        Kind::File => "파일",
    }
}

fn deed(link: &Link) -> String {
    let name = &*link.key.name;
    let what = || format!("{} {name}", kind(link.key.kind));
    match &link.deed {
        Deed::Created if link.key.kind == Kind::Process => format!("{} 시작", what()),
        Deed::Created => format!("{} 생성", what()),
        Deed::Removed => format!("{} 사라짐", what()),
        Deed::Deleting(grace) => format!("{} 종료 요청, 유예 시간 {}초", name, grace.as_secs()),
        Deed::Scaled { from, to } => format!("{name} {from} → {to}"),
        Deed::Image { from, to } => format!("{name}: {from} → {to}"),
        Deed::Paused(true) => format!("{} 일시 중지", what()),
        Deed::Paused(false) => format!("{} 다시 시작", what()),
        Deed::Bound(node) => format!("{} {node}에 배치", object(name)),
        Deed::Became { from, to } => {
            let state = crate::ui::text::ko::stage::STAGE.state;
            format!("{name}: {} → {}", state(from), state(to))
        }
        Deed::Started(container) => format!("{name}: 컨테이너 {container} 시작"),
        Deed::Ready { from, to } => format!("{name}: 준비됨 {from} → {to}"),
        Deed::Endpoints { from, to } => format!("{name}: 준비된 엔드포인트 {from} → {to}"),
        Deed::Targets { from, to } => format!("서비스 {name}의 규칙: 파드 {from} → {to}"),
        Deed::StopAsked => format!("{name}에 SIGTERM을 보냄"),
        Deed::Exited(code) => format!("{} 코드 {} 끝남", subject(name), toward(&code.to_string())),
        Deed::Changed => format!("{} 변경", what()),
        Deed::Reported => format!("{} 상태 보고", what()),
    }
}
