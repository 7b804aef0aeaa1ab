public import Catalog
import Glibc
import JSON

extension PlanDocument {
    /// The bytes of a file with the plan, secrets included: JSON in lines, and a line end.
    public func fileBytes() -> [UInt8] {
        // What is in a plan came out of JSON, or has gone through a check that it can go into it.
        ((try? jsonValue.serialized(.pretty)) ?? []) + [UInt8(ascii: "\n")]
    }

    /// Larger files are no plans that anybody made.
    private static let maximumSize = 512 << 20

    /// Reads a saved plan.
    ///
    /// - Throws: ``PlanFileError`` for a file that cannot be read, that is cut short, or that another version or program
    ///   wrote.
    public init(contentsOf path: String, catalog: Catalog = .standard) throws(PlanFileError) {
        let bytes = try Self.bytes(of: path)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw PlanFileError(path: path, reason: "is cut short, or no JSON: \(error.description)")
        }
        do throws(PlanFormatError) {
            try self.init(value, catalog: catalog)
        } catch {
            throw PlanFileError(path: path, reason: "cannot be used: it has \(error.description)")
        }
    }

    private static func bytes(of path: String) throws(PlanFileError) -> [UInt8] {
        func failure() -> PlanFileError {
            PlanFileError(path: path, reason: "cannot be read: \(String(cString: strerror(errno)))")
        }
        // A path with a null would be cut there, and name another file.
        guard !path.utf8.contains(0) else { throw PlanFileError(path: path, reason: "has no name of a file") }
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= maximumSize else {
            throw PlanFileError(path: path, reason: "is no file of a plan")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size) + 1)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
