//! A site onto disk, changing only what changed.
