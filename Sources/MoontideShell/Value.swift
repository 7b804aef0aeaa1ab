@_exported public import struct JSON.JSONObject
@_exported public import enum JSON.JSONValue

/// A value as it crosses between Swift and Lua: null, a Boolean, an integer, a number, a string, an array or an object. It
/// has literals of all of them.
///
/// ```swift
/// let value: Value = ["name": "web", "replicas": 3, "zones": ["a", "b"]]
/// ```
///
/// An array of objects is printed as a table, an object as names with values.
public typealias Value = JSONValue
