//! Who should do what: staffing, pairing and growth. It never ranks people.
