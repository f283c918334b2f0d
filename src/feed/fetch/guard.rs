//! Keeps publishers from sending us into the reader's own network.
//!
//! What the reader wrote is the reader's: a literal address, `localhost`, a name without a dot. What a server
//! sends on to, and what a public name stands for, must be public (IANA special-purpose address registries).

use std::collections::HashSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Asks the system for the addresses of a name.
type Lookup = fn(&str) -> io::Result<Vec<SocketAddr>>;

/// A name stands for an address of the reader's own network; travels through reqwest as a cause.
#[derive(Debug, thiserror::Error)]
#[error("{host} is at an address of a private network")]
pub(super) struct PrivateAddress {
    pub(super) host: String,
}

/// Resolves names; those that are watched to public addresses only.
#[derive(Debug)]
pub(super) struct Guard {
    lookup: Lookup,
    /// Names of feeds and of what they redirect to. Others are names of proxies, which the reader chose.
    watched: Mutex<HashSet<String>>,
}

impl Guard {
    pub(super) fn new() -> Self {
        Self::with_lookup(|name| (name, 0).to_socket_addrs().map(Iterator::collect))
    }

    pub(super) fn with_lookup(lookup: Lookup) -> Self {
        Self {
            lookup,
            watched: Mutex::default(),
        }
    }

    /// Checks a URL about to be asked for a feed that the reader wrote as `written`.
    ///
    /// # Errors
    /// When it leads into a private network, as far as that is to be seen before its name is resolved.
    pub(super) fn pass(&self, url: &Url, written: &Url) -> Result<(), PrivateAddress> {
        let own = url.host() == written.host();
        match url.host() {
            Some(Host::Domain(name)) if is_local_name(name) && own => Ok(()),
            Some(Host::Domain(name)) if !is_local_name(name) => {
                let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
                watched.insert(name.to_owned());
                Ok(())
            }
            Some(Host::Ipv4(address)) if own || is_public(address.into()) => Ok(()),
            Some(Host::Ipv6(address)) if own || is_public(address.into()) => Ok(()),
            host => Err(PrivateAddress {
                host: host.map(|host| host.to_string()).unwrap_or_default(),
            }),
        }
    }

    fn addresses(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        let addresses = (self.lookup)(name)?;
        let watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        if !watched.contains(name) {
            return Ok(addresses);
        }
        let (public, private): (Vec<_>, Vec<_>) = addresses
            .into_iter()
            .partition(|address| is_public(address.ip()));
        if public.is_empty() && !private.is_empty() {
            return Err(io::Error::other(PrivateAddress {
                host: name.to_owned(),
            }));
        }
        Ok(public)
    }
}

/// The guard as reqwest takes it.
pub(super) struct Resolver(pub(super) Arc<Guard>);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        Box::pin(async move {
            let name = name.as_str().to_owned();
            let asked = tokio::task::spawn_blocking(move || guard.addresses(&name));
            let addresses: Addrs = Box::new(asked.await??.into_iter());
            Ok(addresses)
        })
    }
}

/// Whether a URL names a machine of the reader's own network, as far as its name tells.
pub(super) fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_local_name(name),
        Some(Host::Ipv4(address)) => !is_public(address.into()),
        Some(Host::Ipv6(address)) => !is_public(address.into()),
        None => false,
    }
}

/// Whether a name means something in the reader's own network alone (RFC 6761, 6762, 8375, 9476).
fn is_local_name(name: &str) -> bool {
    const TOP: [&str; 4] = ["localhost", "local", "internal", "home.arpa"];
    let name = name.trim_end_matches('.');
    !name.contains('.')
        || TOP.iter().any(|top| {
            name.strip_suffix(top)
                .is_some_and(|rest| rest.ends_with('.'))
        })
}

/// Whether an address is one of the public network.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    // This network, carrier-grade NAT, protocol assignments, benchmarks, reserved.
    let special = matches!(
        (a, b, c),
        (0 | 240..=255, _, _) | (100, 64..=127, _) | (192, 0, 0) | (198, 18 | 19, _)
    );
    !(special
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inside) = embedded_v4(address) {
        return is_public_v4(inside);
    }
    let [first, second, ..] = address.segments();
    // Teredo, which leads to a machine behind a translator (RFC 4380), and documentation (RFC 3849, RFC 9637).
    let special = matches!((first, second), (0x2001, 0 | 0xdb8) | (0x3fff, 0..=0xfff));
    // Global unicast is 2000::/3; unique local, link local, loopback and multicast are not in it.
    !special && first & 0xe000 == 0x2000
}

/// The IPv4 address that an IPv6 address stands for: mapped, NAT64 (RFC 6052), 6to4 (RFC 3056).
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = address.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match segments {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => address.to_ipv4_mapped(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(written: &str, url: &str) -> bool {
        let parse = |url| Url::parse(url).unwrap();
        Guard::new().pass(&parse(url), &parse(written)).is_ok()
    }

    #[test]
    fn what_the_reader_wrote_is_the_readers() {
        for own in [
            "http://127.0.0.1/feed",
            "http://10.1.2.3:8080/feed",
            "http://[fd00::1]/feed",
            "http://localhost/feed",
            "http://intranet/feed",
            "http://nas.local/feed",
        ] {
            assert!(passes(own, own), "{own}");
        }
        assert!(passes("http://127.0.0.1/a", "http://127.0.0.1:81/b"));
    }

    #[test]
    fn no_server_sends_us_into_a_private_network() {
        for target in [
            "http://127.0.0.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://0.0.0.0/",
            "http://10.0.0.1/",
            "http://172.16.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.0.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[2001:0:7f00:1::1]/",
            "http://[2001:db8::1]/",
            "http://[3fff:fff::1]/",
            "http://[fe80::1]/",
            "http://[fd12::1]/",
            "http://localhost/",
            "http://localhost./",
            "http://router/",
            "http://db.internal/",
            "http://nas.local/",
        ] {
            assert!(!passes("https://news.example/feed", target), "{target}");
        }
        assert!(!passes("http://10.0.0.1/feed", "http://10.0.0.2/feed"));
        for target in [
            "http://other.example/",
            "http://93.184.216.34/",
            "http://[2606:4700::1]/",
            "http://[2001:1::1]/",
            "http://[3fff:1000::1]/",
        ] {
            assert!(passes("https://news.example/feed", target), "{target}");
        }
    }

    fn rebound(name: &str) -> io::Result<Vec<SocketAddr>> {
        let private = SocketAddr::from(([192, 168, 0, 1], 0));
        let public = SocketAddr::from(([93, 184, 216, 34], 0));
        match name {
            "both.example" => Ok(vec![private, public]),
            "public.example" => Ok(vec![public]),
            "unknown.example" => Err(io::ErrorKind::NotFound.into()),
            _ => Ok(vec![private]),
        }
    }

    #[test]
    fn a_public_name_must_stand_for_a_public_address() {
        let guard = Guard::with_lookup(rebound);
        for name in ["rebound.example", "both.example", "public.example"] {
            let url = Url::parse(&format!("https://{name}/feed")).unwrap();
            guard.pass(&url, &url).unwrap();
        }
        for none in ["rebound.example", "unknown.example"] {
            assert!(guard.addresses(none).is_err(), "{none}");
        }
        let only = |name| guard.addresses(name).unwrap().len();
        assert_eq!((only("both.example"), only("public.example")), (1, 1));
        // The name of a proxy, which no feed has.
        assert_eq!(only("proxy.example"), 1);
    }
}
