//! The letters behind a domain in ASCII (RFC 3492): `mller-kva` is `müller`.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE: u32 = 128;
/// The longest label of a domain.
const LONGEST: usize = 63;

/// Returns the letters of a label without its `xn--`; `None` if it is not punycode.
pub fn decoded(label: &str) -> Option<String> {
    if label.len() > LONGEST {
        return None;
    }
    let (plain, extended) = label.rsplit_once('-').unwrap_or(("", label));
    let mut letters: Vec<char> = plain.chars().collect();
    let (mut code, mut at, mut bias) = (FIRST_CODE, 0, FIRST_BIAS);
    let mut digits = extended.bytes().map(digit);
    while let Some(first) = digits.next() {
        let before = at;
        let (mut weight, mut k, mut next) = (1_u32, BASE, first?);
        loop {
            at = next.checked_mul(weight)?.checked_add(at)?;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if next < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
            next = digits.next()??;
        }
        let length = u32::try_from(letters.len()).ok()? + 1;
        bias = adapted(at - before, length, before == 0);
        code = code.checked_add(at / length)?;
        at %= length;
        letters.insert(usize::try_from(at).ok()?, char::from_u32(code)?);
        at += 1;
    }
    Some(letters.into_iter().collect())
}

fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    }
}

fn adapted(delta: u32, length: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn labels_as_registries_write_them() {
        assert_eq!(decoded("mller-kva").as_deref(), Some("müller"));
        assert_eq!(decoded("bcher-kva").as_deref(), Some("bücher"));
        assert_eq!(decoded("fsqu00a").as_deref(), Some("例子"));
        for label in ["0", "a-é", "zzzzzzzzzzzz", &"a".repeat(64)] {
            assert_eq!(decoded(label), None, "{label}");
        }
    }
}
