//! Nothing overlaps, nothing leaves the stage, nothing moves when pods come.

use super::*;

fn counts(width: f64, height: f64, places: &[usize]) -> Counts {
    Counts {
        width,
        height,
        is_large: false,
        parts: 9,
        sets: vec![2],
        services: 1,
        places: places.to_vec(),
    }
}

fn boxes(it: &Layout) -> Vec<Rect> {
    let mut all = it.parts.clone();
    all.extend(&it.sets);
    all.extend(&it.workloads);
    all.extend(&it.clients);
    all.extend(&it.services);
    all.push(it.tray);
    all.extend(&it.nodes);
    all
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.right() - 0.01 && b.x < a.right() - 0.01 && a.y < b.bottom() - 0.01 && b.y < a.bottom() - 0.01
}

const SIZES: [(f64, f64); 6] = [
    (792.0, 640.0),
    (1130.0, 820.0),
    (390.0, 700.0),
    (360.0, 500.0),
    (620.0, 500.0),
    (2400.0, 1300.0),
];

#[test]
fn nothing_overlaps_and_nothing_leaves_the_stage() {
    for (width, height) in SIZES {
        for places in [
            vec![0; 1],
            vec![3; 3],
            vec![9; 3],
            vec![70; 3],
            vec![20; 10],
            vec![40; 5],
            vec![8; 50],
            vec![2; 400],
            vec![8; 900],
        ] {
            let it = layout(&counts(width, height, &places));
            let all = boxes(&it);
            for (place, a) in all.iter().enumerate() {
                let label = format!("{a:?} at {width}x{height} with {} nodes", places.len());
                assert!(a.w > 0.0 && a.h > 0.0, "empty {label}");
                assert!(a.x >= 0.0 && a.right() <= width + 0.01, "outside {label}");
                assert!(a.y >= 0.0 && a.bottom() <= it.height + 0.01, "below {label}");
                for b in &all[place + 1..] {
                    assert!(!overlap(*a, *b), "{b:?} over {label}");
                }
            }
        }
    }
}

#[test]
fn tiles_stay_inside_their_node_and_off_the_staircase() {
    for (width, height) in SIZES {
        for most in [1, 3, 8, 20, 66] {
            let it = layout(&counts(width, height, &[most; 3]));
            for slot in 0..most {
                let (tile, home) = (it.tile_at(1, slot).unwrap(), it.nodes[1]);
                let label = format!("slot {slot} of {most} at {width}x{height}");
                assert!(tile.x >= home.x && tile.right() <= home.right() + 0.01, "{label}");
                assert!(
                    tile.y >= home.y && tile.bottom() <= home.bottom() + 0.01,
                    "{label}"
                );
                let stair = Rect {
                    x: home.x + it.stair.x,
                    y: home.y + it.stair.y,
                    ..it.stair
                };
                assert!(!overlap(tile, stair), "{label}");
            }
        }
    }
}

#[test]
fn many_nodes_lose_detail_before_they_lose_room() {
    let detail = |nodes| layout(&counts(792.0, 640.0, &vec![6; nodes])).detail;
    assert_eq!(detail(3), Detail::Full);
    assert_eq!(detail(20), Detail::Small);
    assert_eq!(detail(50), Detail::Small);
    assert_eq!(detail(1000), Detail::Cell);
}

#[test]
fn a_staircase_stays_large_enough_to_read_beside_forty_pods() {
    for (width, height) in SIZES {
        let it = layout(&counts(width, height, &[40; 5]));
        let (w, h) = (it.stair.w / it.unit, it.stair.h / it.unit);
        assert!(w >= 6.0 && h >= 5.0, "{w} x {h} units at {width}x{height}");
    }
}

#[test]
fn few_pods_leave_no_dead_room() {
    for (width, height) in [SIZES[0], SIZES[1], SIZES[5]] {
        let it = layout(&counts(width, height, &[2; 3]));
        let bottom = it.nodes[2].bottom();
        assert!(
            bottom > 0.8 * height,
            "the nodes end at {bottom} of {width}x{height}"
        );
    }
}

#[test]
fn a_projector_gets_large_letters_and_the_letters_stay_as_pods_come() {
    let on_projector = |places| Counts {
        is_large: true,
        ..counts(1900.0, 560.0, places)
    };
    let unit = |places| layout(&on_projector(places)).unit;
    assert!(unit(&[3; 3]) >= 16.0);
    let same = unit(&[3; 3]).total_cmp(&unit(&[40; 3]));
    assert!(same.is_eq());
}

#[test]
fn on_a_phone_nodes_stand_below_each_other() {
    let it = layout(&counts(390.0, 700.0, &[4; 6]));
    assert_eq!(it.detail, Detail::Full);
    assert!(it.nodes.windows(2).all(|pair| pair[0].bottom() < pair[1].y));
}

#[test]
fn text_grows_with_the_stage() {
    let unit = |(width, height)| layout(&counts(width, height, &[3; 3])).unit;
    assert!(unit(SIZES[0]) < unit(SIZES[1]));
    assert!(unit(SIZES[5]) >= 18.0);
}

#[test]
fn a_way_ends_at_its_tile() {
    let it = layout(&counts(792.0, 640.0, &[9; 3]));
    for slot in 0..9 {
        let tile = it.tile_at(2, slot).unwrap();
        let (x, y) = *it.way(0, 2, slot).unwrap().last().unwrap();
        assert!(x >= tile.x && x <= tile.right() && y >= tile.y && y <= tile.bottom());
    }
}

#[test]
fn on_a_projector_a_low_stage_is_whole_with_smaller_letters() {
    for (height, letters) in [(694.0, 20.0), (419.0, 16.0), (367.0, 14.0), (315.0, 12.0)] {
        let it = layout(&Counts {
            is_large: true,
            ..counts(1920.0, height, &[2, 2, 1])
        });
        assert!(it.height <= height + 1.0, "{} high of {height}", it.height);
        assert!((it.unit - letters).abs() < 0.1, "{} at {height}", it.unit);
    }
}
