//! `quarterdeck rank`: the ranking in the terminal, or for machines.

use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::cli::Verdict;
use crate::cli::folder::Folder;
use crate::cli::kept::kept;
use crate::cli::terminal::Terminal;
use crate::criteria::PerCriterion;
use crate::failure::Failure;
use crate::portfolio::Weights;
use crate::ranking::{self, Region, Rules};
use crate::report::export::Document;

/// Print the ranking.
///
/// With `--weights` it answers what if, and the documents stay as they are.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    folder: Folder,

    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// Other weights for business, interest and growth, such as 50,25,25.
    #[arg(long, value_name = "B,I,G", value_parser = weights)]
    weights: Option<Weights>,

    /// The weightings that shares are taken over.
    #[arg(long, value_enum, default_value_t = Over::All)]
    region: Over,
}

/// How the ranking is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns.
    Table,
    /// quarterdeck.ranking/1.
    Json,
    /// RFC 4180, for spreadsheets.
    Csv,
    /// A markdown table.
    Md,
}

/// The weightings that shares are taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Over {
    /// Every weighting.
    All,
    /// Those that keep the stated order of importance.
    Ordered,
    /// Those in which no weight differs from the stated one by more than 10 points.
    Near,
}

impl Over {
    const fn region(self) -> Region {
        match self {
            Self::All => Region::All,
            Self::Ordered => Region::Ordered,
            Self::Near => Region::Near,
        }
    }
}

/// Prints the ranking, or every finding when an error in the documents keeps it from being true.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let sources = kept(arguments.folder.read()?);
    let Some(assessed) = arguments.folder.assess(sources, terminal) else {
        return Ok(Verdict::Findings);
    };
    let settings = assessed.portfolio.settings();
    let ranking = match arguments.weights {
        Some(weights) => {
            let rules = Rules { weights, ..Rules::of(settings) };
            Arc::new(ranking::rank_by(&assessed.candidates, &rules))
        }
        None => Arc::clone(&assessed.ranking),
    };
    let robustness = kept(ranking.robustness(arguments.region.region(), ranking.plan_map().as_ref()));
    let document = Document::new(settings, &ranking, Some(robustness));
    terminal.result(&match arguments.format {
        Format::Table => document.table(),
        Format::Json => document.json(),
        Format::Csv => document.csv(),
        Format::Md => document.markdown(),
    })?;
    Ok(Verdict::Clean)
}

/// Millionths of a unit of weight.
const MILLION: u64 = 1_000_000;

/// Three non-negative numbers with at most six decimals, between commas.
fn weights(text: &str) -> Result<Weights, String> {
    const WANTED: &str = "write three numbers for business, interest and growth, such as 50,25,25";
    let parts: Vec<u64> =
        text.split(',').map(|part| millionths(part.trim())).collect::<Option<_>>().ok_or(WANTED)?;
    let [business, interest, growth] = parts.as_slice() else { return Err(WANTED.to_owned()) };
    let parts = PerCriterion::new(*business, *interest, *growth);
    Weights::new(parts).ok_or_else(|| "at least one weight must be above zero".to_owned())
}

fn millionths(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(whole, 6) || !digits(fraction, 6) {
        return None;
    }
    let fraction: u64 = format!("{fraction:0<6}").parse().ok()?;
    Some(whole.parse::<u64>().ok()? * MILLION + fraction)
}

#[cfg(test)]
mod tests {
    use super::weights;

    #[test]
    fn weights_are_three_plain_numbers() {
        let shares = |text| weights(text).map(|weights| weights.parts().into_array());
        assert_eq!(shares("50,25,25"), Ok([2, 1, 1]));
        assert_eq!(shares(" 0.5, .25, 0.25").ok(), None);
        assert_eq!(shares("0.5, 0.3,0.2"), Ok([5, 3, 2]));
        assert_eq!(shares("1,0,0"), Ok([1, 0, 0]));
        for wrong in ["", "1,2", "1,2,3,4", "-1,1,1", "nan,1,1", "1e3,1,1", "1,2,x", "1234567,1,1"] {
            assert!(weights(wrong).unwrap_err().contains("50,25,25"), "{wrong}");
        }
        assert_eq!(weights("0,0,0").unwrap_err(), "at least one weight must be above zero");
    }
}
