//! One line that says what is being done when it takes longer than a moment.
//!
//! It is drawn only where somebody is looking, and leaves nothing behind.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::cli::terminal::Terminal;

const PATIENCE: Duration = Duration::from_millis(400);
const TICK: Duration = Duration::from_millis(100);

/// A line on stderr that is there while work is going on.
#[derive(Debug)]
pub(super) struct Progress {
    stages: Option<Sender<String>>,
    drawer: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts to wait; nothing is drawn before a moment has passed or when nobody looks.
    pub(super) fn start(terminal: &Terminal, stage: &str) -> Self {
        if !terminal.is_watched() {
            return Self { stages: None, drawer: None };
        }
        let (sender, receiver) = mpsc::channel::<String>();
        let mut stage = stage.to_owned();
        let drawer = thread::spawn(move || {
            let begun = Instant::now();
            let mut drawn = false;
            loop {
                match receiver.recv_timeout(if drawn { TICK } else { PATIENCE }) {
                    Ok(next) => stage = next,
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if begun.elapsed() >= PATIENCE {
                    draw(&format!("\r\x1b[2K{stage} … {:.1} s", begun.elapsed().as_secs_f32()));
                    drawn = true;
                }
            }
            if drawn {
                draw("\r\x1b[2K");
            }
        });
        Self { stages: Some(sender), drawer: Some(drawer) }
    }

    /// Says what is being done now.
    pub(super) fn stage(&self, stage: &str) {
        if let Some(stages) = &self.stages {
            let _ = stages.send(stage.to_owned());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stages.take();
        if let Some(drawer) = self.drawer.take() {
            let _ = drawer.join();
        }
    }
}

fn draw(text: &str) {
    let mut err = io::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}
