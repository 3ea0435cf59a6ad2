//! Random numbers that are the same on every machine and with any number of threads: ChaCha8, keyed by their purpose.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

use super::shock::inverse_normal;

/// A stream of random numbers.
pub struct RandomStream(ChaCha8Rng);

impl RandomStream {
    /// Returns the stream of an id on a level. Every id has its own, so that one deal more or less changes no other's numbers.
    pub fn of(seed: u32, level: usize, id: u64) -> Self {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&(level as u64).to_le_bytes());
        key[16..24].copy_from_slice(&id.to_le_bytes());
        key[24..].copy_from_slice(b"dealctl1");
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Returns 32 random bits.
    pub fn bits(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// Returns a uniform number, strictly between 0 and 1.
    pub fn uniform(&mut self) -> f64 {
        (f64::from(self.bits()) + 0.5) / 4_294_967_296.0
    }

    /// Returns a uniform index below `n`; 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from((u64::from(self.bits()) * n as u64) >> 32).unwrap_or(0)
    }

    /// Returns a standard normal number.
    pub fn normal(&mut self) -> f64 {
        inverse_normal(self.uniform())
    }

    /// Returns a Poisson number, by multiplying uniforms (Knuth), in portions of the mean that do not underflow.
    pub fn poisson(&mut self, mean: f64) -> usize {
        let mut left = mean.clamp(0.0, 10_000.0);
        let mut count = 0;
        while left > 0.0 {
            let portion = left.min(20.0);
            left -= portion;
            let floor = libm::exp(-portion);
            let mut product = self.uniform();
            while product > floor {
                count += 1;
                product *= self.uniform();
            }
        }
        count
    }

    /// Returns a gamma number with mean 1 (Marsaglia & Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        let (boosted, boost) = if shape < 1.0 {
            (shape + 1.0, libm::pow(self.uniform(), 1.0 / shape))
        } else {
            (shape, 1.0)
        };
        let d = boosted - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = 1.0 + c * x;
            if v <= 0.0 {
                continue;
            }
            let v = v * v * v;
            if libm::log(self.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v * boost / shape;
            }
        }
    }
}

/// Returns the hash of a name: FNV-1a, 64 bits.
pub fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
