//! 한국어: 모든 페이지를 두르는 틀.

use engine::{permalink::Damage, transcript::Refusal};

use crate::ui::text::shell::Shell;

pub const SHELL: Shell = Shell {
    skip: "본문으로 건너뛰기",
    pages: "페이지",
    learn: "배우기",
    sandbox: "실험실",
    simulated: "무엇이 진짜인가요?",
    about: "소개",
    share: "공유",
    shared: "이 순간의 주소를 클립보드에 복사했어요.",
    share_by_hand: "주소창의 주소를 복사하세요. 바로 이 순간으로 이어져요.",
    theme: "밝게 또는 어둡게",
    presenter: "발표 화면",
    unknown_title: "이런 페이지는 없어요",
    unknown: "주소를 잘못 적었을 수 있어요. 시작 페이지에서 모두 볼 수 있어요.",
    bad_link: |damage| {
        let cause = match damage {
            Damage::UnknownForm | Damage::Refused(Refusal::OtherVersion { .. }) => {
                "다른 버전의 Beanpod에서 만든 링크예요"
            }
            Damage::Broken => "글자가 빠졌거나 바뀌었어요",
            Damage::Refused(Refusal::TooLong | Refusal::TooManyCommands) => {
                "실행 하나에 담을 수 있는 것보다 많은 것이 들어 있어요"
            }
            Damage::Refused(Refusal::NotATranscript | Refusal::BadLine { .. }) => {
                "들어 있는 것이 실행이 아니에요"
            }
        };
        format!("이 링크는 열 수 없어요. {cause}. 대신 처음부터 보여 드려요.")
    },
    close: "닫기",
    story: "이야기",
    stage: "무대",
    inspector: "들여다보기",
    time: "시간",
    terminal: "터미널",
};
