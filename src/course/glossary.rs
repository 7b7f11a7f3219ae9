//! The words of the course in both languages: one table, so that one thing has one word everywhere.
//!
//! Source of the Korean words: the project's language notes, which follow the Korean Kubernetes documentation.

/// A term and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name in lessons: `[[pod]]`.
    pub id: &'static str,
    /// The word in English.
    pub en: &'static str,
    /// The word in Korean.
    pub ko: &'static str,
    /// What it means, in English.
    pub means_en: &'static str,
    /// What it means, in Korean.
    pub means_ko: &'static str,
}

const fn term(
    id: &'static str,
    en: &'static str,
    ko: &'static str,
    means_en: &'static str,
    means_ko: &'static str,
) -> Term {
    Term {
        id,
        en,
        ko,
        means_en,
        means_ko,
    }
}

/// Every term, in alphabetical order of its id.
pub const TERMS: &[Term] = &[
    term(
        "container",
        "container",
        "컨테이너",
        "A running copy of an image, with its own file system and limits.",
        "이미지를 실행한 것이에요. 파일 시스템과 자원 한도를 따로 가져요.",
    ),
    term(
        "crash-loop",
        "CrashLoopBackOff",
        "CrashLoopBackOff",
        "The state of a container that keeps ending: the node waits before it starts it again, twice as long each time.",
        "자꾸 끝나는 컨테이너의 상태예요. 노드가 다시 띄우기 전에 기다리는데, 그 시간이 매번 두 배가 돼요.",
    ),
    term(
        "deployment",
        "Deployment",
        "디플로이먼트",
        "Says which version of an app should run and how many pods of it; changes versions step by step.",
        "어떤 버전의 앱을 파드 몇 개로 돌릴지 적어 두면, 버전을 한 단계씩 바꿔 줘요.",
    ),
    term(
        "endpoint",
        "endpoint",
        "엔드포인트",
        "The address of one pod that a Service may send requests to.",
        "서비스가 요청을 보낼 수 있는 파드 하나의 주소예요.",
    ),
    term(
        "kubelet",
        "kubelet",
        "kubelet",
        "The program on every node that starts, probes, restarts and stops the containers of its pods.",
        "노드마다 하나씩 있는 프로그램이에요. 그 노드에 있는 파드의 컨테이너를 띄우고, 물어보고, 다시 띄우고, 내려요.",
    ),
    term(
        "liveness-probe",
        "liveness probe",
        "활성 프로브",
        "A question the node asks a container again and again; when the answer stays away, the container is killed and started again.",
        "노드가 컨테이너에 되풀이해서 던지는 질문이에요. 답이 계속 없으면 컨테이너를 죽이고 다시 띄워요.",
    ),
    term(
        "max-surge",
        "maxSurge",
        "maxSurge",
        "How many pods there may be above the wanted number during a rolling update.",
        "롤링 업데이트 동안 원하는 개수보다 몇 개까지 더 띄워도 되는지예요.",
    ),
    term(
        "max-unavailable",
        "maxUnavailable",
        "maxUnavailable",
        "How many pods may be missing from the wanted number during a rolling update.",
        "롤링 업데이트 동안 원하는 개수에서 몇 개까지 모자라도 되는지예요.",
    ),
    term(
        "node",
        "node",
        "노드",
        "A machine of the cluster on which pods run.",
        "파드가 실행되는 클러스터의 머신이에요.",
    ),
    term(
        "pod",
        "pod",
        "파드",
        "The smallest thing Kubernetes starts and stops: one or more containers that live together.",
        "쿠버네티스가 띄우고 내리는 가장 작은 단위예요. 함께 사는 컨테이너가 하나 이상 들어 있어요.",
    ),
    term(
        "readiness-probe",
        "readiness probe",
        "준비성 프로브",
        "A question the node asks a container again and again; only while the answer is yes does the pod get traffic.",
        "노드가 컨테이너에 되풀이해서 던지는 질문이에요. 그렇다고 답하는 동안에만 파드가 트래픽을 받아요.",
    ),
    term(
        "replicaset",
        "ReplicaSet",
        "레플리카셋",
        "Keeps a number of equal pods; a Deployment has one for each version.",
        "똑같은 파드를 정해진 개수만큼 유지해요. 디플로이먼트는 버전마다 하나씩 두어요.",
    ),
    term(
        "restart-policy",
        "restartPolicy",
        "restartPolicy",
        "Says of a pod which of its ended containers are started again: Always, OnFailure or Never.",
        "끝난 컨테이너를 다시 띄울지를 파드마다 정해 둔 거예요. Always, OnFailure, Never가 있어요.",
    ),
    term(
        "rolling-update",
        "rolling update",
        "롤링 업데이트",
        "Replacing the pods of one version by those of another, a few at a time.",
        "한 버전의 파드를 다른 버전의 파드로 조금씩 바꿔 나가는 일이에요.",
    ),
    term(
        "service",
        "Service",
        "서비스",
        "One lasting address for a changing set of pods; it spreads requests over those that are ready.",
        "바뀌는 파드들 앞에 둔 변하지 않는 주소예요. 준비된 파드에 요청을 나눠 보내요.",
    ),
];

/// The term of this id.
pub fn find(id: &str) -> Option<&'static Term> {
    TERMS
        .binary_search_by(|term| term.id.cmp(id))
        .ok()
        .map(|place| &TERMS[place])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_in_order_and_once() {
        assert!(TERMS.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert!(TERMS.iter().all(|term| find(term.id) == Some(term)));
    }
}
