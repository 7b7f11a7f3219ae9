//! Every example of every verb can be typed.

use engine::{shell::TOOLS, timeline::Timeline};

use crate::scenario::SHOP;

#[test]
fn every_example_is_understood() {
    for tool in TOOLS {
        for verb in tool.verbs {
            assert!(!verb.help.is_empty(), "{}", verb.path());
            assert!(!verb.examples.is_empty(), "{} has no example", verb.path());
            for example in verb.examples {
                let mut timeline = Timeline::new(1);
                timeline.send("node add n1 --cpu=4 --memory=16Gi");
                timeline.send(SHOP);
                timeline.send("kubectl apply -f shop.yaml");
                assert!(example.starts_with(tool.name), "{example}");
                let reply = timeline.send(example);
                for words in ["unknown", "See '", "usage:", "Usage:", "invalid argument"] {
                    assert!(!reply.err.contains(words), "{example}: {}", reply.err);
                }
                assert!(reply.code < 126, "{example}: {}", reply.err);
            }
        }
    }
}

#[test]
fn no_verb_has_two_flags_of_one_name() {
    for tool in TOOLS {
        for verb in tool.verbs {
            let flags = verb.all_flags(tool);
            for (place, flag) in flags.iter().enumerate() {
                let clash = flags[..place]
                    .iter()
                    .find(|it| it.name == flag.name || (it.short.is_some() && it.short == flag.short));
                assert!(clash.is_none(), "{}: --{}", verb.path(), flag.name);
                let is_told = !flag.is_shown() || flag.help.ends_with('.');
                assert!(is_told, "{}: --{}", verb.path(), flag.name);
            }
        }
    }
}
