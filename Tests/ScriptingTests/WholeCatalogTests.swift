import APIClient
import Catalog
import Glibc
import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// Every operation of the catalog, answered with the example that the catalog itself makes.
///
/// `MOONTIDE_CATALOG_FOLDER` names a folder of other catalog files to try.
struct WholeCatalogTests {
    static let catalog: Catalog = {
        guard let folder = getenv("MOONTIDE_CATALOG_FOLDER") else { return .standard }
        do {
            return try Catalog(files: files(in: String(cString: folder)))
        } catch {
            preconditionFailure("the folder has a mistake: \(error)")
        }
    }()

    private static func files(in folder: String) -> [CatalogFile] {
        guard let directory = opendir(folder) else { preconditionFailure("no folder \(folder)") }
        defer { closedir(directory) }
        var files: [CatalogFile] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".catalog"), let file = fopen("\(folder)/\(name)", "r") else { continue }
            defer { fclose(file) }
            var bytes: [UInt8] = []
            while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
            files.append(CatalogFile(group: String(name.dropLast(8)), text: String(decoding: bytes, as: UTF8.self)))
        }
        return files.sorted { $0.group < $1.group }
    }

    static var operations: [String] { catalog.allOperations.map(\.qualifiedName) }
    static var lists: [String] { catalog.allOperations.filter { $0.pagination != nil }.map(\.qualifiedName) }

    private let vendor = FakeVendor()

    /// Runs a chunk in which `call` is the operation and `arguments` those of its example.
    private func run(_ name: String, _ source: String, notes: (String) -> Void = { _ in }) throws -> String {
        let engine = try vendor.engine(catalog: Self.catalog)
        let operation = try #require(Self.catalog.operation(name))
        let group = try #require(Self.catalog.group(operation.group))
        let arguments = try JSONValue.object(group.exampleArguments(of: operation)).serialized()
        var collected: [String] = []
        engine.noteHandler = { collected.append($0) }
        engine.interpreter.stack.push(String(decoding: arguments, as: UTF8.self))
        try engine.interpreter.stack.set(global: "example")
        defer { collected.forEach(notes) }
        return try engine.value(
            "local call, arguments = _G['\(operation.group)']['\(operation.name)'], json.decode(example) \(source)")
    }

    @Test(arguments: operations) func takesItsExampleAndGivesItsAnswer(name: String) throws {
        let operation = try #require(Self.catalog.operation(name))
        let group = try #require(Self.catalog.group(operation.group))
        var answer = group.exampleAnswer(of: operation)
        if operation.pagination != nil, case .object(var object)? = answer {
            // The only page there is.
            (object["links"], object["meta"]) = ([:], nil)
            answer = .object(object)
        }
        let sent = answer
        vendor.respond = { _ in
            guard let type = operation.success.mediaType else { return HTTPResponse(status: operation.success.status) }
            guard type == "application/json", let answer = sent else {
                return HTTPResponse(
                    status: operation.success.status, headers: ["content-type": type], body: Array("text".utf8))
            }
            return .json(answer, status: operation.success.status)
        }
        var notes: [String] = []
        _ = try run(name, "api.strict = true return tostring(call(arguments))") { notes.append($0) }
        #expect(notes.filter { $0.contains("differs") } == [])
        #expect(vendor.requests.count == 1)
        #expect(vendor.requests.first?.method == operation.method)
    }

    /// 450 copies of the list's example item, told apart by their keys, in three pages.
    @Test(arguments: lists) func readsAllPages(name: String) throws {
        let operation = try #require(Self.catalog.operation(name))
        let group = try #require(Self.catalog.group(operation.group))
        let answer = try #require(group.exampleAnswer(of: operation)?.object)
        let root = try #require(operation.success.roots.first { answer[$0] != nil })
        let item = answer[root]?.array?.first ?? answer[root]?.object?.members.first?.value ?? [:]
        let isMap = answer[root]?.array == nil
        let items = (0..<450).map { number in
            var copy = item.object ?? [:]
            for member in copy.members {
                switch member.value {
                case .string: copy[member.name] = .string("\(number)")
                case .integer: copy[member.name] = .integer(Int64(number))
                default: break
                }
            }
            return JSONValue.object(copy)
        }
        var token = "page"
        if case .token(let parameter) = operation.pagination { token = parameter }
        vendor.respond = { request in
            let page = request.query(token).flatMap { Int($0) } ?? 1
            var pages = JSONObject()
            if page < 3 { pages["next"] = .string("/?\(token)=\(page + 1)") }
            let range = (page - 1) * 200..<min(page * 200, 450)
            let map = JSONObject(range.map { ("n\($0)", items[$0]) })
            return .json([
                root: isMap ? .object(map) : .array(Array(items[range])), "links": ["pages": .object(pages)],
                "meta": ["total": 450]
            ])
        }
        var notes: [String] = []
        #expect(
            try run(name, "local n = 0 for _ in pairs(call(arguments)) do n = n + 1 end return n") { notes.append($0) }
                == "450")
        #expect(notes == [])
        #expect(vendor.requests.count == 3)
        #expect(vendor.requests.first?.query("per_page") == "200")
    }

    @Test func everyListHasItsIterator() throws {
        let engine = try vendor.engine(catalog: Self.catalog)
        for group in Self.catalog.groupNames {
            let names = engine.derivedFunctions(ofGroup: group).map(\.name)
            #expect(Set(names).count == names.count)
            for operation in Self.catalog.group(group)?.operations ?? []
            where operation.name == "list" && operation.pagination != nil {
                #expect(names.contains("each") && names.contains("find") && names.contains("one"), "\(group)")
            }
        }
    }

    /// What one group returns, another one describes.
    @Test(.enabled(if: catalog.resource("droplets.droplet") != nil && catalog.resource("actions.action") != nil))
    func waitsForAnActionOfADroplet() throws {
        let states = ["in-progress", "in-progress", "completed"]
        var reads = 0
        vendor.respond = { request in
            if request.path == "/v2/droplets/7" { return .json(["droplet": ["id": 7, "name": "web-1"]]) }
            if request.method == "GET" { reads += 1 }
            return .json(["action": ["id": 42, "type": "power_off", "status": .string(states[reads])]])
        }
        let engine = try vendor.engine(catalog: Self.catalog)
        #expect(try engine.value("return droplets.get(7):power_off():wait().status") == "completed")
        #expect(
            vendor.requests.map { "\($0.method) \($0.target) \(String(decoding: $0.body, as: UTF8.self))" } == [
                "GET /v2/droplets/7 ", #"POST /v2/droplets/7/actions {"type":"power_off"}"#, "GET /v2/actions/42 ",
                "GET /v2/actions/42 "
            ])
    }
}
