import APIClient
import Catalog
import Glibc
import HTTPMessage
import JSON
import LocalAPI
import Lua
import Scripting

/// What checking the arguments costs, beside the whole call from Lua and back.
///
///     argument-bench [CATALOG-FOLDER]
///
/// The check is all of `prepare` but writing the body as JSON, which is measured alone and taken off. Where the local API
/// does not have the operation, an example of its answer stands ready, so that the call is shorter than a real one.
@main
struct ArgumentBench {
    static func main() throws {
        let catalog = try CommandLine.arguments.dropFirst().first.map { try Self.catalog(in: $0) } ?? .standard
        for sample in Sample.all {
            guard let operation = catalog.operation(sample.operation), let group = catalog.group(operation.group) else {
                print("\(sample.operation): not in the catalog")
                continue
            }
            guard case .object(let arguments) = try JSONValue(parsing: Array(sample.arguments.utf8)) else { continue }
            let call = Call(operation, of: group, arguments: arguments)
            let check = try checkTime(of: call)
            let whole = try callTime(of: sample, call, in: catalog)
            let share = rounded(100 * check / whole)
            let times = "\(rounded(check))\tthe call: \(rounded(whole))"
            print("arguments of \(sample.operation), check (us)\t\(times)\t\(share) %\t5 %")
        }
    }

    private static func checkTime(of call: Call) throws -> Double {
        let checker = ArgumentChecker()
        let prepared = try checker.prepare(call)
        let all = microseconds(each: 20_000) { _ = try? checker.prepare(call) }
        return all - microseconds(each: 20_000) { _ = try? prepared.body?.serialized() }
    }

    /// A call from Lua with a table of its own, in process.
    private static func callTime(of sample: Sample, _ call: Call, in catalog: Catalog) throws -> Double {
        let transport = try sample.isServed ? served() : scripted(call)
        let engine = try Engine(catalog: catalog) {
            var configuration = APIClient.Configuration()
            configuration.token = try Token(LocalAPI.exampleToken, from: "the local API")
            return APIClient(transport: transport, configuration: configuration)
        }
        let source = """
            local arguments, vary = json.decode([==[\(sample.arguments)]==]), \(sample.isServed)
            if vary then
                arguments.namespace_id = functions.create_namespace{ label = "bench", region = "nyc1" }.namespace
            end
            local number, call = 0, \(sample.operation)
            return function(count)
                for _ = 1, count do
                    number = number + 1
                    if vary then arguments.name = "trigger-" .. number end
                    call(arguments)
                end
            end
            """
        let results = try engine.interpreter.run(source, named: "=bench")
        let function = results.stack.reference(at: 1)
        let rounds = try (0..<5).map { _ in
            try microseconds {
                results.stack.push(function)
                results.stack.push(2_000)
                try results.stack.call(arguments: 1, results: 0)
            } / 2_000
        }
        return rounds.min() ?? 0
    }

    private static func served() throws -> InProcessTransport {
        let api = try LocalAPI(LocalAPI.Configuration(rateLimiting: .counted))
        return InProcessTransport { api.respond(to: $0) }
    }

    private static func scripted(_ call: Call) throws -> InProcessTransport {
        let body = try call.group.exampleAnswer(of: call.operation)?.serialized() ?? []
        let response = HTTPResponse(
            status: call.operation.success.status, headers: ["content-type": "application/json"], body: body)
        return InProcessTransport { _ in response }
    }

    // MARK: Time

    /// The fastest of five rounds, in microseconds a call.
    private static func microseconds(each count: Int, _ body: () -> Void) -> Double {
        (0..<5).map { _ in microseconds { for _ in 0..<count / 5 { body() } } / Double(count / 5) }.min() ?? 0
    }

    private static func microseconds(_ body: () throws -> Void) rethrows -> Double {
        var (start, end) = (timespec(), timespec())
        clock_gettime(CLOCK_MONOTONIC, &start)
        try body()
        clock_gettime(CLOCK_MONOTONIC, &end)
        return Double(end.tv_sec - start.tv_sec) * 1e6 + Double(end.tv_nsec - start.tv_nsec) / 1e3
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    // MARK: Catalogs

    private static func catalog(in folder: String) throws -> Catalog {
        guard let directory = opendir(folder) else { preconditionFailure("no folder \(folder)") }
        defer { closedir(directory) }
        var files: [CatalogFile] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".catalog"), let text = text(of: "\(folder)/\(name)") else { continue }
            files.append(CatalogFile(group: String(name.dropLast(8)), text: text))
        }
        return try Catalog(files: files)
    }

    private static func text(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
