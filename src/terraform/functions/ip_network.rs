//! Functions on IP address ranges.

use std::net::{Ipv4Addr, Ipv6Addr};

use num_bigint::Sign;

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::functions::sequence;
use crate::value::{SequenceKind, Type, Value};

const PREFIX: Parameter = Parameter::new("prefix", Shape::String);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("cidrhost", &[PREFIX, Parameter::new("hostnum", Shape::Number)], Shape::String, host),
    Function::new("cidrnetmask", &[PREFIX], Shape::String, netmask),
    Function::new(
        "cidrsubnet",
        &[PREFIX, Parameter::new("newbits", Shape::Number), Parameter::new("netnum", Shape::Number)],
        Shape::String,
        subnet,
    ),
    Function::new("cidrsubnets", &[PREFIX], Shape::ListOfStrings, subnets)
        .variadic(Parameter::new("newbits", Shape::Number)),
];

/// Bits that one call may add to a prefix.
const MAX_NEW_BITS: i64 = 32;

/// An address range; its address is the first of the range.
#[derive(Clone, Copy)]
struct Network {
    address: u128,
    length: u32,
    is_v6: bool,
}

impl Network {
    fn bits(self) -> u32 {
        if self.is_v6 { 128 } else { 32 }
    }

    /// The number of addresses, less one.
    fn last_host(self) -> u128 {
        all_ones(self.bits() - self.length)
    }

    fn show(self, address: u128) -> String {
        if self.is_v6 { Ipv6Addr::from(address).to_string() } else { Ipv4Addr::from(address as u32).to_string() }
    }

    /// Addresses that are shown in another notation, or not as IPv6 at all.
    fn is_mapped(self) -> bool {
        self.is_v6 && self.address >> 48 == 0
    }
}

fn all_ones(bits: u32) -> u128 {
    if bits >= 128 { u128::MAX } else { (1 << bits) - 1 }
}

fn parse(call: &Call<'_>) -> Result<Option<Network>, Failure> {
    let text = call.str(0);
    let refused = || call.failure_at(0, format!("{text:?} is not an address range as in 10.0.0.0/8"));
    let (address, length) = text.split_once('/').ok_or_else(refused)?;
    let is_v6 = address.contains(':');
    let address = if is_v6 {
        if address.split(':').any(|group| group.len() > 4 && !group.contains('.')) {
            return Ok(None);
        }
        u128::from(address.parse::<Ipv6Addr>().map_err(|_| refused())?)
    } else {
        parse_v4(address).ok_or_else(refused)?
    };
    let bits = if is_v6 { 128 } else { 32 };
    let is_number = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
    let length = length.parse::<u32>().ok().filter(|length| is_number && *length <= bits).ok_or_else(refused)?;
    let address = address & !all_ones(bits - length);
    let network = Network { address, length, is_v6 };
    Ok(if network.is_mapped() && network.address != 0 { None } else { Some(network) })
}

/// Four decimal numbers, which may have zeros in front.
fn parse_v4(text: &str) -> Option<u128> {
    let mut address: u128 = 0;
    let mut count = 0;
    for part in text.split('.') {
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let byte: u8 = part.parse().ok()?;
        address = address << 8 | u128::from(byte);
        count += 1;
    }
    (count == 4).then_some(address)
}

const UNDECIDED: &str = "the notation of the address is not decided here";

fn host(call: &Call<'_>) -> Evaluated {
    let number = call.number(1).to_bigint().ok_or_else(|| call.failure_at(1, "it must be a whole number"))?;
    let Some(network) = parse(call)? else { return Ok(call.unknown(UNDECIDED)) };
    let last = network.last_host();
    // Negative numbers count from the last address, which is -1: the complement is the distance to it.
    let is_negative = number.sign() == Sign::Minus;
    let distance = if is_negative { !number.clone() } else { number.clone() };
    let Some(distance) = u128::try_from(distance).ok().filter(|distance| *distance <= last) else {
        // Terraform compares the last 64 bits of a number with the range.
        if !is_negative && i64::try_from(&number).is_err() {
            return Ok(call.unknown("Terraform's result for a number out of range is not decided here"));
        }
        let length = network.length;
        return Err(call.failure_at(1, format!("a range of /{length} has no host {number}")));
    };
    let offset = if is_negative { last - distance } else { distance };
    call.string(network.show(network.address | offset))
}

fn netmask(call: &Call<'_>) -> Evaluated {
    let Some(network) = parse(call)? else { return Ok(call.unknown(UNDECIDED)) };
    if network.is_v6 {
        return Err(call.failure_at(0, "a range of IPv6 has no netmask"));
    }
    call.string(network.show(all_ones(32) & !network.last_host()))
}

fn subnet(call: &Call<'_>) -> Evaluated {
    let new_bits = call.integer(1)?;
    let number = call.number(2).to_bigint().ok_or_else(|| call.failure_at(2, "it must be a whole number"))?;
    let Some(network) = parse(call)? else { return Ok(call.unknown(UNDECIDED)) };
    let (Ok(new_bits), Ok(number)) = (u32::try_from(new_bits), u128::try_from(number)) else {
        return Ok(call.unknown("Terraform's result for a number out of range is not decided here"));
    };
    let length = network.length.saturating_add(new_bits);
    if length > network.bits() {
        let wanted = network.length;
        return Err(call.failure_at(1, format!("a range of /{wanted} cannot be divided by {new_bits} more bits")));
    }
    if number > all_ones(new_bits) {
        // Terraform compares numbers of 64 bits alone with the range.
        if new_bits >= 64 || u64::try_from(number).is_err() {
            return Ok(call.unknown("Terraform's result for a number out of range is not decided here"));
        }
        return Err(call.failure_at(2, format!("{new_bits} bits make no range numbered {number}")));
    }
    let shift = network.bits() - length;
    let offset = if shift >= 128 { 0 } else { number << shift };
    let subnet = Network { address: network.address | offset, length, ..network };
    call.string(format!("{}/{length}", subnet.show(subnet.address)))
}

fn subnets(call: &Call<'_>) -> Evaluated {
    let Some(network) = parse(call)? else { return Ok(call.unknown(UNDECIDED)) };
    if !call.allows_elements(call.rest(1).len()) {
        return Ok(call.too_much());
    }
    let mut items = Vec::new();
    let mut next = Some(network.address);
    // Terraform starts from the range before the first, which address zero does not have.
    if network.address == 0 {
        next = None;
    }
    for index in 1..call.arguments().len() {
        let new_bits = call.integer(index)?;
        if !(1..=MAX_NEW_BITS).contains(&new_bits) {
            return Err(call.failure_at(index, format!("it must be from 1 to {MAX_NEW_BITS}")));
        }
        let length = network.length + new_bits as u32;
        if length > network.bits() {
            return Err(call.failure_at(index, format!("a prefix has no {length} bits")));
        }
        let last_host = all_ones(network.bits() - length);
        let start = next.and_then(|next| next.checked_add(last_host)).map(|end| end & !last_host);
        let range_end = network.address | network.last_host();
        let Some(start) = start.filter(|start| *start <= range_end) else {
            return Err(call.failure_at(index, format!("there is no room left for a range of /{length}")));
        };
        next = (start | last_host).checked_add(1);
        items.push(Value::string(format!("{}/{length}", network.show(start)), call.span()));
    }
    sequence::finish(call, SequenceKind::List, items, &Type::String)
}
