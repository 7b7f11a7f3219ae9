//! 한국어: 워크로드 컨트롤러와 가비지 컬렉터가 움직인 까닭.

use engine::reason::rollout::{DeletionRule, Why};

use crate::ui::text::particle::{object, subject, topic};

pub fn why(why: &Why) -> String {
    match why {
        Why::NewReplicaSet {
            replicas,
            surge,
            total_before,
            size,
        } => format!(
            "새 템플릿이라 새 레플리카셋이 필요해요: 기존 {total_before} + 새 {size} ≤ 레플리카 {replicas} + maxSurge {surge}"
        ),
        Why::ScaleUpNew {
            replicas,
            surge,
            total_before,
            from,
            to,
        } => {
            let old = total_before.saturating_sub(*from);
            format!(
                "옛 {old} + 새 {to} = {} ≤ 레플리카 {replicas} + maxSurge {surge}",
                old + to
            )
        }
        Why::ScaleDownNew { replicas, from } => {
            format!("디플로이먼트는 {replicas}개를 원하는데 새 레플리카셋은 {from}개였어요")
        }
        Why::CleanUpUnhealthy {
            total,
            least,
            new_unavailable,
            unhealthy,
            from,
            to,
        } => format!(
            "일하지 못하는 파드부터 정리해요: 쓸 수 없는 파드 {unhealthy}개, 줄일 수 있는 수는 {total} − {least} − {new_unavailable}, 그래서 {from} → {to}"
        ),
        Why::ScaleDownOld {
            available,
            least,
            from,
            to,
        } => format!(
            "쓸 수 있는 {available} − 남겨야 하는 {least} = 여유 {}, 그래서 옛 파드 {from} → {to}",
            available.saturating_sub(*least)
        ),
        Why::RecreateScaleDown { from } => {
            format!("Recreate 전략: 새 파드를 만들기 전에 옛 파드 {from}개를 모두 내려요")
        }
        Why::RecreateScaleUp { replicas, from } => {
            format!(
                "Recreate 전략: 옛 파드가 모두 사라져서 새 레플리카셋을 {from}개에서 {replicas}개로 늘려요"
            )
        }
        Why::FollowReplicas { from, to } => format!(
            "디플로이먼트의 replicas가 {from}에서 {} 바뀌었어요",
            crate::ui::text::particle::toward(&to.to_string())
        ),
        Why::Saturated { from } => format!("새 레플리카셋이 다 갖춰져서 남은 옛 파드 {from}개를 내려요"),
        Why::Proportional {
            to_add,
            most_before,
            most,
            from,
            to,
        } => format!(
            "롤아웃 도중에 크기가 바뀌었어요: 최대 {most_before} → {most}개, 모두 {to_add:+}개; 이 레플리카셋의 몫은 {from} → {to}"
        ),
        Why::Revision { revision } => format!("원하는 템플릿을 가졌으니 리비전 {revision}번이 돼요"),
        Why::HashCollision { count } => {
            format!("같은 이름의 레플리카셋이 있어서 다음에는 다른 해시를 써요 (충돌 {count}번)")
        }
        Why::BeyondHistoryLimit {
            limit,
            kept,
            revision,
        } => {
            format!(
                "옛 레플리카셋 {kept}개, revisionHistoryLimit은 {limit}: 가장 오래된 리비전 {revision}번을 지워요"
            )
        }
        Why::DeploymentStatus {
            updated,
            available,
            replicas,
        } => {
            format!("{replicas}개 중 새 버전 {updated}개, 쓸 수 있는 파드 {available}개로 보고 있어요")
        }
        Why::Paused => "디플로이먼트를 일시 중지했어요".to_owned(),
        Why::Resumed => "디플로이먼트를 다시 시작했어요".to_owned(),
        Why::DeadlineExceeded { deadline_secs } => {
            format!("{deadline_secs}초 동안 나아진 것이 없어요 (progressDeadlineSeconds)")
        }
        Why::Adopt { owner } => format!("주인이 없고 {owner}의 셀렉터에 맞아서 데려왔어요"),
        Why::Release { owner } => format!("{owner}의 셀렉터에 더는 맞지 않아요"),
        Why::CreatePod { have, want, batch } => {
            format!("파드 {have}개, 원하는 수 {want}개; 1, 2, 4 …개씩 만들고 이번에는 {batch}개예요")
        }
        Why::CreateRefused => "API 서버가 파드를 거절했어요".to_owned(),
        Why::DeletePod { have, want, rule } => match rule {
            Some(rule) => format!(
                "파드 {have}개, 원하는 수 {want}개; {} 이 파드가 먼저예요",
                deletion(*rule)
            ),
            None => format!("파드 {have}개, 원하는 수 {want}개라서 모두 내려요"),
        },
        Why::ReplicaSetStatus {
            ready,
            available,
            replicas,
        } => {
            format!("{replicas}개 중 준비된 파드 {ready}개, 쓸 수 있는 파드 {available}개로 보고 있어요")
        }
        Why::OwnerGone { owner } => format!("주인인 {} 사라졌어요", subject(&owner.to_string())),
        Why::OwnerWaits { owner } => format!(
            "주인인 {} 삭제되면서 이것을 기다려요",
            subject(&owner.to_string())
        ),
        Why::Orphaned { owner } => {
            format!(
                "{} --cascade=orphan으로 지워서 이것은 남아요",
                object(&owner.to_string())
            )
        }
        Why::OwnerReferenceDropped { owner } => {
            format!(
                "주인인 {} 사라졌지만 다른 주인이 남아 있어요",
                topic(&owner.to_string())
            )
        }
        Why::FinalizerDone { finalizer } => format!("더 기다릴 것이 없어서 {finalizer} 처리를 마쳤어요"),
    }
}

fn deletion(rule: DeletionRule) -> &'static str {
    match rule {
        DeletionRule::Unassigned => "아직 노드가 없어서",
        DeletionRule::Phase => "아직 Pending이어서",
        DeletionRule::NotReady => "준비되지 않아서",
        DeletionRule::Cost => "삭제 비용이 더 낮아서",
        DeletionRule::DoubledUp => "같은 노드에 비슷한 파드가 더 많아서",
        DeletionRule::ReadyForLess => "준비된 시간이 더 짧아서",
        DeletionRule::Restarts => "더 자주 재시작해서",
        DeletionRule::Younger => "더 늦게 만들어져서",
        DeletionRule::Uid => "uid가 더 작아서(우연이나 다름없어요)",
        DeletionRule::Alike => "이름이 앞서서",
    }
}
