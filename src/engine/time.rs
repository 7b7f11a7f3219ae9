//! Time as whole milliseconds since a run began; the wall clock never enters.

use std::fmt;

/// A moment of a run [ms since it began].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub u64);

/// A length of time [ms].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(pub u64);

/// The calendar date on which every run begins: 2026-01-01T00:00:00Z [s since 1970]. Chosen by us, so that dates in YAML are the same for everyone.
pub const EPOCH_UNIX_SECS: u64 = 1_767_225_600;

impl Time {
    /// The moment a run begins.
    pub const ZERO: Self = Self(0);

    /// Kubernetes writes timestamps in whole seconds, rounded down (`metav1.Time`).
    pub fn whole_second(self) -> Self {
        Self(self.0 / 1000 * 1000)
    }

    /// How long ago `earlier` was; nothing if it lies ahead.
    pub fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }

    /// The moment as Kubernetes prints it, e.g. `2026-01-01T00:00:41Z`.
    pub fn rfc3339(self) -> String {
        let secs = EPOCH_UNIX_SECS + self.0 / 1000;
        let (year, month, day) = civil_from_days(secs / 86_400);
        let of_day = secs % 86_400;
        let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of whole seconds.
    pub const fn secs(secs: u64) -> Self {
        Self(secs * 1000)
    }

    /// Whole seconds, rounded down.
    pub const fn as_secs(self) -> u64 {
        self.0 / 1000
    }
}

impl std::ops::Add<Span> for Time {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl std::ops::Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Time {
    /// Minutes, seconds and tenths, as the clock of the page shows it: `00:41.2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, secs, tenths) = (self.0 / 60_000, self.0 / 1000 % 60, self.0 / 100 % 10);
        write!(f, "{minutes:02}:{secs:02}.{tenths}")
    }
}

/// Days since 1970-01-01 to a date, by the arithmetic of the proleptic Gregorian calendar (years begin in March).
fn civil_from_days(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_begins_on_new_year_and_counts_leap_days() {
        assert_eq!(Time::ZERO.rfc3339(), "2026-01-01T00:00:00Z");
        assert_eq!(Time(41_999).rfc3339(), "2026-01-01T00:00:41Z");
        let days_to_leap = 365 + 365 + 31 + 28;
        assert_eq!(Time(days_to_leap * 86_400_000).rfc3339(), "2028-02-29T00:00:00Z");
    }

    #[test]
    fn the_clock_shows_tenths() {
        assert_eq!(Time(101_250).to_string(), "01:41.2");
    }
}
