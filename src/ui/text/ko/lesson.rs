//! 한국어: 레슨.

use course::goal::{Goal, Measure, Of, Operator, Value, When};

use crate::ui::text::lesson::{Lesson, of_deployment};

pub const LESSON: Lesson = Lesson {
    loading: "레슨을 가져오는 중이에요…",
    missing: "이 레슨은 열 수 없어요.",
    back_to_course: "과정으로 돌아가기",
    place: |step, all| format!("{all}단계 중 {step}단계"),
    steps: "단계",
    done: "마침",
    next: "다음",
    previous: "이전",
    run: "실행해 보기",
    again: "처음부터",
    go_on: "이어 가기",
    skip: "예측 건너뛰기",
    predict_first: "어떻게 될지 먼저 고르고 실행해 보세요.",
    expected: "내 예측",
    came: "실제 결과",
    held: "예측이 맞았어요.",
    did_not_hold: "예측과 달랐어요.",
    measured_at: |time| format!("{time}에 재요."),
    goals: "목표",
    met: "지키는 중",
    open: "아직",
    broken: |time, found| format!("{time}에 어긋났어요. 그때 값: {found}"),
    all_met: "모든 목표를 이뤘어요.",
    hint: |left| format!("힌트 ({left}개 남음)"),
    show_solution: "풀이 보기",
    offers: "쓸 수 있는 명령",
    types: "이 버튼이 입력하는 명령",
    twin_here: "있을 때",
    twin_other: "없을 때",
    twin_field: |field| format!("두 세계는 필드 하나만 달라요: {field}"),
    twin_show: "무대에서 보기",
    straight_to_task: "바로 과제로 가기",
    right: "맞아요.",
    not_right: "아쉬워요.",
    presenter: "발표하는 분께",
    finished: "레슨을 마쳤어요.",
    card_in: |days| format!("{days}일 뒤에 질문 하나를 다시 물어볼게요."),
    measure,
    goal,
    minutes: |minutes| format!("{minutes}분"),
};

fn measure(measure: &Measure) -> String {
    let Some((name, of)) = of_deployment(measure) else {
        return match measure {
            Measure::FailedRequests => "실패한 요청".to_owned(),
            _ => "요청".to_owned(),
        };
    };
    match of {
        Of::Pods => format!("{name} 파드 수"),
        Of::Ready => format!("{name}의 준비된 파드"),
        Of::Restarts => format!("{name} 재시작 횟수"),
        Of::Replicas => format!("{name}에 원하는 파드 수"),
        Of::Updated => format!("{name} 새 버전 파드"),
        Of::Available => format!("{name}의 사용 가능한 파드"),
        Of::Image => format!("{name} 이미지"),
        Of::Rollout => format!("{name} 롤아웃"),
    }
}

fn goal(text: &str) -> String {
    let Ok(goal) = text.parse::<Goal>() else {
        return text.to_owned();
    };
    let (measure, value) = (measure(&goal.measure), value(&goal.value));
    let is = match goal.operator {
        Operator::Equal => value,
        Operator::NotEqual => format!("{value} 아님"),
        Operator::Less => format!("{value} 미만"),
        Operator::AtMost => format!("{value} 이하"),
        Operator::More => format!("{value} 초과"),
        Operator::AtLeast => format!("{value} 이상"),
    };
    match goal.when {
        When::Now => format!("{measure}: {is}"),
        When::Always => format!("{measure}: 늘 {is}"),
        When::Never => format!("{measure}: 한순간도 {is}이면 안 돼요"),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Text(word) if word == "complete" => "완료".to_owned(),
        other => other.to_string(),
    }
}
