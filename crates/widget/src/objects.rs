//! Serialises into plain JavaScript objects: no JSON is written and read again, and no number becomes decimal on the way.

use crate::positions::Utf16;
use js_sys::{Array, Object, Reflect};
use serde::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer,
};
use std::fmt;
use wasm_bindgen::{JsError, JsValue};

/// The names of text positions, and what they are called in UTF-16 units.
const PLACES: [(&str, &str); 5] = [
    ("start", "utf16_start"),
    ("end", "utf16_end"),
    ("at", "utf16_at"),
    ("inner_start", "utf16_inner_start"),
    ("inner_end", "utf16_inner_end"),
];

/// A value as a JavaScript one; `places` are those of the text that positions in it are of.
///
/// # Errors
/// Never with the types of this project.
pub fn object<T: Serialize>(value: &T, places: Option<&Utf16<'_>>) -> Result<JsValue, JsError> {
    value
        .serialize(To { places })
        .map_err(|_| crate::refused("This result cannot be written as an object."))
}

#[derive(Clone, Copy)]
struct To<'a> {
    places: Option<&'a Utf16<'a>>,
}

/// What this project's results do not contain. Its message would only be weight.
#[derive(Debug)]
pub struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unwritable")
    }
}

impl std::error::Error for Unwritable {}

impl Error for Unwritable {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self
    }
}

type Never = Impossible<JsValue, Unwritable>;
type Written = Result<JsValue, Unwritable>;

macro_rules! numbers {
    ($($function:ident $type:ty),*) => {$(
        fn $function(self, value: $type) -> Written {
            // Every number of this project is far below 2^53.
            Ok(JsValue::from_f64(value as f64))
        }
    )*};
}

impl<'a> Serializer for To<'a> {
    type Ok = JsValue;
    type Error = Unwritable;
    type SerializeSeq = List<'a>;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Fields<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Never;

    numbers! {
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_u8 u8,
        serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_f32 f32, serialize_f64 f64
    }

    fn serialize_bool(self, value: bool) -> Written {
        Ok(JsValue::from_bool(value))
    }

    fn serialize_char(self, _value: char) -> Written {
        Err(Unwritable)
    }

    fn serialize_str(self, value: &str) -> Written {
        Ok(JsValue::from_str(value))
    }

    fn serialize_bytes(self, _value: &[u8]) -> Written {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Written {
        Ok(JsValue::NULL)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        Ok(JsValue::NULL)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Written {
        Err(Unwritable)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Written {
        Ok(JsValue::from_str(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Written {
        Err(Unwritable)
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<List<'a>, Unwritable> {
        Ok(List {
            to: self,
            array: Array::new(),
        })
    }

    fn serialize_tuple(self, _length: usize) -> Result<Never, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Never, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Never, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Fields<'a>, Unwritable> {
        Ok(Fields::of(self))
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Fields<'a>, Unwritable> {
        Ok(Fields::of(self))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Never, Unwritable> {
        Err(Unwritable)
    }
}

/// An array that is being filled.
struct List<'a> {
    to: To<'a>,
    array: Array,
}

impl SerializeSeq for List<'_> {
    type Ok = JsValue;
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.array.push(&value.serialize(self.to)?);
        Ok(())
    }

    fn end(self) -> Written {
        Ok(self.array.into())
    }
}

/// An object that is being filled.
struct Fields<'a> {
    to: To<'a>,
    object: Object,
    key: JsValue,
}

impl<'a> Fields<'a> {
    fn of(to: To<'a>) -> Self {
        Self {
            to,
            object: Object::new(),
            key: JsValue::UNDEFINED,
        }
    }

    #[inline(never)]
    fn put(&self, key: &'static str, value: &JsValue) {
        // A plain object takes every key.
        let _ = Reflect::set(&self.object, &JsValue::from_str(key), value);
        let Some(places) = self.to.places else {
            return;
        };
        for (utf8, utf16) in PLACES {
            if let (true, Some(byte)) = (key == utf8, value.as_f64()) {
                let unit = places.at(byte as usize);
                let _ = Reflect::set(&self.object, &JsValue::from_str(utf16), &unit.into());
            }
        }
    }
}

impl SerializeStruct for Fields<'_> {
    type Ok = JsValue;
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let value = value.serialize(self.to)?;
        self.put(key, &value);
        Ok(())
    }

    fn end(self) -> Written {
        Ok(self.object.into())
    }
}

impl SerializeMap for Fields<'_> {
    type Ok = JsValue;
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.key = key.serialize(self.to)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        let value = value.serialize(self.to)?;
        let _ = Reflect::set(&self.object, &self.key, &value);
        Ok(())
    }

    fn end(self) -> Written {
        Ok(self.object.into())
    }
}
