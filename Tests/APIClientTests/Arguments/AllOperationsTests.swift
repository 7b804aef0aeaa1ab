import APIClient
import Catalog
import Glibc
import HTTPMessage
import JSON
import TestSupport
import Testing

/// The checks on every operation of the catalog: of the one this program is built with, or of the files in the folder
/// that `MOONTIDE_CATALOG_FOLDER` names.
struct AllOperationsTests {
    @Test func examplesPassTheChecks() throws {
        let catalog = try Self.catalog()
        let checker = ArgumentChecker()
        for operation in catalog.allOperations {
            let group = try #require(catalog.group(operation.group))
            let call = Call(operation, of: group, arguments: group.exampleArguments(of: operation))
            do {
                let prepared = try checker.prepare(call)
                #expect(prepared.request.target.hasPrefix("/"), "\(operation.qualifiedName)")
                #expect(!prepared.request.target.contains("{"), "\(operation.qualifiedName)")
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    /// With all the optional fields, of every variant.
    @Test func everyFieldTakesItsExample() throws {
        for subject in try CallSubject.all(in: Self.catalog()) {
            if let error = subject.refusal(of: subject.arguments) { Issue.record("\(error)") }
        }
    }

    /// A value that no scalar there may have, in the place of each scalar.
    @Test func wrongValuesAreRefusedAtTheirPlace() throws {
        for subject in try CallSubject.all(in: Self.catalog()) {
            for leaf in subject.leaves {
                let wrong: JSONValue = leaf.takesBooleans ? "neither" : true
                let arguments = leaf.setting(wrong, in: .object(subject.arguments)).object ?? [:]
                let paths = subject.refusal(of: arguments)?.problems.map(\.path) ?? []
                #expect(
                    paths.contains(leaf.path) || paths.contains { leaf.isInUnion && leaf.path.hasPrefix($0) },
                    "\(subject.operation.qualifiedName): \(leaf.path) is not in \(paths)")
            }
        }
    }

    @Test func unknownNamesAreRefused() throws {
        for subject in try CallSubject.all(in: Self.catalog()) where !subject.isOpen {
            var arguments = subject.arguments
            arguments["no_such_name"] = 1
            #expect(
                subject.refusal(of: arguments)?.description
                    == "\(subject.operation.qualifiedName): unknown parameter 'no_such_name'")
        }
    }

    /// Whatever is given, there is a request or a list of problems.
    @Test func randomArgumentsNeverStopTheProgram() throws {
        var generator = SeededGenerator(seed: 3)
        for subject in try CallSubject.all(in: Self.catalog()) {
            for _ in 0..<10 {
                let arguments = RandomChange.made(in: .object(subject.arguments), &generator).object ?? [:]
                guard let error = subject.refusal(of: arguments) else { continue }
                #expect(!error.problems.isEmpty && !error.description.isEmpty)
            }
        }
    }

    @Test func patternsAreDecidedInLinearTime() throws {
        let catalog = try Self.catalog()
        for group in catalog.groupNames.compactMap(catalog.group) {
            for pattern in CallSubject.patterns(of: group) { #expect(TextPattern(pattern).isLinear, "\(pattern)") }
        }
    }

    private static func catalog() throws -> Catalog {
        guard let folder = getenv("MOONTIDE_CATALOG_FOLDER").map({ String(cString: $0) }) else { return .standard }
        var files: [CatalogFile] = []
        let directory = try #require(opendir(folder))
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".catalog") else { continue }
            files.append(CatalogFile(group: String(name.dropLast(8)), text: try text(of: "\(folder)/\(name)")))
        }
        return try Catalog(files: files.sorted { $0.group < $1.group })
    }

    private static func text(of path: String) throws -> String {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
