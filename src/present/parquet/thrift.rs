//! The compact protocol of Apache Thrift, as far as Parquet's headers need it.

/// A struct in the making: fields are written in ascending order of their numbers.
#[derive(Default)]
pub struct Struct {
    bytes: Vec<u8>,
    last: u8,
}

/// The types of fields and of the elements of lists.
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

impl Struct {
    /// Adds an integer of 32 bits, or an enum.
    pub fn i32(mut self, field: u8, value: i32) -> Struct {
        self.header(field, I32);
        varint(&mut self.bytes, zigzag(i64::from(value)));
        self
    }

    /// Adds an integer of 64 bits.
    pub fn i64(mut self, field: u8, value: i64) -> Struct {
        self.header(field, I64);
        varint(&mut self.bytes, zigzag(value));
        self
    }

    /// Adds a text.
    pub fn text(mut self, field: u8, value: &str) -> Struct {
        self.header(field, BINARY);
        binary(&mut self.bytes, value);
        self
    }

    /// Adds a struct.
    pub fn inner(mut self, field: u8, value: Struct) -> Struct {
        self.header(field, STRUCT);
        self.bytes.extend(value.finish());
        self
    }

    /// Adds a list of structs.
    pub fn list(mut self, field: u8, values: Vec<Struct>) -> Struct {
        self.list_header(field, values.len(), STRUCT);
        values.into_iter().for_each(|value| self.bytes.extend(value.finish()));
        self
    }

    /// Adds a list of enums.
    pub fn enums(mut self, field: u8, values: &[i32]) -> Struct {
        self.list_header(field, values.len(), I32);
        values.iter().for_each(|value| varint(&mut self.bytes, zigzag(i64::from(*value))));
        self
    }

    /// Adds a list of texts.
    pub fn texts(mut self, field: u8, values: &[&str]) -> Struct {
        self.list_header(field, values.len(), BINARY);
        values.iter().for_each(|value| binary(&mut self.bytes, value));
        self
    }

    /// Returns the bytes of the whole struct.
    pub fn finish(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }

    fn header(&mut self, field: u8, kind: u8) {
        // Numbers of fields are given as the difference from the one before.
        self.bytes.push((field - self.last) << 4 | kind);
        self.last = field;
    }

    fn list_header(&mut self, field: u8, length: usize, kind: u8) {
        self.header(field, LIST);
        if length < 15 {
            self.bytes.push((length as u8) << 4 | kind);
        } else {
            self.bytes.push(0xf0 | kind);
            varint(&mut self.bytes, length as u64);
        }
    }
}

fn binary(bytes: &mut Vec<u8>, value: &str) {
    varint(bytes, value.len() as u64);
    bytes.extend(value.as_bytes());
}

/// Maps integers of small magnitude to small numbers: 0, -1, 1, -2 to 0, 1, 2, 3.
fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// Appends a number, seven bits a byte, the least first (LEB128).
pub fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_written_as_the_protocol_says() {
        let bytes = Struct::default().i32(1, -1).text(4, "ab").enums(5, &[0, 3]).finish();
        assert_eq!(bytes, [0x15, 0x01, 0x38, 2, b'a', b'b', 0x19, 0x25, 0, 6, 0]);
        let bytes = Struct::default().i64(2, 300).inner(3, Struct::default()).finish();
        assert_eq!(bytes, [0x26, 0xd8, 0x04, 0x1c, 0, 0]);
    }
}
