//! Templates and what they print.

use super::*;
use serde_json::json;

fn pods() -> Value {
    json!({ "kind": "List", "items": [
        { "metadata": { "name": "a", "labels": { "app.io/x": "1" } }, "n": 1, "ports": [80, 81], "ok": true },
        { "metadata": { "name": "b" }, "n": 2, "ports": [90] },
        { "metadata": { "name": "c" }, "n": 3, "ports": [] }
    ] })
}

fn print(template: &str) -> String {
    JsonPath::parse(template)
        .and_then(|path| path.print(&pods()))
        .unwrap_or_else(|error| format!("error: {error}"))
}

#[test]
fn templates_print_what_kubectl_prints() {
    for (template, text) in [
        ("{.items[0].metadata.name}", "a"),
        ("{.items[*].metadata.name}", "a b c"),
        ("{$.items[-1:].n}", "3"),
        ("{.items[0:2].n}", "1 2"),
        ("{.items[::2].n}", "1 3"),
        ("{.items[0,2].n}", "1 3"),
        ("{.items[0]['n','ok']}", "1 true"),
        ("{..name}", "a b c"),
        ("{.items[0].metadata.labels.app\\.io/x}", "1"),
        ("{.items[0].metadata.labels['app\\.io/x']}", "1"),
        ("{.items[?(@.n>1)].metadata.name}", "b c"),
        ("{.items[?(@.metadata.name==\"b\")].n}", "2"),
        ("{.items[?(@.metadata.name!='b')].n}", "1 3"),
        ("{.items[?(@.ok)].n}", "1"),
        (
            "{range .items[*]}{.metadata.name}{\"\\t\"}{.ports}{\"\\n\"}{end}done",
            "a\t[80,81]\nb\t[90]\nc\t[]\ndone",
        ),
        (
            "{range .items[*]}{range .ports[*]}{@},{end};{end}",
            "80,81,;90,;;",
        ),
        ("{range .none[*]}x{end}y", "y"),
        ("{.items[0].metadata.labels}", "{\"app.io/x\":\"1\"}"),
        ("{.missing.field}", ""),
        ("name: {.kind}", "name: List"),
        (".kind", ".kind"),
        (
            "{.items[9]}",
            "error: array index out of bounds: index 9, length 3",
        ),
        ("{.items[", "error: unterminated array"),
        ("{.items", "error: unclosed action"),
        ("{.items[x]}", "error: invalid array index x"),
        ("{.items[?(@.n==1]}", "error: unterminated filter"),
        ("{\"x}", "error: unterminated quoted string"),
        ("{%}", "error: unrecognized character in action: U+0025 '%'"),
        ("{end}", "error: not in range, nothing to end"),
        ("{foo}", "error: unrecognized identifier foo"),
        ("{.kind[0]}", "error: string is not array or slice"),
        (
            "{.items[?(@.n==\"x\")]}",
            "error: incompatible types for comparison",
        ),
    ] {
        assert_eq!(print(template), text, "{template}");
    }
}

#[test]
fn columns_may_leave_braces_and_the_first_dot_out() {
    for path in ["metadata.name", ".metadata.name", "{.metadata.name}"] {
        let path = JsonPath::parse_relaxed(path).unwrap();
        assert_eq!(column_text(&path, &pods()["items"][0]).unwrap(), "a");
    }
    let column = |path: &str| column_text(&JsonPath::parse_relaxed(path).unwrap(), &pods()).unwrap();
    assert_eq!(column("items[*].n"), "1,2,3");
    assert_eq!(column("nothing"), "<none>");
}

#[test]
fn hostile_templates_end_with_a_word() {
    assert_eq!(print(&"{.items[?(@".repeat(5000)), "error: unterminated filter");
    assert_eq!(
        print(&"{range ['','']}".repeat(100)),
        "error: the template finds too much to print"
    );
    let many = format!("{{{}}}", "[*,*]".repeat(20));
    let list = json!([[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]);
    let printed = JsonPath::parse(&many).and_then(|path| path.print(&list));
    assert!(matches!(printed, Err(JsonPathError::TooMany)), "{printed:?}");
}
