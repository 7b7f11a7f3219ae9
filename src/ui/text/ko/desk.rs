//! 한국어: 책상.

use crate::ui::text::desk::{Desk, size};

pub const DESK: Desk = Desk {
    tabs: "터미널과 파일",
    files: "파일",
    still: "시간이 멈춰 있어요. 지금 이 순간의 답이 나와요.",
    clear: "지우기",
    log: "입력한 명령과 출력",
    empty: "명령을 입력해 보세요. 예: kubectl get pods. Tab은 자동 완성, ↑는 앞서 입력한 명령이에요.",
    command: "명령",
    run: "실행",
    copy: "출력 복사",
    copied: "출력을 클립보드에 복사했어요.",
    not_copied: "이 브라우저에서는 복사할 수 없어요. 출력을 직접 선택해서 복사하세요.",
    more_lines: |count| format!("… {count}줄 더 있어요. 복사하면 모두 담겨요."),
    stop: "그만 보기 (Ctrl C)",
    waiting: |count| format!("이 명령이 끝나기를 {count}줄이 기다려요. Ctrl C를 누르면 바로 이어져요."),
    suggestions: "이어서 쓸 수 있는 말",
    suggestion_count: |count| {
        format!("이어서 쓸 수 있는 말 {count}개. Tab으로 옮기고 Enter로 고르고 Esc로 나가요.")
    },
    more_suggestions: |count| format!("외 {count}개"),
    paste_too_large: |bytes, lines| {
        format!(
            "붙여 넣은 글이 {}, {lines}줄이에요. 실행 하나에는 64kB, 한 번에는 200줄까지 담을 수 있어서 아무것도 입력하지 않았어요.",
            size(bytes)
        )
    },
    file: "파일",
    new_file: "새 파일",
    new_name: "새 파일 이름",
    create: "만들기",
    bad_name: "영문자, 숫자, 점, 붙임표만 쓸 수 있어요. 예: web.yaml",
    no_files: "작업 폴더가 비어 있어요. 새 파일을 만들어 시작하세요.",
    manifest: "매니페스트",
    apply: "적용",
    accepted: "kubectl apply가 거절할 것이 없어요.",
    refused: |count| format!("kubectl apply가 거절할 이유가 {count}가지 있어요."),
    place: |line, column| format!("{line}:{column}"),
    editor_keys: "Tab은 들여쓰기, Esc를 누르고 Tab을 누르면 편집기에서 나가요. Ctrl S는 저장, Ctrl Enter는 저장하고 적용.",
};
