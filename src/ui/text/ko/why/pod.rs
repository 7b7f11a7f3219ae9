//! 한국어: kubelet이 파드를 바꾼 까닭.

use engine::{
    infra::{ExitCause, catalogue::Missing},
    reason::pod::{StopCause, Why},
};

use crate::ui::{
    parts::amount::secs,
    text::particle::{object, subject, topic},
};

pub fn why(why: &Why) -> String {
    match why {
        Why::NodeLost => "노드가 없어졌어요. 돌아올지 몰라 조금 기다려요".to_owned(),
        Why::NodeBack => "노드가 다시 생겼어요".to_owned(),
        Why::Collected { waited } => format!("노드가 없어진 지 {}초가 지나서 파드를 지워요", secs(waited.0)),
        Why::TakenOn { node } => format!("{node}에 배치되어 그 노드의 kubelet이 맡아요"),
        Why::PullBegan { image, waits, takes } => {
            let wait = if waits.0 > 0 {
                format!(" (앞선 이미지를 {}초 기다려요)", secs(waits.0))
            } else {
                String::new()
            };
            format!(
                "노드에 {} 없어서 {}초 동안 받아요{wait}",
                subject(image),
                secs(takes.0)
            )
        }
        Why::Pulled { image, took } => format!("{} {}초 만에 받았어요", object(image), secs(took.0)),
        Why::PullFailed {
            image,
            missing,
            retry_in,
        } => {
            let what = match missing {
                Missing::Name => "그런 이름이",
                Missing::Tag => "그런 태그가",
            };
            format!(
                "레지스트리에 {what} 없어요: {image}; {}초 뒤 다시 시도해요",
                secs(retry_in.0)
            )
        }
        Why::PullBackOff { image, delay } => {
            format!(
                "{} 다시 받기까지 {}초 백오프: 10초부터 두 배씩, 최대 300초",
                object(image),
                secs(delay.0)
            )
        }
        Why::PullForbidden { image } => {
            format!("{} 노드에 없는데 imagePullPolicy가 Never예요", subject(image))
        }
        Why::ContainerBegan { container } => {
            format!("이미지와 네트워크가 갖춰져서 {} 만들어요", object(container))
        }
        Why::Started { container, restarts } => match restarts {
            0 => format!("컨테이너 {} 실행돼요", subject(container)),
            count => format!("컨테이너 {} 다시 실행돼요. 재시작 {count}번", subject(container)),
        },
        Why::Exited {
            container,
            code,
            cause,
            ran,
        } => {
            let cause = match cause {
                Some(ExitCause::Stopped) => "종료 요청을 받음",
                Some(ExitCause::ByItself) => "스스로 끝남",
                Some(ExitCause::OutOfMemory) => "메모리 부족",
                Some(ExitCause::Fault) => "넣은 장애 때문",

                None => "프로세스를 잃어버림",
            };
            format!(
                "{} {}초 실행되고 코드 {code}로 끝났어요: {cause}",
                subject(container),
                secs(ran.0)
            )
        }
        Why::BackOff { container, delay } => {
            format!(
                "{} 다시 시작하기까지 {}초 기다려요: 10초부터 두 배씩, 최대 300초",
                topic(container),
                secs(delay.0)
            )
        }
        Why::ProbeSucceeded {
            container,
            probe,
            in_a_row,
            threshold,
        } => {
            format!(
                "{container}의 {} 프로브 성공: {threshold}번 중 {in_a_row}번",
                probe.name()
            )
        }
        Why::ProbeFailed {
            container,
            probe,
            in_a_row,
            threshold,
            answer,
        } => {
            format!(
                "{container}의 {} 프로브 실패: {threshold}번 중 {in_a_row}번; {answer}",
                probe.name()
            )
        }
        Why::SaysReady { container } => format!("{} 준비됐다고 알려요", subject(container)),
        Why::StopBegan {
            container,
            cause,
            grace,
            hook,
        } => {
            let cause = match cause {
                StopCause::Deleted => "파드가 삭제되어서",
                StopCause::Liveness => "활성 프로브에 실패해서",
                StopCause::Startup => "스타트업 프로브에 실패해서",
                StopCause::Finished => "돕던 컨테이너들이 일을 마쳐서",
            };
            let hook = hook.map_or_else(String::new, |hook| {
                format!(" (그중 preStop이 {}초)", secs(hook.0))
            });
            format!(
                "{cause} {} 멈춰요. 유예 시간 {}초{hook}",
                object(container),
                secs(grace.0)
            )
        }
        Why::Signalled { container, left } => {
            format!("{container}에 SIGTERM을 보냈어요. SIGKILL까지 {}초", secs(left.0))
        }
        Why::Killed { container, grace } => {
            format!(
                "유예 시간 {}초가 지나도 {} 끝나지 않아서 SIGKILL을 보냈어요",
                secs(grace.0),
                subject(container)
            )
        }
        Why::Over => "컨테이너가 모두 끝났어요".to_owned(),
        Why::Removed => "노드에 남은 것이 없어요".to_owned(),
        Why::Orphaned => "파드가 API에서 사라져서 아직 실행되던 것을 끝냈어요".to_owned(),
        Why::Reported => "위에 적힌 일에 따라 상태를 알렸어요".to_owned(),
    }
}
