//! The names of git's objects, and whether bytes are the object of a name. git itself is not asked: it would run what the
//! repository's configuration says over a file of the work tree.

use sha1::Sha1;
use sha2::{Digest, Sha256};

/// A name of an object, of 20 bytes (SHA-1) or 32 (SHA-256).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ObjectId {
    bytes: [u8; 32],
    length: u8,
}

impl ObjectId {
    /// Reads a name in hexadecimal; `None` if it is not one.
    pub fn parse(hex: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        if !matches!(hex.len(), 40 | 64) {
            return None;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
        }
        Some(Self {
            bytes,
            length: u8::try_from(hex.len() / 2).ok()?,
        })
    }

    /// Returns it in hexadecimal.
    pub fn hex(&self) -> Vec<u8> {
        let digits = self.own().iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits
            .map(|digit| b"0123456789abcdef"[digit as usize])
            .collect()
    }

    /// Returns whether a blob with these bytes has this name.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        let head = format!("blob {}\0", bytes.len());
        if self.length == 20 {
            let hash = Sha1::new().chain_update(head).chain_update(bytes);
            hash.finalize()[..] == *self.own()
        } else {
            let hash = Sha256::new().chain_update(head).chain_update(bytes);
            hash.finalize()[..] == *self.own()
        }
    }

    fn own(&self) -> &[u8] {
        &self.bytes[..self.length.into()]
    }
}

#[cfg(test)]
mod tests {
    use super::ObjectId;

    #[test]
    fn a_blob_is_named_as_git_names_it() {
        // `printf 'a: 1\n' | git hash-object --stdin`, in a repository of either format.
        for hex in [
            "a8926a52d8dcba5c4386945476ab6a2ad008afd4",
            "80d3735834c615c1ed161b8c218d42171f3247f20cfc07f033dee488cb7b98a9",
        ] {
            let id = ObjectId::parse(hex.as_bytes()).expect("a name");
            assert_eq!(id.hex(), hex.as_bytes());
            assert!(id.is_of(b"a: 1\n") && !id.is_of(b"a: 2\n"));
        }
        assert_eq!(ObjectId::parse(b"6ccb"), None);
    }
}
