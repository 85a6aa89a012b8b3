//! Which revision a change is compared with when nobody says so.
//!
//! In a pull request on GitHub the checked-out commit is a merge, and its first parent is the branch merged
//! into: comparing with it answers what merging changes now. A merge base computed in a shallow clone can be
//! wrong without a sign of it, so there the answer is how to get a right one, not a guess.

use std::env;
use std::fmt;
use std::fs;

use super::{Commit, Repository};
use crate::failure::Failure;

/// The revision to compare with, and the rule that found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// The commit.
    pub commit: Commit,
    /// How it was found.
    pub rule: Rule,
}

/// How a base was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// It was named on the command line.
    Named(String),
    /// The common ancestor of the two revisions that were named with three dots between them.
    NamedAncestor,
    /// `QUARTERDECK_BASE` names it.
    Environment,
    /// The first parent of the merge that a pull request's workflow checks out.
    PullRequest,
    /// The base of the merge group that is being tested.
    MergeGroup,
    /// GitLab's base of the merge request.
    MergeRequest,
    /// The common ancestor with this branch.
    Ancestor(String),
}

impl Rule {
    /// The word in machine-readable output.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Named(_) => "named",
            Self::NamedAncestor => "named-merge-base",
            Self::Environment => "environment",
            Self::PullRequest => "pr-first-parent",
            Self::MergeGroup => "merge-group",
            Self::MergeRequest => "merge-request",
            Self::Ancestor(_) => "merge-base",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => write!(f, "`{name}`, as asked"),
            Self::NamedAncestor => f.write_str("the common ancestor of both revisions"),
            Self::Environment => f.write_str("named by QUARTERDECK_BASE"),
            Self::PullRequest => f.write_str("the branch this pull request merges into"),
            Self::MergeGroup => f.write_str("the base of the merge group"),
            Self::MergeRequest => f.write_str("the base of the merge request"),
            Self::Ancestor(branch) => write!(f, "the common ancestor with {branch}"),
        }
    }
}

/// Where a branch usually starts, most telling first.
const BRANCHES: [&str; 5] = [
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
];

/// What the surroundings say about the base.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// `QUARTERDECK_BASE`.
    pub named: Option<String>,
    /// GitHub's name of the event.
    pub github_event: Option<String>,
    /// The base commit in GitHub's event, of a merge group.
    pub merge_group_base: Option<String>,
    /// GitLab's base commit of a merge request.
    pub gitlab_base: Option<String>,
}

impl Hints {
    /// What the environment of this process says.
    pub fn from_environment() -> Self {
        let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            named: variable("QUARTERDECK_BASE"),
            github_event: variable("GITHUB_EVENT_NAME"),
            merge_group_base: variable("GITHUB_EVENT_PATH").and_then(|path| merge_group_base(&path)),
            gitlab_base: variable("CI_MERGE_REQUEST_DIFF_BASE_SHA"),
        }
    }
}

fn merge_group_base(event: &str) -> Option<String> {
    let event: serde_json::Value = serde_json::from_str(&fs::read_to_string(event).ok()?).ok()?;
    event["merge_group"]["base_sha"].as_str().map(str::to_owned)
}

impl Repository {
    /// The base that the surroundings and the history suggest for a change that ends at `head`.
    ///
    /// # Errors
    /// When no base can be found, or one found here could be wrong.
    pub fn base(&self, hints: &Hints, head: &Commit) -> Result<Base, Failure> {
        if let Some(name) = &hints.named {
            return Ok(Base { commit: self.commit(name)?, rule: Rule::Environment });
        }
        match hints.github_event.as_deref() {
            Some("pull_request") => {
                if let Some(commit) = self.merged_into(head)? {
                    return Ok(Base { commit, rule: Rule::PullRequest });
                }
            }
            Some("merge_group") => {
                if let Some(id) = &hints.merge_group_base {
                    return Ok(Base { commit: self.commit(id)?, rule: Rule::MergeGroup });
                }
            }
            _ => {}
        }
        if let Some(id) = &hints.gitlab_base {
            return Ok(Base { commit: self.commit(id)?, rule: Rule::MergeRequest });
        }
        self.ancestor(head)
    }

    /// The common ancestor of a named revision and a commit.
    ///
    /// # Errors
    /// When there is none, or the clone is shallow and one found here could be wrong.
    pub fn forked(&self, name: &str, head: &Commit) -> Result<Base, Failure> {
        let named = self.commit(name)?;
        if self.is_shallow()? {
            return Err(shallow());
        }
        let ancestor = self.merge_base(&named, head)?;
        let none = || Failure::new(format!("cannot find a common ancestor of `{name}` and {head}"));
        Ok(Base { commit: ancestor.ok_or_else(none)?, rule: Rule::NamedAncestor })
    }

    /// The first parent of a merge.
    fn merged_into(&self, head: &Commit) -> Result<Option<Commit>, Failure> {
        match self.find(&format!("{}^2", head.id()))? {
            Some(_) => self.find(&format!("{}^1", head.id())),
            None => Ok(None),
        }
    }

    fn ancestor(&self, head: &Commit) -> Result<Base, Failure> {
        if self.is_shallow()? {
            return Err(shallow());
        }
        for branch in BRANCHES {
            if let Some(tip) = self.find(branch)?
                && let Some(commit) = self.merge_base(&tip, head)?
            {
                let name = branch.trim_start_matches("refs/remotes/").trim_start_matches("refs/heads/");
                return Ok(Base { commit, rule: Rule::Ancestor(name.to_owned()) });
            }
        }
        Err(Failure::new("cannot find a base to compare with")
            .because("there is no branch origin/HEAD, main or master that shares history with this one")
            .help("name the base: `quarterdeck diff REV`"))
    }
}

fn shallow() -> Failure {
    Failure::new("cannot find a base to compare with")
        .because("this clone is shallow, and a common ancestor computed here could be wrong")
        .help(
            "set `fetch-depth: 2` for a pull request on GitHub, `GIT_DEPTH: 0` on GitLab, run \
             `git fetch --unshallow`, or name the base: `quarterdeck diff REV`",
        )
}
