//! The colours of the report, read from its style sheet: text and pictures stand out from the paper, and the three
//! criteria from each other for every kind of sight.

use std::collections::BTreeMap;

use quarterdeck::site::ASSETS;

type Rgb = [f64; 3];

/// The colours of the light and of the dark paper, by name.
fn tokens() -> [BTreeMap<String, Rgb>; 2] {
    let css = ASSETS.iter().find(|(name, _)| *name == "report.css").unwrap().1;
    let css = std::str::from_utf8(css).unwrap();
    let mut blocks = css.split(":root{").skip(1).map(|block| block.split('}').next().unwrap());
    [read(blocks.next().unwrap()), read(blocks.next().unwrap())]
}

fn read(block: &str) -> BTreeMap<String, Rgb> {
    let declared = block.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'));
    declared.filter_map(|(name, value)| Some((name.to_owned(), hex(value.trim())?))).collect()
}

fn hex(value: &str) -> Option<Rgb> {
    let digits = value.strip_prefix('#')?;
    let full: String =
        if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.into() };
    let part =
        |at: usize| u8::from_str_radix(full.get(at..at + 2)?, 16).ok().map(|byte| f64::from(byte) / 255.0);
    Some([part(0)?, part(2)?, part(4)?])
}

fn linear(rgb: Rgb) -> Rgb {
    rgb.map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) })
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let light = |rgb| {
        let [r, g, b] = linear(rgb);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn times(matrix: [[f64; 3]; 3], v: Rgb) -> Rgb {
    matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

/// How a colour is seen by the colour-blind, in linear light: Machado, Oliveira and Fernandes, 2009.
const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_82, 0.042_94, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_9],
        ],
    ),
];

fn lab(linear: Rgb) -> Rgb {
    let rgb = linear.map(|c| c.clamp(0.0, 1.0));
    let xyz = times(
        [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175],
            [0.019_333_9, 0.119_192, 0.950_304_1],
        ],
        rgb,
    );
    let white = [0.950_47, 1.0, 1.088_83];
    let [x, y, z] = [0, 1, 2].map(|k| {
        let t = xyz[k] / white[k];
        if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The difference of two colours as the eye sees it: CIEDE2000.
fn difference(first: Rgb, second: Rgb) -> f64 {
    let bar = f64::midpoint(first[1].hypot(first[2]), second[1].hypot(second[2])).powi(7);
    let stretch = 1.0 + 0.5 * (1.0 - (bar / (bar + 25.0_f64.powi(7))).sqrt());
    let polar = |lab: Rgb| {
        let a = lab[1] * stretch;
        (lab[0], a.hypot(lab[2]), lab[2].atan2(a).to_degrees().rem_euclid(360.0))
    };
    let ((l1, c1, h1), (l2, c2, h2)) = (polar(first), polar(second));
    let turn = (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0;
    let hue = 2.0 * (c1 * c2).sqrt() * (turn.to_radians() / 2.0).sin();
    let (l, c, h) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2), h1 + turn / 2.0);
    let wave = |shift: f64, by: f64| (by * h - shift).to_radians().cos();
    let t =
        1.0 - 0.17 * wave(30.0, 1.0) + 0.24 * wave(0.0, 2.0) + 0.32 * wave(-6.0, 3.0) - 0.2 * wave(63.0, 4.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rotation = -2.0
        * (c.powi(7) / (c.powi(7) + 25.0_f64.powi(7))).sqrt()
        * (60.0 * (-((h - 275.0) / 25.0).powi(2)).exp()).to_radians().sin();
    let (dl, dc, dh) = ((l2 - l1) / sl, (c2 - c1) / sc, hue / sh);
    (dl * dl + dc * dc + dh * dh + rotation * dc * dh).sqrt()
}

#[test]
fn the_measure_agrees_with_its_published_examples() {
    // Sharma, Wu and Dalal, 2005, pairs 1, 7 and 20.
    let pairs = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.5, 0.0], [50.0, 3.2592, 0.335], 1.0),
    ];
    for (a, b, expected) in pairs {
        assert!((difference(a, b) - expected).abs() < 1e-3, "{} is not {expected}", difference(a, b));
    }
}

#[test]
fn text_and_pictures_stand_out_from_the_paper() {
    for (theme, colours) in ["light", "dark"].iter().zip(tokens()) {
        let on_paper = |name: &str| contrast(colours[name], colours["paper"]);
        for text in ["ink", "ink2", "ink3", "interest-text", "cut", "good", "warn", "link"] {
            assert!(on_paper(text) >= 4.5, "{theme} {text}: {:.2}", on_paper(text));
        }
        for ink in ["ink", "ink2", "ink3"] {
            let on_tint = contrast(colours[ink], colours["tint"]);
            assert!(on_tint >= 4.5, "{theme} {ink} on tint: {on_tint:.2}");
        }
        for picture in ["business", "interest", "growth", "rule2"] {
            assert!(on_paper(picture) >= 3.0, "{theme} {picture}: {:.2}", on_paper(picture));
        }
    }
}

#[test]
fn the_criteria_differ_for_every_kind_of_sight() {
    for (theme, colours) in ["light", "dark"].iter().zip(tokens()) {
        for (sight, matrix) in SIGHTS {
            let seen =
                ["business", "interest", "growth"].map(|name| lab(times(matrix, linear(colours[name]))));
            for (a, b) in [(0, 1), (0, 2), (1, 2)] {
                let found = difference(seen[a], seen[b]);
                assert!(found >= 15.0, "{theme}, {sight}: {found:.1}");
            }
        }
    }
}
