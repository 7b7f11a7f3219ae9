//! English: lessons.

use course::goal::{Goal, Measure, Of, Operator, When};

use crate::ui::text::lesson::{Lesson, of_deployment};

pub const LESSON: Lesson = Lesson {
    loading: "Fetching the lesson …",
    missing: "This lesson cannot be opened.",
    back_to_course: "Back to the course",
    place: |step, all| format!("Step {step} of {all}"),
    steps: "Steps",
    done: "done",
    next: "Next",
    previous: "Back",
    run: "Run it and see",
    again: "Start over",
    go_on: "Go on",
    skip: "Skip the prediction",
    predict_first: "Say what you expect, then run it.",
    expected: "You expected",
    came: "It came to",
    held: "Your prediction held.",
    did_not_hold: "It came differently.",
    measured_at: |time| format!("Measured at {time}."),
    goals: "Goals",
    met: "holds",
    open: "not yet",
    broken: |time, found| format!("broke at {time}: found {found}"),
    all_met: "All goals hold.",
    hint: |left| format!("Hint ({left} left)"),
    show_solution: "Show a solution",
    offers: "Commands you can use",
    types: "What this button types",
    twin_here: "With",
    twin_other: "Without",
    twin_field: |field| format!("The two worlds differ in one field: {field}."),
    twin_show: "Show on the stage",
    straight_to_task: "Go straight to the task",
    right: "Right.",
    not_right: "Not quite.",
    presenter: "For presenters",
    finished: "You have finished this lesson.",
    card_in: |days| {
        if days == 1 {
            "One question comes back tomorrow.".to_owned()
        } else {
            format!("One question comes back in {days} days.")
        }
    },
    measure,
    goal,
    minutes: |minutes| format!("{minutes} min"),
};

fn measure(measure: &Measure) -> String {
    let Some((name, of)) = of_deployment(measure) else {
        return match measure {
            Measure::FailedRequests => "failed requests".to_owned(),
            _ => "requests".to_owned(),
        };
    };
    match of {
        Of::Pods => format!("pods of {name}"),
        Of::Ready => format!("ready pods of {name}"),
        Of::Restarts => format!("restarts of {name}"),
        Of::Replicas => format!("wanted pods of {name}"),
        Of::Updated => format!("pods of the new version of {name}"),
        Of::Available => format!("available pods of {name}"),
        Of::Image => format!("image of {name}"),
        Of::Rollout => format!("rollout of {name}"),
    }
}

fn goal(text: &str) -> String {
    let Ok(goal) = text.parse::<Goal>() else {
        return text.to_owned();
    };
    let (measure, value) = (measure(&goal.measure), &goal.value);
    let is = match goal.operator {
        Operator::Equal => format!("is {value}"),
        Operator::NotEqual => format!("is not {value}"),
        Operator::Less => format!("below {value}"),
        Operator::AtMost => format!("at most {value}"),
        Operator::More => format!("above {value}"),
        Operator::AtLeast => format!("at least {value}"),
    };
    match goal.when {
        When::Now => format!("{measure}: {is}"),
        When::Always => format!("{measure}: always {is}"),
        When::Never => format!("{measure}: never {is}"),
    }
}
