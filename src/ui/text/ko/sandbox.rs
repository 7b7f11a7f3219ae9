//! 한국어: 실험실.

use crate::ui::text::sandbox::Sandbox;

pub const SANDBOX: Sandbox = Sandbox {
    roll_out: "v2 배포하기",
    types: "이 버튼이 입력하는 명령",
};
