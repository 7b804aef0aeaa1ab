import Catalog
import Glibc
import Testing

/// The catalogs that tests of generated texts go through: the program's own and, where the environment names a folder of
/// catalog files, those.
///
///     scripts/import-catalog FACTS --all -o DIR
///     MOONTIDE_CATALOG_FOLDER=DIR swift test --filter ShellTests
enum Catalogs {
    struct Source: Sendable, CustomTestStringConvertible {
        var name: String
        var catalog: Catalog

        var testDescription: String { name }
    }

    static let all: [Source] =
        [Source(name: "standard", catalog: .standard)] + (folder.map { [Source(name: $0, catalog: read($0))] } ?? [])

    private static let folder = getenv("MOONTIDE_CATALOG_FOLDER").map { String(cString: $0) }

    private static func read(_ folder: String) -> Catalog {
        do {
            return try Catalog(files: files(in: folder))
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static func files(in folder: String) -> [CatalogFile] {
        guard let directory = opendir(folder) else { preconditionFailure("no folder \(folder)") }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.filter { $0.hasSuffix(".catalog") }.sorted().map { name in
            CatalogFile(group: String(name.dropLast(8)), text: text(of: "\(folder)/\(name)"))
        }
    }

    private static func text(of path: String) -> String {
        guard let file = fopen(path, "r") else { preconditionFailure("cannot read \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
