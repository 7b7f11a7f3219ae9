//! Has the linker of the site's wasm write down where each object of its data lies: scripts/split divides the data by it.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("TARGET").is_ok_and(|it| it.starts_with("wasm32")) {
        let root = env::var("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
        let folder = Path::new(&root).join(".build");
        fs::create_dir_all(&folder).expect("the folder of what is built can be made");
        let map = folder.join("beanpod.map");
        println!("cargo::rustc-link-arg-bin=beanpod=--Map={}", map.display());
    }
}
