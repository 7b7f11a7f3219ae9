//! Arrivals: clients that send requests by chance at a given rate, whether or not they are answered (open loop).

use std::sync::Arc;

use crate::{
    luck,
    time::{Span, Time},
    world::Key,
};

/// A flow is planned at most this far ahead, so that a slow one still follows its shape.
const PLAN_AHEAD: Span = Span::secs(1);

/// A group of clients that ask for one name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Client {
    /// The balancer they ask for; it need not exist.
    pub to: Key,
    /// How many requests they send.
    pub shape: Shape,
    /// How long they wait for an answer.
    pub patience: Span,
    /// Since when.
    pub since: Time,
}

/// How many requests [thousandths of a request per second].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(pub u32);

/// How a rate runs over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// No requests.
    Off,
    /// Always the same.
    Steady(Rate),
    /// Up and down smoothly, beginning at the low end.
    Wave {
        /// The low end.
        low: Rate,
        /// The high end.
        high: Rate,
        /// From one low end to the next.
        period: Span,
    },
    /// High at first, then low for good.
    Spike {
        /// The rate afterwards.
        low: Rate,
        /// The rate of the spike.
        high: Rate,
        /// How long the spike lasts.
        lasts: Span,
    },
}

impl Shape {
    /// The highest rate it comes to.
    pub fn highest(self) -> Rate {
        match self {
            Self::Off => Rate(0),
            Self::Steady(rate) => rate,
            Self::Wave { low, high, .. } | Self::Spike { low, high, .. } => low.max(high),
        }
    }
}

impl Client {
    /// The rate at a moment.
    pub fn rate(&self, now: Time) -> Rate {
        let age = now.since(self.since);
        match self.shape {
            Shape::Off => Rate(0),
            Shape::Steady(rate) => rate,
            Shape::Wave { low, high, period } => {
                let (half, phase) = ((period.0 / 2).max(1), age.0 % period.0.max(1));
                let place = phase.min(period.0 - phase).min(half) * 1000 / half;
                // 3t^2 - 2t^3 rises from 0 to 1 with a level start and end; here in thousandths.
                let risen = place * place * (3000 - 2 * place) / 1_000_000;
                let (low, high) = (u64::from(low.0), u64::from(high.0));
                let rate = (low * (1000 - risen) + high * risen) / 1000;
                Rate(u32::try_from(rate).expect("a rate between two rates is one"))
            }
            Shape::Spike { low, high, lasts } => {
                if age < lasts {
                    high
                } else {
                    low
                }
            }
        }
    }
}

/// A group of clients and when its next request is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Flow {
    pub client: Arc<Client>,
    /// Sets the chance of this group apart from that of the others.
    luck: u64,
    /// How many requests have been planned.
    planned: u64,
    /// What is still to come before the next request is sent [millionths of a request]; at most 0: it is sent at `at`.
    owed: i64,
    /// The moment up to which this is worked out.
    at: Time,
}

impl Flow {
    pub fn new(client: Client, now: Time, seed: u64) -> Self {
        let luck = luck::number(
            seed,
            "client",
            &format!("{}/{}", client.to.namespace, client.to.name),
        );
        let mut flow = Self {
            client: Arc::new(client),
            luck,
            planned: 0,
            owed: 0,
            at: now,
        };
        flow.plan(seed);
        flow
    }

    /// Goes on as another client. What has been waited for so far does not count: the wait for a request by chance has no memory.
    pub fn become_client(&mut self, client: Client, now: Time, seed: u64) {
        self.client = Arc::new(client);
        self.at = now;
        self.owed = 0;
        self.plan(seed);
    }

    /// When to look at it next; never if it is off.
    pub fn due(&self) -> Option<Time> {
        (self.client.shape.highest() > Rate(0)).then_some(self.at)
    }

    /// Goes one step on, at the moment it is due: says the draw of the request that is sent now, if one is.
    pub fn go_on(&mut self, seed: u64) -> Option<u64> {
        if self.owed > 0 {
            self.wait();
            return None;
        }
        let draw = self.luck.wrapping_add(self.planned);
        self.plan(seed);
        Some(draw)
    }

    fn plan(&mut self, seed: u64) {
        self.planned += 1;
        let draw = luck::numbered(seed, "arrival", self.luck.wrapping_add(self.planned));
        self.owed += exponential(draw);
        self.wait();
    }

    /// Moves `at` to the next request, but not past the time for which it plans.
    fn wait(&mut self) {
        if let Shape::Steady(Rate(rate)) = self.client.shape {
            let each_ms = i64::from(rate.max(1));
            let most = i64::try_from(PLAN_AHEAD.0).expect("a second is short");
            let wait = (self.owed.max(0) + each_ms - 1).div_euclid(each_ms).min(most);
            self.owed -= wait * each_ms;
            self.at = self.at + Span(wait.unsigned_abs());
            return;
        }
        let end = self.at + PLAN_AHEAD;
        while self.owed > 0 && self.at < end {
            self.owed -= i64::from(self.client.rate(self.at).0);
            self.at = self.at + Span(1);
        }
    }
}

/// The wait between two things that happen by chance once in a while [millionths of that while]: -ln of the draw as a
/// number between 0 and 1, by squaring, in integers, so that it is the same on every machine.
fn exponential(draw: u64) -> i64 {
    const LN_2_MILLIONTHS: i64 = 693_147;
    const DIGITS: u32 = 20;
    let draw = draw | 1;
    let zeros = draw.leading_zeros();
    let mut mantissa = draw << zeros;
    let mut log2 = 0_i64;
    for _ in 0..DIGITS {
        let square = (u128::from(mantissa) * u128::from(mantissa)) >> 63;
        log2 <<= 1;
        if square >> 64 > 0 {
            log2 |= 1;
            mantissa = u64::try_from(square >> 1).expect("half a square fits again");
        } else {
            mantissa = u64::try_from(square).expect("a small square fits");
        }
    }
    let whole = i64::from(zeros) + 1;
    (((whole << DIGITS) - log2) * LN_2_MILLIONTHS) >> DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Kind;

    fn client(shape: Shape) -> Client {
        Client {
            to: Key::new(Kind::Balancer, &"default".into(), &"shop".into()),
            shape,
            patience: Span::secs(2),
            since: Time::ZERO,
        }
    }

    /// The moments at which a flow sends within some seconds.
    fn sent(shape: Shape, secs: u64) -> Vec<Time> {
        let mut flow = Flow::new(client(shape), Time::ZERO, 7);
        let mut sent = Vec::new();
        while let Some(at) = flow.due().filter(|at| *at < Time(secs * 1000)) {
            if flow.go_on(7).is_some() {
                sent.push(at);
            }
        }
        sent
    }

    #[test]
    fn a_steady_flow_keeps_its_rate_and_varies_as_chance_does() {
        let times = sent(Shape::Steady(Rate(50_000)), 1000);
        assert!((49_000..51_000).contains(&times.len()), "{}", times.len());
        let mut per_second = vec![0_i64; 1000];
        for at in times {
            per_second[usize::try_from(at.0 / 1000).unwrap()] += 1;
        }
        // Of a Poisson process the variance equals the mean.
        let variance = per_second.iter().map(|it| (it - 50) * (it - 50)).sum::<i64>() / 1000;
        assert!((42..58).contains(&variance), "{variance}");
    }

    #[test]
    fn fast_and_slow_flows_keep_their_rates_too() {
        let fast = sent(Shape::Steady(Rate(1_000_000)), 60).len();
        assert!((59_000..61_000).contains(&fast), "{fast}");
        let slow = sent(Shape::Steady(Rate(100)), 20_000).len();
        assert!((1850..2150).contains(&slow), "{slow}");
        assert_eq!(sent(Shape::Off, 100).len(), 0);
        assert_eq!(sent(Shape::Steady(Rate(0)), 100).len(), 0);
    }

    #[test]
    fn a_wave_begins_low_and_a_spike_ends() {
        let wave = client(Shape::Wave {
            low: Rate(20_000),
            high: Rate(80_000),
            period: Span::secs(60),
        });
        let at = |secs: u64| wave.rate(Time(secs * 1000)).0;
        assert_eq!(
            [at(0), at(15), at(30), at(45), at(60)],
            [20_000, 50_000, 80_000, 50_000, 20_000]
        );
        let spike = sent(
            Shape::Spike {
                low: Rate(10_000),
                high: Rate(100_000),
                lasts: Span::secs(30),
            },
            60,
        );
        let early = spike.iter().filter(|at| at.0 < 30_000).count();
        assert!((2800..3200).contains(&early), "{early}");
        assert!(
            (240..360).contains(&(spike.len() - early)),
            "{}",
            spike.len() - early
        );
    }

    #[test]
    fn a_wave_that_rests_is_never_planned_far_ahead() {
        let wave = Shape::Wave {
            low: Rate(0),
            high: Rate(2_000),
            period: Span::secs(3600),
        };
        let count = sent(wave, 3600).len();
        assert!((3400..3800).contains(&count), "{count}");
    }

    #[test]
    fn the_wait_is_a_logarithm() {
        assert_eq!(exponential(u64::MAX) / 10, 0);
        assert!((exponential(u64::MAX / 2) - 693_147).abs() < 3);
        assert!((exponential(u64::MAX / 10) - 2_302_585).abs() < 3);
        assert_eq!(exponential(0), 64 * 693_147);
    }
}
