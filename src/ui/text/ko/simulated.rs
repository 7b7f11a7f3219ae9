//! 한국어: 무엇을 시뮬레이션하는지.

use engine::fidelity::{Feature, Level};

use crate::ui::text::simulated::Simulated;

pub const SIMULATED: Simulated = Simulated {
    title: "무엇이 진짜인가요?",
    lead: |modelled, recorded| {
        format!(
            "Beanpod는 쿠버네티스 {modelled}을 따르고, 실제 컨트롤 플레인 {recorded}의 기록과 비교해요. 이 목록은 프로그램에서 바로 만들어져요."
        )
    },
    level: |level| match level {
        Level::Faithful => "그대로",
        Level::Simplified => "줄여서",
        Level::Absent => "없음",
    },
    means: |level| match level {
        Level::Faithful => "같은 규칙으로 같은 결정을 해요. 실제 시스템의 표나 기록으로 확인했어요.",
        Level::Simplified => "생각은 같지만 규칙이나 숫자 일부는 우리가 정했어요.",
        Level::Absent => "필요한 명령을 쓰면 없다고 말해요. 있는 척하지 않아요.",
    },
    feature,
    source: "실제 동작이 적힌 곳",
    controllers: "누가 움직이나요?",
    controllers_lead: "시뮬레이션마다 이 구성 요소들이 돌아요. 이름은 쿠버네티스가 부르는 그대로예요.",
};

const fn feature(feature: Feature) -> (&'static str, &'static str) {
    match feature {
        Feature::Deployment => (
            "디플로이먼트",
            "롤링 업데이트, 재생성, 일시 정지, 롤백, 롤오버, 비례 스케일링, 진행 기한.",
        ),
        Feature::ReplicaSet => (
            "레플리카셋",
            "레이블로 들이고 내보내기, 천천히 늘리기, 파드를 지우는 순서.",
        ),
        Feature::PodLifecycle => (
            "파드의 일생",
            "단계, 재시작, 백오프, 정상 종료는 kubelet의 규칙을 따라요. 이미지를 받고 시작하고 멈추는 데 걸리는 시간은 우리가 정했어요.",
        ),
        Feature::Probes => (
            "프로브",
            "스타트업, 준비성, 활성 프로브와 그 기준값. 답은 시뮬레이션된 앱이 해요.",
        ),
        Feature::EndpointSlice => (
            "엔드포인트",
            "서비스의 주소가 준비됐는지, 응답하는지, 종료 중인지.",
        ),
        Feature::GarbageCollection => ("삭제", "소유자와 딸린 오브젝트, 백그라운드·포그라운드·고아 삭제."),
        Feature::SchedulerFit => (
            "자원에 따른 스케줄링",
            "요청한 CPU와 메모리로 거르고 점수를 매겨요. 동점은 운으로 정해요.",
        ),
        Feature::Kubectl => (
            "kubectl",
            "표와 문장, 오류를 실제 기록과 비교해요. 아직 없는 옵션과 다루지 않는 명령은 그렇다고 말해요.",
        ),
        Feature::Manifests => (
            "매니페스트",
            "여기 있는 종류에 필요한 만큼 필드와 기본값, 규칙이 API 서버와 같아요. 아무것도 바꾸지 않는 필드는 받아들이고 알려 줘요.",
        ),
        Feature::Namespaces => (
            "네임스페이스",
            "네임스페이스를 지우면 그 안에 있는 것도 함께 지워져요. 쿼터와 기본 상한은 아직 없어요.",
        ),
        Feature::SchedulerOtherPlugins => (
            "다른 스케줄링 규칙",
            "스케줄 제외(cordon), 테인트, nodeSelector를 따져요. 어피니티, 고르게 펼치기, 호스트 포트, 이미지 위치, 우선순위와 선점은 아직이에요.",
        ),
        Feature::SchedulerSampling => (
            "큰 클러스터",
            "파드마다 모든 노드를 살펴봐요. 실제 스케줄러는 노드가 100개를 넘으면 일부만 봐요.",
        ),
        Feature::KubeProxy => (
            "kube-proxy",
            "규칙 한 벌을 클러스터 전체가 쓰고, 조금 늦게 적용돼요. 실제로는 노드마다 따로 돌아요.",
        ),
        Feature::TemplateHash => (
            "레플리카셋 이름",
            "이름 속 해시는 템플릿에 따라 달라지지만, 실제 클러스터가 계산하는 값은 아니에요.",
        ),
        Feature::Caches => (
            "캐시",
            "컨트롤러가 지금 상태를 바로 읽어요. 실제로는 몇 밀리초 묵은 캐시를 읽어요.",
        ),
        Feature::EventSeries => (
            "이벤트",
            "같은 이벤트는 세고, 비슷한 이벤트가 많으면 합쳐요. 여기서는 남아 있는 이벤트를 보고 세지만, 실제 구성 요소는 따로 세어 둬요.",
        ),
        Feature::Latency => (
            "반응 시간",
            "구성 요소가 알아차리는 데 걸리는 시간은 기록에서 본 범위 안에서 우리가 정했어요.",
        ),
        Feature::Apps => (
            "앱",
            "이미지가 하는 일은 우리가 정했어요. 시작 시간, 처리 용량, 지연 시간, 결함까지요.",
        ),
        Feature::Requests => (
            "요청",
            "요청 하나에 답 하나예요. 패킷, 연결, DNS는 다루지 않아요.",
        ),
        Feature::Bounds => (
            "실행의 크기",
            "실행 하나는 시뮬레이션 시간으로 하루까지예요. 오브젝트와 명령의 수, 워크로드 하나의 레플리카 수에도 끝이 있어요.",
        ),
        Feature::ManagedFields => ("서버 사이드 적용", "managedFields는 남기지 않아요."),
        Feature::Autoscaling => (
            "오토스케일링",
            "부하에 따라 파드나 노드를 늘리는 일은 아직 없어요.",
        ),
        Feature::OtherWorkloads => ("다른 워크로드", "스테이트풀셋, 데몬셋, 잡, 크론잡."),
        Feature::NodeFailure => (
            "노드 장애",
            "없앤 노드의 파드는 1분쯤 뒤에 정리돼요. 소식이 끊긴 노드와 축출은 아직 없어요.",
        ),
        Feature::Storage => (
            "스토리지",
            "볼륨은 매니페스트에 적을 수 있지만 시뮬레이션하지 않아요.",
        ),
        Feature::Configuration => (
            "설정",
            "환경 변수는 적을 수 있지만 아무것도 바꾸지 않아요. 컨피그맵과 시크릿은 없어요.",
        ),
        Feature::Security => ("접근 제어", "누구나 무엇이든 할 수 있어요."),
    }
}
