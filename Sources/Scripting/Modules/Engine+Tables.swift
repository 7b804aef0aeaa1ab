internal import JSON
internal import Lua
internal import YAML

extension Engine {
    /// Installs `yaml` and `csv`, which read what people keep in files.
    ///
    /// - `yaml.decode(text)`, `yaml.encode(value)`: the values of JSON in YAML 1.2;
    /// - `csv.decode(text, {separator=})`: a list of tables, one for each record, by the names in the first line.
    func installTables(on stack: Stack) {
        stack.pushTable(fields: 2)
        stack.push(function: decodeYAML)
        stack.setRaw(field: "decode", of: -2)
        stack.push(function: encodeYAML)
        stack.setRaw(field: "encode", of: -2)
        stack.setRaw(global: "yaml")
        stack.pushTable(fields: 1)
        stack.push(function: decodeCSV)
        stack.setRaw(field: "decode", of: -2)
        stack.setRaw(global: "csv")
    }
}

private func decodeYAML(_ stack: Stack) throws -> Int {
    guard let text = stack.bytes(at: 1, { Array($0) }) else { throw stack.typeError(at: 1, expected: "string") }
    do {
        try LuaJSON.push(JSONValue(yaml: text), onto: stack.state)
    } catch {
        throw LuaError(String(describing: error))
    }
    return 1
}

private func encodeYAML(_ stack: Stack) throws -> Int {
    guard stack.top >= 1 else { throw stack.typeError(at: 1, expected: "value") }
    do {
        stack.push(try stack.jsonValue(at: 1).yamlText)
    } catch {
        throw LuaError(error.description)
    }
    return 1
}

private func decodeCSV(_ stack: Stack) throws -> Int {
    guard let text = stack.bytes(at: 1, { Array($0) }) else { throw stack.typeError(at: 1, expected: "string") }
    let separator = try separator(at: 2, of: stack)
    do {
        stack.push(json: .array(try CSVTable(text, separator: separator).records.map { .object(JSONObject($0)) }))
    } catch {
        throw LuaError(error.description)
    }
    return 1
}

private func separator(at position: Int, of stack: Stack) throws -> UInt8 {
    guard !stack.isNil(at: position) else { return UInt8(ascii: ",") }
    guard stack.kind(at: position) == .table else { throw stack.typeError(at: position, expected: "table") }
    stack.pushRaw(field: "separator", of: position)
    defer { stack.pop() }
    guard !stack.isNil(at: -1) else { return UInt8(ascii: ",") }
    let text = stack.string(at: -1) ?? ""
    guard let byte = text.utf8.first, text.utf8.count == 1, byte != UInt8(ascii: "\""), byte == 0x09 || byte >= 0x20
    else {
        throw LuaError("csv.decode: the separator is one character such as ';' or '\\t'")
    }
    return byte
}

/// Records with the names that the first line gives their fields.
private struct CSVTable {
    var records: [[(String, JSONValue)]] = []

    init(_ text: [UInt8], separator: UInt8) throws(CSVReader.Failure) {
        var reader = CSVReader(text, separator: separator)
        let lines = try reader.records()
        guard let names = lines.first?.fields else { return }
        var known: Set<String> = []
        for name in names where !known.insert(name).inserted {
            throw CSVReader.Failure(line: 1, reason: "two columns are called '\(name)'")
        }
        for (line, fields) in lines.dropFirst() {
            guard fields.count == names.count else {
                let reason = "expected \(names.count) fields as in the first line, found \(fields.count)"
                throw CSVReader.Failure(line: line, reason: reason)
            }
            records.append(zip(names, fields).map { ($0, .string($1)) })
        }
    }
}
