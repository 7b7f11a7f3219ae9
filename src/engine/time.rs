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
        let (days, hour, minute, second) = self.calendar();
        let (year, month, day) = civil_from_days(days);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// The same with thousandths of a second, e.g. `2026-01-01T00:00:41.250Z`.
    pub fn rfc3339_millis(self) -> String {
        format!("{}.{:03}Z", self.rfc3339().trim_end_matches('Z'), self.0 % 1000)
    }

    /// The moment as `kubectl describe` prints it, e.g. `Thu, 01 Jan 2026 00:00:41 +0000`.
    pub fn rfc1123z(self) -> String {
        let (days, hour, minute, second) = self.calendar();
        let (year, month, day) = civil_from_days(days);
        // 1970 began on a Thursday.
        let weekday = WEEKDAYS[usize::try_from(days % 7).expect("a weekday is below 7")];
        let month = MONTHS[usize::try_from(month - 1).expect("a month is at most 12")];
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} +0000")
    }

    /// Reads what [`Self::rfc3339`] writes [ms since the run began, negative before it].
    pub fn parse_rfc3339(text: &str) -> Option<i64> {
        let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
        let [year, month, day] = three(date, '-')?;
        let [hour, minute, second] = three(clock, ':')?;
        let days = days_from_civil(year, month, day)?;
        let secs = days
            .checked_mul(86_400)?
            .checked_add(hour * 3600 + minute * 60 + second)?;
        let millis = i64::try_from(secs).ok()? - i64::try_from(EPOCH_UNIX_SECS).ok()?;
        millis.checked_mul(1000)
    }

    /// Days since 1970, hour, minute and second.
    fn calendar(self) -> (u64, u64, u64, u64) {
        let secs = EPOCH_UNIX_SECS + self.0 / 1000;
        let of_day = secs % 86_400;
        (secs / 86_400, of_day / 3600, of_day / 60 % 60, of_day % 60)
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of whole seconds. What a person may write is longer than any run, so that it ends somewhere is enough.
    pub const fn secs(secs: u64) -> Self {
        Self(secs.saturating_mul(1000))
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

/// The days of the week, from the one on which 1970 began.
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Three numbers of at most four digits.
fn three(text: &str, between: char) -> Option<[u64; 3]> {
    let mut parts = text.split(between).map(|part| {
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit());
        if is_number { part.parse().ok() } else { None }
    });
    let three = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(three)
}

/// The other way round, for dates from 1970 on.
fn days_from_civil(year: u64, month: u64, day: u64) -> Option<u64> {
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (year, month_from_march) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
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
    fn a_moment_is_written_and_read_back() {
        for millis in [0, 41_000, 86_399_000, (365 + 365 + 31 + 28) * 86_400_000] {
            let time = Time(millis);
            assert_eq!(Time::parse_rfc3339(&time.rfc3339()), i64::try_from(millis).ok());
        }
        assert_eq!(Time::parse_rfc3339("2025-12-31T23:59:59Z"), Some(-1000));
        for text in [
            "",
            "2026-01-01",
            "2026-13-01T00:00:00Z",
            "2026-01-01T00:00Z",
            "-1-1-1T0:0:0Z",
        ] {
            assert_eq!(Time::parse_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn describe_writes_the_day_of_the_week() {
        assert_eq!(Time(41_000).rfc1123z(), "Thu, 01 Jan 2026 00:00:41 +0000");
        // The 22nd of November 2026 is a Sunday.
        assert_eq!(
            Time(325 * 86_400_000).rfc1123z(),
            "Sun, 22 Nov 2026 00:00:00 +0000"
        );
    }

    #[test]
    fn the_clock_shows_tenths() {
        assert_eq!(Time(101_250).to_string(), "01:41.2");
    }
}
