import APIClient
import Catalog
import HTTPMessage
import JSON
import Lua
import Scripting
import Shell
import Testing

/// The example of every operation, run as Lua.
struct ExampleTests {
    /// Runs a chunk and returns the requests it made.
    private func requests(of source: String, _ catalog: Catalog) throws -> [HTTPRequest] {
        var requests: [HTTPRequest] = []
        let engine = try Engine(catalog: catalog) {
            APIClient(
                transport: InProcessTransport { request in
                    requests.append(request)
                    return HTTPResponse(status: 204)
                })
        }
        _ = try engine.interpreter.run("return " + source, named: "=example")
        return requests
    }

    @Test(arguments: Catalogs.all)
    func passesTheArgumentChecksAndReachesItsOperation(_ source: Catalogs.Source) throws {
        for operation in source.catalog.allOperations {
            let group = try #require(source.catalog.group(operation.group))
            let example = ExampleCall(of: operation, in: group).text
            do {
                let request = try #require(try requests(of: example, source.catalog).first, "\(example)")
                // An operation whose whole address is an argument has no path of its own.
                if operation.server?.hasPrefix("{") == true { continue }
                let segments = try #require(request.pathSegments)
                guard case .operation(let reached, _) = source.catalog.route(method: request.method, segments: segments)
                else {
                    Issue.record("\(example) sends \(request.method) \(request.target)")
                    continue
                }
                #expect(reached.qualifiedName == operation.qualifiedName)
            } catch let error as LuaError {
                Issue.record("\(example)\n\(error.message)")
            }
        }
    }

    @Test(arguments: Catalogs.all)
    func ofAMethodPassesTheArgumentChecks(_ source: Catalogs.Source) throws {
        let catalog = source.catalog
        for resource in catalog.groupNames.compactMap(catalog.group).flatMap(\.resources) {
            for method in resource.methods {
                let operation = try #require(catalog.operation(method.operation))
                let group = try #require(catalog.group(operation.group))
                let example = ExampleCall(of: method, of: resource, calling: operation, in: group)
                var arguments = example.arguments
                for field in operation.pathParameters where arguments[field.name] == nil {
                    arguments[field.name] = group.example(of: field, for: .request)
                }
                for (name, word) in method.fixedArguments {
                    arguments[name] = Bool(word).map { .bool($0) } ?? .string(word)
                }
                #expect(throws: Never.self, "\(example.text)") {
                    try ArgumentChecker().prepare(Call(operation, of: group, arguments: arguments))
                }
            }
        }
    }

    @Test func standsOnOneLineWhereItFits() throws {
        let group = try #require(Catalog.standard.group("functions"))
        let operation = try #require(group.operation(named: "update_trigger"))
        let call = ExampleCall(of: operation, in: group)
        #expect(
            call.lines(width: 80) == [
                #"functions.update_trigger("fn-3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33", "nightly", {"#,
                "  is_enabled = false,", "})"
            ])
        #expect(
            call.lines(width: 120) == [
                #"functions.update_trigger("fn-3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33", "nightly", { is_enabled = false })"#
            ])
    }
}
