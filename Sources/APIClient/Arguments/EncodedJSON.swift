import JSON

/// The bytes of a value as a request's body.
func encodedJSON(_ value: JSONValue) -> [UInt8] {
    []
}
