//! What stands for an address on the disk, where the address itself may tell too much or be no name of a file.

use sha2::{Digest, Sha256};

/// The SHA-256 of an address, in 64 hexadecimal digits (FIPS 180-4).
pub(super) fn of_address(address: &str) -> String {
    let digest = Sha256::digest(address.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
